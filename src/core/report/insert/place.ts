import { scanMarkdown } from '../scan.ts';

/**
 * `text` with the line ends that it needs between `before` and `after`, so that it begins and ends
 * as blocks of its own: one blank line on each side, none at the edges of a document, and a line end
 * at the end of the document. Neither neighbour is changed.
 */
export function spaced(text: string, before: string, after: string, eol: '\n' | '\r\n'): string {
  return `${gapBefore(before, eol)}${text}${gapAfter(after, eol)}`;
}

/**
 * Where a text goes that is wanted at `offset` of a Markdown document: there, or after the front
 * matter, which has to stay the first thing of a file to be one.
 */
export function insertionOffset(document: string, offset: number): number {
  const matter = /^---[ \t]*\r?\n(?:[^]*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u.exec(document);
  return matter === null ? offset : Math.max(offset, matter[0].length);
}

function gapBefore(before: string, eol: string): string {
  if (before === '') {
    return '';
  }
  // A line of spaces would indent the text: it counts as the blank line, and a new one begins.
  const lastLine = /[^\r\n]*$/u.exec(before)?.[0] ?? '';
  const lines = before.split(/\r\n|\r|\n/u);
  const blankAbove = lines.length > 1 && (lines.at(-2) ?? '').trim() === '';
  if (lastLine === '') {
    return blankAbove ? '' : eol;
  }
  return lastLine.trim() === '' ? eol : eol + eol;
}

function gapAfter(after: string, eol: string): string {
  const [rest = '', next] = after.split(/\r\n|\r|\n/u, 2);
  if (rest !== '') {
    // Spaces alone make the blank line once they stand on a line of their own.
    return rest.trim() === '' ? eol : eol + eol;
  }
  return next?.trim() === '' ? '' : eol;
}

/**
 * By how many levels a report's headings go down to stand below the heading that `offset` belongs
 * to; 0 before the first heading, or where the report has none.
 */
export function headingShiftAt(document: string, offset: number, report: string): number {
  const source = document.replace(/\r\n?/gu, '\n');
  const at = document.slice(0, offset).replace(/\r\n?/gu, '\n').length;
  const { headings, lineStarts } = scanMarkdown(source);
  // The last line of a front matter looks like the line under a heading.
  const start = insertionOffset(source, 0);
  const above = headings.findLast((heading) => {
    const stands = lineStarts[heading.lines[0]] ?? Infinity;
    return stands >= start && stands < at;
  });
  const levels = scanMarkdown(report.replace(/\r\n?/gu, '\n')).headings.map(({ level }) => level);
  if (above === undefined || levels.length === 0) {
    return 0;
  }
  return Math.max(0, above.level + 1 - Math.min(...levels));
}
