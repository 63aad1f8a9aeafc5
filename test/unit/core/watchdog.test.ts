import assert from 'node:assert/strict';
import {
  DEFAULT_LIMITS,
  startWatchdog,
  type Expired,
  type Watchdog,
} from '../../../src/core/wire/watchdog.ts';
import { createManualClock, type ManualClock } from '../support/fakes.ts';

const LIMITS = { connectMs: 15_000, firstByteMs: 300_000, idleMs: 60_000, totalMs: 600_000 };

function start(): { clock: ManualClock; dog: Watchdog; expired: [Expired, number][] } {
  const clock = createManualClock();
  const expired: [Expired, number][] = [];
  const dog = startWatchdog(clock, LIMITS, (which, ms) => expired.push([which, ms]));
  return { clock, dog, expired };
}

describe('the clocks of a request', () => {
  it('defaults: 15 s, 15 min, 15 min, 60 min', () => {
    assert.deepEqual(Object.values(DEFAULT_LIMITS), [15_000, 900_000, 900_000, 3_600_000]);
  });

  it('F2: no connection', () => {
    const { clock, expired } = start();
    clock.advance(14_999);
    assert.deepEqual(expired, []);
    clock.advance(1);
    assert.deepEqual(expired, [['connect', 15_000]]);
    assert.equal(clock.pending(), 0);
  });

  it('F24: no headers; the time starts anew when the last byte of the request is out', () => {
    const { clock, dog, expired } = start();
    dog.connected();
    clock.advance(200_000);
    dog.connected();
    clock.advance(299_999);
    assert.deepEqual(expired, []);
    clock.advance(1);
    assert.deepEqual(expired, [['firstByte', 300_000]]);
  });

  it('F44: silence, counted from the last sign of life', () => {
    const { clock, dog, expired } = start();
    dog.connected();
    dog.life();
    for (let count = 0; count < 5; count++) {
      clock.advance(59_000);
      dog.life();
    }
    assert.deepEqual(expired, []);
    clock.advance(59_999);
    assert.deepEqual(expired, []);
    clock.advance(1);
    assert.deepEqual(expired, [['idle', 60_000]]);
    assert.equal(clock.pending(), 0);
  });

  it('F45: life does not prolong the whole', () => {
    const { clock, dog, expired } = start();
    dog.connected();
    for (let at = 0; at < 600; at++) {
      dog.life();
      clock.advance(1_000);
    }
    assert.deepEqual(expired, [['total', 600_000]]);
    assert.equal(clock.pending(), 0);
  });

  it('thousands of signs of life take one timer', () => {
    const { clock, dog } = start();
    dog.connected();
    for (let at = 0; at < 5_000; at++) {
      dog.life();
      clock.advance(1);
    }
    assert.equal(clock.pending(), 2);
    dog.stop();
    assert.equal(clock.pending(), 0);
  });

  it('nothing expires after a stop, and late signs start nothing', () => {
    const { clock, dog, expired } = start();
    dog.stop();
    dog.connected();
    dog.life();
    assert.equal(clock.pending(), 0);
    clock.advance(10_000_000);
    assert.deepEqual(expired, []);
  });
});
