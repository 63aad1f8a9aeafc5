import assert from 'node:assert/strict';
import { SNAPSHOT_MODEL } from '../../../src/core/research/run.ts';
import { API_KEY, createBench } from '../support/live.ts';
import { bytesOf } from '../support/wire.ts';

const TOKEN = 'canary-of-a-tool-0123';
const TOOL = { label: 'docs', url: 'https://docs.example.com/sse', allowedTools: ['search'] };

/** Answers that give back what they were sent. */
const ECHOES: readonly (readonly [string, number, string, string])[] = [
  [
    'a refusal that names the key',
    401,
    'application/json',
    JSON.stringify({
      code: 'InvalidApiKey',
      message: `Incorrect API key provided: ${API_KEY}`,
      request_id: 'r',
    }),
  ],
  [
    'a refusal that names a token in its code',
    400,
    'application/json',
    JSON.stringify({ code: `Tool.${TOKEN}`, message: 'no', request_id: 'r' }),
  ],
  [
    'the page of a proxy with the headers of the request',
    200,
    'text/html',
    `<html>Authorization: Bearer ${API_KEY} ${TOKEN}</html>`,
  ],
];

describe('F103, T6: secrets that come back in an answer that is no stream', () => {
  for (const [name, status, type, body] of ECHOES) {
    it(`${name}: kept in no file, no state, no log`, async () => {
      const bench = createBench({
        options: { model: SNAPSHOT_MODEL, tools: [TOOL] },
        connection: { tools: [{ ...TOOL, bearer: TOKEN }] },
      });
      await bench.start('ask');
      const { handlers } = bench.transport.last();
      handlers.connected();
      handlers.sent();
      handlers.response(status, { 'content-type': type });
      handlers.chunk(bytesOf(body));
      handlers.end();
      assert.equal(bench.state(), 'failed');
      const { failure } = bench.live.run();
      const told = [failure?.serviceCode, failure?.serviceMessage, failure?.excerpt].join(' ');
      assert.match(told, /<removed>/u);
      const all = JSON.stringify([bench.live.run(), bench.journal, bench.log, bench.order]);
      assert.equal(all.includes(API_KEY), false);
      assert.equal(all.includes(TOKEN), false);
    });
  }
});
