import assert from 'node:assert/strict';
import { clarifyFrames, mainFrames } from '../golden/frames.ts';
import { settle } from '../support/fakes.ts';
import { createBench, type Bench } from '../support/live.ts';
import { errorFrame } from '../support/wire.ts';

function stopped(bench: Bench): readonly [string, string | undefined, boolean] {
  bench.live.stop();
  const { state, steps } = bench.live.run();
  return [state, steps.at(-1)?.charge, bench.transport.posts.at(-1)?.aborted ?? false];
}

describe('F57, F58: Stop closes at once and says what may be charged', () => {
  it('before the journal is synced: nothing is ever sent', async () => {
    let release = (): void => undefined;
    const bench = createBench({
      syncs: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    bench.live.research(bench.connection, undefined);
    const first = release;
    assert.deepEqual(stopped(bench), ['stopped', 'none', false]);
    first();
    await settle();
    assert.equal(bench.transport.posts.length, 0);
  });

  it('while connecting: nothing', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.transport.last().handlers.connected();
    assert.deepEqual(stopped(bench), ['stopped', 'none', true]);
  });

  it('after sending: maybe', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.transport.last().handlers.sent();
    assert.deepEqual(stopped(bench), ['stopped', 'maybe', true]);
  });

  it('in the stream: what was produced; the partials stay', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 20));
    const before = bench.live.run();
    assert.deepEqual(stopped(bench), ['stopped', 'produced', true]);
    const { failure, plan, references, report, rounds } = bench.live.run();
    assert.deepEqual(
      { plan, rounds, references, report },
      {
        plan: before.plan,
        rounds: before.rounds,
        references: before.references,
        report: before.report,
      },
    );
    assert.equal(failure, undefined);
  });

  it('while waiting or after the end: no effect', async () => {
    const bench = createBench();
    bench.live.stop();
    assert.equal(bench.state(), 'draft');
    await bench.askAndEnd();
    bench.live.stop();
    assert.equal(bench.state(), 'waiting');
  });

  it('twice has no effect', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.live.stop();
    const records = bench.journal.records.length;
    bench.live.stop();
    assert.equal(bench.journal.records.length, records);
  });

  it('G23: nothing that comes later is shown, journaled or waited for', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 6));
    bench.live.stop();
    const run = bench.live.run();
    const records = bench.journal.records.length;
    bench.send(mainFrames);
    bench.end();
    bench.clock.advance(10_000_000);
    assert.equal(bench.live.run(), run);
    assert.equal(bench.journal.records.length, records);
    assert.equal(bench.clock.pending(), 0);
  });

  it('by a listener, in the middle of the bytes of one piece', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.live.subscribe((events) => {
      if (events.some((event) => event.type === 'accepted')) {
        bench.live.stop();
      }
    });
    bench.accept();
    bench.send(mainFrames);
    assert.equal(bench.state(), 'stopped');
    assert.equal(bench.live.run().plan.text, '');
    assert.equal(bench.clock.pending(), 0);
  });

  it('during the countdown: no second POST, and the charge of the attempt', async () => {
    for (const [step, error, charge] of [
      ['research', errorFrame(429, 'Throttling', ''), 'none'],
      ['ask', errorFrame(503, 'ModelUnavailable', ''), 'maybe'],
    ] as const) {
      const bench = createBench();
      await bench.start(step);
      bench.accept();
      bench.send([error]);
      assert.ok(bench.live.run().retry !== undefined);
      bench.live.stop();
      assert.deepEqual([bench.state(), bench.live.run().retry], ['stopped', undefined]);
      assert.equal(bench.live.run().steps.at(-1)?.charge, charge);
      bench.clock.advance(1_000_000);
      bench.live.retryNow();
      await settle();
      assert.equal(bench.transport.posts.length, 1);
    }
  });

  it('a stopped question may be asked again, stopped research only where it cost nothing', async () => {
    const asked = createBench();
    await asked.start('ask');
    asked.accept();
    asked.send(clarifyFrames.slice(0, 2));
    asked.live.stop();
    await asked.start('ask');
    assert.equal(asked.transport.posts.length, 2);
    assert.deepEqual(asked.live.run().exchanges, []);

    const free = createBench();
    await free.start('research');
    free.live.stop();
    await free.start('research');
    assert.equal(free.transport.posts.length, 2);

    const paid = createBench();
    await paid.start('research');
    paid.transport.last().handlers.sent();
    paid.live.stop();
    await paid.start('research');
    assert.equal(paid.transport.posts.length, 1);
  });
});

describe('F60: closing while a request is under way', () => {
  it('ends as interrupted with the charge by how far it got, and closes everything', async () => {
    const play: readonly (readonly [string, (bench: Bench) => void])[] = [
      ['none', () => undefined],
      [
        'maybe',
        (bench) => {
          bench.transport.last().handlers.sent();
        },
      ],
      [
        'produced',
        (bench) => {
          bench.accept();
        },
      ],
    ];
    for (const [charge, act] of play) {
      const bench = createBench();
      await bench.start('research');
      act(bench);
      const closing = bench.live.close();
      // All but the closing of the file happens before `close` returns.
      assert.equal(bench.transport.last().aborted, true);
      assert.equal(bench.journal.replayed()?.state, 'interrupted');
      await closing;
      const { failure, state } = bench.live.run();
      assert.deepEqual(
        [state, failure?.code, failure?.charge],
        ['interrupted', 'windowClosed', charge],
      );
      assert.equal(bench.journal.closed, true);
      assert.equal(bench.clock.pending(), 0);
    }
  });

  it('twice, and commands afterwards, have no effect', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    await bench.live.close();
    await bench.live.close();
    bench.live.rename('x');
    bench.live.stop();
    bench.live.ask(bench.connection);
    bench.live.research(bench.connection, 'A');
    await settle();
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.state(), 'waiting');
  });

  it('a given reason is kept', async () => {
    const bench = createBench();
    await bench.start('ask');
    await bench.live.close({ code: 'keyVanished', charge: 'none' });
    assert.deepEqual([bench.state(), bench.live.run().failure?.code], ['failed', 'keyVanished']);
  });

  it('while the journal is synced before sending: nothing is sent', async () => {
    let release = (): void => undefined;
    const bench = createBench({
      syncs: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    bench.live.research(bench.connection, undefined);
    const first = release;
    void bench.live.close();
    first();
    await settle();
    assert.equal(bench.transport.posts.length, 0);
  });
});
