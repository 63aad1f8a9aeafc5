import assert from 'node:assert/strict';
import type { Run } from '../../../src/core/research/run.ts';
import { createFastClock, KEY, openBench, type EngineBench } from './bench.ts';
import { FAULT_ROWS, type FaultRow } from './faultRows.ts';

/** Plays one row: question, questions back, answers, and the fault where it belongs. */
async function play(bench: EngineBench, row: FaultRow): Promise<Run> {
  const run = bench.start();
  if (row.step === 'clarify') {
    bench.service.play(row.fault, { ...row.options, step: 'clarify' });
    await bench.ask(run);
    return bench.settled(run);
  }
  await bench.ask(run);
  await bench.settled(run);
  bench.service.play(row.fault, { ...row.options, step: 'research' });
  await bench.research(run);
  const result = await bench.settled(run);
  assert.deepEqual(await bench.replayed(run), result, 'the journal tells the same');
  return result;
}

describe('fault table, over HTTP', () => {
  for (const row of FAULT_ROWS) {
    it(`${row.row}: ${row.state}${row.code === undefined ? '' : `, ${row.code}`}`, async function () {
      this.timeout(30_000);
      // Limits of minutes have to pass; everywhere else a loaded machine must not reach them.
      const waits = row.options?.ms !== undefined && row.state !== 'done';
      const bench = await openBench(waits ? { clock: createFastClock(1000) } : {});
      try {
        const run = await play(bench, row);
        const { service } = bench;
        assert.equal(run.state, row.state);
        assert.equal(run.failure?.code, row.code ?? run.failure?.code);
        assert.equal(run.failure?.charge, row.charge ?? run.failure?.charge);
        assert.deepEqual([service.count('clarify'), service.count('research')], row.posts);
        const { cost, headline, next } = bench.sentence(run);
        assert.match(headline, row.headline);
        assert.doesNotMatch(headline, /[{}]|\b[45]\d\d\b|Error\b/);
        if (run.state === 'failed' || run.state === 'interrupted') {
          assert.match(cost, /charged|cost/i);
          assert.notEqual(next, '');
        }
        assert.equal(bench.logged.join('\n').includes(KEY), false, 'the key is in no log');
      } finally {
        await bench.close();
      }
    });
  }
});
