import type { en } from './en.ts';

/** Name of a text that people read. */
export type TextKey = keyof typeof en;

/** All texts in one language. Another language must have every key: the compiler checks it. */
export type Texts = Readonly<Record<TextKey, string>>;

export type Language = 'en' | 'zh-cn';

/** What stands in the `{name}` places of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

export type Translate = (key: TextKey, values?: TextValues) => string;

/** A translator over one language's texts. Values are put in as they are: clean them first. */
export function createTranslate(texts: Texts): Translate {
  return (key, values) => {
    const text = texts[key];
    return values === undefined
      ? text
      : text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  };
}
