import { chooseFault } from './faults.ts';
import type { Fault } from './faults/fault.ts';
import type { Step } from './script.ts';
import type { FaultKnobs, OwnScript, PlayOptions, StepFilter } from './types.ts';

/** What is played instead of an ordinary answer. */
export interface Order {
  readonly name: string;
  readonly knobs: FaultKnobs;
  readonly fault?: Fault;
  readonly script?: Iterable<Step>;
}

interface StandingOrder extends Order {
  readonly step: StepFilter;
  left: number;
}

/** The fault that was asked for, and how often it is still to be played. */
interface Orders {
  set(fault: string | OwnScript | undefined, options: PlayOptions): void;
  /** The order for a request; a directive in the question goes first. */
  take(step: 'clarify' | 'research', directive: string | undefined): Order | undefined;
  /** Whether a connection that was just opened is to break. */
  takeConnection(): boolean;
}

export function createOrders(): Orders {
  let standing: StandingOrder | undefined;

  function spend(order: StandingOrder): Order {
    order.left -= 1;
    if (order.left <= 0) {
      standing = undefined;
    }
    return order;
  }

  return {
    set(fault, options) {
      standing = fault === undefined ? undefined : place(fault, options);
    },
    take(step, directive) {
      const chosen = directive === undefined ? undefined : chooseFault(directive);
      if (chosen !== undefined && applies(chosen.step ?? chosen.fault.step, step)) {
        return { name: chosen.fault.name, fault: chosen.fault, knobs: chosen.knobs };
      }
      if (standing === undefined || standing.fault?.onConnect === true) {
        return undefined;
      }
      return applies(standing.step, step) ? spend(standing) : undefined;
    },
    takeConnection() {
      if (standing?.fault?.onConnect !== true) {
        return false;
      }
      spend(standing);
      return true;
    },
  };
}

function applies(filter: StepFilter, step: 'clarify' | 'research'): boolean {
  return filter === 'any' || filter === step;
}

function place(asked: string | OwnScript, options: PlayOptions): StandingOrder {
  const { times, step, ...knobs } = options;
  if (typeof asked !== 'string') {
    const left = times ?? Number.POSITIVE_INFINITY;
    return { name: 'own script', knobs, script: asked.script, step: step ?? 'any', left };
  }
  const chosen = chooseFault(asked);
  if (chosen === undefined) {
    throw new Error(`no such fault: ${asked}`);
  }
  const { fault } = chosen;
  // A fault of connections would shut out the control paths as well; once is enough.
  const left = times ?? (fault.onConnect === true ? 1 : Number.POSITIVE_INFINITY);
  return {
    name: fault.name,
    fault,
    knobs: { ...chosen.knobs, ...knobs },
    step: step ?? chosen.step ?? fault.step,
    left,
  };
}
