import type { Clock } from '../ports.ts';

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
  stop(): void;
}

/** Starts the clocks; `onExpired` is called at most once, and never after `stop`. */
export function startWatchdog(
  clock: Clock,
  limits: Limits,
  onExpired: (which: Expired, afterMs: number) => void,
): Watchdog {
  let over = false;
  let lastLife = 0;
  let living = false;
  const expire = (which: Expired, afterMs: number): void => {
    if (!over) {
      stop();
      onExpired(which, afterMs);
    }
  };
  const start = (which: Expired, ms: number): (() => void) =>
    clock.after(ms, () => {
      expire(which, ms);
    });
  const cancelTotal = start('total', limits.totalMs);
  let cancelStage = start('connect', limits.connectMs);

  // A timer for each of thousands of frames would cost more than the frames: one timer looks back.
  const watchIdle = (ms: number): void => {
    cancelStage = clock.after(ms, () => {
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
    cancelStage();
    cancelTotal();
  }

  return {
    connected: () => {
      if (!over && !living) {
        cancelStage();
        cancelStage = start('firstByte', limits.firstByteMs);
      }
    },
    life: () => {
      lastLife = clock.now();
      if (!over && !living) {
        living = true;
        cancelStage();
        watchIdle(limits.idleMs);
      }
    },
    stop,
  };
}
