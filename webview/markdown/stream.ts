import type { MarkdownIt, Token } from '../../src/core/report/markdownIt.ts';
import type { Block, Definitions } from './blocks.ts';
import {
  collectLabels,
  countFinalLines,
  offsetOfLine,
  parseWholeLines,
  splitBlocks,
} from './blocks.ts';
import type { Closed, Decorate } from './dom.ts';
import { createElement, patchChildren, sameElement } from './dom.ts';
import type { Limits } from './limits.ts';
import { createPageMarkdown, PAGE_LIMITS } from './limits.ts';
import { appendPlain, endsInText } from './plain.ts';
import { Sections } from './sections.ts';
import { Slugs } from './slugs.ts';
import type { Labels, TreeElement } from './tree.ts';
import { buildTree } from './tree.ts';
import type { Window } from './window.ts';
import { bodyOf, closeRows, withoutRows } from './window.ts';

/** A finished block that names something which a later definition may turn into a link. */
interface Revisable {
  readonly source: string;
  readonly labels: ReadonlySet<string>;
  readonly isHeading: boolean;
  /** A table that was cut is so only in its place. */
  readonly meta: Token['meta'];
  element: HTMLElement;
}

/**
 * Shows a growing Markdown text. After each `append` the DOM is what one single render of all the
 * text so far would have made; finished blocks are rendered once and left alone, only the open end
 * is read anew.
 */
export class MarkdownStream {
  readonly #limits: Limits;
  readonly #markdown: MarkdownIt;
  readonly #sections: Sections;
  readonly #decorate: Decorate;
  readonly #labels: Labels;

  /** Text that no finished block has taken yet; begins at a block, or within that of the window. */
  #tail = '';
  #window: Window | undefined;
  #closed: Closed = new WeakMap();
  /** The tail's blocks as they are shown. */
  #shown: TreeElement[] = [];
  #slugs = new Slugs();
  /** Definitions of finished blocks, and all that the last update knew. */
  #definitions: Record<string, Definitions[string]> = {};
  #known: Definitions = {};
  #revisable: Revisable[] = [];
  #endsInText = false;
  /** A carriage return came last: a line feed that follows belongs to it. */
  #afterReturn = false;
  #source = '';

  constructor(
    container: HTMLElement,
    labels: Labels,
    decorate: Decorate,
    limits: Limits = PAGE_LIMITS,
  ) {
    this.#limits = limits;
    this.#markdown = createPageMarkdown(limits);
    // Definitions show nothing, but where they end must be known.
    this.#markdown.core.ruler.disable('strip_references');
    this.#sections = new Sections(container);
    this.#labels = labels;
    this.#decorate = decorate;
  }

  /** All text so far, with line ends made one kind. */
  get source(): string {
    return this.#source;
  }

  /** How many of the container's children will not change any more, but for late links. */
  get finishedChapters(): number {
    return this.#sections.finishedChapters;
  }

  clear(): void {
    this.#sections.clear();
    this.#tail = '';
    this.#window = undefined;
    this.#closed = new WeakMap();
    this.#shown = [];
    this.#slugs = new Slugs();
    this.#definitions = {};
    this.#known = {};
    this.#revisable = [];
    this.#endsInText = false;
    this.#afterReturn = false;
    this.#source = '';
  }

  append(delta: string): void {
    const text = this.#normalize(delta);
    if (text === '') {
      return;
    }
    this.#source += text;
    const before = this.#tail;
    this.#tail += text;
    const isPlain =
      this.#endsInText &&
      this.#tail.length <= this.#limits.text &&
      appendPlain(this.#sections.last, this.#shown.at(-1), before, text);
    if (!isPlain) {
      this.#update(text.includes('\n'));
    }
  }

  #normalize(delta: string): string {
    const text = this.#afterReturn && delta.startsWith('\n') ? delta.slice(1) : delta;
    if (delta !== '') {
      this.#afterReturn = delta.endsWith('\r');
    }
    return text.replace(/\r\n?/gu, '\n').replaceAll('\0', '\uFFFD');
  }

  #update(hasNewLine: boolean): void {
    const head = this.#window?.head ?? '';
    const source = head + this.#tail;
    const rowsAbove = this.#window?.rows ?? 0;
    const env = { references: { ...this.#definitions }, rowsAbove };
    const blocks = splitBlocks(this.#markdown.parse(source, env));
    if (
      this.#window !== undefined &&
      (changedLabels(this.#known, env.references).length > 0 || blocks[0]?.type !== 'table_open')
    ) {
      this.#openAgain(this.#window);
      this.#update(true);
      return;
    }
    if (!this.#revise(env.references)) {
      return;
    }
    const whole = hasNewLine ? parseWholeLines(source, this.#markdown, { rowsAbove }) : undefined;
    const finalLines = whole === undefined ? 0 : countFinalLines(whole, source);
    const firstOpen = blocks.findIndex((block) => block.start >= finalLines);
    const finished = blocks.slice(0, firstOpen < 0 ? blocks.length : firstOpen);
    const open = blocks.slice(finished.length);
    if (finished.length > 0) {
      this.#finish(finished, source);
      this.#tail = source.slice(offsetOfLine(source, finalLines));
    }
    const trees = buildTree(
      open.flatMap(({ tokens }) => tokens),
      this.#slugs.fork(),
      this.#labels,
    );
    this.#show(trees, 0);
    this.#shown = trees;
    this.#endsInText = trees.length > 0 && endsInText(blocks, source);
    if (whole !== undefined && finalLines === 0 && blocks.length === 1) {
      this.#closeRows(blocks, whole.blocks, source);
    }
  }

  /** Leaves the first rows of a long open table alone from now on. */
  #closeRows(shown: readonly Block[], whole: readonly Block[], source: string): void {
    const { normalizeReference } = this.#markdown.utils;
    const [block] = shown;
    const [tree] = this.#shown;
    const body = bodyOf(this.#sections.elementAt(0));
    const closing = block && closeRows(block, whole[0], source, this.#window, normalizeReference);
    if (closing === undefined || tree === undefined || body === undefined) {
      return;
    }
    const before = this.#closed.get(body);
    let row = before === undefined ? body.firstChild : before.nextSibling;
    for (let at = 1; at < closing.rows; at++) {
      row = row?.nextSibling ?? null;
    }
    if (row !== null) {
      this.#closed.set(body, row);
      this.#shown[0] = withoutRows(tree, closing.rows);
      this.#tail = this.#tail.slice(closing.offset);
      this.#window = closing.window;
    }
  }

  /** What was closed turned out to be otherwise: all of the block is read again. */
  #openAgain({ source }: Window): void {
    this.#tail = source + this.#tail;
    this.#window = undefined;
    this.#closed = new WeakMap();
    this.#shown = [];
    this.#sections.truncate(0);
  }

  /** Shows the finished blocks for the last time, and forgets all but what may change them yet. */
  #finish(blocks: readonly Block[], text: string): void {
    const window = this.#window;
    const lines = text.split('\n');
    const trees: TreeElement[] = [];
    const revisable: { at: number; item: Omit<Revisable, 'element'> }[] = [];
    for (const block of blocks) {
      this.#keepDefinitions(block);
      const [tree] = buildTree(block.tokens, this.#slugs, this.#labels);
      if (tree === undefined) {
        continue;
      }
      const isWindow = window !== undefined && trees.length === 0;
      const found = collectLabels(block.tokens, this.#markdown.utils.normalizeReference);
      const labels = isWindow ? new Set([...window.labels, ...(found ?? [])]) : found;
      if (labels !== undefined && labels.size > 0) {
        const own = lines.slice(block.start, block.end).concat('').join('\n');
        const source = isWindow ? window.source + own.slice(window.head.length) : own;
        const isHeading = block.tokens.some(({ type }) => type === 'heading_open');
        const meta = block.tokens.at(-1)?.meta ?? null;
        revisable.push({ at: trees.length, item: { source, labels, isHeading, meta } });
      }
      trees.push(tree);
    }
    this.#show(trees, this.#shown.length > trees.length ? this.#shown.length - trees.length : 0);
    for (const { at, item } of revisable) {
      const element = this.#sections.elementAt(at);
      if (element !== undefined) {
        this.#revisable.push({ ...item, element });
      }
    }
    this.#sections.finish(trees.length);
    this.#shown = this.#shown.slice(trees.length);
    this.#window = undefined;
  }

  /** A definition may also stand within a quote or a list. */
  #keepDefinitions(block: Block): void {
    for (const { type, meta } of block.tokens) {
      const label = meta?.['label'];
      const definition = typeof label === 'string' ? this.#known[label] : undefined;
      if (
        type === 'reference_definition' &&
        typeof label === 'string' &&
        definition !== undefined
      ) {
        this.#definitions[label] = definition;
      }
    }
  }

  /**
   * Makes the tail's elements show these trees, from the front.
   *
   * @param keep how many of the elements after them stay as they are
   */
  #show(trees: readonly TreeElement[], keep: number): void {
    for (const [at, tree] of trees.entries()) {
      const old = this.#shown[at];
      const element = this.#sections.take(at, tree);
      if (old !== undefined && element !== undefined && sameElement(old, tree)) {
        patchChildren(element, old.children, tree.children, this.#decorate, this.#closed);
        continue;
      }
      this.#sections.put(at, tree, createElement(tree, this.#decorate));
    }
    if (keep === 0) {
      this.#sections.truncate(trees.length);
    }
  }

  /**
   * Renders finished blocks again whose links a definition made or changed; definitions are rare,
   * and blocks that name one rarer. False when everything was rendered again.
   */
  #revise(references: Definitions): boolean {
    const before = this.#known;
    this.#known = references;
    const changed = changedLabels(before, references);
    if (changed.length === 0) {
      return true;
    }
    const affected = this.#revisable.filter(({ labels }) => changed.some((one) => labels.has(one)));
    if (affected.some(({ isHeading }) => isHeading)) {
      // The heading's id, and the ids of those after it, may change with its words.
      const source = this.#source;
      this.clear();
      this.#source = source;
      this.#tail = source;
      this.#update(true);
      return false;
    }
    for (const item of affected) {
      const tokens = this.#markdown.parse(item.source, { references: { ...references } });
      const last = tokens.at(-1);
      if (last !== undefined && item.meta !== null) {
        last.meta = item.meta;
      }
      const [tree] = buildTree(tokens, new Slugs(), this.#labels);
      if (tree !== undefined) {
        const fresh = createElement(tree, this.#decorate);
        item.element.replaceWith(fresh);
        item.element = fresh;
      }
    }
    return true;
  }
}

function changedLabels(before: Definitions, after: Definitions): string[] {
  if (before === after) {
    return [];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (label) =>
      before[label]?.href !== after[label]?.href || before[label]?.title !== after[label]?.title,
  );
}
