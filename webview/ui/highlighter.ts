import { h } from './dom.ts';

/** A piece of code; `kind` is one of the classes in `styles/highlight.css`. */
export interface Piece {
  readonly text: string;
  readonly kind?: string;
}

/** The whole code in pieces, or undefined for a language that is not known. */
export type Highlighter = (code: string, language: string) => Piece[] | undefined;

const HIGHLIGHTER = Symbol.for('deep-research.highlighter');

/** Longer code is data: its colours are not worth the time. */
const LONGEST = 50_000;

/** Called by the highlighter's own bundle. */
export function provideHighlighter(highlighter: Highlighter): void {
  Reflect.set(globalThis, HIGHLIGHTER, highlighter);
}

function findHighlighter(): Highlighter | undefined {
  return Reflect.get(globalThis, HIGHLIGHTER) as Highlighter | undefined;
}

/**
 * Colours the code of a report that is complete. The last block is left alone: should text come
 * late after all, it is the one that grows.
 *
 * @param load brings the bundle; asked only where there is code to colour
 */
export async function highlightReport(
  report: HTMLElement,
  load: () => Promise<unknown>,
): Promise<void> {
  const last = report.lastElementChild?.lastElementChild?.lastElementChild;
  const blocks = [...report.querySelectorAll<HTMLElement>('pre code[data-language]')].filter(
    (code) => code.querySelector('[class^="token-"]') === null && last?.contains(code) !== true,
  );
  if (blocks.length === 0) {
    return;
  }
  if (findHighlighter() === undefined) {
    await load();
  }
  const highlighter = findHighlighter();
  for (const code of blocks) {
    const text = code.textContent;
    const pieces =
      text.length > LONGEST ? undefined : highlighter?.(text, code.dataset['language'] ?? '');
    if (pieces !== undefined && code.isConnected) {
      code.replaceChildren(
        ...pieces
          .filter((piece) => piece.text !== '')
          .map(({ text: words, kind }) =>
            kind === undefined ? words : h('span', { class: `token-${kind}` }, words),
          ),
      );
    }
  }
}
