import { createReplayer } from '../../core/history/journal.ts';
import type { Clock, RunLibrary, StoredRun } from '../../core/ports.ts';
import type { ResearchEvent } from '../../core/research/events.ts';
import type { LiveRun, RunListener } from '../../core/research/liveRun.ts';
import { mergeEvents } from '../../core/research/merge.ts';
import { reduce } from '../../core/research/reduce.ts';
import type { Run } from '../../core/research/run.ts';

/** How often the journal is looked at while somebody watches, in ms. */
const LOOK_EVERY_MS = 1_000;
/** Reading a long journal may take at most this share of the time. */
const MOST_SHARE = 0.1;

/**
 * A run that another window is at work on, shown as it goes on: what is new in its journal becomes
 * events like those of a run of our own. Nothing is sent, stopped or written from here. Looks only
 * while somebody watches, and stops for good as soon as nobody owns the run any more.
 *
 * @param onFree nobody has it any more: it ended, or its owner died (F65)
 */
export function followRun(
  stored: StoredRun,
  library: Pick<RunLibrary, 'glance' | 'read'>,
  clock: Clock,
  onFree: () => void,
): LiveRun {
  const listeners = new Set<RunListener>();
  const { id } = stored.run;
  let { run } = stored;
  let seen = 0;
  const replay = createReplayer();
  let size: number | undefined;
  let lifeAt: number | undefined;
  let cancel: (() => void) | undefined;
  let looking = false;
  let over = false;

  /** What the records since the last look tell; of a journal that became another one, nothing. */
  function take({ contents }: StoredRun): readonly ResearchEvent[] {
    const { records, torn } = contents;
    // While something is being written its end may be read wrongly: the next look has it whole.
    if (torn || records.length < seen) {
      return [];
    }
    const events = records.slice(seen).flatMap((record) => replay(record));
    seen = records.length;
    return mergeEvents(events);
  }

  function tell(events: readonly ResearchEvent[], next: Run): void {
    run = next;
    lifeAt = clock.now();
    for (const listener of listeners) {
      listener(events, run);
    }
  }

  async function look(): Promise<void> {
    const startedAt = clock.now();
    const glance = library.glance(id);
    if (!glance.ownedElsewhere) {
      over = true;
      onFree();
      return;
    }
    if (glance.size !== size) {
      const fresh = await library.read(id);
      const events = over || fresh === undefined ? [] : take(fresh);
      if (fresh?.contents.torn !== true) {
        ({ size } = glance);
      }
      if (events.length > 0) {
        tell(events, events.reduce(reduce, run));
      }
    }
    schedule(Math.max(LOOK_EVERY_MS, (clock.now() - startedAt) / MOST_SHARE));
  }

  function schedule(ms: number): void {
    cancel?.();
    cancel =
      listeners.size === 0 || over
        ? undefined
        : clock.after(ms, () => {
            cancel = undefined;
            begin();
          });
  }

  function begin(): void {
    if (looking) {
      return;
    }
    looking = true;
    look()
      .catch(() => {
        // A disk that cannot be read now may be readable at the next look.
        schedule(LOOK_EVERY_MS);
      })
      .finally(() => {
        looking = false;
      });
  }

  // The run is what all records so far make of it; from here on only new ones count.
  for (const record of stored.contents.records) {
    replay(record);
  }
  seen = stored.contents.records.length;

  return {
    ...NOTHING_TO_STEER,
    run: () => run,
    lifeAt: () => lifeAt,
    subscribe: (listener) => {
      listeners.add(listener);
      if (cancel === undefined && !looking) {
        begin();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          cancel?.();
          cancel = undefined;
        }
      };
    },
    close: () => {
      over = true;
      listeners.clear();
      cancel?.();
      return Promise.resolve();
    },
  };
}

/** What another window's run is not told by this one. */
const NOTHING_TO_STEER: Omit<LiveRun, 'run' | 'lifeAt' | 'subscribe' | 'close'> = {
  ask: () => undefined,
  research: () => undefined,
  queue: () => undefined,
  unqueue: () => undefined,
  stop: () => undefined,
  retryNow: () => undefined,
  cancelRetry: () => undefined,
  brief: () => undefined,
  rename: () => undefined,
  noteSaved: () => undefined,
};
