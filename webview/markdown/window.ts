import type { Block } from './blocks.ts';
import { collectLabels, offsetOfLine } from './blocks.ts';
import type { TreeElement } from './tree.ts';

/**
 * The rows of a long open table that are shown and not read any more: to read and to compare all of
 * them again for each word of the last one is what costs most in a streamed report. Only the last
 * rows are still open, and read below a copy of the table's head.
 *
 * Lists and code need none of this: a list ends at a limit (`limits.ts`), and code is one token.
 */
export interface Window {
  /** The two lines of the table's head. */
  readonly head: string;
  /** The table's text up to where the open rows begin. */
  readonly source: string;
  readonly labels: ReadonlySet<string>;
  /** Rows so far. */
  readonly rows: number;
}

/** So many rows stay open, and so many at least are closed in one go. */
const OPEN = 3;
const AT_LEAST = 6;

/** Where the rows are below the block's own element: the body of the table in its box. */
const TABLE = 0;
const BODY = 1;

/** What is closed. */
export interface Closing {
  readonly window: Window;
  /** Offset in the open text. */
  readonly offset: number;
  readonly rows: number;
}

/**
 * What of the only open block can be closed. Whole lines alone prove anything.
 *
 * @param shown the block as it was just read, with its unfinished last line
 * @param whole the same block read from whole lines
 * @param source text that both were read from; begins with the head of `window`
 */
export function closeRows(
  shown: Block,
  whole: Block | undefined,
  source: string,
  window: Window | undefined,
  normalize: (label: string) => string,
): Closing | undefined {
  const isTable = shown.type === 'table_open' && whole?.type === 'table_open';
  if (!isTable || shown.start !== 0 || whole.start !== 0) {
    return undefined;
  }
  const rows = whole.end - 2 - OPEN;
  if (rows < AT_LEAST) {
    return undefined;
  }
  const head = source.slice(0, offsetOfLine(source, 2));
  const above = window?.head.length ?? 0;
  const offset = offsetOfLine(source, rows + 2) - above;
  return {
    offset,
    rows,
    window: {
      head,
      source: (window?.source ?? '') + source.slice(above, above + offset),
      labels: new Set([
        ...(window?.labels ?? []),
        ...(collectLabels(shown.tokens, normalize) ?? []),
      ]),
      rows: (window?.rows ?? 0) + rows,
    },
  };
}

/** The element that holds the rows. */
export function bodyOf(element: HTMLElement | undefined): ChildNode | undefined {
  return element?.childNodes[TABLE]?.childNodes[BODY];
}

/** The tree without the rows that are closed. */
export function withoutRows(box: TreeElement, rows: number): TreeElement {
  return changeChild(box, TABLE, (table) =>
    changeChild(table, BODY, (body) => ({ ...body, children: body.children.slice(rows) })),
  );
}

function changeChild(
  tree: TreeElement,
  index: number,
  change: (child: TreeElement) => TreeElement,
): TreeElement {
  return {
    ...tree,
    children: tree.children.map((child, at) =>
      at === index && typeof child !== 'string' ? change(child) : child,
    ),
  };
}
