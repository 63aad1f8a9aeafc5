import type { TreeElement } from './tree.ts';

/**
 * Sections are grouped in chapters, which are kept out of layout as a whole: what a frame costs would
 * grow with the number of sections otherwise.
 */
const SECTIONS = 8;

/**
 * What is far away is kept out of layout section by section. Each section costs a little in every
 * frame, so that headings which follow each other closely begin none.
 */
const MOST_BLOCKS = 24;
const LEAST_BLOCKS = 4;

interface Placed {
  element: HTMLElement;
  /** Which section it is in, and how many blocks that one has with it. */
  readonly section: number;
  readonly count: number;
}

/**
 * The rendered blocks in their sections. Where a section begins depends on the blocks alone, so
 * that a streamed report and one that is rendered at once have the same.
 */
export class Sections {
  readonly #container: HTMLElement;
  readonly #sections: HTMLElement[] = [];
  /** Blocks of the open end. */
  #open: Placed[] = [];
  /** Where the last finished block is. */
  #finished = { section: -1, count: 0 };

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** How many chapters will not change any more, but for links that a definition makes. */
  get finishedChapters(): number {
    return Math.floor(Math.max(0, this.#finished.section) / SECTIONS);
  }

  /** The last block shown. */
  get last(): HTMLElement | undefined {
    return this.#open.at(-1)?.element;
  }

  clear(): void {
    this.#container.replaceChildren();
    this.#sections.length = 0;
    this.#open = [];
    this.#finished = { section: -1, count: 0 };
  }

  /** The element at this place of the open end, if the block may take it over. */
  take(at: number, tree: TreeElement): HTMLElement | undefined {
    const placed = this.#open[at];
    if (placed === undefined) {
      return undefined;
    }
    const wanted = this.#placeFor(at, tree);
    if (placed.section === wanted.section && placed.count === wanted.count) {
      return placed.element;
    }
    this.truncate(at);
    return undefined;
  }

  put(at: number, tree: TreeElement, element: HTMLElement): void {
    const placed = this.#open[at];
    if (placed !== undefined) {
      placed.element.replaceWith(element);
      placed.element = element;
      return;
    }
    const place = this.#placeFor(at, tree);
    let section = this.#sections[place.section];
    if (section === undefined) {
      section = createBox('section');
      this.#sections.push(section);
      this.#chapterFor(place.section).append(section);
    }
    section.append(element);
    this.#open.push({ element, ...place });
  }

  /** Removes the blocks of the open end from this one on. */
  truncate(at: number): void {
    for (const { element } of this.#open.splice(at)) {
      element.remove();
    }
    const last = (this.#open.at(-1) ?? this.#finished).section;
    for (const section of this.#sections.splice(last + 1)) {
      section.remove();
    }
    while (this.#container.childElementCount > Math.ceil(this.#sections.length / SECTIONS)) {
      this.#container.lastElementChild?.remove();
    }
  }

  elementAt(at: number): HTMLElement | undefined {
    return this.#open[at]?.element;
  }

  /** The first blocks of the open end will not change any more. */
  finish(count: number): void {
    const last = this.#open.splice(0, count).at(-1);
    if (last !== undefined) {
      this.#finished = { section: last.section, count: last.count };
    }
  }

  #chapterFor(section: number): Element {
    const last = this.#container.lastElementChild;
    if (last !== null && section % SECTIONS > 0) {
      return last;
    }
    const chapter = createBox('chapter');
    this.#container.append(chapter);
    return chapter;
  }

  #placeFor(at: number, tree: TreeElement): { section: number; count: number } {
    const { section, count } = this.#open[at - 1] ?? this.#finished;
    const isPart = tree.tag === 'h1' || tree.tag === 'h2';
    const begins = section < 0 || count >= (isPart ? LEAST_BLOCKS : MOST_BLOCKS);
    return begins ? { section: section + 1, count: 1 } : { section, count: count + 1 };
  }
}

function createBox(className: string): HTMLElement {
  const box = document.createElement('div');
  box.className = className;
  return box;
}
