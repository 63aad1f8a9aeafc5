import assert from 'node:assert/strict';
import { MAIN_MODEL, SNAPSHOT_MODEL } from '../../../src/core/research/run.ts';
import { buildBody, buildRequest, type Outgoing } from '../../../src/core/wire/request.ts';
import { API_KEY, endpoint } from '../support/live.ts';

const outgoing: Outgoing = {
  model: MAIN_MODEL,
  messages: [{ role: 'user', content: '问题 🧪' }],
  clarify: true,
  outputFormat: 'model_detailed_report',
  tools: [],
};

describe('the request on the wire (spec 1.3, 2)', () => {
  it('has the documented headers and nothing that asks for another mode', () => {
    const { headers, url } = buildRequest(endpoint(), API_KEY, outgoing);
    const { 'Content-Length': length, ...rest } = headers;
    assert.deepEqual(rest, {
      Authorization: `Bearer ${API_KEY}`,
      'Content-Type': 'application/json',
      Accept: 'text/event-stream',
      'Accept-Encoding': 'identity',
      'X-DashScope-SSE': 'enable',
      'X-Accel-Buffering': 'no',
    });
    assert.ok(Number(length) > 0);
    assert.equal(
      url.href,
      'https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation',
    );
  });

  it('has a body of JSON in UTF-8 whose length in bytes is told', () => {
    const { body, headers } = buildRequest(endpoint(), API_KEY, outgoing);
    assert.equal(headers['Content-Length'], String(body.byteLength));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(body)), {
      model: 'qwen-deep-research',
      input: { messages: [{ role: 'user', content: '问题 🧪' }] },
      parameters: { incremental_output: true, result_format: 'message', enable_feedback: true },
    });
  });

  it('never holds the key in its body', () => {
    const { body } = buildRequest(endpoint(), API_KEY, outgoing);
    assert.ok(!new TextDecoder().decode(body).includes(API_KEY));
  });

  it('names the format only where it is not the default', () => {
    const summary = buildBody({
      ...outgoing,
      outputFormat: 'model_summary_report',
      clarify: false,
    });
    assert.deepEqual(summary['parameters'], {
      incremental_output: true,
      result_format: 'message',
      enable_feedback: false,
      output_format: 'model_summary_report',
    });
  });

  it('tools as the service wants them, with the token only where there is one', () => {
    const tool = {
      label: 'notes',
      url: 'https://mcp.example/sse',
      allowedTools: ['search', 'fetch'],
    };
    const wire = {
      type: 'mcp',
      server_label: 'notes',
      server_url: 'https://mcp.example/sse',
      allowed_tools: ['search', 'fetch'],
    };
    const body = buildBody({
      ...outgoing,
      model: SNAPSHOT_MODEL,
      tools: [tool, { ...tool, bearer: 'token' }],
    });
    const parameters = body['parameters'] as Record<string, unknown>;
    assert.deepEqual(parameters['research_tools'], [
      wire,
      { ...wire, authentication: { bearer: 'token' } },
    ]);
  });
});
