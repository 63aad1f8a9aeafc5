import type { IncomingMessage } from 'node:http';
import { answerTo, streamSteps } from './answers.ts';
import { jsonFailure, nestedFailure, pageFailure, streamFailure } from './errorShapes.ts';
import { chooseFault } from './faults.ts';
import { createLedger, type Entry } from './ledger.ts';
import { createOrders, type Order } from './orders.ts';
import type { Pace } from './pace.ts';
import { playScript } from './player.ts';
import { createRandom, hash, uuid } from './random.ts';
import { judge, type Call, type Verdict } from './rules.ts';
import type { Step } from './script.ts';
import { directiveIn } from './topic.ts';
import type { OwnScript, PlayOptions, RecordedRequest, ServiceOptions } from './types.ts';

/** Takes requests, decides what is played, keeps the record. */
interface Desk {
  readonly requests: readonly RecordedRequest[];
  answer(request: IncomingMessage, text: string | undefined): Promise<void>;
  /** Whether the connection that was just opened must break. */
  breaksConnection(): boolean;
  play(fault: string | OwnScript | undefined, options?: PlayOptions): void;
  setPace(pace: Pace): void;
  whenIdle(): Promise<void>;
  reset(): void;
}

/** What is sent, and how the record calls it. */
interface Plan {
  readonly steps: Iterable<Step>;
  readonly ending: 'completed' | 'refused' | 'faulted';
}

export function createDesk(options: ServiceOptions): Desk {
  const seed = options.seed ?? 1;
  const settings = { seed, snapLayout: options.snapLayout ?? 2 } as const;
  const ledger = createLedger();
  const orders = createOrders();
  let pace = options.pace ?? 'instant';

  function plan(entry: Entry, verdict: Verdict): Plan {
    const { requestId } = entry.record;
    if (!verdict.ok) {
      return { steps: refusal(verdict, requestId), ending: 'refused' };
    }
    const { call } = verdict;
    const directive = directiveIn(call.messages);
    if (directive !== undefined && chooseFault(directive) === undefined) {
      const message = `The simulated service knows no fault named ${directive}.`;
      const failure = { code: 'InvalidParameter', status: 400, message };
      return { steps: jsonFailure(failure, requestId), ending: 'refused' };
    }
    const order = orders.take(call.step, directive);
    if (order === undefined) {
      const { beats } = answerTo(call, requestId, settings);
      return { steps: streamSteps(requestId, beats), ending: 'completed' };
    }
    entry.update({ fault: order.name });
    return { steps: faulty(order, call, requestId), ending: 'faulted' };
  }

  function faulty(order: Order, call: Call, requestId: string): Iterable<Step> {
    if (order.script !== undefined) {
      return order.script;
    }
    const answer = answerTo(call, requestId, settings);
    const { knobs, fault } = order;
    const steps = fault?.steps({
      ...{ call, requestId, knobs },
      remake: (change) => answer.remake(change),
      get beats() {
        return answer.beats;
      },
    });
    return steps ?? [];
  }

  function refusal(verdict: Verdict & { readonly ok: false }, requestId: string): Step[] {
    const { failure, form, deep } = verdict;
    if (form === 'page') {
      return pageFailure(failure.status, failure.message);
    }
    if (form === 'nested') {
      return nestedFailure(failure);
    }
    const inStream = deep && options.refusals === 'stream' && failure.status === 400;
    return inStream ? streamFailure(failure, requestId) : jsonFailure(failure, requestId);
  }

  return {
    requests: ledger.records,
    async answer(request, text) {
      const path = request.url ?? '';
      const requestId = uuid(createRandom(hash(`${seed}|${ledger.records.length}|${text ?? ''}`)));
      const { method = '', headers } = request;
      const verdict: Verdict =
        text === undefined
          ? {
              ok: false,
              failure: { code: 'TooLarge', status: 413, message: 'Request entity too large' },
              form: 'page',
              deep: false,
            }
          : judge({ method, path, headers, text }, options);
      const entry = ledger.open(
        {
          ...{ method, path, headers, text: text ?? '', requestId },
          step: verdict.ok ? verdict.call.step : 'invalid',
          remarks: verdict.ok ? verdict.call.remarks : [],
          ...(verdict.ok ? {} : { refusedWith: verdict.failure.code }),
        },
        request.socket,
      );
      const { steps, ending } = plan(entry, verdict);
      const conditions = { pace: () => pace, gone: entry.gone, ending: () => entry.ending() };
      const end = await playScript(request.socket, steps, conditions);
      entry.close(end === 'gone' ? 'abandoned' : ending);
    },
    breaksConnection: () => orders.takeConnection(),
    play: (fault, playOptions = {}) => orders.set(fault, playOptions),
    setPace: (next) => {
      pace = next;
    },
    whenIdle: () => ledger.whenIdle(),
    reset: () => {
      orders.set(undefined, {});
      pace = options.pace ?? 'instant';
      ledger.clear();
    },
  };
}
