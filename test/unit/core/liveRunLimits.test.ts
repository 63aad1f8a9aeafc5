import assert from 'node:assert/strict';
import type { Failure, Run } from '../../../src/core/research/run.ts';
import { clarifyFrames, mainFrames } from '../golden/frames.ts';
import { settle } from '../support/fakes.ts';
import { createBench, endpoint, type Bench } from '../support/live.ts';
import { bytesOf, frame, render } from '../support/wire.ts';

const MINUTE = 60_000;
const LIMITS = {
  connectMs: 15_000,
  firstByteMs: 5 * MINUTE,
  idleMs: 15 * MINUTE,
  totalMs: 60 * MINUTE,
};
const keepAlive = [frame({ phase: 'KeepAlive', status: 'typing' }, [652, 4])];

function summary(bench: Bench): readonly [string, string | undefined, string | undefined] {
  const { failure, state } = bench.live.run();
  return [state, failure?.code, failure?.charge];
}

async function startLimited(): Promise<Bench> {
  const bench = createBench({ connection: { limits: LIMITS } });
  await bench.start('research');
  return bench;
}

describe('limits of waiting', () => {
  it('F2: a slow upload is no slow connection', async () => {
    const bench = await startLimited();
    bench.transport.last().handlers.connected();
    bench.clock.advance(MINUTE);
    assert.equal(bench.state(), 'planning');
    assert.equal(bench.live.run().retry, undefined);
    bench.transport.last().handlers.sent();
    bench.clock.advance(5 * MINUTE);
    assert.deepEqual(summary(bench), ['interrupted', 'noAnswer', 'maybe']);
  });

  it('F24: no headers', async () => {
    const bench = await startLimited();
    bench.transport.last().handlers.sent();
    bench.clock.advance(5 * MINUTE - 1);
    assert.equal(bench.state(), 'planning');
    bench.clock.advance(1);
    assert.deepEqual(summary(bench), ['interrupted', 'noAnswer', 'maybe']);
    await settle();
    assert.equal(bench.transport.last().aborted, true);
    assert.equal(bench.clock.pending(), 0);
  });

  it('F44: silence; KeepAlive and comments count as life', async () => {
    const bench = await startLimited();
    bench.accept();
    bench.send(mainFrames.slice(0, 3));
    for (const alive of [
      () => {
        bench.send(keepAlive);
      },
      () => {
        bench.sendText(':\n\n');
      },
      () => {
        bench.sendText('\n');
      },
    ]) {
      bench.clock.advance(14 * MINUTE);
      alive();
      assert.equal(bench.live.lifeAt(), bench.clock.now());
    }
    assert.equal(bench.state(), 'planning');
    bench.clock.advance(15 * MINUTE);
    assert.deepEqual(summary(bench), ['interrupted', 'idleLimit', 'produced']);
    assert.equal(bench.live.run().failure?.afterMs, 15 * MINUTE);
  });

  it('F45: the whole; life does not prolong it', async () => {
    const bench = await startLimited();
    bench.accept();
    for (let minute = 0; minute < 60; minute++) {
      bench.send(keepAlive);
      bench.clock.advance(MINUTE);
    }
    assert.deepEqual(summary(bench), ['interrupted', 'totalLimit', 'produced']);
    assert.equal(bench.clock.pending(), 0);
  });

  it('F51: an end whose connection stays open is an end at once, and closed after 5 s', async () => {
    const bench = await startLimited();
    bench.accept();
    bench.send(mainFrames);
    assert.equal(bench.state(), 'done');
    bench.clock.advance(4_999);
    assert.equal(bench.transport.last().aborted, false);
    const late = frame({ phase: 'KeepAlive', status: 'typing' }, [652, 9_999]);
    bench.send([late]);
    assert.equal(bench.live.run().steps.at(-1)?.usage?.outputTokens, 9_999);
    bench.clock.advance(1);
    assert.equal(bench.transport.last().aborted, true);
    assert.equal(bench.live.run().steps.at(-1)?.sent, 'ended');
    assert.deepEqual(summary(bench), ['done', undefined, undefined]);
    assert.equal(bench.clock.pending(), 0);
  });

  it('F51: how the connection closes after the end does not matter', async () => {
    for (const close of [
      (bench: Bench) => {
        bench.end();
      },
      (bench: Bench) => {
        bench.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
      },
    ]) {
      const bench = await startLimited();
      bench.accept();
      bench.send(mainFrames);
      close(bench);
      assert.deepEqual(summary(bench), ['done', undefined, undefined]);
      assert.equal(bench.live.run().steps.at(-1)?.sent, 'ended');
      assert.equal(bench.clock.pending(), 0);
    }
  });

  it('F40: research that follows what looked like the end goes on', async () => {
    const bench = createBench({ connection: { limits: LIMITS } });
    await bench.start('ask');
    bench.accept();
    bench.send(clarifyFrames);
    bench.send(mainFrames.slice(0, 6));
    assert.equal(bench.state(), 'researching');
    bench.clock.advance(MINUTE);
    assert.equal(bench.transport.last().aborted, false);
    bench.send(mainFrames.slice(6));
    bench.end();
    assert.equal(bench.state(), 'done');
  });
});

describe('F46, S10: an end near the limit of the host', () => {
  async function cutAfter(
    ms: number,
    base?: string,
    workspace?: string,
  ): Promise<Failure | undefined> {
    const bench = createBench({ connection: { endpoint: endpoint(base, workspace) } });
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 8));
    bench.clock.advance(ms);
    bench.end();
    assert.equal(bench.state(), 'interrupted');
    return bench.live.run().failure;
  }

  it('590 to 610 s on the shared host is its limit', async () => {
    for (const seconds of [590, 600, 610]) {
      const failure = await cutAfter(seconds * 1000);
      assert.deepEqual([failure?.code, failure?.afterMs], ['hostTimeLimit', 600_000]);
    }
    for (const seconds of [1, 589, 611]) {
      assert.equal((await cutAfter(seconds * 1000))?.code, 'streamCut');
    }
  });

  it('the workspace host has 3600 s, other hosts are not known', async () => {
    assert.equal((await cutAfter(600_000, undefined, 'llm-abc'))?.code, 'streamCut');
    assert.equal((await cutAfter(600_000, 'https://proxy.example/api/v1'))?.code, 'streamCut');
  });

  it('a reset there is the same', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 8));
    bench.clock.advance(600_000);
    bench.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
    assert.equal(bench.live.run().failure?.code, 'hostTimeLimit');
  });
});

describe('the cost cap', () => {
  const check = (run: Run): Failure | undefined =>
    (run.steps.at(-1)?.usage?.outputTokens ?? 0) > 100
      ? { code: 'costCap', charge: 'produced' }
      : undefined;

  it('ends the run with the frame that passes it, and keeps that frame', async () => {
    const bench = createBench({ connection: { check } });
    await bench.start('research');
    bench.accept();
    for (const frame of mainFrames) {
      bench.send([frame]);
    }
    assert.deepEqual(summary(bench), ['interrupted', 'costCap', 'produced']);
    assert.equal(bench.live.run().steps.at(-1)?.usage?.outputTokens, 120);
    assert.equal(bench.live.run().rounds.length, 2);
    assert.equal(bench.live.run().report.text, '');
    assert.equal(bench.transport.last().aborted, true);
    assert.equal(bench.clock.pending(), 0);
  });

  it('keeps a report whose end came with the same bytes: it is paid for and it is there', async () => {
    const bench = createBench({ connection: { check } });
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames);
    assert.equal(bench.live.run().state, 'done');
  });

  it('does not undo a run that has ended', async () => {
    const bench = createBench({
      connection: { check: (run) => (run.state === 'done' ? check(run) : undefined) },
    });
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames);
    bench.end();
    assert.equal(bench.state(), 'done');
  });
});

describe('answers that are no stream, over a connection', () => {
  it('a stream under a wrong content type is read, however late it begins', async () => {
    const bench = await startLimited();
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(200, { 'content-type': 'text/plain' });
    bench.clock.advance(2 * MINUTE);
    const text = render(mainFrames);
    for (const piece of [text.slice(0, 1), text.slice(1, 2), text.slice(2)]) {
      bench.sendText(piece);
    }
    bench.end();
    assert.equal(bench.state(), 'done');
  });

  it('one whole answer as JSON', async () => {
    const bench = createBench();
    await bench.start('ask');
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(200, { 'content-type': 'application/json' });
    const output = { message: { phase: 'answer', status: 'finished', content: 'Which?' } };
    handlers.chunk(bytesOf(JSON.stringify({ output })));
    handlers.end();
    assert.equal(bench.state(), 'waiting');
    assert.equal(bench.live.run().exchanges[0]?.questions, 'Which?');
  });

  it('an error body that never ends is taken after 20 s', async () => {
    const bench = await startLimited();
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(401, { 'content-type': 'application/json' });
    handlers.chunk(bytesOf('{"code":"InvalidApiKey","message":"no"}'));
    bench.clock.advance(20_000);
    assert.deepEqual(summary(bench), ['failed', 'keyRefused', 'none']);
  });

  it('F6: an endless page is cut', async () => {
    const bench = await startLimited();
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(200, { 'content-type': 'text/html' });
    for (let sent = 0; sent < 12 && bench.state() === 'planning'; sent++) {
      handlers.chunk(bytesOf('<p>'.repeat(40_000)));
    }
    assert.deepEqual(summary(bench), ['failed', 'notTheService', 'maybe']);
    assert.equal(bench.live.run().failure?.excerpt?.length, 200);
  });

  it('F15: a refusal whose body is lost keeps the meaning of its status', async () => {
    const bench = await startLimited();
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(401, {});
    handlers.error({ code: 'ECONNRESET', message: '' });
    assert.deepEqual(summary(bench), ['failed', 'keyRefused', 'none']);
  });

  it('F7: a redirect is not followed', async () => {
    const bench = await startLimited();
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(307, { location: 'https://evil.example/' });
    await settle();
    assert.deepEqual(summary(bench), ['failed', 'redirected', 'none']);
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.transport.last().aborted, true);
  });

  it('F26: a stream without a frame', async () => {
    const bench = await startLimited();
    bench.accept();
    bench.sendText(':hello\n\n');
    bench.end();
    assert.deepEqual(summary(bench), ['failed', 'emptyAnswer', 'maybe']);
    assert.equal(bench.live.run().failure?.requestId, 'header-id');
  });
});
