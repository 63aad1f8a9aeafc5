import type { Socket } from 'node:net';
import type { Outcome, RecordedRequest } from './types.ts';

type Writable = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };
type Opening = Omit<RecordedRequest, 'body' | 'receivedAt' | 'outcome'>;

/** A request that is being answered. */
export interface Entry {
  readonly record: RecordedRequest;
  /** Aborted when the client has left. */
  readonly gone: AbortSignal;
  /** The answer is about to end: who leaves now does not leave early. */
  ending(): void;
  update(change: Partial<Pick<RecordedRequest, 'fault'>>): void;
  close(outcome: Outcome): void;
}

/** The record of all requests. */
interface Ledger {
  readonly records: readonly RecordedRequest[];
  open(opening: Opening, socket: Socket): Entry;
  whenIdle(): Promise<void>;
  /** Forgets everything and breaks what is under way. */
  clear(): void;
}

export function createLedger(): Ledger {
  const records: Writable[] = [];
  const busy = new Map<Writable, Socket>();
  let waiting: (() => void)[] = [];

  function done(record: Writable): void {
    busy.delete(record);
    if (busy.size > 0) {
      return;
    }
    for (const wake of waiting) {
      wake();
    }
    waiting = [];
  }

  return {
    records,
    open(opening, socket) {
      const record: Writable = {
        ...opening,
        body: parse(opening.text),
        receivedAt: Date.now(),
        outcome: 'running',
      };
      records.push(record);
      busy.set(record, socket);
      const controller = new AbortController();
      let ended = false;
      const leave = (): void => {
        if (!ended) {
          record.closedByClientAt ??= Date.now();
        }
        controller.abort();
      };
      socket.once('close', leave);
      socket.once('end', leave);
      if (socket.destroyed) {
        leave();
      }
      return {
        record,
        gone: controller.signal,
        ending: () => {
          ended = true;
        },
        update: (change) => Object.assign(record, change),
        close: (outcome) => {
          record.outcome = outcome;
          done(record);
        },
      };
    },
    whenIdle: () =>
      busy.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    clear() {
      records.length = 0;
      for (const socket of busy.values()) {
        socket.destroy();
      }
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
