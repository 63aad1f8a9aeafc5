import assert from 'node:assert/strict';
import { readRetryAfter, retryDelay } from '../../../src/core/research/retry.ts';
import { FAILURE_CODES, type Failure, type FailureCode } from '../../../src/core/research/run.ts';

const failure = (code: FailureCode, charge: Failure['charge'], retryAfterMs?: number): Failure => ({
  code,
  charge,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

const BEFORE_SENDING: readonly FailureCode[] = ['offline', 'connectTimeout', 'connectRefused'];
const TURNED_AWAY: readonly FailureCode[] = ['rateLimit', 'burstLimit', 'tokenLimit'];
const SERVICE: readonly FailureCode[] = ['serviceFailed', 'overloaded', 'serviceTimeout'];

describe('what may be repeated without asking', () => {
  for (const code of BEFORE_SENDING) {
    it(`F1, F2: ${code}, both steps, twice`, () => {
      for (const step of ['clarify', 'research'] as const) {
        assert.equal(retryDelay(failure(code, 'none'), step, 0, 0.5), 5_000);
        assert.equal(retryDelay(failure(code, 'none'), step, 1, 0.5), 20_000);
        assert.equal(retryDelay(failure(code, 'none'), step, 2, 0.5), undefined);
      }
    });
  }

  for (const code of TURNED_AWAY) {
    it(`F21: ${code}, both steps, twice, the second time after longer`, () => {
      for (const step of ['clarify', 'research'] as const) {
        const first = retryDelay(failure(code, 'none'), step, 0, 0.5) ?? NaN;
        const second = retryDelay(failure(code, 'none'), step, 1, 0.5) ?? NaN;
        assert.ok(first >= 20_000 && second > first);
        assert.equal(retryDelay(failure(code, 'none'), step, 2, 0.5), undefined);
      }
    });
  }

  for (const code of SERVICE) {
    it(`F22: ${code}, only the cheap step, only once`, () => {
      assert.equal(retryDelay(failure(code, 'maybe'), 'clarify', 0, 0.5), 3_000);
      assert.equal(retryDelay(failure(code, 'maybe'), 'clarify', 1, 0.5), undefined);
      assert.equal(retryDelay(failure(code, 'maybe'), 'research', 0, 0.5), undefined);
    });
  }

  for (const code of FAILURE_CODES) {
    if (![...BEFORE_SENDING, ...TURNED_AWAY, ...SERVICE].includes(code)) {
      it(`${code}: never`, () => {
        for (const charge of ['none', 'maybe', 'produced'] as const) {
          for (const step of ['clarify', 'research'] as const) {
            assert.equal(retryDelay(failure(code, charge), step, 0, 0.5), undefined);
          }
        }
      });
    }
  }

  it('nothing after something was produced', () => {
    for (const code of FAILURE_CODES) {
      assert.equal(retryDelay(failure(code, 'produced'), 'clarify', 0, 0.5), undefined);
    }
  });

  it('the pauses of many clients are spread by a fifth', () => {
    const at = (random: number) => retryDelay(failure('offline', 'none'), 'clarify', 0, random);
    assert.deepEqual([at(0), at(0.5), at(1)], [4_000, 5_000, 6_000]);
  });
});

describe('F21: Retry-After', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const values: readonly [string | undefined, number | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['  ', undefined],
    ['42', 42_000],
    [' 42 ', 42_000],
    ['0', 0],
    ['1.5', 1_500],
    ['-3', -3_000],
    ['121', 121_000],
    ['Sun, 22 Nov 2026 10:00:42 GMT', 42_000],
    ['Sun, 22 Nov 2026 09:59:00 GMT', -60_000],
    ['soon', NaN],
    ['Infinity', NaN],
    ['0x10', NaN],
  ];
  for (const [header, expected] of values) {
    it(`${JSON.stringify(header)} is ${String(expected)} ms`, () => {
      assert.ok(Object.is(readRetryAfter(header, now), expected));
    });
  }

  it('a usable pause is kept to exactly', () => {
    for (const ms of [0, 42_000, 120_000]) {
      assert.equal(retryDelay(failure('rateLimit', 'none', ms), 'research', 0, 0.9), ms);
      assert.equal(retryDelay(failure('overloaded', 'maybe', ms), 'clarify', 0, 0.9), ms);
    }
  });

  it('negative, nonsense or too long: the person decides', () => {
    for (const ms of [-1, NaN, 120_001, Infinity]) {
      assert.equal(retryDelay(failure('rateLimit', 'none', ms), 'research', 0, 0.5), undefined);
      assert.equal(retryDelay(failure('overloaded', 'maybe', ms), 'clarify', 0, 0.5), undefined);
    }
  });
});
