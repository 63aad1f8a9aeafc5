import assert from 'node:assert/strict';
import { clarifyFrames, mainFrames } from '../golden/frames.ts';
import { settle } from '../support/fakes.ts';
import { createBench, type Bench } from '../support/live.ts';
import { bytesOf, errorFrame, frame } from '../support/wire.ts';

function fail(bench: Bench, code: string): void {
  bench.transport.last().handlers.error({ code, message: '' });
}

function refuse(
  bench: Bench,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  const { handlers } = bench.transport.last();
  handlers.sent();
  handlers.response(status, { 'content-type': 'application/json', ...headers });
  handlers.chunk(bytesOf(JSON.stringify({ code, message: 'words', request_id: 'r' })));
  handlers.end();
}

async function pass(bench: Bench, ms: number): Promise<void> {
  bench.clock.advance(ms);
  await settle();
}

describe('permitted repetitions are visible, few and cancellable', () => {
  it('F1: offline, three attempts, then failed at no cost', async () => {
    const bench = createBench();
    await bench.start('research');
    fail(bench, 'ENOTFOUND');
    assert.equal(bench.state(), 'planning');
    assert.deepEqual(bench.live.run().retry, {
      step: 'research',
      failure: { code: 'offline', charge: 'none', host: 'dashscope.aliyuncs.com' },
      attempt: 1,
      dueAt: bench.clock.now() + 5_000,
    });
    await pass(bench, 5_000);
    fail(bench, 'ENOTFOUND');
    await pass(bench, 20_000);
    fail(bench, 'ENOTFOUND');
    assert.equal(bench.transport.posts.length, 3);
    assert.deepEqual([bench.state(), bench.live.run().failure?.code], ['failed', 'offline']);
    assert.equal(bench.live.run().retry, undefined);
    await pass(bench, 1_000_000);
    assert.equal(bench.transport.posts.length, 3);
    assert.equal(bench.clock.pending(), 0);
  });

  it('F2: no connection within 15 s', async () => {
    const bench = createBench();
    await bench.start('ask');
    await pass(bench, 15_000);
    const failure = bench.live.run().retry?.failure;
    assert.deepEqual(
      [failure?.code, failure?.charge, failure?.afterMs],
      ['connectTimeout', 'none', 15_000],
    );
    assert.equal(bench.transport.posts[0]?.aborted, true);
  });

  it('F14: after the network is back it goes on by itself', async () => {
    const bench = createBench();
    await bench.start('ask');
    fail(bench, 'EAI_AGAIN');
    await pass(bench, 5_000);
    bench.accept();
    bench.send(clarifyFrames);
    bench.end();
    assert.equal(bench.state(), 'waiting');
    assert.equal(bench.live.run().exchanges.length, 1);
  });

  it('F21: throttled, with the pause that the service names', async () => {
    const bench = createBench();
    await bench.start('research');
    refuse(bench, 429, 'Throttling.RateQuota', { 'retry-after': '42' });
    assert.equal(bench.live.run().retry?.dueAt, bench.clock.now() + 42_000);
    await pass(bench, 41_999);
    assert.equal(bench.transport.posts.length, 1);
    await pass(bench, 1);
    assert.equal(bench.transport.posts.length, 2);
    bench.accept();
    bench.send(mainFrames);
    bench.end();
    assert.equal(bench.state(), 'done');
  });

  it('F21: an unusable pause is for the person', async () => {
    for (const pause of ['-1', 'x', '600']) {
      const bench = createBench();
      await bench.start('research');
      refuse(bench, 429, 'Throttling', { 'retry-after': pause });
      assert.deepEqual([bench.state(), bench.live.run().failure?.code], ['failed', 'rateLimit']);
    }
  });

  it('F22: 503 repeats the cheap step once and the costly one never', async () => {
    const cheap = createBench();
    await cheap.start('ask');
    refuse(cheap, 503, 'ModelUnavailable');
    await pass(cheap, 3_000);
    refuse(cheap, 503, 'ModelUnavailable');
    assert.equal(cheap.transport.posts.length, 2);
    assert.equal(cheap.state(), 'failed');

    const costly = createBench();
    await costly.start('research');
    refuse(costly, 503, 'ModelUnavailable');
    assert.deepEqual([costly.state(), costly.live.run().failure?.charge], ['failed', 'maybe']);
  });

  it('F17: billing under 429 is not repeated', async () => {
    const bench = createBench();
    await bench.start('ask');
    refuse(bench, 429, 'PostpaidBillOverdue');
    assert.deepEqual([bench.state(), bench.live.run().failure?.code], ['failed', 'billing']);
  });

  it('F48: throttled inside the stream, before any content: repeated', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send([errorFrame(429, 'Throttling.AllocationQuota', 'Allocated quota exceeded')]);
    assert.equal(bench.live.run().retry?.failure.code, 'tokenLimit');
    assert.equal(bench.transport.posts[0]?.aborted, true);
    await pass(bench, 60_000);
    assert.equal(bench.transport.posts.length, 2);
  });

  it('F48: after content nothing is repeated, with or without token counts', async () => {
    const error = errorFrame(429, 'Throttling', 'slow');
    const silent = { data: { output: { message: { phase: 'answer', content: 'Which' } } } };
    for (const [step, before] of [
      ['research', mainFrames.slice(0, 1)],
      ['research', [{ data: { output: { message: { phase: 'WebResearch' } } } }]],
      ['ask', clarifyFrames.slice(0, 1)],
      ['ask', [silent]],
      ['ask', [frame({ phase: 'KeepAlive', status: 'typing' }, [196, 0])]],
    ] as const) {
      const bench = createBench();
      await bench.start(step);
      bench.accept();
      bench.send([...before, error]);
      const { failure, state } = bench.live.run();
      assert.deepEqual(
        [state, failure?.code, failure?.charge],
        ['failed', 'rateLimit', 'produced'],
      );
    }
  });

  it('now: at once, and only once', async () => {
    const bench = createBench();
    await bench.start('research');
    refuse(bench, 429, 'Throttling');
    bench.live.retryNow();
    bench.live.retryNow();
    await settle();
    assert.equal(bench.transport.posts.length, 2);
    assert.equal(bench.live.run().steps.length, 2);
    bench.accept();
    await pass(bench, 60_000);
    assert.equal(bench.transport.posts.length, 2);
  });

  it('cancel: fails with what the repetition was planned for', async () => {
    const bench = createBench();
    await bench.start('research');
    refuse(bench, 429, 'Throttling');
    bench.live.cancelRetry();
    const { failure, retry, state } = bench.live.run();
    assert.deepEqual([state, failure?.code, retry], ['failed', 'rateLimit', undefined]);
    bench.live.cancelRetry();
    bench.live.retryNow();
    await pass(bench, 1_000_000);
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.clock.pending(), 0);
  });

  it('commands during the countdown do not send beside it', async () => {
    const bench = createBench();
    await bench.start('research');
    fail(bench, 'ENOTFOUND');
    await bench.start('research');
    await bench.start('ask');
    assert.equal(bench.transport.posts.length, 1);
  });

  it('closing during the countdown costs what the attempt did, and sends nothing', async () => {
    const bench = createBench();
    await bench.start('research');
    fail(bench, 'ENOTFOUND');
    await bench.live.close();
    assert.deepEqual(bench.live.run().failure, { code: 'windowClosed', charge: 'none' });
    await pass(bench, 1_000_000);
    assert.equal(bench.transport.posts.length, 1);
  });

  it('a new start after the repetitions are used up has its own', async () => {
    const bench = createBench();
    await bench.start('ask');
    fail(bench, 'ENOTFOUND');
    bench.live.cancelRetry();
    await bench.start('ask');
    fail(bench, 'ENOTFOUND');
    assert.equal(bench.live.run().retry?.attempt, 1);
  });
});
