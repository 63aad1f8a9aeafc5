import { h } from './dom.ts';

const SHOWN_MS = 6_000;

/** A short answer at the edge of the page. Screen readers have it from the live region. */
export class Toast {
  readonly element = h('div', { class: 'toast', 'aria-hidden': 'true', hidden: '' });
  #timer = 0;

  show(text: string): void {
    this.element.textContent = text;
    this.element.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.element.hidden = true;
    }, SHOWN_MS);
  }
}
