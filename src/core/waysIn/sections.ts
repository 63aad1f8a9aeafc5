/** A part of a report, from its heading to the next one. */
export interface Section {
  readonly level: number;
  /** Empty for what stands before the first heading. */
  readonly title: string;
  /** With its heading line. */
  readonly text: string;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/u;
const FENCE = /^ {0,3}(`{3,}|~{3,})/u;
const LONGEST_TITLE = 300;

/** Cuts a Markdown text at its headings, of whatever level; the parts together are the text. */
export function cutSections(text: string): readonly Section[] {
  const found: { level: number; title: string; lines: string[] }[] = [
    { level: 0, title: '', lines: [] },
  ];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    const heading = fence === undefined ? HEADING.exec(line) : null;
    if (fence === undefined) {
      fence = mark;
    } else if (mark?.startsWith(fence) === true && line.trim() === mark) {
      fence = undefined;
    }
    if (heading !== null) {
      const [, marks = '', title = ''] = heading;
      const plain = title.slice(0, LONGEST_TITLE).replace(/[ \t]+#+[ \t]*$/u, '');
      found.push({ level: marks.length, title: plain.trim(), lines: [line] });
    } else {
      found.at(-1)?.lines.push(line);
    }
  }
  return found
    .map(({ level, lines, title }) => ({ level, title, text: lines.join('\n') }))
    .filter(({ level, text: part }) => level > 0 || part.trim() !== '');
}

/**
 * The section that a caller means: by its number from 1, or by its heading, whole or in part. A
 * section is given with the sections below it.
 */
export function findSection(
  sections: readonly Section[],
  wanted: string,
): { readonly number: number; readonly text: string } | undefined {
  const name = wanted.trim().toLowerCase();
  const number = /^\d{1,4}$/u.test(name) ? Number(name) - 1 : -1;
  const titles = sections.map(({ title }) => title.toLowerCase());
  const at = [
    number,
    name === '' ? -1 : titles.indexOf(name),
    name === '' ? -1 : titles.findIndex((title) => title.includes(name)),
  ].find((index) => index >= 0 && index < sections.length);
  const first = at === undefined ? undefined : sections[at];
  if (at === undefined || first === undefined) {
    return undefined;
  }
  const after = sections.findIndex(
    ({ level }, index) => index > at && (level <= first.level || first.level === 0),
  );
  const own = sections.slice(at, after < 0 ? undefined : after);
  return { number: at + 1, text: own.map(({ text }) => text).join('\n') };
}

/** A piece of a text that is cut at a line's end where there is one near, and never inside a character. */
export function pieceOf(
  text: string,
  offset: number,
  most: number,
): { readonly text: string; readonly next: number | undefined } {
  const start = Math.min(Math.max(0, Math.trunc(offset)), text.length);
  if (text.length - start <= most) {
    return { text: text.slice(start), next: undefined };
  }
  let end = start + Math.max(2, most);
  const line = text.lastIndexOf('\n', end);
  if (line > start + most / 2) {
    end = line + 1;
  } else if (/[\uD800-\uDBFF]/u.test(text[end - 1] ?? '')) {
    end -= 1;
  }
  return { text: text.slice(start, end), next: end };
}
