import type { MarkdownIt } from '../../src/core/report/markdownIt.ts';
import { createMarkdownIt } from '../../src/core/report/markdownIt.ts';

/*
 * What a page can be made to do by one block is bounded here. A report is far below these limits;
 * text that is made to be slow, or a model that repeats itself, is not. Where a block would go on
 * beyond its limit it ends, and its other lines begin a new one: nothing is lost, and what stands
 * before stays as it is. All of it depends on the lines before the cut alone, so a text that grows is
 * cut where the same text is cut that comes at once.
 */

export interface Limits {
  /** A block ends before the line that begins farther than this from its first character. */
  readonly characters: number;
  readonly lines: number;
  /** Cells are the most costly elements of a page: each row is laid out with all others. */
  readonly cells: number;
  readonly columns: number;
  /** Running text that is longer is shown as it is: its marks would cost its square. */
  readonly text: number;
}

export const PAGE_LIMITS: Limits = {
  characters: 8_000,
  lines: 120,
  cells: 2_400,
  columns: 120,
  text: 10_000,
};

/** Type of the token of a text that is too long to be formatted. */
export const UNFORMATTED = 'unformatted';

/** In the `meta` of the token that closes a table: it would have had more rows. */
export const CUT = 'cut';

/** What the stream tells the parser about rows that stand before the text which it reads. */
export interface RowsAbove {
  readonly rowsAbove?: number;
}

type BlockRule = Parameters<MarkdownIt['block']['ruler']['push']>[1];
type BlockState = Parameters<BlockRule>[0];

/** The project's reading of Markdown, for the page: the same but for texts without measure. */
export function createPageMarkdown(limits: Limits = PAGE_LIMITS): MarkdownIt {
  const markdown = createMarkdownIt();
  const { ruler } = markdown.block;
  /** Reads the block that begins here as if the text ended before a line. */
  const readUntil = (state: BlockState, start: number, cut: number): boolean => {
    const { lineMax } = state;
    state.lineMax = cut;
    const done = ruler
      .getRules('')
      .some((rule) => rule !== limit && rule(state, start, cut, false));
    state.lineMax = lineMax;
    return done;
  };
  const limit: BlockRule = (state, start, end) => {
    const cut = findCut(state, start, end, limits);
    if (cut >= end) {
      return false;
    }
    const before = state.tokens.length;
    const done = readUntil(state, start, cut);
    const last = state.tokens.at(-1);
    if (state.line < cut || state.isEmpty(cut)) {
      return done;
    }
    if (last?.type === 'table_close') {
      last.meta = { [CUT]: true };
    }
    const item = lastItem(state, start, cut);
    if (item === undefined || item === cut) {
      return done;
    }
    state.tokens.length = before;
    state.line = start;
    return readUntil(state, start, item);
  };
  ruler.before('table', 'limit', limit);
  markdown.core.ruler.before('inline', 'limit', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'inline' && token.content.length > limits.text) {
        token.type = UNFORMATTED;
      }
    }
  });
  return markdown;
}

const FENCE = /^(?:~{3}|`{3,}[^`]*$)/u;
const DELIMITERS = /^[|:-][|: \t-]*$/u;
const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/u;

/** The line before which the block that begins here has to end, or one beyond its possible end. */
function findCut(state: BlockState, start: number, end: number, limits: Limits): number {
  const first = lineAt(state, start);
  const isIndented = (state.sCount[start] ?? 0) - state.blkIndent >= 4;
  // What follows a cut would be read as Markdown: code is never cut.
  if (!isIndented && FENCE.test(first)) {
    return end;
  }
  const second = start + 1 < end && first.includes('|') ? lineAt(state, start + 1) : '';
  if (DELIMITERS.test(second)) {
    return rowsEnd(state, start, second, limits);
  }
  const limit = Math.min(end, start + limits.lines);
  const from = state.bMarks[start] ?? 0;
  let line = start + 1;
  while (line < limit && (state.bMarks[line] ?? 0) - from <= limits.characters) {
    line++;
  }
  return line;
}

function rowsEnd(
  state: BlockState,
  start: number,
  delimiters: string,
  { cells, columns: most }: Limits,
): number {
  const columns = delimiters.split('|').filter((cell) => cell.trim() !== '').length;
  const rowsAbove = start === 0 ? ((state.env as RowsAbove | undefined)?.rowsAbove ?? 0) : 0;
  const rows = Math.floor(cells / Math.max(1, columns)) - rowsAbove;
  // Without its second line it is no table.
  return columns > most ? start + 1 : start + 2 + Math.max(0, rows);
}

/** The last item that a list begins before a line: as another list, it goes on there. */
function lastItem(state: BlockState, start: number, before: number): number | undefined {
  if (!ITEM.test(lineAt(state, start))) {
    return undefined;
  }
  for (let line = before; line > start; line--) {
    if (state.sCount[line] === state.sCount[start] && ITEM.test(lineAt(state, line))) {
      return line;
    }
  }
  return undefined;
}

function lineAt(state: BlockState, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, state.eMarks[line]);
}
