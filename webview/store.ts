import { reduce } from '../src/core/research/reduce.ts';
import type { Run } from '../src/core/research/run.ts';
import type { HostMessage, PanelContext } from '../src/protocol/messages.ts';

/** What is shown: the host's run and facts, never anything of our own making. */
export interface Model {
  readonly run: Run | undefined;
  readonly context: PanelContext;
  /** The last sign of life, by the journal's clock. */
  readonly lifeAt: number;
  /** Counts up whenever texts may have changed otherwise than by growing. */
  readonly epoch: number;
  /**
   * What the last message appended to the report, where that is known: to cut it out of a long text
   * would mean to copy that text.
   */
  readonly grown?: string;
}

/** Holds the model. The same events give the same run as in the host: it is the same function. */
export class Store {
  #model: Model | undefined;
  /** What the journal's clock is ahead of ours. */
  #ahead = 0;

  get model(): Model | undefined {
    return this.#model;
  }

  /** Now, by the journal's clock. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Whether the model changed. */
  apply(message: Exclude<HostMessage, { type: 'reply' | 'focus' | 'preview' }>): boolean {
    const model = this.#model;
    if (message.type === 'snapshot') {
      this.#ahead = message.now - Date.now();
      this.#model = {
        run: message.run,
        context: message.context,
        lifeAt: lastMoment(message.run) ?? message.now,
        epoch: (model?.epoch ?? 0) + 1,
      };
      return true;
    }
    if (model === undefined) {
      return false;
    }
    switch (message.type) {
      case 'events': {
        const replaces = message.events.some((event) => 'replace' in event);
        // An event makes a run only where there is one: `created` never comes as an event.
        const run = model.run && message.events.reduce(reduce, model.run);
        this.#model = {
          ...model,
          run,
          grown: message.events
            .map((event) => (event.type === 'answerText' ? event.text : ''))
            .join(''),
          lifeAt: this.now(),
          epoch: model.epoch + (replaces ? 1 : 0),
        };
        return true;
      }
      case 'context':
        this.#model = { ...model, context: message.context };
        return true;
      case 'pulse':
        this.#ahead = message.now - Date.now();
        this.#model = { ...model, lifeAt: message.lifeAt };
        return true;
    }
  }
}

/** The last moment that a run tells of: a page that was hidden for long does not start afresh. */
function lastMoment(run: Run | undefined): number | undefined {
  const step = run?.steps.at(-1);
  return step?.endedAt ?? step?.startedAt;
}
