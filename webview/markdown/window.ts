import type { Token } from '../../src/core/report/markdownIt.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import type { Block } from './blocks.ts';
import { collectLabels, offsetOfLine } from './blocks.ts';
import type { TreeElement } from './tree.ts';

/**
 * The beginning of a long open list, table or fence, which is shown and not read any more. Only the
 * block's last items, rows or lines are still open.
 */
export interface Window {
  readonly type: string;
  /** Lines that stand before the open ones so that they are read as they would be in place. */
  readonly head: string;
  /** The block's text up to where the open lines begin. */
  readonly source: string;
  readonly attributes: Token['attrs'];
  /** Whether blank lines have made paragraphs of a list's items; only lists can be. */
  readonly loose: boolean;
  readonly labels: ReadonlySet<string>;
  /** Rows of a table so far. */
  readonly count: number;
}

/** So many items, rows or lines stay open, and so many at least are closed in one go. */
const OPEN = 3;
const AT_LEAST = 6;

/** Where the items are below the block's own element. */
const PATHS: Readonly<Record<string, readonly number[]>> = {
  bullet_list_open: [],
  ordered_list_open: [],
  table_open: [0, 1],
  fence: [0, 0],
};

/** markdown-it adds at most 65,536 missing cells to a table; far below that it never counts. */
const MOST_CELLS = 50_000;

/** What is closed: how far, and how it is told to those that compare. */
export interface Closing {
  readonly window: Window;
  /** Offset in the open text. */
  readonly offset: number;
  readonly path: readonly number[];
  /** Children that are closed, or for a fence, characters. */
  readonly count: number;
}

/**
 * What of the only open block can be closed. Whole lines alone prove anything.
 *
 * @param shown the block as it was just read, with its unfinished last line
 * @param whole the same block read from whole lines
 * @param source text that both were read from; begins with the head of `window`
 */
export function closeItems(
  shown: Block,
  whole: Block | undefined,
  source: string,
  window: Window | undefined,
  normalize: (label: string) => string,
): Closing | undefined {
  const path = PATHS[shown.type];
  if (path === undefined || shown.start !== 0 || whole?.start !== 0 || whole.type !== shown.type) {
    return undefined;
  }
  // Ids of headings and addresses of definitions reach beyond the block.
  if (shown.tokens.some(({ type }) => /^heading_open$|^reference_definition$/u.test(type))) {
    return undefined;
  }
  const place = placeOf(shown, whole, window);
  if (place === undefined) {
    return undefined;
  }
  const head = headOf(shown.type, source);
  const offset = offsetOfLine(source, place.line) - (window?.head.length ?? 0);
  const text = source.slice(window?.head.length ?? 0);
  return {
    path,
    offset,
    count: place.count,
    window: {
      type: shown.type,
      head,
      source: (window?.source ?? '') + text.slice(0, offset),
      attributes: window === undefined ? (shown.tokens[0]?.attrs ?? null) : window.attributes,
      loose: place.loose,
      labels: new Set([
        ...(window?.labels ?? []),
        ...(collectLabels(shown.tokens, normalize) ?? []),
      ]),
      count: (window?.count ?? 0) + place.count,
    },
  };
}

interface Place {
  readonly line: number;
  readonly count: number;
  readonly loose: boolean;
}

function placeOf(shown: Block, whole: Block, window: Window | undefined): Place | undefined {
  if (shown.type === 'fence') {
    const lines = (whole.tokens[0]?.content ?? '').split('\n').slice(0, -1);
    const count = lines.length - OPEN;
    const text = `${lines.slice(0, count).join('\n')}\n`;
    return count < AT_LEAST
      ? undefined
      : { line: count + 1, count: cleanText(text).length, loose: false };
  }
  if (shown.type === 'table_open') {
    const count = whole.end - 2 - OPEN;
    const columns = whole.tokens.filter(({ type }) => type === 'th_open').length;
    return count < AT_LEAST || columns * (count + (window?.count ?? 0)) > MOST_CELLS
      ? undefined
      : { line: count + 2, count, loose: false };
  }
  const loose = looseness(whole.tokens);
  if (loose === undefined || loose !== looseness(shown.tokens)) {
    return undefined;
  }
  const items = whole.tokens.filter(({ type, level }) => type === 'list_item_open' && level === 1);
  const count = items.length - OPEN;
  const line = items[count]?.map?.[0];
  return count < AT_LEAST || line === undefined
    ? undefined
    : { line, count, loose: loose || (window?.loose ?? false) };
}

/** Whether a list's own paragraphs are shown as such; undefined where it has none. */
function looseness(tokens: readonly Token[]): boolean | undefined {
  const paragraph = tokens.find(({ type, level }) => type === 'paragraph_open' && level === 2);
  return paragraph === undefined ? undefined : !paragraph.hidden;
}

function headOf(type: string, source: string): string {
  const lines = { table_open: 2, fence: 1 }[type] ?? 0;
  return source.slice(0, offsetOfLine(source, lines));
}

/**
 * Makes the open end of a block what it would be in place.
 *
 * @returns false where what is shown already does not hold any more
 */
export function continueBlock(block: Block | undefined, window: Window): boolean {
  if (block?.type !== window.type || block.start !== 0) {
    return false;
  }
  const list = block.tokens[0];
  if (list === undefined || window.type === 'fence') {
    return true;
  }
  if (window.type === 'table_open') {
    const columns = block.tokens.filter(({ type }) => type === 'th_open').length;
    return columns * (window.count + block.end) <= MOST_CELLS;
  }
  list.attrs = window.attributes;
  for (const token of block.tokens) {
    if (token.level === 2 && /^paragraph_(?:open|close)$/u.test(token.type)) {
      if (!window.loose && !token.hidden) {
        return false;
      }
      token.hidden = !window.loose;
    }
  }
  return true;
}

/** The tree without what is closed. */
export function withoutClosed(
  tree: TreeElement,
  path: readonly number[],
  count: number,
): TreeElement {
  const [step, ...rest] = path;
  if (step !== undefined) {
    return {
      ...tree,
      children: tree.children.map((child, at) =>
        at === step && typeof child !== 'string' ? withoutClosed(child, rest, count) : child,
      ),
    };
  }
  const [only] = tree.children;
  return {
    ...tree,
    children: typeof only === 'string' ? [only.slice(count)] : tree.children.slice(count),
  };
}
