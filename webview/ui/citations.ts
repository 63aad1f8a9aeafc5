import type { Reference } from '../../src/core/research/run.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { Deps } from './deps.ts';
import { setAttribute } from './dom.ts';

/**
 * The numbers in the report. Their sources may come before them, after them or never; each says to
 * screen readers which source it is, and shows when there is none.
 */
export class Citations {
  readonly #deps: Deps;
  readonly #root: HTMLElement;
  #references: ReadonlyMap<number, Reference> = new Map();
  #list: readonly Reference[] = [];
  /** The report is complete: a number without a source will not get one any more. */
  #ended = false;

  constructor(deps: Deps, root: HTMLElement) {
    this.#deps = deps;
    this.#root = root;
  }

  get(number: number): Reference | undefined {
    return this.#references.get(number);
  }

  update(references: readonly Reference[], ended: boolean): void {
    if (references === this.#list && ended === this.#ended) {
      return;
    }
    this.#list = references;
    this.#ended = ended;
    this.#references = new Map(references.map((reference) => [reference.number, reference]));
    for (const mark of this.#root.querySelectorAll('.cite')) {
      this.decorate(mark);
    }
  }

  readonly decorate = (mark: Element): void => {
    const number = Number(mark.getAttribute('data-cite'));
    const reference = this.#references.get(number);
    const { t } = this.#deps;
    const unknown = reference === undefined && (this.#ended || this.#list.length > 0);
    mark.classList.toggle('unknown', unknown);
    const title = cleanTitle(reference?.title ?? '', 120);
    const label = unknown
      ? t('panel.citation.unknownLabel', { n: number })
      : reference === undefined
        ? t('panel.citation.pendingLabel', { n: number })
        : t('panel.citation.label', { n: number, title });
    setAttribute(mark, 'aria-label', label);
    setAttribute(mark, 'aria-haspopup', 'dialog');
  };

  /** All marks of a number, in reading order. */
  uses(number: number): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>(`.cite[data-cite="${String(number)}"]`)];
  }
}
