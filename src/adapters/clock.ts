import type { Clock } from '../core/ports.ts';

/**
 * The computer's clock as ports want it: it starts at the time of day and then runs by the
 * monotonic clock, so that setting the time does not shift a duration (F59).
 */
export function createClock(): Clock {
  return {
    now: () => Math.round(performance.timeOrigin + performance.now()),
    wall: () => Date.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
