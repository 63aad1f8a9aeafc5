import type { Block } from './blocks.ts';
import type { TreeElement } from './tree.ts';

/**
 * The short way of the most frequent case: words are appended to a paragraph. None of these
 * characters begins, ends or changes anything in Markdown where a word stands before them.
 */
const PLAIN = /^[\p{L}\p{N} ,.?!，。；：？！、“”‘’（）《》…—]+$/u;
const PLAIN_END = /[\p{L}\p{N}，。；：？！、“”‘’（）《》…—] *$/u;

/**
 * Where running text stands directly. Not table cells, a row may have too many of them; not
 * headings, whose id changes with their words.
 */
const TEXT_TAGS = new Set(['p', 'li', 'ul', 'ol', 'blockquote']);

/** Whether the last text shown is the last text of the source: no definition comes after it. */
export function endsInText(blocks: readonly Block[], source: string): boolean {
  const tokens = blocks.at(-1)?.tokens ?? [];
  const at = tokens.findLastIndex(({ type }) => type === 'inline');
  const end = tokens[at]?.map?.[1];
  return (
    end !== undefined &&
    tokens.slice(at).every(({ type }) => type !== 'reference_definition') &&
    end === source.split('\n').length
  );
}

/**
 * Appends plain words to the last text node, in the tree and in the DOM.
 *
 * @param element of the last block; it shows `tree`
 * @param source the open end before the words
 * @returns false where this is no such case, and nothing was done
 */
export function appendPlain(
  element: HTMLElement | undefined,
  tree: TreeElement | undefined,
  source: string,
  words: string,
): boolean {
  if (element === undefined || tree === undefined || !PLAIN.test(words)) {
    return false;
  }
  const line = source.slice(source.lastIndexOf('\n') + 1);
  // A letter in the line: what kind of line it is has been decided.
  if (!PLAIN_END.test(line) || !/\p{L}/u.test(line)) {
    return false;
  }
  // The word at the end may be an address that grows.
  if (line.slice(line.trimEnd().lastIndexOf(' ') + 1).includes('://')) {
    return false;
  }
  let node: TreeElement = tree;
  let shown: Node = element;
  for (;;) {
    const last: TreeElement['children'][number] | undefined = node.children.at(-1);
    const next: Node | null = shown.lastChild;
    if (!TEXT_TAGS.has(node.tag) || last === undefined || next === null) {
      return false;
    }
    if (typeof last === 'string') {
      // Spaces at the end are not shown until something follows them.
      const spaces = line.slice(line.trimEnd().length);
      const visible = words.trimEnd();
      if (visible !== '') {
        node.children[node.children.length - 1] = last + spaces + visible;
        (next as Text).appendData(spaces + visible);
      }
      return true;
    }
    node = last;
    shown = next;
  }
}
