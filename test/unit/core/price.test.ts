import assert from 'node:assert/strict';
import { costOf, estimateCost, PRICES, runCost } from '../../../src/core/research/price.ts';
import { MAIN_MODEL, SNAPSHOT_MODEL } from '../../../src/core/research/run.ts';
import { OPTIONS, reduceAll, startedRun } from '../support/drive.ts';

describe('prices (spec 9)', () => {
  it('the public runs cost what their tokens cost', () => {
    const cost = (input: number, output: number, model = MAIN_MODEL): string =>
      costOf({ inputTokens: input, outputTokens: output }, PRICES[model]).toFixed(2);
    assert.equal(cost(652, 8930), '1.49');
    assert.equal(cost(721, 7505), '1.26');
    assert.equal(cost(196, 83), '0.02');
    assert.equal(cost(652, 8930, SNAPSHOT_MODEL), '2.16');
    assert.equal(cost(721, 7505, SNAPSHOT_MODEL), '1.83');
  });

  it('F104: unknown is not nothing', () => {
    assert.equal(runCost(startedRun()), undefined);
  });

  it('all steps of a run, at the prices of its model', () => {
    const run = reduceAll(
      [
        { type: 'usage', usage: { inputTokens: 1000, outputTokens: 0 } },
        { type: 'sending', at: 1, step: 'research', host: 'h' },
        { type: 'usage', usage: { inputTokens: 0, outputTokens: 1000 } },
      ],
      startedRun('clarify', { ...OPTIONS, model: SNAPSHOT_MODEL }),
    );
    assert.equal(runCost(run)?.toFixed(3), '0.315');
    const own = { ...PRICES, [SNAPSHOT_MODEL]: { input: 1, output: 2 } };
    assert.equal(runCost(run, own), 3);
  });

  it("an estimate from public runs until there are three of one's own", () => {
    assert.deepEqual(estimateCost(MAIN_MODEL, [9, 9]), { low: 1.3, high: 1.5, basis: 'public' });
    assert.deepEqual(estimateCost(SNAPSHOT_MODEL, []), { low: 1.8, high: 2.2, basis: 'public' });
    assert.deepEqual(estimateCost(MAIN_MODEL, [3, 1, 2]), { low: 2, high: 3, basis: 'own' });
  });

  it('the estimate does not depend on the order, and low is at most high', () => {
    const costs = [5, 1, 4, 2, 3, 9, 8, 7, 6, 10];
    const estimate = estimateCost(MAIN_MODEL, costs);
    assert.deepEqual(estimate, estimateCost(MAIN_MODEL, costs.toReversed()));
    assert.ok(estimate.low <= estimate.high);
  });
});
