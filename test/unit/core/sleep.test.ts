import assert from 'node:assert/strict';
import type { Clock } from '../../../src/core/ports.ts';
import { startWatchdog, type Expired, type Watchdog } from '../../../src/core/wire/watchdog.ts';
import { createManualClock, type ManualClock } from '../support/fakes.ts';

const LIMITS = { connectMs: 15_000, firstByteMs: 60_000, idleMs: 60_000, totalMs: 600_000 };

describe('F54: a computer that sleeps', () => {
  let timers: ManualClock;
  /** What the time of day is ahead of the timers' clock. */
  let ahead = 0;
  let expired: Expired[];
  let watchdog: Watchdog;

  function open(clock: Clock): void {
    expired = [];
    watchdog = startWatchdog(clock, LIMITS, (which) => expired.push(which));
    watchdog.connected();
    watchdog.life();
  }

  beforeEach(() => {
    ahead = 0;
    timers = createManualClock();
    open({ ...timers, wall: () => timers.now() + ahead });
  });

  it('is noticed on waking, and forgotten with the next sign of life', () => {
    timers.advance(15_000);
    assert.equal(watchdog.slept(), false);
    ahead += 3_600_000;
    assert.equal(watchdog.slept(), true, 'asked before the timer looked');
    timers.advance(10_000);
    assert.equal(watchdog.slept(), true);
    watchdog.life();
    assert.equal(watchdog.slept(), false);
  });

  it('is no silence: the connection has its whole time again after it', () => {
    timers.advance(50_000);
    ahead += 3_600_000;
    timers.advance(55_000);
    assert.deepEqual(expired, []);
    timers.advance(20_000);
    assert.deepEqual(expired, ['idle']);
  });

  it('does not count for the whole request either, where timers run on in it', () => {
    let slept = 0;
    const clock: Clock = {
      now: () => timers.now() + slept,
      wall: () => timers.now() + slept,
      after: (ms, callback) => timers.after(ms, callback),
    };
    watchdog.stop();
    open(clock);
    for (let second = 0; second < 595; second += 5) {
      timers.advance(5_000);
      watchdog.life();
    }
    slept += 100_000;
    for (let second = 0; second < 95; second += 5) {
      timers.advance(5_000);
      watchdog.life();
    }
    assert.deepEqual(expired, []);
    for (let second = 0; second < 20; second += 5) {
      timers.advance(5_000);
      watchdog.life();
    }
    assert.deepEqual(expired, ['total']);
  });

  it('a clock that is set by seconds, or a busy computer, is no sleep', () => {
    ahead += 25_000;
    timers.advance(10_000);
    ahead -= 7_200_000;
    timers.advance(10_000);
    assert.equal(watchdog.slept(), false);
  });

  it('leaves no timer behind', () => {
    watchdog.stop();
    assert.equal(timers.pending(), 0);
  });
});
