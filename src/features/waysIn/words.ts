import type { Language, TextValues } from '../../core/text/translate.ts';
import { waysInEn } from '../../core/text/waysIn.en.ts';
import { waysInZhCn } from '../../core/text/waysIn.zhCn.ts';

/** Texts of the ways in, loaded with the code that says them. */
export type WaysInWords = (key: keyof typeof waysInEn, values?: TextValues) => string;

export function createWaysInWords(language: Language): WaysInWords {
  const texts: Readonly<Record<keyof typeof waysInEn, string>> =
    language === 'en' ? waysInEn : waysInZhCn;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/gu, (place, name: string) => String(values[name] ?? place));
}
