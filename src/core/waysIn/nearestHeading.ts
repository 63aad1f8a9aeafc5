/** How a heading is written in the languages of prose; the first group that matched is its title. */
const MARKDOWN = /^ {0,3}#{1,6}[ \t]+(\S.*)$/u;
const EQUAL_SIGNS = /^={1,6}[ \t]+(\S.*)$/u;
const LATEX = /^\s*\\(?:part|chapter|(?:sub){0,2}section|paragraph)\*?\{([^{}]+)\}/u;
const HEADINGS: ReadonlyMap<string, RegExp> = new Map([
  ['asciidoc', EQUAL_SIGNS],
  ['latex', LATEX],
  ['tex', LATEX],
  ['typst', EQUAL_SIGNS],
]);

/** Characters of a heading that are looked at. */
const LONGEST = 300;

const FENCE = /^ {0,3}(`{3,}|~{3,})/u;

/**
 * Title of the heading that a line stands under; `undefined` above the first one. Lines that look
 * like headings inside a Markdown code block are none.
 *
 * @param lines the document's lines from its first to at least the one meant
 * @param line index of the line; a heading is above itself
 */
export function nearestHeading(
  lines: readonly string[],
  line: number,
  language: string,
): string | undefined {
  const heading = HEADINGS.get(language) ?? MARKDOWN;
  let fence: string | undefined;
  let found: string | undefined;
  for (const text of lines.slice(0, line + 1)) {
    const mark = FENCE.exec(text)?.[1];
    if (fence !== undefined) {
      const closes = mark?.startsWith(fence) === true && text.trim() === mark;
      fence = closes ? undefined : fence;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    found = heading.exec(text)?.[1] ?? found;
  }
  const title = found
    ?.slice(0, LONGEST)
    .replace(/[ \t]+#+[ \t]*$/u, '')
    .trim();
  return title === '' ? undefined : title;
}
