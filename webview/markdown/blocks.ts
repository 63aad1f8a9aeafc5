import type { MarkdownIt, Token } from '../../src/core/report/markdownIt.ts';
import type { RowsAbove } from './limits.ts';

/** A definition of a link's address: `[label]: address "title"`. */
export type Definitions = Readonly<Record<string, { title: string; href: string }>>;

/** A top-level block: the lines it came from, and its tokens. */
export interface Block {
  readonly type: string;
  /** First line, and the line after the last one. */
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
}

/** Cuts a document's tokens at its top-level blocks. */
export function splitBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  let depth = 0;
  tokens.forEach((token, at) => {
    depth += token.nesting;
    if (depth === 0 && token.type !== 'inline') {
      const first = tokens[from];
      const [start, end] = first?.map ?? [0, 0];
      blocks.push({ type: first?.type ?? '', start, end, tokens: tokens.slice(from, at + 1) });
      from = at + 1;
    }
  });
  return blocks;
}

/** These end at a blank line, or with their own last line: nothing that follows can join them. */
const ENDS_AT_BLANK_LINE = [
  'paragraph_open',
  'heading_open',
  'table_open',
  'blockquote_open',
  'fence',
  'hr',
  'reference_definition',
];

/** The blocks that whole lines make, and how many lines those are: the last may yet change. */
export interface WholeLines {
  readonly blocks: readonly Block[];
  readonly lines: number;
}

export function parseWholeLines(source: string, markdown: MarkdownIt, env: RowsAbove): WholeLines {
  const end = source.lastIndexOf('\n');
  if (end < 0) {
    return { blocks: [], lines: 0 };
  }
  const tokens: Token[] = [];
  markdown.block.parse(source.slice(0, end + 1), markdown, { ...env }, tokens);
  let lines = 1;
  for (let at = source.indexOf('\n'); at < end; at = source.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return { blocks: splitBlocks(tokens), lines };
}

/**
 * How many lines of an unfinished document are final: whatever is appended, the blocks up to there
 * stay what they are, and the rest parses alone as it would in place.
 *
 * Only whole lines prove anything: `- ` may yet become `- - -`, and `#` the start of `#hashtag`. A
 * block is final once another one has begun after it, since markdown-it goes forward line by line
 * and keeps nothing between two top-level blocks but the definitions. The one exception is a
 * definition with the beginning of a title below it: whether that is one is seen only where it ends.
 */
export function countFinalLines({ blocks, lines }: WholeLines, source: string): number {
  const last = blocks.at(-1);
  if (last === undefined) {
    return 0;
  }
  if (last.end < lines && ENDS_AT_BLANK_LINE.includes(last.type)) {
    return last.end;
  }
  for (let at = blocks.length - 1; at > 0; at--) {
    const block = blocks[at];
    const before = blocks[at - 1];
    if (block === undefined || before === undefined) {
      break;
    }
    if (
      before.type !== 'reference_definition' ||
      before.end < block.start ||
      !/^[ \t]*["'(]/u.test(lineOf(source, block.start))
    ) {
      return block.start;
    }
  }
  return 0;
}

function lineOf(source: string, line: number): string {
  const from = offsetOfLine(source, line);
  return source.slice(from, source.indexOf('\n', from));
}

/** Offset of the beginning of a line. */
export function offsetOfLine(source: string, line: number): number {
  let offset = 0;
  for (let at = 0; at < line; at++) {
    const end = source.indexOf('\n', offset);
    if (end < 0) {
      return source.length;
    }
    offset = end + 1;
  }
  return offset;
}

/** What stands in square brackets in these blocks: it may become a link by a later definition. */
export function collectLabels(
  tokens: readonly Token[],
  normalize: (label: string) => string,
): ReadonlySet<string> | undefined {
  let labels: Set<string> | undefined;
  for (const token of tokens) {
    if (token.type === 'inline' && token.content.includes('[')) {
      labels ??= new Set();
      for (const [, label = ''] of token.content.matchAll(/\[((?:[^[\]\\]|\\[^])*)(?=\])/gu)) {
        labels.add(normalize(label));
      }
    }
  }
  return labels;
}
