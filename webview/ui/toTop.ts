import { isLive, type RunState } from '../../src/core/research/run.ts';
import { createButton } from './controls.ts';
import type { Button } from './controls.ts';
import type { Deps } from './deps.ts';
import { setHidden } from './dom.ts';

/** What is pressed first there: whatever kind of button it is. */
const BUTTONS = 'button, vscode-button';

/**
 * When a run is over, what can be done stands at the top, while people read further down and follow
 * the text. This button in the bar leads there; nobody's page is moved unasked.
 */
export class ToTop {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #button: Button;
  #ended = false;
  #away = false;

  /** @param go shows the top and focuses the first element there that the selector finds */
  constructor(deps: Deps, go: (selector: string) => void) {
    this.#deps = deps;
    this.#button = createButton({
      label: deps.t('panel.toTop.use'),
      onClick: () => {
        go(BUTTONS);
      },
    });
    this.element = this.#button.element;
    this.#show();
  }

  /** Without layout of our own: the browser says when the heading leaves the view. */
  watch(heading: HTMLElement): void {
    new IntersectionObserver(([entry]) => {
      this.#away = entry?.isIntersecting === false;
      this.#show();
    }).observe(heading);
  }

  update(state: RunState): void {
    const ended = !isLive(state) && state !== 'waiting' && state !== 'queued' && state !== 'draft';
    if (ended !== this.#ended) {
      this.#ended = ended;
      const good = state === 'done' || state === 'noEvidence';
      this.#button.setLabel(this.#deps.t(good ? 'panel.toTop.use' : 'panel.toTop.next'));
    }
    this.#show();
  }

  #show(): void {
    setHidden(this.element, !(this.#ended && this.#away));
  }
}
