import assert from 'node:assert/strict';
import { fuzzWire } from '../fuzz.ts';

/** Set to try more, such as 2,000,000 over night. */
const CASES = Number(process.env['DEEP_RESEARCH_FUZZ_CASES'] ?? 20_000);
const SEED = Number(process.env['DEEP_RESEARCH_FUZZ_SEED'] ?? 20_261_122);

describe('G9: mutated streams', () => {
  it('never throw, never change a prototype, never lose readable text, and replay the same', function () {
    this.timeout(Math.max(60_000, CASES * 5));
    const result = fuzzWire(CASES, SEED);
    assert.equal(result.cases, CASES);
    assert.ok(result.frames > CASES, 'most streams still hold frames');
    assert.ok(result.errors > 0, 'some end in an error frame');
    for (const state of ['waiting', 'planning', 'researching', 'writing', 'done', 'noEvidence']) {
      assert.ok((result.states[state] ?? 0) > 0, `some end as ${state}`);
    }
  });
});
