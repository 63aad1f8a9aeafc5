import { isLive } from '../../src/core/research/run.ts';
import { countSources } from '../../src/core/research/run.ts';
import type { Model } from '../store.ts';
import type { Deps } from './deps.ts';

/** Says what has been reached, once each: the words that came in between are not read out. */
export class Milestones {
  readonly #deps: Deps;
  #runId: string | undefined;
  #reached = '';

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  update({ run }: Model): void {
    if (run === undefined) {
      this.#runId = undefined;
      return;
    }
    const { t } = this.#deps;
    const rounds = run.rounds.length;
    const reached = `${run.state} ${String(rounds)} ${String(run.plan.finished)}`;
    const known = this.#runId === run.id;
    const isNew = reached !== this.#reached;
    this.#runId = run.id;
    this.#reached = reached;
    // What had happened when the page was opened is on the page; a start of our own is news.
    if (!isNew || (!known && !isLive(run.state))) {
      return;
    }
    switch (run.state) {
      case 'planning':
        if (run.plan.finished) {
          this.#deps.announce(t('panel.said.plan'));
        }
        break;
      case 'researching':
        if (rounds > 0) {
          this.#deps.announce(t('panel.said.round', { n: rounds, found: countSources(run).found }));
        }
        break;
      case 'writing':
        this.#deps.announce(t('panel.said.report'));
        break;
      case 'done':
        this.#deps.announce(t('panel.said.done', { n: run.references.length }));
        break;
      default:
        this.#deps.announce(t(`state.${run.state}`));
    }
  }
}
