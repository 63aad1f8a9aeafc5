/** Clicks that wait for a free place, in the order in which they came. */
export interface StartQueue {
  /** How many of this window's runs have to end before this one starts; `undefined` where it does not wait. */
  before(runId: string): number | undefined;
  /** All that wait, the next one first. */
  waiting(): readonly string[];
  /** No other click may overtake those that wait. */
  isOpen(): boolean;
  add(runId: string, start: () => Promise<void>): void;
  /** Does what takes a place as soon as it is through, without waiting. */
  during(start: () => Promise<void>): Promise<void>;
  remove(runId: string): void;
  /** Starts what has a place now; a start takes its place until it is through. */
  pump(): void;
  /** Forgets everybody: nothing starts by itself any more. */
  close(): void;
}

/**
 * Several runs at once cost several times as much and are throttled by the service, so only some
 * research at a time; the rest waits. What waits was clicked in this window, and starts nowhere else.
 *
 * @param freePlaces how many more may start now, starts under way not counted
 * @param onChange somebody came, left, or stands elsewhere now
 */
export function createStartQueue(freePlaces: () => number, onChange: () => void): StartQueue {
  let queue: { readonly runId: string; readonly start: () => Promise<void> }[] = [];
  let starting = 0;
  const hasPlace = (): boolean => freePlaces() - starting > 0;

  async function begin(start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } finally {
      starting -= 1;
      pump();
    }
  }

  function pump(): void {
    let changed = false;
    while (queue.length > 0 && hasPlace()) {
      const [next, ...rest] = queue;
      queue = rest;
      changed = true;
      starting += 1;
      if (next !== undefined) {
        void begin(next.start);
      }
    }
    if (changed) {
      onChange();
    }
  }

  return {
    before: (runId) => {
      const at = queue.findIndex((entry) => entry.runId === runId);
      return at < 0 ? undefined : at + 1;
    },
    waiting: () => queue.map(({ runId }) => runId),
    isOpen: () => queue.length === 0 && hasPlace(),
    add: (runId, start) => {
      queue = [...queue, { runId, start }];
      onChange();
      pump();
    },
    during: (start) => {
      starting += 1;
      return begin(start);
    },
    remove: (runId) => {
      const left = queue.filter((entry) => entry.runId !== runId);
      if (left.length < queue.length) {
        queue = left;
        onChange();
        pump();
      }
    },
    pump,
    close: () => {
      queue = [];
    },
  };
}
