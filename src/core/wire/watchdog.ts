import type { Clock } from '../ports.ts';
import { watchSleep } from './sleep.ts';

/** How long to wait for what, in ms. */
export interface Limits {
  /** For a connection (F2). */
  readonly connectMs: number;
  /** From the request's last byte to the answer's headers (F24). */
  readonly firstByteMs: number;
  /** Between two signs of life (F44). */
  readonly idleMs: number;
  /** For the whole request (F45). */
  readonly totalMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  connectMs: 15_000,
  firstByteMs: 15 * 60_000,
  idleMs: 15 * 60_000,
  totalMs: 60 * 60_000,
};

export type Expired = 'connect' | 'firstByte' | 'idle' | 'total';

/** The clocks of one request. Each stage replaces the one before; `total` runs through. */
export interface Watchdog {
  connected(): void;
  /** Any byte: content, KeepAlive, comment or empty line. */
  life(): void;
  /** Whether the computer has slept since the last sign of life. */
  slept(): boolean;
  stop(): void;
}

/**
 * Starts the clocks; `onExpired` is called at most once, and never after `stop`. Time in which the computer
 * slept does not count: what died meanwhile says so itself, what lives has its whole time again (F54).
 */
export function startWatchdog(
  clock: Clock,
  limits: Limits,
  onExpired: (which: Expired, afterMs: number) => void,
): Watchdog {
  let over = false;
  let lastLife = 0;
  let living = false;
  let slept = false;
  /** Of all sleeps so far, in ms. */
  let asleep = 0;
  const sleep = watchSleep(clock, (ms) => {
    slept = true;
    asleep += ms;
    lastLife = clock.now();
  });
  const expire = (which: Expired, afterMs: number): void => {
    if (!over) {
      stop();
      onExpired(which, afterMs);
    }
  };
  /** @param set keeps what cancels the timer */
  function start(which: Expired, ms: number, set: (cancel: () => void) => void, wait = ms): void {
    const before = asleep;
    set(
      clock.after(wait, () => {
        sleep.look();
        if (asleep > before) {
          start(which, ms, set, which === 'total' ? Math.min(ms, asleep - before) : ms);
        } else {
          expire(which, ms);
        }
      }),
    );
  }
  let cancelTotal = (): void => undefined;
  let cancelStage = (): void => undefined;
  const startStage = (which: Expired, ms: number): void => {
    start(which, ms, (cancel) => {
      cancelStage = cancel;
    });
  };
  start('total', limits.totalMs, (cancel) => {
    cancelTotal = cancel;
  });
  startStage('connect', limits.connectMs);

  // A timer for each of thousands of frames would cost more than the frames: one timer looks back.
  const watchIdle = (ms: number): void => {
    cancelStage = clock.after(ms, () => {
      sleep.look();
      const silent = clock.now() - lastLife;
      if (silent >= limits.idleMs) {
        expire('idle', limits.idleMs);
      } else {
        watchIdle(limits.idleMs - silent);
      }
    });
  };

  function stop(): void {
    over = true;
    sleep.stop();
    cancelStage();
    cancelTotal();
  }

  return {
    connected: () => {
      if (!over && !living) {
        cancelStage();
        startStage('firstByte', limits.firstByteMs);
      }
    },
    life: () => {
      lastLife = clock.now();
      slept = false;
      if (!over && !living) {
        living = true;
        cancelStage();
        watchIdle(limits.idleMs);
      }
    },
    slept: () => {
      sleep.look();
      return slept;
    },
    stop,
  };
}
