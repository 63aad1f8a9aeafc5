import type { Deps } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';
import type { OutlineEntry } from './survey.ts';

/** More headings than anyone reads: they would cost more than the report. */
const MOST_ENTRIES = 1_000;

/** The outline beside the report. */
export class Outline {
  readonly element: HTMLElement;
  readonly #list = h('ul');
  readonly #entries: KeyedList<OutlineEntry, { element: HTMLElement; link: HTMLElement }>;
  #count = -1;
  #last = '';

  constructor({ t }: Deps, report: HTMLElement) {
    this.#entries = new KeyedList<OutlineEntry, { element: HTMLElement; link: HTMLElement }>(
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

  update(headings: readonly OutlineEntry[]): void {
    const last = headings.at(-1)?.text ?? '';
    if (headings.length === this.#count && last === this.#last) {
      return;
    }
    this.#count = headings.length;
    this.#last = last;
    const top = Math.min(...headings.map(({ level }) => level));
    this.#entries.show(
      headings.slice(0, MOST_ENTRIES).map((heading) => ({
        ...heading,
        level: heading.level - top + 1,
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
