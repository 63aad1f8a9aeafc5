import assert from 'node:assert/strict';
import { FAULTS } from '../index.ts';
import { openBench } from './bench.ts';

/** Repetitions of each fault; `npm run faults` raises it. */
const REPEATS = Number(process.env['DEEP_RESEARCH_FAULT_REPEATS'] ?? 2);

/** Faults of the costly step that end by themselves and are not a refusal that may be repeated. */
const WIRE = FAULTS.filter(
  ({ ends, name, step }) =>
    ends !== 'held' &&
    step !== 'clarify' &&
    !/^(shape:[ABCE]|F21|F2:|F35|F42|F43|F44|F45|F53|F54|F24|slow|huge|code:|stream:)/.test(name),
);

describe('G5: one click is one charge', () => {
  it('holds for at least 40 faults of the wire', () => {
    assert.ok(WIRE.length >= 40, `${WIRE.length} faults`);
  });

  for (const { name } of WIRE) {
    it(`${name}: ${REPEATS} clicks, ${REPEATS} requests`, async function () {
      this.timeout(20_000 * REPEATS);
      const bench = await openBench();
      try {
        for (let click = 1; click <= REPEATS; click += 1) {
          const run = bench.start(`Question ${click}`);
          bench.service.play(undefined);
          await bench.ask(run);
          await bench.settled(run);
          bench.service.play(name, { step: 'research' });
          // A person who is impatient, and two listeners that go off at once.
          await Promise.all([bench.research(run), bench.research(run), bench.research(run)]);
          await bench.settled(run);
          const { failure, state } = run.live.run();
          if (failure?.charge !== 'none' && state !== 'waiting') {
            await bench.research(run);
            await bench.settled(run);
          }
          assert.equal(bench.service.count('research'), click);
        }
      } finally {
        await bench.close();
      }
    });
  }
});
