import { safeUrl } from '../../src/core/text/webAddress.ts';
import { cleanTitle, displayHost } from '../../src/core/text/clean.ts';
import type { Citations } from './citations.ts';
import type { Deps } from './deps.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const OPEN_AFTER_MS = 250;
const CLOSE_AFTER_MS = 250;
const MARGIN = 8;

/**
 * What stands behind a number: opens beside it on hover, or by Enter, and then takes the focus;
 * Escape gives it back to the same word.
 */
export class CitationCard {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #citations: Citations;
  #mark: HTMLElement | undefined;
  #timer = 0;
  #byKeyboard = false;

  constructor(deps: Deps, citations: Citations, report: HTMLElement) {
    this.#deps = deps;
    this.#citations = citations;
    this.element = h('div', { class: 'card', role: 'dialog', hidden: '' });
    report.addEventListener('click', (event) => {
      const mark = markOf(event.target);
      if (mark !== undefined) {
        this.#open(mark, true);
      }
    });
    report.addEventListener('pointerover', (event) => {
      const mark = markOf(event.target);
      if (mark !== undefined && event.pointerType === 'mouse' && !this.#byKeyboard) {
        this.#later(OPEN_AFTER_MS, () => {
          this.#open(mark, false);
        });
      }
    });
    report.addEventListener('pointerout', (event) => {
      if (markOf(event.target) !== undefined) {
        this.#leave();
      }
    });
    this.element.addEventListener('pointerenter', () => {
      clearTimeout(this.#timer);
    });
    this.element.addEventListener('pointerleave', () => {
      this.#leave();
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (this.#byKeyboard && !this.element.contains(relatedTarget as Node | null)) {
        this.close(false);
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.element.hidden) {
        event.preventDefault();
        this.close(this.#byKeyboard);
      }
    });
    window.addEventListener('resize', () => {
      if (this.#mark !== undefined) {
        this.#place(this.#mark);
      }
    });
    document.addEventListener('pointerdown', (event) => {
      if (!this.element.contains(event.target as Node) && markOf(event.target) === undefined) {
        this.close(false);
      }
    });
  }

  /** @param back whether the focus goes back to the number */
  close(back: boolean): void {
    clearTimeout(this.#timer);
    const mark = this.#mark;
    this.#mark = undefined;
    this.#byKeyboard = false;
    this.element.hidden = true;
    if (back) {
      mark?.focus();
    }
  }

  #leave(): void {
    if (!this.#byKeyboard) {
      this.#later(CLOSE_AFTER_MS, () => {
        this.close(false);
      });
    }
  }

  #later(ms: number, work: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(work, ms);
  }

  #open(mark: HTMLElement, focus: boolean): void {
    clearTimeout(this.#timer);
    this.#mark = mark;
    this.#byKeyboard = focus;
    const number = Number(mark.dataset['cite']);
    this.element.replaceChildren(...this.#content(number));
    this.element.setAttribute('aria-label', mark.getAttribute('aria-label') ?? '');
    // Beside its word in the order of the page, so that Tab goes on from there.
    this.element.hidden = false;
    this.#place(mark);
    if (focus) {
      const first = this.element.querySelector<HTMLElement>('button');
      (first ?? this.element).focus();
    }
  }

  #content(number: number): HTMLElement[] {
    const { send, t } = this.#deps;
    const reference = this.#citations.get(number);
    const close = h(
      'button',
      {
        type: 'button',
        class: 'icon-button card-close',
        'aria-label': t('panel.close'),
        on: {
          click: () => {
            this.close(this.#byKeyboard);
          },
        },
      },
      icon('close'),
    );
    if (reference === undefined) {
      return [h('p', { class: 'card-title' }, t('panel.citation.unknown', { n: number })), close];
    }
    const target = { kind: 'reference', number } as const;
    const url = safeUrl(reference.url);
    const snippet = cleanTitle(reference.description, 320);
    const title = cleanTitle(reference.title, 200);
    const button = (
      label: string,
      picture: 'link-external' | 'copy' | 'arrow-down',
      onClick: () => void,
    ) =>
      h(
        'button',
        { type: 'button', class: 'text-button', on: { click: onClick } },
        icon(picture),
        label,
      );
    const others = this.#citations.uses(number);
    return [
      h(
        'p',
        { class: 'card-title' },
        h('span', { class: 'card-number' }, String(number)),
        h('bdi', {}, title === '' ? t('panel.sources.untitled') : title),
      ),
      h(
        'p',
        { class: 'host' },
        url === undefined ? t('panel.sources.noAddress') : displayHost(url.href),
      ),
      ...(snippet === ''
        ? []
        : [
            h(
              'p',
              { class: 'snippet', dir: 'auto' },
              h('span', { class: 'label' }, t('panel.citation.snippet')),
              snippet,
            ),
          ]),
      h(
        'div',
        { class: 'card-buttons' },
        ...(url === undefined
          ? []
          : [
              button(
                t('panel.open'),
                'link-external',
                () => void send({ name: 'openLink', target }),
              ),
              button(t('panel.copyLink'), 'copy', () => void send({ name: 'copyLink', target })),
            ]),
        ...(others.length < 2
          ? []
          : [
              button(t('panel.citation.next', { n: others.length }), 'arrow-down', () => {
                this.#goToNext(others);
              }),
            ]),
      ),
      close,
    ];
  }

  #goToNext(uses: readonly HTMLElement[]): void {
    const at = uses.findIndex((mark) => mark === this.#mark);
    const next = uses[(at + 1) % uses.length];
    if (next !== undefined) {
      this.close(false);
      next.scrollIntoView({ block: 'center' });
      next.focus();
    }
  }

  /** Below the number, above it where there is no room; always within the page. */
  #place(mark: HTMLElement): void {
    const at = mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const page = document.documentElement;
    const left = Math.max(MARGIN, Math.min(at.left, page.clientWidth - width - MARGIN));
    const below = at.bottom + MARGIN / 2;
    const fits = below + height <= page.clientHeight || at.top < height + MARGIN;
    const top = fits ? below : at.top - height - MARGIN / 2;
    this.element.style.left = `${String(Math.round(left + window.scrollX))}px`;
    this.element.style.top = `${String(Math.round(top + window.scrollY))}px`;
  }
}

function markOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element
    ? (target.closest<HTMLElement>('.cite') ?? undefined)
    : undefined;
}
