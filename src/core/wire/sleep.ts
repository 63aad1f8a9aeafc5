import type { Clock } from '../ports.ts';

/** How often we look, in ms. */
const LOOK_EVERY_MS = 10_000;
/** A look that comes later than this was held up by more than a busy computer, in ms (F54). */
const LATE_MS = 30_000;

/** Notices that the computer slept: the time of day went on, and none of our timers did. */
export interface SleepWatch {
  /** Looks now. Whoever is woken first may ask before the timer does. */
  look(): void;
  stop(): void;
}

/** @param onWake called once for each sleep, with its length in ms */
export function watchSleep(clock: Clock, onWake: (ms: number) => void): SleepWatch {
  const wall = clock.wall?.bind(clock);
  if (wall === undefined) {
    return { look: () => undefined, stop: () => undefined };
  }
  let lookedAt = wall();
  let cancel = (): void => undefined;

  function look(): void {
    const now = wall?.() ?? 0;
    const passed = now - lookedAt;
    lookedAt = now;
    if (passed > LOOK_EVERY_MS + LATE_MS) {
      onWake(passed - LOOK_EVERY_MS);
    }
  }

  function wait(): void {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      look();
      wait();
    });
  }

  wait();
  return {
    look,
    stop: () => {
      cancel();
    },
  };
}
