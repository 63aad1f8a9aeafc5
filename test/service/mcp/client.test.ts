import assert from 'node:assert/strict';
import * as https from 'node:https';
import { askMcpServer } from '../../../src/features/setup/mcp/client.ts';
import { McpError } from '../../../src/features/setup/mcp/connection.ts';
import { en } from '../../../src/core/text/en.ts';
import { createTranslate } from '../../../src/core/text/translate.ts';
import { readTest } from '../../../src/features/setup/mcp/readTest.ts';
import { CERTIFICATE, startMcpServer, type McpOptions, type McpServer } from './server.ts';

describe('asking a tool server, over TLS on this computer', () => {
  const trusted = https.globalAgent.options.ca;
  let server: McpServer | undefined;

  before(() => {
    https.globalAgent.options.ca = CERTIFICATE;
  });

  after(() => {
    https.globalAgent.options.ca = trusted;
  });

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function start(options: McpOptions): Promise<McpServer> {
    await server?.close();
    server = await startMcpServer(options);
    return server;
  }

  /** Why it could not be asked. */
  async function refused(options: McpOptions, token?: string, limit?: number): Promise<string> {
    const { url } = await start(options);
    try {
      await askMcpServer(url, token, '1.0.0', limit);
    } catch (error) {
      assert.ok(error instanceof McpError, String(error));
      return `${error.reason} ${error.detail}`.trim();
    }
    throw new Error('it was answered');
  }

  for (const speaks of ['json', 'stream', 'sse'] as const) {
    it(`${speaks}: introduces itself, lists the tools of every page, calls none`, async () => {
      const names = ['search', 'fetch', 'write', 'delete', 'list'];
      const { heard, url } = await start({ speaks, tools: names, page: 2, token: 'T-0123' });
      const { name, tools, transport } = await askMcpServer(url, 'T-0123', '1.0.0');
      assert.equal(transport, speaks === 'sse' ? 'sse' : 'http');
      assert.equal(name, 'small <b>server</b>');
      assert.deepEqual(
        tools.map((tool) => tool.name),
        names,
      );
      assert.deepEqual(tools[0]?.inputs, ['query']);
      assert.ok(heard.every((line) => line.includes('Bearer T-0123')));
      assert.equal(
        heard.some((line) => line.includes('tools/call')),
        false,
      );
      assert.ok(heard.some((line) => line.includes('notifications/initialized')));
    });
  }

  it('without a token, none is sent; a server that wants one refuses', async () => {
    assert.equal(await refused({ speaks: 'json', token: 'T-0123' }), 'status 401');
    assert.ok(server?.heard.every((line) => line.includes(' - ')));
    assert.equal(await refused({ speaks: 'sse', token: 'T-0123' }, 'wrong'), 'status 401');
  });

  it('T21: follows no redirect, and no message address of another origin', async () => {
    const location = 'https://localhost:1/elsewhere';
    const redirect: McpOptions['broken'] = (_, response) =>
      void response.writeHead(307, { location }).end();
    assert.equal(await refused({ speaks: 'json', broken: redirect }, 'T-0123'), 'redirect');
    assert.equal(server?.heard.length, 1);
    assert.equal(await refused({ speaks: 'sse', endpoint: location }, 'T-0123'), 'redirect');
  });

  it('what is no such server is told from one that fails', async () => {
    const answers: readonly (readonly [string, NonNullable<McpOptions['broken']>])[] = [
      ['status 404', (_, response) => void response.writeHead(404).end()],
      ['status 500', (_, response) => void response.writeHead(500).end()],
      ['protocol initialize', (_, response) => void response.end('<h1>Hello</h1>')],
      ['protocol initialize', (_, response) => void response.end('{"jsonrpc":"2.0","id":1}')],
      ['connection ECONNRESET', (request) => void request.socket.destroy()],
      ['tooLarge', (_, response) => void response.end('x'.repeat(3_000_000))],
    ];
    for (const [expected, broken] of answers) {
      assert.equal(await refused({ speaks: 'json', broken }), expected);
    }
  });

  it('gives up on a server that says nothing', async () => {
    const silent: McpOptions['broken'] = () => undefined;
    assert.equal(await refused({ speaks: 'json', broken: silent }, undefined, 200), 'timeout');
    const half: McpOptions['broken'] = (_, response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    assert.equal(await refused({ speaks: 'json', broken: half }, undefined, 200), 'timeout');
  });

  it('an untrusted certificate stays untrusted, and the token is not sent', async () => {
    https.globalAgent.options.ca = undefined;
    try {
      const said = await refused({ speaks: 'json' }, 'T-0123');
      assert.match(said, /^connection (DEPTH_ZERO_)?SELF_SIGNED_CERT/);
      assert.deepEqual(server?.heard, []);
    } finally {
      https.globalAgent.options.ca = CERTIFICATE;
    }
  });

  it('says what it has, what it lacks, and what no test from here can tell', async () => {
    const t = createTranslate(en);
    const test = async (options: McpOptions, allowedTools: readonly string[]) => {
      const { url } = await start(options);
      return readTest({ label: 'docs', url: url.href, allowedTools }, 'T-0123', '1.0.0', t);
    };
    const good = await test({ speaks: 'sse', token: 'T-0123' }, ['search', 'fetch']);
    assert.equal(good.ok, true);
    assert.match(good.detail, /Its tools: search, fetch\./);
    assert.match(good.detail, /asked from this computer.*reachable from there.*token is handed/);
    assert.match(good.detail, /at most 30 results/);
    const other = await test({ speaks: 'json', tools: ['search', '<img src=x>'] }, [
      'search',
      'fetch',
    ]);
    assert.equal(other.ok, false);
    assert.match(other.detail, /^It has no tool fetch/);
    assert.match(other.detail, /streamable HTTP.*not known/);
    const narrow = await test({ speaks: 'json', tools: ['search', 'fetch'] }, ['search']);
    assert.match(narrow.detail, /^The service needs fetch; the settings do not allow it/);
    const closed = await test({ speaks: 'json', token: 'other' }, ['search', 'fetch']);
    assert.match(closed.headline, /wants a token, or refuses/);
    for (const { detail, headline } of [good, other, narrow, closed]) {
      assert.equal((headline + detail).includes('T-0123'), false);
    }
  });
});
