import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { clarifyBody, KEY, post, researchBody } from './client.ts';
import { FAULTS, startService, type SimulatedService } from './index.ts';

const TOPIC = 'Tea';

describe('simulated service: control', function () {
  this.timeout(20_000);
  let service: SimulatedService;
  before(async () => {
    service = await startService();
  });
  beforeEach(() => service.reset());
  after(() => service.close());

  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await post(service, body ?? '', { method, path: `/simulated/${path}` });
    return { status: answer.status, ...{ body: JSON.parse(answer.text) as unknown } };
  };
  const status = async (body: unknown): Promise<number> => (await post(service, body)).status;

  it('listens on this computer only', () => {
    assert.equal(service.url, `http://127.0.0.1:${service.port}/api/v1`);
  });

  it('plays a fault as often as asked', async () => {
    service.play('F22', { times: 2 });
    const seen = [];
    for (let i = 0; i < 3; i += 1) {
      seen.push(await status(clarifyBody(TOPIC)));
    }
    assert.deepEqual(seen, [503, 503, 200]);
  });

  it('plays a fault until told otherwise', async () => {
    service.play('F22');
    assert.equal(await status(clarifyBody(TOPIC)), 503);
    assert.equal(await status(clarifyBody(TOPIC)), 503);
    service.play(undefined);
    assert.equal(await status(clarifyBody(TOPIC)), 200);
  });

  it('leaves the other step alone', async () => {
    service.play('F22', { step: 'research' });
    assert.equal(await status(clarifyBody(TOPIC)), 200);
    assert.equal(await status(researchBody(TOPIC)), 503);
    service.play('F47');
    await post(service, clarifyBody(TOPIC));
    await service.whenIdle();
    assert.equal(service.requests.at(-1)?.outcome, 'completed');
  });

  it('plays own scripts', async () => {
    service.play({
      script: [
        { do: 'head', status: 418, headers: { 'x-own': 'yes' } },
        { do: 'bytes', data: 'abc', size: 1 },
        { do: 'pause', ms: 5 },
        { do: 'slow', data: 'de', size: 1, ms: 1 },
        { do: 'garbage', length: 3 },
      ],
    });
    const answer = await post(service, clarifyBody(TOPIC));
    assert.deepEqual([answer.status, answer.headers['x-own']], [418, 'yes']);
    assert.match(answer.text, /^abcde/);
    assert.equal(answer.bytes.length, 8);
  });

  it('rejects unknown names', async () => {
    assert.throws(() => service.play('F9999'), /no such fault/);
    assert.equal(await status(clarifyBody(`${TOPIC} [fault:nonsense]`)), 400);
  });

  it('finds a fault in the question, with its settings', async () => {
    assert.equal(await status(clarifyBody(`${TOPIC} [fault:code:NOT AUTHORIZED]`)), 401);
    const research = `${TOPIC} [fault:F22 step=research]`;
    assert.equal(await status(clarifyBody(research)), 200);
    assert.equal(await status(researchBody(research)), 503);
    const asked = await post(service, clarifyBody(research));
    assert.doesNotMatch(asked.text, /fault:/);
  });

  it('is steered over HTTP', async () => {
    const list = FAULTS.map(({ name, title, row, step, ends }) => ({
      name,
      title,
      row,
      step,
      ends,
    }));
    assert.deepEqual(await control('GET', 'faults'), { status: 200, body: list });
    await control('POST', 'fault', { name: 'F22', times: 1 });
    assert.equal(await status(clarifyBody(TOPIC)), 503);
    assert.equal(await status(clarifyBody(TOPIC)), 200);
    await control('POST', 'fault', { name: 'F22' });
    await control('POST', 'fault', { name: null });
    assert.equal(await status(clarifyBody(TOPIC)), 200);
    assert.deepEqual(await control('POST', 'pace', { pace: 'fast' }), {
      status: 200,
      body: { pace: 'fast' },
    });
    for (const [path, body] of [
      ['fault', { name: 'F9999' }],
      ['fault', 'no json'],
      ['pace', { pace: 'slow' }],
      ['other', {}],
    ] as const) {
      const answer = (await control('POST', path, body)) as { status: number };
      assert.equal(answer.status, 400);
    }
  });

  it('tells other processes what came, without secrets', async () => {
    await post(service, clarifyBody(TOPIC));
    await service.whenIdle();
    const answer = (await control('GET', 'requests')) as { body: Record<string, unknown>[] };
    assert.equal(answer.body.length, 1);
    assert.deepEqual(
      [answer.body[0]?.['step'], answer.body[0]?.['outcome'], answer.body[0]?.['model']],
      ['clarify', 'completed', 'qwen-deep-research'],
    );
    assert.doesNotMatch(JSON.stringify(answer), new RegExp(KEY));
    await control('POST', 'reset', {});
    assert.equal(service.count(), 0);
  });

  it('records what came and when the client left', async () => {
    service.setPace('real');
    await post(service, researchBody(TOPIC), { patience: 300 });
    const left = Date.now();
    await service.whenIdle();
    const [record] = service.requests;
    assert.equal(record?.outcome, 'abandoned');
    assert.ok(Math.abs((record.closedByClientAt ?? 0) - left) < 100);
    assert.equal(record.headers['authorization'], `Bearer ${KEY}`);
    assert.deepEqual(record.body, researchBody(TOPIC));
    assert.equal(record.text, JSON.stringify(researchBody(TOPIC)));
    assert.deepEqual(
      [service.count(), service.count('research'), service.count('clarify')],
      [1, 1, 0],
    );
  });

  it('does not blame clients that stay to the end', async () => {
    for (let i = 0; i < 20; i += 1) {
      await post(service, clarifyBody(TOPIC));
    }
    await service.whenIdle();
    assert.ok(service.requests.every(({ outcome }) => outcome === 'completed'));
    assert.ok(service.requests.every(({ closedByClientAt }) => closedByClientAt === undefined));
  });

  it('answers several clients at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post(service, researchBody(TOPIC))),
    );
    assert.ok(answers.every(({ text }) => text.includes('"status":"finished"')));
  });

  it('closes although answers are under way', async () => {
    const other = await startService();
    other.play('F24');
    const pending = post(other, clarifyBody(TOPIC));
    while (other.count() === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await other.close();
    assert.equal((await pending).end, 'failed');
    await assert.rejects(
      new Promise((resolve, reject) => {
        connect(other.port, '127.0.0.1').once('connect', resolve).once('error', reject);
      }),
    );
  });
});
