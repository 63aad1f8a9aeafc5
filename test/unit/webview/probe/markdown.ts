/** Runs inside the browser: streams Markdown in pieces and compares it with one single render. */
import fc from 'fast-check';
import { createElement } from '../../../../webview/markdown/dom.ts';
import type { Limits } from '../../../../webview/markdown/limits.ts';
import { createPageMarkdown, PAGE_LIMITS } from '../../../../webview/markdown/limits.ts';
import { Slugs } from '../../../../webview/markdown/slugs.ts';
import { MarkdownStream } from '../../../../webview/markdown/stream.ts';
import { buildTree } from '../../../../webview/markdown/tree.ts';
import { documents, traps } from './documents.ts';

const LABELS = { image: 'Image', copyCode: 'Copy', unformatted: 'Too long', tableGoesOn: 'More' };
const nothing = (): void => undefined;

/** So tight that small documents reach them all. */
const TIGHT: Limits = { characters: 30, lines: 5, cells: 9, columns: 3, text: 50 };

/** All blocks of a text, rendered in one go without any of the streaming code. */
function renderOnce(text: string, limits: Limits): HTMLElement {
  const container = document.createElement('div');
  const trees = buildTree(createPageMarkdown(limits).parse(text, {}), new Slugs(), LABELS);
  container.append(...trees.map((tree) => createElement(tree, nothing)));
  return container;
}

/** The blocks of a streamed text without their sections. */
function flatten(container: HTMLElement): HTMLElement {
  const copy = document.createElement('div');
  for (const section of container.querySelectorAll(':scope > .chapter > .section')) {
    copy.append(...[...section.cloneNode(true).childNodes]);
  }
  return copy;
}

/** What differs after which prefix, or undefined. */
function compare(
  pieces: readonly string[],
  each: boolean,
  limits: Limits = PAGE_LIMITS,
): string | undefined {
  const container = document.createElement('div');
  const stream = new MarkdownStream(container, LABELS, nothing, limits);
  let text = '';
  for (const [at, piece] of pieces.entries()) {
    stream.append(piece);
    text += piece;
    if (!each && at < pieces.length - 1) {
      continue;
    }
    const streamed = flatten(container);
    const once = renderOnce(text, limits);
    if (!streamed.isEqualNode(once)) {
      return JSON.stringify({ text, streamed: streamed.innerHTML, once: once.innerHTML });
    }
    const whole = document.createElement('div');
    new MarkdownStream(whole, LABELS, nothing, limits).append(text);
    if (!container.isEqualNode(whole)) {
      return JSON.stringify({ text, sections: container.innerHTML, whole: whole.innerHTML });
    }
  }
  return undefined;
}

function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

const probe = {
  /** What differs at the end of a text that came in pieces. */
  streamed: (text: string, length: number) => compare(cut(text, [length]), false),
  trap: (name: string, length: number, tight: boolean) =>
    compare(cut(traps[name] ?? '', [length]), true, tight ? TIGHT : PAGE_LIMITS),
  /** The first of some texts that differs after some piece, and how. */
  examples: (texts: readonly string[], length: number, tight: boolean): string | undefined => {
    for (const text of texts) {
      const difference = compare(cut(text, [length]), true, tight ? TIGHT : PAGE_LIMITS);
      if (difference !== undefined) {
        return difference;
      }
    }
    return undefined;
  },
  trapNames: () => Object.keys(traps),
  /** Random documents in random pieces; the message of the first failure, made small. */
  property: (runs: number, seed: number, tight: boolean): string | undefined => {
    const result = fc.check(
      fc.property(
        documents(),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
        (text, lengths) => {
          const difference = compare(cut(text, lengths), true, tight ? TIGHT : PAGE_LIMITS);
          if (difference !== undefined) {
            throw new Error(difference);
          }
        },
      ),
      { numRuns: runs, seed },
    );
    return result.failed
      ? `${fc.stringify(result.counterexample)}\n${String(result.errorInstance)}`
      : undefined;
  },
};

declare global {
  interface Window {
    markdownProbe: typeof probe;
  }
}
window.markdownProbe = probe;
