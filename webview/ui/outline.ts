import type { Deps } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';

interface Entry {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** The report's headings. Numbers of sources in them are left out. */
export class Outline {
  readonly element: HTMLElement;
  readonly #list = h('ul');
  readonly #entries: KeyedList<Entry, { element: HTMLElement; link: HTMLElement }>;
  #count = -1;
  #last = '';

  constructor({ t }: Deps, report: HTMLElement) {
    this.#entries = new KeyedList<Entry, { element: HTMLElement; link: HTMLElement }>(
      this.#list,
      ({ id, level }) => {
        const link = h('a', {
          href: '#',
          on: {
            click: (event) => {
              event.preventDefault();
              goTo(report, id);
            },
          },
        });
        return { element: h('li', { class: `level-${String(level)}` }, link), link };
      },
      ({ link }, { text }) => {
        setText(link, text);
      },
    );
    this.element = h(
      'details',
      { class: 'outline', open: '' },
      h('summary', {}, t('panel.report.outline')),
      h('nav', { 'aria-label': t('panel.report.outline') }, this.#list),
    );
  }

  update(report: HTMLElement): void {
    const headings = [...report.querySelectorAll<HTMLElement>('h1, h2, h3')];
    const last = headings.at(-1)?.textContent ?? '';
    if (headings.length === this.#count && last === this.#last) {
      return;
    }
    this.#count = headings.length;
    this.#last = last;
    const top = Math.min(...headings.map(levelOf));
    this.#entries.show(
      headings.map((heading) => ({
        id: heading.id,
        level: levelOf(heading) - top + 1,
        text: wordsOf(heading),
      })),
      ({ id, level }) => `${String(level)} ${id}`,
    );
    setHidden(this.element, headings.length < 2);
  }
}

/** Shows a heading of the report and moves the focus there: Tab goes on from it. */
export function goTo(report: HTMLElement, id: string): void {
  const heading = report.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function levelOf(heading: HTMLElement): number {
  return Number(heading.tagName.slice(1));
}

function wordsOf(heading: HTMLElement): string {
  const copy = heading.cloneNode(true) as HTMLElement;
  for (const mark of copy.querySelectorAll('.cite')) {
    mark.remove();
  }
  return copy.textContent.trim();
}
