import type { Token } from '../../src/core/report/markdownIt.ts';
import { CITATION } from '../../src/core/report/markdownIt.ts';
import { linkId, safeUrl } from '../../src/core/report/links.ts';
import { cleanText, cleanTitle } from '../../src/core/text/clean.ts';
import { chunksOf } from './chunks.ts';
import { CUT, UNFORMATTED } from './limits.ts';
import type { Slugs } from './slugs.ts';

/**
 * The report as plain data between markdown-it's tokens and the DOM. Comparing two small trees of
 * this kind is what lets a growing paragraph touch only the text node at its end.
 */
export type TreeNode = string | TreeElement;

export interface TreeElement {
  readonly tag: string;
  /** Only names that `dom.ts` allows; never a style, never a handler, never an address. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: TreeNode[];
}

export interface Labels {
  /** Before the host of an image that became a link. */
  readonly image: string;
  readonly copyCode: string;
  /** Before a text that is too long to be formatted. */
  readonly unformatted: string;
  /** Below a table that was cut. */
  readonly tableGoesOn: string;
}

/** Characters of one piece of code, and of text that is shown as it is. */
const CODE_PIECE = 2_000;
const TEXT_PIECE = 1_000;

const ALIGNMENT = /^text-align:(left|center|right)$/u;

/** Elements of the blocks in these tokens: one for each top-level block that shows anything. */
export function buildTree(tokens: readonly Token[], slugs: Slugs, labels: Labels): TreeElement[] {
  const root = element('div');
  const stack: TreeElement[] = [root];
  const top = (): TreeElement => stack.at(-1) ?? root;
  for (const token of tokens) {
    if (token.type === 'inline') {
      addInline(token.children ?? [], top(), labels);
    } else if (token.type === UNFORMATTED) {
      top().children.push(...unformatted(token.content, labels));
    } else if (token.hidden) {
      continue;
    } else if (token.nesting > 0) {
      stack.push(openBlock(token));
    } else if (token.nesting < 0) {
      const closed = stack.pop() ?? root;
      if (/^h[1-6]$/u.test(closed.tag)) {
        closeHeading(closed, slugs);
      }
      top().children.push(
        closed.tag === 'table' ? wrapTable(closed, token.meta?.[CUT] === true, labels) : closed,
      );
    } else {
      top().children.push(leafBlock(token, labels));
    }
  }
  return root.children.filter((child) => typeof child !== 'string');
}

function element(
  tag: string,
  attributes: Record<string, string> = {},
  children: TreeNode[] = [],
): TreeElement {
  return { tag, attributes, children };
}

function openBlock(token: Token): TreeElement {
  const attributes: Record<string, string> = {};
  const start = token.attrGet('start');
  if (start !== null) {
    attributes['start'] = String(start);
  }
  const alignment = ALIGNMENT.exec(String(token.attrGet('style') ?? ''))?.[1];
  if (alignment !== undefined) {
    attributes['class'] = `align-${alignment}`;
  }
  if (token.type === 'th_open') {
    attributes['scope'] = 'col';
  }
  return element(token.tag, attributes);
}

function leafBlock(token: Token, labels: Labels): TreeElement {
  if (token.type === 'hr') {
    return element('hr');
  }
  // Fences, indented code and, should there ever be another leaf, its text as it is.
  const language = /^[\w+#.-]{1,20}/u.exec(token.info.trim())?.[0] ?? '';
  const pieces = chunksOf(token.content, CODE_PIECE).map(cleanText);
  const content = element(
    'code',
    language === '' ? {} : { 'data-language': language },
    pieces.length > 1 ? pieces.map(piece) : pieces.filter((code) => code !== ''),
  );
  return element('div', { class: 'code' }, [
    element('pre', { tabindex: '0' }, [content]),
    element('button', { type: 'button', class: 'code-copy', 'data-copy': '' }, [labels.copyCode]),
  ]);
}

function piece(text: string): TreeElement {
  return element('span', { class: 'piece' }, text === '' ? [] : [text]);
}

function unformatted(text: string, labels: Labels): TreeElement[] {
  const pieces = chunksOf(text, TEXT_PIECE, 2 * TEXT_PIECE);
  return [
    element('span', { class: 'unformatted' }, [labels.unformatted]),
    ...pieces.map((one) => piece(cleanText(one))),
  ];
}

/** A wide table scrolls in its own box, by keyboard, too; the page never scrolls sideways. */
function wrapTable(table: TreeElement, isCut: boolean, labels: Labels): TreeElement {
  const note = element('span', { class: 'unformatted' }, [labels.tableGoesOn]);
  return element('div', { class: 'table', tabindex: '0', role: 'group' }, [
    table,
    ...(isCut ? [note] : []),
  ]);
}

function closeHeading(heading: TreeElement, slugs: Slugs): void {
  const id = slugs.next(textOf(heading));
  Object.assign(heading.attributes, { id, tabindex: '-1' });
}

export function textOf(node: TreeNode): string {
  if (typeof node === 'string') {
    return node;
  }
  return node.attributes['data-cite'] === undefined ? node.children.map(textOf).join('') : '';
}

function addInline(tokens: readonly Token[], parent: TreeElement, labels: Labels): void {
  const stack: TreeElement[] = [parent];
  const top = (): TreeElement => stack.at(-1) ?? parent;
  for (const token of tokens) {
    if (token.type === CITATION) {
      addCitations(token, stack);
    } else if (token.type === 'link_open') {
      stack.push(link(String(token.attrGet('href') ?? '')));
    } else if (token.type === 'image') {
      addImage(
        token,
        top(),
        stack.some(({ tag }) => tag === 'a'),
        labels,
      );
    } else if (token.nesting > 0) {
      stack.push(element(token.tag));
    } else if (token.nesting < 0) {
      close(stack);
    } else if (token.type === 'hardbreak') {
      top().children.push(element('br'));
    } else if (token.type === 'softbreak') {
      addText(top(), '\n');
    } else if (token.type === 'code_inline') {
      top().children.push(element('code', {}, [cleanText(token.content)]));
    } else {
      addText(top(), cleanText(token.content));
    }
  }
}

/** Neighbouring texts are one node, as the DOM of a single render would have it. */
function addText(parent: TreeElement, text: string): void {
  const last = parent.children.length - 1;
  const before = parent.children[last];
  if (text === '') {
    return;
  }
  if (typeof before === 'string') {
    parent.children[last] = before + text;
  } else {
    parent.children.push(text);
  }
}

function close(stack: TreeElement[]): void {
  const closed = stack.pop();
  // What a citation within a link left behind may be empty.
  if (closed !== undefined && closed.children.length > 0) {
    stack.at(-1)?.children.push(closed);
  }
}

/** A link to what is not safe to open is its text: an element without the power of a link. */
function link(href: string): TreeElement {
  if (href.startsWith('#')) {
    return element('a', { href: '#', 'data-anchor': decode(href.slice(1)) });
  }
  const url = safeUrl(href);
  return url === undefined
    ? element('span')
    : element('a', { href: '#', 'data-link': linkId(url.href), title: cleanTitle(url.href, 500) });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * An image would be a request to its server: it is a link that names the server. An image within a
 * link is words of that link.
 */
function addImage(token: Token, parent: TreeElement, insideLink: boolean, labels: Labels): void {
  const url = safeUrl(String(token.attrGet('src') ?? ''));
  const description = cleanTitle(token.children?.map((child) => child.content).join('') ?? '', 200);
  const words = [url?.host ?? '', description].filter((word) => word !== '').join(', ');
  const image = element('span', { class: 'image-link' }, [`${labels.image}: ${words}`]);
  parent.children.push(
    url === undefined || insideLink
      ? image
      : {
          ...link(url.href),
          attributes: { ...link(url.href).attributes, class: 'image-link' },
          children: image.children,
        },
  );
}

/** `[[2,3]]` becomes two buttons: each leads to its own source. */
function addCitations(token: Token, stack: TreeElement[]): void {
  const numbers = (token.meta?.['numbers'] ?? []) as readonly number[];
  outsideLink(stack, (parent) => {
    for (const number of numbers) {
      parent.children.push(
        element('button', { type: 'button', class: 'cite', 'data-cite': String(number) }, [
          String(number),
        ]),
      );
    }
  });
}

/**
 * A button within a link is no valid page, and would be lost to the keyboard: the link is closed
 * before it and goes on after it.
 */
function outsideLink(stack: TreeElement[], add: (parent: TreeElement) => void): void {
  const at = stack.findLastIndex(({ tag }) => tag === 'a');
  if (at < 0) {
    const parent = stack.at(-1);
    if (parent !== undefined) {
      add(parent);
    }
    return;
  }
  const open = stack.slice(at);
  while (stack.length > at) {
    close(stack);
  }
  const parent = stack.at(-1);
  if (parent !== undefined) {
    add(parent);
  }
  for (const { tag, attributes } of open) {
    stack.push(element(tag, { ...attributes }));
  }
}
