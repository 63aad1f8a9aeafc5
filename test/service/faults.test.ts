import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { clarifyBody, post, researchBody } from './client.ts';
import { startService, type PlayOptions, type SimulatedService } from './index.ts';
import { anonymous, playOn, TOPIC, type Played } from './playing.ts';
import { phases, readFrames, textOf } from './reading.ts';

describe('simulated service: what faults do to the bytes', function () {
  this.timeout(20_000);
  let service: SimulatedService;
  let ordinary: string;
  before(async () => {
    service = await startService();
    ordinary = anonymous((await post(service, researchBody(TOPIC))).text);
  });
  beforeEach(() => service.reset());
  after(() => service.close());

  const played = (fault: string, options?: PlayOptions, body?: unknown): Promise<Played> =>
    playOn(service, fault, options, body);

  describe('before any frame', () => {
    it('F2 resets the connection without reading a request, once', async () => {
      const answer = await played('F2:reset');
      assert.equal(answer.end, 'failed');
      assert.equal(service.count(), 0);
      assert.equal((await post(service, clarifyBody(TOPIC))).status, 200);
    });

    it('F5 asks for the password of a proxy, F6 shows a page', async () => {
      const proxy = await played('F5');
      assert.equal(proxy.status, 407);
      assert.match(String(proxy.headers['proxy-authenticate']), /^Basic/);
      const page = await played('F6');
      assert.equal(page.status, 200);
      assert.match(String(page.headers['content-type']), /^text\/html/);
    });

    for (const status of [301, 302, 303, 307, 308]) {
      it(`F7:${status} points elsewhere`, async () => {
        const answer = await played(`F7:${status}`, { to: 'http://127.0.0.1:9/x' });
        assert.deepEqual(
          [answer.status, answer.headers.location],
          [status, 'http://127.0.0.1:9/x'],
        );
        assert.equal(answer.bytes.length, 0);
      });
    }

    it('F16:CODE and code:CODE are the same', async () => {
      const one = await played('F16:Model.AccessDenied');
      assert.equal(one.status, 403);
      assert.match(one.text, /^\{"code":"Model\.AccessDenied"/);
      assert.equal(anonymous((await played('code:Model.AccessDenied')).text), one.same);
      assert.throws(() => service.play('F15:Model.AccessDenied'), /no such fault/);
    });

    it('F21 says when to come back in every way', async () => {
      const header = async (name: string): Promise<unknown> =>
        (await played(`F21:${name}`)).headers['retry-after'];
      assert.equal(await header('retry-after'), '2');
      assert.ok(Date.parse(String(await header('retry-date'))) > Date.now() - 5000);
      assert.equal(await header('retry-negative'), '-5');
      assert.equal(await header('retry-words'), 'soon');
      assert.equal((await played('F21')).headers['retry-after'], undefined);
    });

    it('F25 and F26 answer 200 with something else than a stream', async () => {
      const error = await played('F25');
      assert.deepEqual([error.status, error.headers['content-type']], [200, 'application/json']);
      assert.equal((JSON.parse(error.text) as { code: string }).code, 'InternalError');
      assert.equal((await played('F26')).bytes.length, 0);
    });

    it('F28 compresses and flushes each frame', async () => {
      const gzip = await played('F28');
      assert.equal(anonymous(gunzipSync(gzip.bytes).toString()), ordinary);
      assert.ok(gzip.pieces.length > 100);
      const br = await played('F28:br');
      assert.equal(anonymous(brotliDecompressSync(br.bytes).toString()), ordinary);
      const deflate = await played('F28:deflate');
      assert.equal(anonymous(inflateSync(deflate.bytes).toString()), ordinary);
    });

    it('shapes C, D and E are what they say', async () => {
      const c = await played('shape:C');
      assert.equal(c.headers['content-type'], 'application/json');
      assert.equal(readFrames(c.text)[0]?.status, c.status);
      assert.match((await played('shape:D')).text, /^\{"error":\{/);
      assert.match((await played('shape:E')).text, /^event: error\ndata: \{/);
    });
  });

  describe('framing', () => {
    it('F29 sends every byte alone', async () => {
      const { pieces, same } = await played('F29');
      assert.ok(pieces.every((piece) => piece.length === 1));
      assert.equal(same, ordinary);
      const seven = await played('F29:7', { size: 5 });
      assert.equal(seven.pieces[0]?.length, 5);
    });

    it('F30 changes nothing but line endings', async () => {
      for (const [name, wrong, right] of [
        ['F30', /[^\r]\n/, /\r\n/],
        ['F30:split', /[^\r]\n/, /\r\n/],
        ['F30:cr', /\n/, /\r\r/],
        ['F30:mixed', /$^/, /[^\r]\n|\r[^\n]/],
      ] as const) {
        const { text, same } = await played(name);
        assert.doesNotMatch(text, wrong);
        assert.match(text, right);
        assert.equal(same.replace(/\r\n|\r/g, '\n'), ordinary, name);
      }
      assert.ok((await played('F30:split')).pieces.some((piece) => piece.at(-1) === 13));
    });

    it('F31 to F34 put marks, noise, lines and ends where they say', async () => {
      assert.deepEqual([...(await played('F31')).bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
      assert.match((await played('F32')).text, /\nretry:3000\n/);
      assert.match((await played('F33')).text, /^data:.*\ndata:/m);
      assert.equal(`${(await played('F34')).same}\n\n`, ordinary);
      assert.doesNotMatch((await played('F34:none')).text, /\n\n/);
    });

    it('F35 sends a frame of the wanted size', async () => {
      const { bytes, pieces } = await played('F35:16', { bytes: 1_000_000 });
      assert.ok(bytes.length > 1_000_000);
      assert.ok(pieces.filter((piece) => piece.length === 16).length > 60_000);
    });

    it('F36 and F37 break UTF-8 and JSON, and one frame only', async () => {
      const { bytes } = await played('F36');
      assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      for (const name of ['F37', 'F37:glued']) {
        const broken = readFrames((await played(name)).text).filter(({ data }) => !data);
        assert.equal(broken.length, 1, name);
      }
    });

    it('F41 repeats bytes, `cumulative` repeats text', async () => {
      const { same } = await played('F41');
      const events = ordinary.split('\n\n').slice(0, -1);
      assert.equal(same, events.map((event) => `${event}\n\n${event}\n\n`).join(''));
      const frames = readFrames((await played('cumulative')).text);
      const contents = frames.map(({ data }) => data?.output?.message?.content);
      assert.ok(contents.includes(textOf(readFrames(ordinary), 'answer')));
    });
  });

  describe('endings', () => {
    it('F46 sends a part, then resets', async () => {
      const early = await played('F46', { at: 0.1 });
      assert.equal(early.end, 'failed');
      assert.ok(ordinary.startsWith(early.same) && early.same.length > 1000);
      const late = await played('F46 at=90%');
      assert.ok(late.same.length > early.same.length * 5);
    });

    for (const [part, seen, unseen] of [
      ['plan', 'ResearchPlanning.typing', 'ResearchPlanning.finished'],
      ['research', 'ResearchPlanning.finished', 'WebResearch.finished'],
      ['report', 'answer.typing', 'answer.finished'],
    ] as const) {
      it(`F47:${part} ends there as if all were well`, async () => {
        const { end, text, same } = await played(`F47:${part}`);
        assert.equal(end, 'end');
        assert.ok(ordinary.startsWith(same));
        const names = phases(readFrames(text));
        assert.ok(names.includes(seen) && !names.includes(unseen));
      });
    }

    it('F48 and F49 end with an error frame after real ones', async () => {
      for (const [name, code, status] of [
        ['F48', 'InternalError', 500],
        ['F49', 'DataInspectionFailed', 400],
        ['stream:Arrearage@report', 'Arrearage', 400],
      ] as const) {
        const frames = readFrames((await played(name)).text);
        const last = frames.at(-1);
        assert.ok(frames.length > 20);
        assert.deepEqual([last?.event, last?.status, last?.data?.code], ['error', status, code]);
        assert.equal(last?.id, String(frames.length));
      }
    });

    it('F50 tells the length, F52 has no text', async () => {
      const last = readFrames((await played('F50')).text).at(-1)?.data?.output;
      assert.deepEqual([last?.fininshed_reason, last?.message?.status], ['length', 'finished']);
      assert.equal(textOf(readFrames((await played('F52')).text), 'answer'), '');
    });

    it('F51 has finished when it holds the connection', async () => {
      service.play('F51');
      const answer = await post(service, researchBody(TOPIC), { patience: 700 });
      assert.equal(answer.end, 'held');
      assert.equal(anonymous(answer.text), ordinary);
    });
  });

  describe('silence', () => {
    it('F42 stops in the middle for as long as wanted', async () => {
      const start = performance.now();
      const { same } = await played('F42', { ms: 400 });
      assert.ok(performance.now() - start >= 395);
      assert.equal(same, ordinary);
    });

    it('F42:keepalive and F42:comments show signs of life meanwhile', async () => {
      const count = (text: string): number => text.split('"KeepAlive"').length;
      assert.ok(count((await played('F42:keepalive', { ms: 60 })).text) >= count(ordinary) + 3);
      assert.match((await played('F42:comments', { ms: 60 })).text, /\n\n:\n:\n:\nid/);
    });

    it('F53 holds everything back', async () => {
      const { pieces, same } = await played('F53', { ms: 50 });
      assert.ok(pieces.length < 200);
      assert.equal(same, ordinary);
    });
  });
});
