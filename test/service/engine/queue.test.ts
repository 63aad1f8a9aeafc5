import assert from 'node:assert/strict';
import { createRunLibrary } from '../../../src/adapters/runLibrary.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { readEndpoint } from '../../../src/core/wire/endpoint.ts';
import type { OpenRun, ReadyAccess } from '../../../src/features/runs/runDesk.ts';
import { KEY, openBench, type BenchOptions, type EngineBench } from './bench.ts';

const ANSWERS = 'Logs of one server, for its operators.';

describe('several runs at once, over HTTP', () => {
  let bench: EngineBench;
  /** Most costly steps that were under way at the same time, by the service's own record. */
  let most = 0;
  let timer: NodeJS.Timeout;

  async function open(options: BenchOptions = {}): Promise<void> {
    bench = await openBench(options);
    bench.service.setPace('fast');
    most = 0;
    timer = setInterval(() => {
      most = Math.max(most, running());
    }, 1);
  }

  afterEach(async () => {
    clearInterval(timer);
    await bench.close();
  });

  const running = (): number =>
    bench.service.requests.filter(
      ({ outcome, step }) => step === 'research' && outcome === 'running',
    ).length;

  /** Runs that have been asked back and wait for the person. */
  async function waiting(count: number): Promise<readonly OpenRun[]> {
    const runs = Array.from({ length: count }, (_, at) => bench.start(`Question number ${at + 1}`));
    await Promise.all(runs.map((run) => bench.ask(run)));
    await Promise.all(runs.map((run) => bench.settled(run)));
    return runs;
  }

  const states = (runs: readonly OpenRun[]): readonly string[] =>
    runs.map(({ live }) => live.run().state);
  const before = (run: OpenRun | undefined): number | undefined =>
    bench.desk.queuedBefore(run?.live.run().id ?? '');
  const done = (runs: readonly OpenRun[]): Promise<void> =>
    bench.until(() => states(runs).every((state) => state === 'done'));

  it('F105: never more than the limit at once, the rest in the order of the clicks', async function () {
    this.timeout(60_000);
    await open();
    const runs = await waiting(5);
    for (const run of runs) {
      await bench.research(run);
    }
    assert.deepEqual(states(runs.slice(2)), ['queued', 'queued', 'queued']);
    assert.deepEqual(runs.map(before), [undefined, undefined, 1, 2, 3]);
    assert.equal(bench.service.count('research') <= 2, true);
    await done(runs);
    assert.equal(bench.service.count('research'), 5);
    assert.ok(most <= 2 && most > 0, `${most} at once`);
    const order = bench.service.requests
      .filter(({ step }) => step === 'research')
      .map(({ text }) => /Question number (\d)/.exec(text)?.[1]);
    assert.deepEqual(order, ['1', '2', '3', '4', '5']);
    for (const run of runs) {
      const stored = await bench.replayed(run);
      assert.equal(stored?.state, 'done');
      assert.equal(stored.exchanges.at(-1)?.answers, ANSWERS);
      assert.equal(stored.queued, undefined);
    }
  });

  it('clicks at the same moment, also twice on one run, are one request each', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const runs = await waiting(3);
    await Promise.all([...runs, ...runs, ...runs].map((run) => bench.research(run)));
    await done(runs);
    assert.equal(bench.service.count('research'), 3);
    assert.equal(most, 1);
  });

  it('a second click on what is queued sends nothing and overtakes nobody', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const runs = await waiting(3);
    for (const run of [...runs, ...runs.slice(1).reverse()]) {
      await bench.research(run);
    }
    assert.deepEqual(states(runs.slice(1)), ['queued', 'queued']);
    assert.deepEqual(runs.map(before), [undefined, 1, 2]);
    await done(runs);
    assert.equal(bench.service.count('research'), 3);
    assert.equal(most, 1);
  });

  it('a key that was removed, or another address, is not used when the turn comes', async function () {
    this.timeout(60_000);
    let access: ReadyAccess | undefined;
    await open({
      settings: { maxParallelRuns: 1 },
      accessNow: () => Promise.resolve(access),
    });
    const runs = await waiting(4);
    const [first, removed, moved, third] = runs;
    assert.ok(first !== undefined && removed !== undefined);
    assert.ok(moved !== undefined && third !== undefined);
    await bench.research(first);
    await bench.research(removed);
    await done([first]);
    await bench.until(() => removed.live.run().state === 'waiting');
    assert.deepEqual(removed.live.run().unsent, { reason: 'refused', answers: ANSWERS });

    const other = readEndpoint('https://example.com/api/v1');
    const same = readEndpoint(bench.service.url);
    assert.ok(other !== undefined && same !== undefined);
    access = { endpoint: other, apiKey: KEY };
    await bench.research(removed);
    await bench.research(moved);
    await done([removed]);
    await bench.until(() => moved.live.run().state === 'waiting');
    access = { endpoint: same, apiKey: 'sk-canary-entered-meanwhile' };
    await bench.research(moved);
    await bench.research(third);
    await done([moved, third]);
    assert.equal(bench.service.count('research'), 4);
  });

  it('a run taken out of the queue is not sent, keeps its answers, and can be started again', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const runs = await waiting(3);
    const [first, second, third] = runs;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    for (const run of runs) {
      await bench.research(run);
    }
    second.live.stop();
    assert.deepEqual(states([second, third]), ['waiting', 'queued']);
    assert.deepEqual(second.live.run().unsent, { reason: 'cancelled', answers: ANSWERS });
    assert.equal(before(third), 1);
    await done([first, third]);
    assert.equal(bench.service.count('research'), 2);
    assert.equal(second.live.run().state, 'waiting');
    await bench.research(second, 'Other answers.');
    await done(runs);
    assert.equal(second.live.run().unsent, undefined);
    assert.equal(second.live.run().exchanges.at(-1)?.answers, 'Other answers.');
  });

  it('stopping what runs gives its place to the next', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const runs = await waiting(2);
    const [first, second] = runs;
    assert.ok(first !== undefined && second !== undefined);
    await bench.research(first);
    await bench.research(second);
    await bench.until(() => first.live.run().rounds.length > 0);
    first.live.stop();
    await done([second]);
    assert.equal(first.live.run().state, 'stopped');
  });

  for (const how of ['reload', 'crash'] as const) {
    it(`after a ${how} a queued run waits for the person: nothing was sent, its answers are kept`, async function () {
      this.timeout(60_000);
      await open({ settings: { maxParallelRuns: 1 } });
      const runs = await waiting(2);
      const second = runs[1];
      assert.ok(second !== undefined);
      const { id } = second.live.run();
      for (const run of runs) {
        await bench.research(run);
      }
      await bench.until(() => bench.service.count('research') === 1);
      const library = createRunLibrary(bench.root, () => PRICES);
      if (how === 'reload') {
        bench.desk.close();
      } else {
        // What a dead process leaves: the journal as it is, and a lease that nobody holds.
        library.release(id);
      }
      const stored = await library.read(id);
      assert.equal(stored?.run.state, 'waiting');
      assert.deepEqual(stored.run.unsent, { reason: 'windowClosed', answers: ANSWERS });
      const listed = (await library.list()).find((run) => run.id === id);
      assert.equal(listed?.state, 'waiting');
      assert.equal(stored.run.steps.filter(({ kind }) => kind === 'research').length, 0);
      assert.equal(bench.service.count('research'), 1);
    });
  }

  it('a queued run is kept by its window: no other may delete or send it', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const runs = await waiting(2);
    for (const run of runs) {
      await bench.research(run);
    }
    const second = runs[1]?.live.run().id ?? '';
    assert.equal(bench.desk.forget(second), false);
    await done(runs);
    assert.equal(bench.desk.forget(second), true);
  });

  it('the limit of the month counts when the turn comes, not when it was clicked', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1, maxCostPerMonth: 1 } });
    const runs = await waiting(2);
    const [first, second] = runs;
    assert.ok(first !== undefined && second !== undefined);
    await bench.research(first);
    await bench.research(second);
    assert.equal(second.live.run().state, 'queued');
    await bench.until(() => second.live.run().state === 'waiting');
    assert.deepEqual(second.live.run().unsent, { reason: 'monthLimit', answers: ANSWERS });
    assert.equal(first.live.run().failure?.code, 'costCap');
    assert.equal(bench.service.count('research'), 1);
    await assert.rejects(bench.research(second), /limit of the month/);
    assert.equal(bench.service.count('research'), 1);
  });

  it('research without questions is queued too, and does not ask back when it is sent', async function () {
    this.timeout(60_000);
    await open({ settings: { maxParallelRuns: 1 } });
    const [first] = await waiting(1);
    const direct = bench.start('Straight to it', { clarify: false });
    assert.ok(first !== undefined);
    await bench.research(first);
    await bench.research(direct);
    assert.equal(direct.live.run().state, 'queued');
    direct.live.stop();
    assert.equal(direct.live.run().state, 'waiting');
    await bench.research(direct, 'For operators.');
    await done([first, direct]);
    const body = bench.service.requests.at(-1)?.body as {
      parameters: { enable_feedback: boolean };
    };
    assert.equal(body.parameters.enable_feedback, false);
  });
});
