import assert from 'node:assert/strict';
import { createLiveRun } from '../../../src/core/research/liveRun.ts';
import { CLARIFY_TEXT, clarifyFrames, mainFrames } from '../golden/frames.ts';
import { createFakeTransport, createMemoryLog, settle } from '../support/fakes.ts';
import { API_KEY, bodyOf, createBench } from '../support/live.ts';
import { errorFrame } from '../support/wire.ts';

describe('G5: one click is one POST', () => {
  it('two calls at once send once', async () => {
    const bench = createBench();
    bench.live.ask(bench.connection);
    bench.live.ask(bench.connection);
    bench.live.research(bench.connection, undefined);
    await settle();
    assert.equal(bench.transport.posts.length, 1);
  });

  it('research twice sends once, also when a listener calls again', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    bench.live.subscribe(() => {
      bench.live.research(bench.connection, 'again');
    });
    bench.live.research(bench.connection, 'Both');
    bench.live.research(bench.connection, 'Both');
    await settle();
    assert.equal(bench.transport.posts.length, 2);
    assert.equal(bench.live.run().exchanges.length, 1);
  });

  it('a stop and a new start while the journal is synced send once', async () => {
    const releases: (() => void)[] = [];
    const bench = createBench({ syncs: () => new Promise((resolve) => releases.push(resolve)) });
    bench.live.ask(bench.connection);
    bench.live.stop();
    bench.live.ask(bench.connection);
    releases.forEach((release) => {
      release();
    });
    await settle();
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.state(), 'asking');
  });

  it('nothing while the stream runs', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 8));
    await bench.start('ask');
    await bench.start('research');
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.state(), 'researching');
  });

  it('nothing after the report is done', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames);
    bench.end();
    assert.equal(bench.state(), 'done');
    await bench.start('ask');
    await bench.start('research', 'more');
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.state(), 'done');
  });

  it('F23: nothing after it may have been charged', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.transport.last().handlers.sent();
    bench.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
    assert.equal(bench.live.run().failure?.charge, 'maybe');
    await bench.start('research');
    await bench.start('ask');
    assert.equal(bench.transport.posts.length, 1);
    assert.equal(bench.state(), 'interrupted');
  });

  it('F46: nothing after something was produced', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 8));
    bench.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
    assert.equal(bench.live.run().failure?.code, 'streamCut');
    await bench.start('research');
    assert.equal(bench.transport.posts.length, 1);
  });

  it('F52: nothing after an empty report, which is charged', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    await bench.start('research', 'Both');
    bench.accept();
    bench.send(mainFrames.slice(-1));
    bench.end();
    assert.equal(bench.live.run().failure?.code, 'emptyReport');
    await bench.start('research');
    assert.equal(bench.transport.posts.length, 2);
  });

  it('F15: once more after a charge of none, with the same answers', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    await bench.start('research', 'Both');
    const { handlers } = bench.transport.last();
    handlers.sent();
    handlers.response(401, { 'content-type': 'application/json' });
    handlers.chunk(new TextEncoder().encode('{"code":"InvalidApiKey","message":"no"}'));
    handlers.end();
    assert.deepEqual([bench.state(), bench.live.run().failure?.code], ['failed', 'keyRefused']);
    await bench.start('research');
    assert.equal(bench.transport.posts.length, 3);
    assert.equal(bodyOf(bench).input.messages.at(-1)?.content, 'Both');
    assert.equal(bench.state(), 'planning');
  });

  it('a run that was replayed after a paid step sends nothing', async () => {
    const bench = createBench();
    await bench.start('research');
    bench.accept();
    bench.send(mainFrames.slice(0, 8));
    await bench.live.close();
    const replayed = bench.journal.replayed();
    assert.ok(replayed !== undefined);
    const transport = createFakeTransport();
    const journal = {
      append: () => undefined,
      sync: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const { clock } = bench;
    const again = createLiveRun(
      { transport, clock, journal, log: createMemoryLog(), random: () => 0 },
      replayed,
    );
    again.research(bench.connection, undefined);
    again.ask(bench.connection);
    await settle();
    assert.equal(transport.posts.length, 0);
  });
});

describe('the two steps', () => {
  it('question, then the same question with the questions back and the answers', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    assert.equal(bodyOf(bench).parameters['enable_feedback'], true);
    await bench.start('research', 'Both, please');
    assert.deepEqual(bodyOf(bench).input.messages, [
      { role: 'user', content: 'DuckDB or SQLite?' },
      { role: 'assistant', content: CLARIFY_TEXT },
      { role: 'user', content: 'Both, please' },
    ]);
    assert.equal(bodyOf(bench).parameters['enable_feedback'], true);
  });

  it('research without questions does not ask for any', async () => {
    for (const clarify of [true, false]) {
      const bench = createBench({ options: { clarify } });
      await bench.start('research');
      assert.equal(bodyOf(bench).parameters['enable_feedback'], false);
      assert.equal(bodyOf(bench).input.messages.length, 1);
    }
  });

  it('questions although they were switched off are answered in a second research request', async () => {
    const bench = createBench({ options: { clarify: false } });
    await bench.start('research');
    bench.accept();
    bench.send(clarifyFrames);
    bench.end();
    assert.equal(bench.state(), 'waiting');
    await bench.start('research', 'Both');
    assert.equal(bench.transport.posts.length, 2);
    assert.equal(bodyOf(bench).input.messages.length, 3);
  });

  it('answers within the pause after the questions: the old connection is closed and forgotten', async () => {
    const bench = createBench();
    await bench.start('ask');
    bench.accept();
    bench.send(clarifyFrames);
    const old = bench.transport.last();
    assert.equal(bench.state(), 'waiting');
    await bench.start('research', 'Both');
    assert.equal(old.aborted, true);
    bench.accept();
    old.handlers.end();
    bench.clock.advance(6_000);
    assert.equal(bench.state(), 'planning');
    assert.equal(bench.transport.last().aborted, false);
    bench.send(mainFrames);
    bench.end();
    assert.equal(bench.state(), 'done');
    assert.deepEqual(
      bench.live.run().steps.map((step) => step.usage?.outputTokens),
      [83, 8930],
    );
  });

  it('the key is in the header, and nowhere else', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    await bench.start('research', 'Both');
    bench.accept();
    bench.send([errorFrame(500, 'InternalError', 'oops')]);
    assert.ok(bench.transport.last().request.headers['Authorization']?.includes(API_KEY));
    const kept = JSON.stringify([bench.journal.records, bench.live.run(), bench.log]);
    assert.ok(!kept.includes(API_KEY));
    assert.ok(!JSON.stringify(bench.log).includes('DuckDB'), 'no question in the log');
  });
});
