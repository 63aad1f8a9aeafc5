import { exportEn } from '../../core/text/export.en.ts';
import { exportZhCn } from '../../core/text/export.zhCn.ts';
import type { Language, TextValues } from '../../core/text/translate.ts';

/** Texts that are loaded with the code that says them. */
export type Words = (key: keyof typeof exportEn, values?: TextValues) => string;

export function createWords(language: Language): Words {
  const texts: Readonly<Record<keyof typeof exportEn, string>> =
    language === 'en' ? exportEn : exportZhCn;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/gu, (place, name: string) => String(values[name] ?? place));
}
