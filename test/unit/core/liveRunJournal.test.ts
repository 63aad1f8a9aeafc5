import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLive } from '../../../src/core/research/run.ts';
import { clarifyFrames, mainFrames } from '../golden/frames.ts';
import { GOLDEN_STREAMS } from '../golden/streams.ts';
import { settle } from '../support/fakes.ts';
import { createBench, type Bench } from '../support/live.ts';
import { createRandom, randomPieces } from '../support/random.ts';
import { errorFrame } from '../support/wire.ts';

describe('on the disk before it is sent or shown', () => {
  it('the intention is synced before the first byte leaves', async () => {
    let release = (): void => undefined;
    const bench = createBench({
      syncs: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    bench.live.ask(bench.connection);
    await settle();
    assert.equal(bench.transport.posts.length, 0);
    release();
    await settle();
    assert.equal(bench.transport.posts.length, 1);
    assert.deepEqual(bench.order, [
      'journal created',
      'journal sending',
      'told sending',
      'sync',
      'post',
    ]);
  });

  it('every record comes before listeners hear of it', async () => {
    const bench = createBench();
    bench.live.subscribe((_events, run) => {
      assert.deepEqual(bench.journal.replayed(), run);
    });
    await bench.askAndEnd();
    await bench.start('research', 'Both');
    bench.accept();
    bench.send(mainFrames);
    bench.end();
    bench.live.rename('Databases');
    assert.equal(bench.state(), 'done');
    assert.ok(!bench.log.some((line) => line.includes('listener failed')), bench.log.join('\n'));
    const told = bench.order.indexOf('told answered sending');
    assert.deepEqual(bench.order.slice(told - 2, told), ['journal answered', 'journal sending']);
  });

  it('each frame of one piece is a record, told together', async () => {
    const bench = createBench();
    await bench.start('ask');
    bench.accept();
    const before = bench.order.length;
    bench.send(clarifyFrames.slice(0, 3));
    const { order } = bench;
    assert.deepEqual(order.slice(before, before + 3), [
      'journal frame',
      'journal frame',
      'journal frame',
    ]);
    assert.match(order[before + 3] ?? '', /^told answerText/);
    assert.equal(order.length, before + 4);
  });

  it('a listener that throws breaks nothing, and the others hear', async () => {
    const bench = createBench();
    let heard = 0;
    bench.live.subscribe(() => {
      throw new Error('view broken');
    });
    bench.live.subscribe(() => {
      heard += 1;
    });
    await bench.askAndEnd();
    assert.ok(heard > 2);
    assert.ok(bench.log.some((line) => line.includes('listener failed')));
  });

  it('who unsubscribed hears nothing more', async () => {
    const bench = createBench();
    let heard = 0;
    const unsubscribe = bench.live.subscribe(() => {
      heard += 1;
    });
    unsubscribe();
    await bench.start('ask');
    assert.equal(heard, 0);
  });

  it('an end is synced', async () => {
    for (const act of [
      (bench: Bench) => {
        bench.live.stop();
      },
      (bench: Bench) => {
        bench.end();
      },
      (bench: Bench) => {
        bench.send([errorFrame(500, 'InternalError', '')]);
      },
    ]) {
      const bench = createBench();
      await bench.start('research');
      bench.accept();
      bench.send(mainFrames.slice(0, 3));
      const before = bench.order.length;
      act(bench);
      assert.ok(bench.order.slice(before).includes('sync'));
    }
  });
});

describe('G29: the journal replays to the live run', () => {
  it('after every record, for every golden stream in random pieces, however it ends', async function () {
    this.timeout(60_000);
    const ends = ['end', 'reset', 'stop', 'close', 'idle'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...GOLDEN_STREAMS),
        fc.nat(),
        fc.constantFrom(...ends),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (golden, seed, how, share) => {
          const bench = createBench();
          const problems: string[] = [];
          bench.live.subscribe((events, run) => {
            if (JSON.stringify(bench.journal.replayed()) !== JSON.stringify(run)) {
              problems.push(events.map((event) => event.type).join());
            }
          });
          await bench.start(golden.step === 'clarify' ? 'ask' : 'research');
          bench.accept();
          const bytes = golden.bytes.subarray(0, Math.ceil(golden.bytes.byteLength * share));
          for (const piece of randomPieces(bytes, createRandom(seed), 900)) {
            bench.transport.last().handlers.chunk(piece);
            bench.clock.advance(seed % 1_000);
          }
          await finish(bench, how);
          assert.deepEqual(problems, []);
          assert.deepEqual(bench.journal.replayed(), bench.live.run());
          if (!isLive(bench.state())) {
            assert.equal(bench.clock.pending(), 0, 'no timer is left over');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  async function finish(
    bench: Bench,
    how: 'end' | 'reset' | 'stop' | 'close' | 'idle',
  ): Promise<void> {
    switch (how) {
      case 'end':
        bench.end();
        break;
      case 'reset':
        bench.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
        break;
      case 'stop':
        bench.live.stop();
        bench.clock.advance(10_000);
        break;
      case 'idle':
        bench.clock.advance(4_000_000);
        await settle();
        break;
      case 'close':
        await bench.live.close();
    }
  }
});
