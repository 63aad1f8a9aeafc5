import assert from 'node:assert/strict';
import { clarifyBody, MAIN, post, researchBody, SNAP, type Sending } from './client.ts';
import { startService, type SimulatedService } from './index.ts';
import { readFrames } from './reading.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ';
const picture = (bytes = 0): string =>
  `data:image/png;base64,${PNG}${'A'.repeat(Math.ceil((bytes * 4) / 3))}`;
const tool = {
  type: 'mcp',
  server_label: 'a',
  server_url: 'https://a.example/sse',
  allowed_tools: ['search'],
};

type Case = readonly [name: string, status: number, code: string, body: unknown, sending?: Sending];

const asked = (content: unknown): unknown => ({
  ...clarifyBody(''),
  input: { messages: [{ role: 'user', content }] },
});
const told = (messages: unknown): unknown => ({ ...clarifyBody(''), input: { messages } });
const set = (parameters: Record<string, unknown>, model = SNAP): unknown =>
  researchBody('topic', model, parameters);
const header = (name: string, value?: string): Sending => ({ headers: { [name]: value } });
const { model, input } = clarifyBody('topic');
const parameters = {};
const good = clarifyBody('topic');

const CASES: readonly Case[] = [
  ['no key', 401, 'InvalidApiKey', good, header('authorization')],
  ['another scheme', 401, 'InvalidApiKey', good, header('authorization', 'Basic sk-0123456789')],
  ['a short key', 401, 'InvalidApiKey', good, header('authorization', 'Bearer sk-1')],
  ['a wrong key', 401, 'InvalidApiKey', good, header('authorization', 'Bearer sk-wrong-0123456')],
  [
    'a key of another plan',
    401,
    'InvalidApiKey',
    good,
    header('authorization', 'Bearer sk-sp-0123456'),
  ],
  ['the async header', 403, 'AccessDenied', good, header('x-dashscope-async', 'enable')],
  [
    'another content type',
    400,
    'BadRequest.IllegalInput',
    good,
    header('content-type', 'text/plain'),
  ],
  ['no SSE header', 400, 'InvalidParameter', good, header('x-dashscope-sse')],
  ['broken JSON', 400, 'BadRequest.IllegalInput', '{"model":'],
  ['a JSON array', 400, 'BadRequest.IllegalInput', []],
  ['no model', 400, 'BadRequest.EmptyModel', { input, parameters }],
  ['an unknown model', 400, 'InvalidParameter', { model: 'qwen-other', input, parameters }],
  ['no input', 400, 'BadRequest.EmptyInput', { model, parameters }],
  ['no parameters', 400, 'BadRequest.EmptyParameters', { model, input }],
  [
    'messages beside model',
    400,
    'InvalidParameter',
    { model, messages: [], input: {}, parameters },
  ],
  ['no messages', 400, 'InvalidParameter', told([])],
  ['messages that are none', 400, 'InvalidParameter', told('topic')],
  ['a system role', 400, 'InvalidParameter', told([{ role: 'system', content: 'x' }])],
  ['an empty content', 400, 'InvalidParameter', asked('')],
  ['a content of null', 400, 'InvalidParameter', asked(null)],
  [
    'an empty assistant turn',
    400,
    'InvalidParameter',
    told([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: '' },
      { role: 'user', content: 'y' },
    ]),
  ],
  [
    'an assistant at the end',
    400,
    'InvalidParameter',
    told([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y' },
    ]),
  ],
  [
    'parts of an assistant',
    400,
    'InvalidParameter',
    told([
      { role: 'assistant', content: [{ text: 'x' }] },
      { role: 'user', content: 'y' },
    ]),
  ],
  ['a part with a type', 400, 'InvalidParameter', asked([{ type: 'text', text: 'x' }])],
  [
    'an unknown part',
    400,
    'InvalidParameter',
    asked([{ video: 'https://a.example/v' }, { text: 'x' }]),
  ],
  ['parts without text', 400, 'InvalidParameter', asked([{ image: picture() }])],
  [
    'six images',
    400,
    'InvalidParameter',
    asked([...Array.from({ length: 6 }, () => ({ image: picture() })), { text: 'x' }]),
  ],
  ['an image scheme', 400, 'InvalidURL', asked([{ image: 'file:///a.png' }, { text: 'x' }])],
  ['bare base64', 400, 'InvalidURL', asked([{ image: PNG }, { text: 'x' }])],
  [
    'an image type',
    400,
    'InvalidImageFormat',
    asked([{ image: `data:image/svg+xml;base64,${PNG}` }, { text: 'x' }]),
  ],
  [
    'no image inside',
    400,
    'InvalidImageFormat',
    asked([{ image: 'data:image/png;base64,aGVsbG8gd29ybGQ=' }, { text: 'x' }]),
  ],
  [
    'an image over 10 MB',
    400,
    'BadRequest.TooLarge',
    asked([{ image: picture(8_000_000) }, { text: 'x' }]),
  ],
  [
    'images over 16 MiB',
    413,
    'BadRequest.TooLarge',
    asked([...Array.from({ length: 3 }, () => ({ image: picture(6_000_000) })), { text: 'x' }]),
  ],
  ['too long an input', 400, 'InvalidParameter', asked('word '.repeat(800_000))],
  ['stream: false', 400, 'InvalidParameter', set({ stream: false })],
  ['a feedback that is no bool', 400, 'InvalidParameter', set({ enable_feedback: 'no' })],
  ['an unknown result format', 400, 'InvalidParameter', set({ result_format: 'text' })],
  ['an unknown report format', 400, 'InvalidParameter', set({ output_format: 'long' })],
  ['tools with main', 400, 'InvalidParameter', set({ research_tools: [tool] }, MAIN)],
  ['tools that are no list', 400, 'InvalidParameter', set({ research_tools: tool })],
  [
    'a tool of another type',
    400,
    'InvalidParameter',
    set({ research_tools: [{ ...tool, type: 'web' }] }),
  ],
  [
    'a tool without label',
    400,
    'InvalidParameter',
    set({ research_tools: [{ ...tool, server_label: '' }] }),
  ],
  [
    'a tool without address',
    400,
    'InvalidParameter',
    set({ research_tools: [{ ...tool, server_url: 'a' }] }),
  ],
  [
    'a tool without names',
    400,
    'InvalidParameter',
    set({ research_tools: [{ ...tool, allowed_tools: [] }] }),
  ],
  [
    'a tool with empty sign-in',
    400,
    'InvalidParameter',
    set({ research_tools: [{ ...tool, authentication: {} }] }),
  ],
  [
    'another path',
    400,
    'InvalidParameter',
    good,
    { path: '/api/v1/services/aigc/multimodal-generation/generation' },
  ],
];

describe('simulated service: strictness', function () {
  this.timeout(20_000);
  let service: SimulatedService;
  before(async () => {
    service = await startService();
  });
  beforeEach(() => service.reset());
  after(() => service.close());

  for (const [name, status, code, body, sending] of CASES) {
    it(`refuses ${name}`, async () => {
      const answer = await post(service, body, sending);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers['content-type'], 'application/json');
      const failure = JSON.parse(answer.text) as Record<string, string>;
      assert.deepEqual(Object.keys(failure), ['code', 'message', 'request_id']);
      assert.equal(failure['code'], code, failure['message']);
      assert.equal(failure['request_id'], answer.headers['x-request-id']);
      assert.equal(service.requests[0]?.step, 'invalid');
      assert.equal(service.requests[0]?.refusedWith, code);
      await service.whenIdle();
      assert.equal(service.requests[0]?.outcome, 'refused');
    });
  }

  it('names what clients look for in its texts', async () => {
    const words = async (body: unknown, sending?: Sending): Promise<string> =>
      (await post(service, body, sending)).text;
    assert.match(await words(good, header('x-dashscope-sse')), /only support stream mode/);
    assert.match(await words(asked('word '.repeat(800_000))), /Range of input length/);
    assert.match(await words({ model: 'x', input, parameters }), /Model not exist/);
    assert.match(await words({ model, input: {}, parameters }), /prompt or messages must exist/);
  });

  it('answers foreign paths and methods as gateways do', async () => {
    assert.equal((await post(service, good, { method: 'PUT' })).status, 405);
    assert.equal((await post(service, good, { path: '/' })).status, 404);
    const compatible = await post(service, good, { path: '/compatible-mode/v1/chat/completions' });
    assert.equal(compatible.status, 404);
    const body = JSON.parse(compatible.text) as { error: { code: string } };
    assert.equal(body.error.code, 'model_not_supported');
  });

  it('takes everything that is documented', async () => {
    const bodies = [
      asked([{ image: picture() }, { text: 'topic' }]),
      asked([{ image: 'https://www.example.com/a.png' }, { text: 'topic' }]),
      set({ research_tools: [tool], stream: true }),
      set({
        research_tools: [{ ...tool, authentication: { bearer: 'x' }, require_approval: true }],
      }),
      set({ output_format: 'model_summary_report' }),
    ];
    for (const body of bodies) {
      assert.equal((await post(service, body)).status, 200);
    }
    assert.equal(service.count('invalid'), 0);
  });

  it('remarks on what should not be sent', async () => {
    await post(service, set({ temperature: 1, incremental_output: false }));
    assert.deepEqual(service.requests[0]?.remarks, [
      'undocumented parameter temperature',
      'incremental_output is not true',
    ]);
  });

  it('accepts only the keys it was given', async () => {
    const other = await startService({ keys: ['sk-only-this-one'] });
    const status = async (key: string): Promise<number> =>
      (await post(other, good, header('authorization', `Bearer ${key}`))).status;
    assert.deepEqual(
      [await status('sk-only-this-one'), await status('sk-0123456789ab')],
      [200, 401],
    );
    await other.close();
  });

  it('can refuse within the stream, as was captured too', async () => {
    const other = await startService({ refusals: 'stream' });
    const { status, text } = await post(other, asked(''));
    await other.close();
    const [frame] = readFrames(text);
    assert.equal(status, 200);
    assert.deepEqual(
      [frame?.event, frame?.status, frame?.data?.code],
      ['error', 400, 'InvalidParameter'],
    );
  });
});
