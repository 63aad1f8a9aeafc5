import assert from 'node:assert/strict';
import { clarifyBody, MAIN, post, researchBody, SNAP } from './client.ts';
import { startService, type PlayOptions, type SimulatedService } from './index.ts';
import { anonymous, playOn, TOPIC, type Played } from './playing.ts';
import { phases, readFrames, referencesOf, roundOf, sitesOf, textOf } from './reading.ts';

describe('simulated service: what faults do to the content', function () {
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

  it('F39 has wrong types and keys that poison careless readers', async () => {
    assert.match((await played('F39:strings')).text, /"output_tokens":"\d+"/);
    assert.match((await played('F39:proto')).text, /"__proto__":\{"polluted":true\}/);
    assert.match((await played('F39:parts')).text, /"content":\[\{"text":/);
    assert.match((await played('F39:nulls')).text, /"content":null/);
    assert.doesNotMatch((await played('F104')).text, /"usage"/);
  });

  it('references come late, twice or never', async () => {
    const places = async (name: string): Promise<number[]> =>
      referencesOf(readFrames((await played(name)).text)).map(({ at }) => at);
    const [first = 0] = referencesOf(readFrames(ordinary)).map(({ at }) => at);
    assert.deepEqual(await places('late-references'), [first + 40]);
    assert.deepEqual(await places('repeated-references'), [first, first + 40]);
    assert.deepEqual(await places('no-references'), []);
    const nothing = readFrames((await played('no-evidence')).text);
    assert.equal(sitesOf(nothing).length, 0);
    assert.doesNotMatch(textOf(nothing, 'answer'), /\[\[/);
  });

  it('runs can be long and reports huge', async () => {
    const rounds = readFrames((await played('many-rounds')).text).map((frame) => roundOf(frame));
    assert.equal(Math.max(...rounds.map((round) => Number(round?.['id'] ?? 0))), 15);
    const huge = readFrames((await played('huge-report', { words: 12_000 })).text);
    const words = textOf(huge, 'answer').split(/\s+/).length;
    assert.ok(words > 10_000 && words < 20_000, String(words));
  });

  it('clarifications come uninvited, empty or without numbers', async () => {
    const only = phases(readFrames((await played('clarifies-anyway')).text));
    assert.deepEqual([...new Set(only)], ['answer.typing', 'answer.finished']);
    const asked = async (name: string): Promise<string> =>
      textOf(readFrames((await played(name, {}, clarifyBody(TOPIC))).text), 'answer');
    assert.equal(await asked('clarify-empty'), '');
    assert.doesNotMatch(await asked('clarify-unnumbered'), /^\d/m);
  });

  it('hostile things come in texts and addresses', async () => {
    const text = await played('hostile-text');
    const frames = readFrames(text.text);
    assert.match(textOf(frames, 'answer'), /<script>/);
    assert.match(JSON.stringify(sitesOf(frames)), /onerror/);
    const urls = sitesOf(readFrames((await played('hostile-urls')).text)).map(({ url }) => url);
    assert.ok(urls.some((url) => String(url).startsWith('javascript:')));
  });

  it('F103 sends back the secret it was given', async () => {
    const authentication = { bearer: 'canary-of-a-tool' };
    const research_tools = [
      {
        ...{ type: 'mcp', server_label: 'a', server_url: 'https://a.example/sse' },
        ...{ allowed_tools: ['search'], authentication },
      },
    ];
    const body = researchBody(TOPIC, SNAP, { research_tools });
    assert.match((await played('F103', {}, body)).text, /Bearer canary-of-a-tool/);
  });

  it('layouts can be swapped', async () => {
    const two = readFrames((await played('layout-2', {}, researchBody(TOPIC, MAIN))).text);
    assert.ok(two.some(({ data }) => JSON.stringify(data).includes('"query":{')));
    const one = await played('layout-1', {}, researchBody(TOPIC, SNAP));
    assert.doesNotMatch(one.text, /"query":\{/);
  });
});
