import assert from 'node:assert/strict';
import { composeContinuation } from '../../../src/core/research/continueFrom.ts';
import {
  createConductor,
  type ChooseTools,
  type Conductor,
} from '../../../src/features/runs/conductor.ts';
import type { OpenRun } from '../../../src/features/runs/runDesk.ts';
import { en } from '../../../src/core/text/en.ts';
import { createTranslate } from '../../../src/core/text/translate.ts';
import { SNAPSHOT_MODEL } from '../../../src/core/research/run.ts';
import { readEndpoint } from '../../../src/core/wire/endpoint.ts';
import { createFastClock, KEY, openBench, type EngineBench } from './bench.ts';

interface Body {
  readonly input: { readonly messages: readonly { role: string; content: string }[] };
}

describe('after an interruption, over HTTP', () => {
  let bench: EngineBench;

  afterEach(async () => {
    await bench.close();
  });

  /** A run whose stream ended in the middle of its rounds. */
  async function broken(question: string): Promise<OpenRun> {
    const run = bench.start(question);
    await bench.ask(run);
    await bench.settled(run);
    bench.service.play('F47', { step: 'research', times: 1 });
    await bench.research(run, 'For operators of one server.');
    const { failure, state } = await bench.settled(run);
    assert.deepEqual([state, failure?.code], ['interrupted', 'streamCut']);
    return run;
  }

  function conductor(chooseTools: ChooseTools = () => Promise.resolve({ tools: [] })): Conductor {
    const endpoint = readEndpoint(bench.service.url);
    assert.ok(endpoint !== undefined);
    const t = createTranslate(en);
    return createConductor(
      bench.desk,
      () => Promise.resolve({ kind: 'ready', endpoint, apiKey: KEY }),
      chooseTools,
      () => Promise.resolve(t),
      {
        emptyQuestion: 'empty',
        tooLong: () => 'too long',
        nothingToContinue: 'nothing',
        continuedTitle: (title) => `${title} (continued)`,
      },
      (run, texts) => Promise.resolve(composeContinuation(run, texts)),
    );
  }

  it('S10: a new run goes on from what was found: one paid request, the old run untouched', async function () {
    this.timeout(30_000);
    bench = await openBench();
    const old = await broken('DuckDB or SQLite?');
    const before = old.live.run();
    assert.ok(before.rounds.length > 0);
    const outcome = await conductor().continueFrom(old);
    assert.ok('run' in outcome);
    const done = await bench.settled(outcome.run);
    assert.equal(done.state, 'done');
    assert.equal(bench.service.count('research'), 2);
    assert.equal(bench.service.count('clarify'), 1);
    assert.equal(old.live.run(), before);
    assert.deepEqual(done.origin, { runId: before.id, title: 'DuckDB or SQLite?' });
    assert.equal(done.title, 'DuckDB or SQLite? (continued)');
    assert.equal(done.question, before.question);
    const { messages } = (bench.service.requests.at(-1)?.body as Body).input;
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
    assert.equal(messages[0]?.content, 'DuckDB or SQLite?');
    const last = messages[2]?.content ?? '';
    assert.ok(last.startsWith('For operators of one server.\n\n'));
    for (const query of before.rounds.map((round) => round.query).filter((one) => one !== '')) {
      assert.ok(last.includes(`> ${query}`), query);
    }
    assert.deepEqual((await bench.replayed(outcome.run))?.origin, done.origin);
    assert.deepEqual(await conductor().continueFrom(outcome.run), { message: 'nothing' });
    assert.equal(bench.service.count('research'), 2);
  });

  it('S10: what is added after it was taken out of the queue is sent with what was found', async function () {
    this.timeout(30_000);
    bench = await openBench({ settings: { maxParallelRuns: 1 } });
    const old = await broken('DuckDB or SQLite?');
    bench.service.setPace('fast');
    const other = bench.start('Another', { clarify: false });
    await bench.research(other);
    const outcome = await conductor().continueFrom(old);
    assert.ok('run' in outcome);
    const { live } = outcome.run;
    assert.equal(live.run().state, 'queued');
    live.stop();
    assert.equal(live.run().state, 'waiting');
    await bench.settled(other);
    assert.equal(await conductor().answersToSend(live.run(), ' '), undefined);
    assert.equal(await conductor().research(outcome.run, 'Only from 2026.'), undefined);
    assert.equal((await bench.settled(outcome.run)).state, 'done');
    const { messages } = (bench.service.requests.at(-1)?.body as Body).input;
    const last = messages.at(-1)?.content ?? '';
    assert.match(last, /^For operators of one server\.\n\nAn earlier run[^]*\n\nOnly from 2026\.$/);
  });

  it('T20: a tool server of an old run is used again only where it is still allowed', async function () {
    this.timeout(30_000);
    bench = await openBench({ model: SNAPSHOT_MODEL });
    const tool = { label: 'docs', url: 'https://docs.example.com/sse', allowedTools: ['search'] };
    const old = bench.start('With a server', { model: SNAPSHOT_MODEL, tools: [tool] });
    await bench.ask(old);
    await bench.settled(old);
    const asked: unknown[] = [];
    const refusing = conductor((model, given) => {
      asked.push([model, given]);
      return Promise.resolve({ message: 'not allowed' });
    });
    assert.equal(await refusing.research(old, 'Answers'), 'not allowed');
    assert.equal(await refusing.askAgain(old), 'not allowed');
    assert.deepEqual(await refusing.again(old), { message: 'not allowed' });
    bench.service.play('F47', { step: 'research', times: 1 });
    await bench.research(old);
    await bench.settled(old);
    assert.deepEqual(await refusing.continueFrom(old), { message: 'not allowed' });
    assert.deepEqual(asked, Array(4).fill([SNAPSHOT_MODEL, [tool]]));
    assert.equal(bench.service.count('research'), 1);
    assert.equal(bench.service.count('clarify'), 1);
    assert.equal((await bench.desk.list()).length, 1);
  });

  it('S10: also without questions before, and it does not ask back then', async function () {
    this.timeout(30_000);
    bench = await openBench();
    const old = bench.start('Straight to it', { clarify: false });
    bench.service.play('F47', { step: 'research', times: 1 });
    await bench.desk.research(
      old,
      { endpoint: readEndpoint(bench.service.url) ?? assert.fail(), apiKey: KEY },
      undefined,
    );
    await bench.settled(old);
    const outcome = await conductor().continueFrom(old);
    assert.ok('run' in outcome);
    assert.equal((await bench.settled(outcome.run)).state, 'done');
    const { messages } = (bench.service.requests.at(-1)?.body as Body).input;
    assert.equal(messages.length, 1);
    assert.match(messages[0]?.content ?? '', /^Straight to it\n\nAn earlier run/);
  });

  it('F54: a connection that died while the computer slept: the sentence says so, everything is kept', async function () {
    this.timeout(30_000);
    let ahead = 0;
    const clock = createFastClock(10);
    bench = await openBench({ clock: { ...clock, wall: () => clock.now() + ahead } });
    const run = bench.start();
    await bench.ask(run);
    await bench.settled(run);
    bench.service.setPace('real');
    await bench.research(run);
    await bench.until(() => run.live.run().rounds.length > 0);
    ahead += 3_600_000;
    await bench.service.close();
    const ended = await bench.settled(run);
    assert.deepEqual(
      [ended.state, ended.failure?.code, ended.failure?.slept],
      ['interrupted', 'streamCut', true],
    );
    assert.match(bench.sentence(ended).headline, /^Your computer slept, .* round \d/);
    assert.deepEqual(await bench.replayed(run), ended);
  });
});
