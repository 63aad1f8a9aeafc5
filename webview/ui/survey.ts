/** A heading of the report as the outline shows it: without numbers of sources. */
export interface OutlineEntry {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** What a report, or a part of it, holds. */
export interface Findings {
  readonly headings: readonly OutlineEntry[];
  /** How often each source is cited. */
  readonly uses: ReadonlyMap<number, number>;
}

/**
 * Reads a growing report for its outline and its citations. Chapters that are finished are read
 * once: a survey costs what is new, however long the report has become.
 */
export class Survey {
  readonly #report: HTMLElement;
  readonly #finishedChapters: () => number;
  #first: Element | null = null;
  #headings: OutlineEntry[] = [];
  #uses = new Map<number, number>();
  #read = 0;

  /** @param finishedChapters how many of the report's children will not change any more */
  constructor(report: HTMLElement, finishedChapters: () => number) {
    this.#report = report;
    this.#finishedChapters = finishedChapters;
  }

  take(): Findings {
    const finished = this.#finishedChapters();
    const first = this.#report.firstElementChild;
    if (first !== this.#first || finished < this.#read) {
      this.#first = first;
      this.#headings = [];
      this.#uses = new Map();
      this.#read = 0;
    }
    const chapters = this.#report.children;
    for (; this.#read < finished; this.#read++) {
      addFindings(chapters[this.#read], this.#headings, this.#uses);
    }
    const headings = [...this.#headings];
    const uses = new Map(this.#uses);
    for (let at = this.#read; at < chapters.length; at++) {
      addFindings(chapters[at], headings, uses);
    }
    return { headings, uses };
  }
}

function addFindings(
  chapter: Element | undefined,
  headings: OutlineEntry[],
  uses: Map<number, number>,
): void {
  for (const heading of chapter?.querySelectorAll('h1, h2, h3') ?? []) {
    headings.push({
      id: heading.id,
      level: Number(heading.tagName.slice(1)),
      text: wordsOf(heading),
    });
  }
  for (const mark of chapter?.querySelectorAll('.cite') ?? []) {
    const number = Number(mark.getAttribute('data-cite'));
    uses.set(number, (uses.get(number) ?? 0) + 1);
  }
}

function wordsOf(heading: Element): string {
  const copy = heading.cloneNode(true) as Element;
  for (const mark of copy.querySelectorAll('.cite')) {
    mark.remove();
  }
  return copy.textContent.trim();
}
