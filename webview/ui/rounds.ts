import type { Round } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';
import { RoundView } from './round.ts';

/** All rounds, the newest first; it is open, the others are one line each. */
export class Rounds implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #list = h('div', { class: 'rounds' });
  readonly #waiting = h('p', { class: 'muted' });
  readonly #rounds: KeyedList<Round, RoundView>;
  #newest: number | undefined;
  #isLive = false;
  #shown: readonly Round[] | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#rounds = new KeyedList<Round, RoundView>(
      this.#list,
      (round) => new RoundView(deps, round.number),
      (view, round) => {
        const chosen = deps.memory.state.rounds?.[String(round.number)];
        view.update(round, chosen ?? round.number === this.#newest, this.#isLive);
      },
    );
    this.element = h(
      'section',
      { class: 'research', 'aria-labelledby': 'rounds-title' },
      h('h2', { id: 'rounds-title' }, deps.t('panel.rounds.title')),
      this.#waiting,
      this.#list,
    );
    this.#list.addEventListener('keydown', (event) => {
      this.#walk(event);
    });
  }

  update({ run }: Model): void {
    if (run === undefined) {
      return;
    }
    const live = isLive(run.state);
    if (run.rounds === this.#shown && live === this.#isLive) {
      return;
    }
    this.#shown = run.rounds;
    this.#isLive = live;
    this.#newest = run.rounds.at(-1)?.number;
    const visible =
      run.rounds.length > 0 || run.state === 'planning' || run.state === 'researching';
    setHidden(this.element, !visible);
    setHidden(this.#waiting, run.rounds.length > 0);
    setText(this.#waiting, this.#deps.t('panel.rounds.waiting'));
    this.#rounds.show([...run.rounds].reverse(), ({ number }) => String(number));
  }

  /** Up and down go from round to round, S to the sites of one, and Escape back to its head. */
  #walk(event: KeyboardEvent): void {
    const { altKey, ctrlKey, key, metaKey, target } = event;
    if (!(target instanceof Element) || altKey || ctrlKey || metaKey) {
      return;
    }
    const heads = [...this.#list.querySelectorAll<HTMLElement>('.round-toggle')];
    const round = target.closest('.round');
    const at = heads.findIndex((head) => round?.contains(head));
    const isHead = target === heads[at];
    if (isHead && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault();
      heads[at + (key === 'ArrowUp' ? -1 : 1)]?.focus();
    } else if (isHead && (key === 's' || key === 'S')) {
      event.preventDefault();
      const shown = [...(this.#shown ?? [])].reverse()[at];
      this.#rounds.get(String(shown?.number))?.focusSites();
    } else if (!isHead && key === 'Escape') {
      heads[at]?.focus();
    }
  }
}
