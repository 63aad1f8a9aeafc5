import type { LiveRun } from '../../core/research/liveRun.ts';
import type { ResearchEvent } from '../../core/research/events.ts';
import { mergeEvents } from '../../core/research/merge.ts';
import type { HostMessage, PanelContext } from '../../protocol/messages.ts';

/** Between two batches at least this long passes, in ms. */
const BATCH_MS = 50;
const PULSE_MS = 1000;

/** Brings one page up to date with one run, no faster than the page takes it. */
export interface Feed {
  /** Sends everything anew; what was queued is in it. */
  snapshot(): void;
  /** The page has taken in everything up to this number. */
  taken(seq: number): void;
  context(): void;
  /** Nothing is sent to a page that cannot be seen: VS Code would drop it. */
  pause(): void;
  dispose(): void;
}

/**
 * Batches what happens in a run. The next batch goes out when the page has taken the last one, so
 * a slow page gets fewer and larger batches instead of a growing queue.
 */
export function createFeed(
  live: LiveRun | undefined,
  post: (message: HostMessage) => void,
  readContext: () => PanelContext,
  now: () => number,
): Feed {
  let seq = 0;
  let queue: ResearchEvent[] = [];
  let awake = false;
  let waiting = false;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;

  /** Only while the page can be seen: another window's run is read again and again for who listens. */
  function listen(): void {
    unsubscribe ??= live?.subscribe((events) => {
      if (awake) {
        queue.push(...events);
        schedule();
      }
    });
  }

  function listenNoMore(): void {
    unsubscribe?.();
    unsubscribe = undefined;
  }

  let lastPulse = 0;
  const pulse = setInterval(() => {
    const lifeAt = live?.lifeAt();
    if (awake && lifeAt !== undefined && lifeAt !== lastPulse) {
      lastPulse = lifeAt;
      post({ type: 'pulse', lifeAt, now: now() });
    }
  }, PULSE_MS);

  function schedule(): void {
    if (timer === undefined && !waiting) {
      timer = setTimeout(flush, BATCH_MS);
    }
  }

  function flush(): void {
    timer = undefined;
    if (queue.length > 0 && awake) {
      seq += 1;
      waiting = true;
      const events = mergeEvents(queue);
      queue = [];
      post({ type: 'events', seq, events });
    }
  }

  function stopTimer(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  return {
    snapshot: () => {
      stopTimer();
      queue = [];
      awake = true;
      waiting = false;
      seq += 1;
      listen();
      post({
        type: 'snapshot',
        seq,
        ...(live === undefined ? {} : { run: live.run() }),
        context: readContext(),
        now: now(),
      });
    },
    taken: (number) => {
      if (number === seq) {
        waiting = false;
        if (queue.length > 0) {
          schedule();
        }
      }
    },
    context: () => {
      if (awake) {
        post({ type: 'context', context: readContext() });
      }
    },
    pause: () => {
      awake = false;
      queue = [];
      stopTimer();
      listenNoMore();
    },
    dispose: () => {
      listenNoMore();
      stopTimer();
      clearInterval(pulse);
    },
  };
}
