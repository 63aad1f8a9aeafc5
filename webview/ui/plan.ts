import { isLive } from '../../src/core/research/run.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import { markdownLabels } from '../markdown/labels.ts';
import { Painter } from '../markdown/painter.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { growText, h, setHidden, setText } from './dom.ts';

/** The plan as it came. The service works on it already: there is nothing to approve. */
export class Plan implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #note = h('p', { class: 'muted' });
  readonly #body = h('div', { class: 'prose plan-body', dir: 'auto' });
  /** Until it is there, the text is shown as it is. In slices: a plan is as untrusted as a report. */
  #painter: Painter | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.element = h(
      'section',
      { class: 'plan', 'aria-labelledby': 'plan-title' },
      h('h2', { id: 'plan-title' }, deps.t('panel.plan.title')),
      this.#note,
      this.#body,
    );
  }

  update({ run }: Model): void {
    if (run === undefined) {
      return;
    }
    const text = cleanText(run.plan.text);
    const researched = run.steps.some(
      ({ kind, researchSeen }) => kind === 'research' || researchSeen,
    );
    // A plan that was not sent is worth a line only while people may wait for it.
    const missing = text === '' && (run.rounds.length > 0 || run.plan.finished);
    setHidden(this.element, !researched || (text === '' && !missing && !isLive(run.state)));
    setHidden(this.#body, text === '');
    const key = missing
      ? 'panel.plan.none'
      : text === ''
        ? 'panel.plan.waiting'
        : isLive(run.state)
          ? 'panel.plan.started'
          : undefined;
    setText(this.#note, key === undefined ? '' : this.#deps.t(key));
    setHidden(this.#note, key === undefined);
    this.#show(text);
  }

  #show(text: string): void {
    const parts = this.#deps.parts();
    if (this.#painter === undefined && parts !== undefined) {
      const labels = markdownLabels(this.#deps.t);
      this.#body.replaceChildren();
      const stream = new parts.MarkdownStream(this.#body, labels, () => undefined);
      this.#painter = new Painter(stream, () => undefined);
    }
    if (this.#painter === undefined) {
      growText(this.#body, text);
    } else {
      this.#painter.show(text, false);
    }
  }
}
