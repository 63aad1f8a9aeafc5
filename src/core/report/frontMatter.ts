/** A value of the front matter; `undefined` leaves the key out. */
export type FrontMatterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly Readonly<Record<string, string | number>>[]
  | undefined;

/** Key of the run's id: by it a saved report finds its run again. */
export const RUN_KEY = 'run';

/** A person may have added keys of their own above ours; further down nobody looks. */
const MOST_LINES = 40;

/** Characters that JSON lets stand as they are and YAML, or a careless reader, does not. */
const UNPRINTABLE =
  /[\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFF]|[\u{E0000}-\u{E0FFF}]/gu;

/**
 * YAML front matter with its two lines of `---`, ending with a line end. Strings are always written
 * in double quotes with the escapes that YAML shares with JSON: nothing that a person or a web page
 * wrote can end a value or begin a key.
 */
export function frontMatter(values: Readonly<Record<string, FrontMatterValue>>): string {
  const lines = Object.entries(values).flatMap(([key, value]) => entry(key, value));
  return `---\n${lines.join('\n')}\n---\n`;
}

/**
 * The id of the run that a document says it came from, by its first lines; undefined where it has no
 * front matter of ours. Anybody may have written it: it is a name to look up, and no path.
 *
 * @param line a line by its number from 0; undefined behind the last
 */
export function readRunId(line: (at: number) => string | undefined): string | undefined {
  if (line(0)?.trimEnd() !== '---') {
    return undefined;
  }
  for (let at = 1; at < MOST_LINES; at += 1) {
    const text = line(at)?.trimEnd();
    if (text === undefined || text === '---') {
      return undefined;
    }
    const [, , id] = RUN_LINE.exec(text) ?? [];
    if (id !== undefined) {
      return id;
    }
  }
  return undefined;
}

/** As we write it, and as people who tidy up their YAML leave it. */
const RUN_LINE = new RegExp(`^${RUN_KEY}:\\s*(["']?)(\\d{8}-\\d{6}-[0-9a-f]{8})\\1$`, 'u');

/** A string as a YAML scalar that no reader can take for anything else. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(UNPRINTABLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

function entry(key: string, value: FrontMatterValue): readonly string[] {
  if (value === undefined) {
    return [];
  }
  if (typeof value !== 'object') {
    return [`${key}: ${scalar(value)}`];
  }
  if (value.length === 0) {
    return [`${key}: []`];
  }
  return [`${key}:`, ...value.flatMap(item)];
}

function item(value: string | Readonly<Record<string, string | number>>): readonly string[] {
  if (typeof value === 'string') {
    return [`  - ${quoted(value)}`];
  }
  return Object.entries(value).map(
    ([key, inner], index) => `${index === 0 ? '  - ' : '    '}${key}: ${scalar(inner)}`,
  );
}

function scalar(value: string | number | boolean): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}
