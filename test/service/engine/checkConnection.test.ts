import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { AddressInfo } from 'node:net';
import { createClock } from '../../../src/adapters/clock.ts';
import { createNodeHttp } from '../../../src/adapters/nodeHttp.ts';
import type { HttpTransport } from '../../../src/core/ports.ts';
import { MAIN_MODEL, SNAPSHOT_MODEL, type Model } from '../../../src/core/research/run.ts';
import { readEndpoint } from '../../../src/core/wire/endpoint.ts';
import { isReady, readKey, type CheckName } from '../../../src/features/setup/check/lines.ts';
import { runCheck, type CheckResult } from '../../../src/features/setup/check/runCheck.ts';
import { createConnector } from '../../../src/features/setup/connector.ts';
import type { Settings } from '../../../src/features/settings.ts';
import { startService, type ServiceOptions, type SimulatedService } from '../index.ts';

const KEY = 'sk-person-0123456789';

interface Asked {
  readonly baseUrl: string;
  readonly workspaceId?: string;
  readonly key?: string;
  readonly environmentKey?: string;
  readonly brokenKeyring?: boolean;
  readonly savedFor?: readonly string[];
  readonly model?: Model;
  readonly transport?: HttpTransport;
}

/** The check as the command runs it, with the keyring in memory. */
async function check(asked: Asked): Promise<CheckResult & { readonly seen: readonly string[] }> {
  const { baseUrl, key, workspaceId = '' } = asked;
  const keys = new Map<string, string>();
  const endpoint = readEndpoint(baseUrl, workspaceId);
  if (endpoint !== undefined && key !== undefined) {
    keys.set(endpoint.origin, key);
  }
  const connector = createConnector(
    {
      read: (origin) => {
        if (asked.brokenKeyring === true) {
          return Promise.reject(new Error('no keyring'));
        }
        const value = keys.get(origin);
        return Promise.resolve(value === undefined ? { kind: 'none' } : { kind: 'key', value });
      },
      store: () => Promise.reject(new Error('a check stores nothing')),
      remove: () => Promise.reject(new Error('a check removes nothing')),
      removeAll: () => Promise.reject(new Error('a check removes nothing')),
    },
    {
      origins: () => asked.savedFor ?? [],
      add: () => Promise.resolve(),
      clear: () => Promise.resolve(),
    },
    () => ({ baseUrl, workspaceId }) as Settings,
    () => asked.environmentKey,
  );
  const seen: string[] = [];
  const result = await runCheck(
    { transport: asked.transport ?? createNodeHttp(), clock: createClock() },
    { connector, model: asked.model ?? MAIN_MODEL, hasWorkspaceId: workspaceId !== '' },
    ({ lines }) => {
      seen.push(ORDER.map((name) => lines[name].state[0]).join(''));
    },
    new AbortController().signal,
  );
  assert.equal(result.over, true);
  return { ...result, seen };
}

const ORDER = ['network', 'host', 'region', 'key', 'model'] as const;

/** By their states, in this order. */
function states({ lines }: CheckResult): string {
  return ORDER.map((name) => lines[name].state).join(' ');
}

function codeOf(result: CheckResult, name: CheckName): string | undefined {
  const said = result.lines[name].text;
  return said !== undefined && 'failure' in said ? said.failure.code : said?.key;
}

describe('Check Connection, over real sockets', () => {
  const closers: (() => unknown)[] = [];
  let service: SimulatedService;

  afterEach(async () => {
    for (const close of closers.splice(0)) {
      await close();
    }
  });

  async function serve(options: ServiceOptions = {}): Promise<string> {
    const started = await startService({ keys: [KEY], ...options });
    closers.push(() => started.close());
    service = started;
    return started.url;
  }

  async function listen(server: http.Server | https.Server | net.Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closers.push(() => {
      server.close();
      if ('closeAllConnections' in server) {
        server.closeAllConnections();
      }
    });
    return (server.address() as AddressInfo).port;
  }

  it('all right: found out by two refusals, of which nothing is charged', async () => {
    const baseUrl = await serve();
    const result = await check({ baseUrl, key: KEY });
    assert.equal(states(result), 'ok ok ok ok unproven');
    assert.equal(isReady(result.lines), true);
    assert.equal(codeOf(result, 'model'), 'check.model.unproven');
    assert.deepEqual(
      service.requests.map(({ headers, refusedWith }) => [headers['authorization'], refusedWith]),
      [
        [undefined, 'InvalidApiKey'],
        [`Bearer ${KEY}`, 'InvalidParameter'],
      ],
    );
    assert.equal(service.count('clarify') + service.count('research'), 0);
    assert.equal(result.requestIds.length, 2);
    assert.deepEqual(result.seen.slice(0, 2), ['ccccc', 'ccocc'], 'lines come one by one');
  });

  it('the same where the service refuses inside of a stream', async () => {
    const result = await check({ baseUrl: await serve({ refusals: 'stream' }), key: KEY });
    assert.equal(states(result), 'ok ok ok ok unproven');
  });

  it('a keyring that fails: the check comes to its end and says so, and no key is sent', async () => {
    const baseUrl = await serve();
    const result = await check({ baseUrl, key: KEY, brokenKeyring: true });
    assert.equal(codeOf(result, 'key'), 'keyringSilent');
    assert.equal(service.requests.length, 1);
  });

  it('a key from the environment is named as such', async () => {
    const result = await check({ baseUrl: await serve(), environmentKey: KEY });
    assert.equal(codeOf(result, 'key'), 'check.key.okEnvironment');
  });

  it('no network: an unknown host, a closed port', async () => {
    const unknown = await check({ baseUrl: 'https://no-such-host.invalid/api/v1', key: KEY });
    assert.equal(states(unknown), 'failed skipped unproven skipped skipped');
    assert.equal(codeOf(unknown, 'network'), 'offline');
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const closed = await check({ baseUrl: `http://127.0.0.1:${port}/api/v1`, key: KEY });
    assert.equal(codeOf(closed, 'network'), 'connectRefused');
    assert.equal(closed.lines.network.action, 'openSettings');
  });

  it('a certificate that is not trusted: not one request, and no key', async () => {
    let requests = 0;
    const server = https.createServer(
      {
        key: readFileSync('test/service/engine/localhost.key.pem'),
        cert: readFileSync('test/service/engine/localhost.cert.pem'),
      },
      () => {
        requests += 1;
      },
    );
    const port = await listen(server);
    const result = await check({ baseUrl: `https://127.0.0.1:${port}/api/v1`, key: KEY });
    assert.equal(states(result), 'failed skipped ok skipped skipped');
    assert.equal(codeOf(result, 'network'), 'tlsUntrusted');
    assert.equal(requests, 0);
  });

  it('wrong hosts, whatever they answer, never see the key', async () => {
    const answers: readonly http.RequestListener[] = [
      (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>'),
      (_, response) => {
        response.statusCode = 404;
        response.setHeader('content-type', 'application/json').end('{"error":"not found"}');
      },
      (_, response) => {
        response.statusCode = 401;
        response.setHeader('content-type', 'application/json').end('{"message":"who are you?"}');
      },
      (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
      (_, response) => response.end(),
      (request) => request.socket.destroy(),
    ];
    for (const answer of answers) {
      const heard: (string | undefined)[] = [];
      const port = await listen(
        http.createServer((request, response) => {
          heard.push(request.headers.authorization);
          request.resume();
          request.on('end', () => answer(request, response));
        }),
      );
      const result = await check({ baseUrl: `http://127.0.0.1:${port}/api/v1`, key: KEY });
      assert.equal(states(result), 'ok failed ok skipped skipped', String(answer));
      assert.deepEqual(heard, [undefined]);
    }
  });

  it('the wrong path of the right host', async () => {
    const baseUrl = (await serve()).replace('/api/v1', '/compatible-mode/v1');
    const result = await check({ baseUrl, key: KEY });
    assert.equal(result.lines.host.state, 'failed');
    assert.equal(result.lines.key.state, 'skipped');
  });

  it('401: the key is refused, and in Beijing its region may be why', async () => {
    const result = await check({ baseUrl: await serve(), key: 'sk-somebody-else-01' });
    assert.equal(states(result), 'ok ok ok failed skipped');
    assert.equal(result.lines.key.action, 'setApiKey');
    const endpoint = readEndpoint('https://dashscope.aliyuncs.com/api/v1');
    assert.ok(endpoint !== undefined);
    const signed = { endpoint, model: MAIN_MODEL, fromEnvironment: false, keyCounts: true };
    const failure = { code: 'keyRefused', charge: 'none' } as const;
    const { region } = readKey(signed, { sent: true, failure });
    assert.deepEqual(region?.text, {
      key: 'check.region.key',
      values: { host: 'dashscope.aliyuncs.com' },
    });
  });

  it('a Coding Plan key is recognised and not sent', async () => {
    const result = await check({ baseUrl: await serve(), environmentKey: 'sk-sp-0123456789ab' });
    assert.equal(states(result), 'ok ok ok failed skipped');
    assert.equal(codeOf(result, 'key'), 'check.key.codingPlan');
    assert.equal(service.requests.length, 1);
  });

  it('no key, or only one for another host', async () => {
    const baseUrl = await serve();
    assert.equal(codeOf(await check({ baseUrl }), 'key'), 'check.key.none');
    const elsewhere = await check({ baseUrl, savedFor: ['https://dashscope.aliyuncs.com'] });
    assert.deepEqual(elsewhere.lines.key.text, {
      key: 'check.key.elsewhere',
      values: { host: `127.0.0.1:${service.port}`, saved: 'dashscope.aliyuncs.com' },
    });
  });

  it('an address in another region: said at once, nothing is sent', async () => {
    for (const host of [
      'dashscope-intl.aliyuncs.com',
      'dashscope-us.aliyuncs.com',
      'cn-hongkong.dashscope.aliyuncs.com',
      'llm-abc.ap-southeast-1.maas.aliyuncs.com',
    ]) {
      const transport: HttpTransport = {
        post: () => {
          throw new Error('sent');
        },
      };
      const result = await check({ baseUrl: `https://${host}/api/v1`, key: KEY, transport });
      assert.equal(states(result), 'skipped skipped failed skipped skipped');
      assert.equal(codeOf(result, 'region'), 'check.region.other');
    }
  });

  it('the model is not there, or the account may not use it', async () => {
    const missing = await check({
      baseUrl: await serve({ models: [MAIN_MODEL] }),
      key: KEY,
      model: SNAPSHOT_MODEL,
    });
    assert.equal(states(missing), 'ok ok ok ok failed');
    assert.equal(codeOf(missing, 'model'), 'modelNotFound');
    for (const [accountError, code, action] of [
      ['AccessDenied.Unpurchased', 'notActivated', 'openConsole'],
      ['Model.AccessDenied', 'modelDenied', 'openConsole'],
      ['Endpoint.AccessDenied', 'modelWithdrawn', 'chooseModel'],
      ['Arrearage', 'billing', 'openBilling'],
    ] as const) {
      const result = await check({ baseUrl: await serve({ accountError }), key: KEY });
      assert.equal(states(result), 'ok ok ok ok failed', accountError);
      assert.equal(codeOf(result, 'model'), code);
      assert.equal(result.lines.model.action, action);
      assert.equal(isReady(result.lines), false);
    }
  });

  it('a workspace id of somebody else, and a service that is busy', async () => {
    const workspace = await check({
      baseUrl: await serve({ accountError: 'NOT AUTHORIZED' }),
      key: KEY,
    });
    assert.equal(states(workspace), 'ok ok ok failed skipped');
    assert.equal(workspace.lines.key.action, 'setWorkspaceId');
    const busy = await check({ baseUrl: await serve({ accountError: 'Throttling' }), key: KEY });
    assert.equal(states(busy), 'ok ok ok unproven skipped');
    assert.equal(isReady(busy.lines), false);
  });

  it('a service that says keep-alive though each request says close', async () => {
    const connections = new Set<unknown>();
    const port = await listen(
      http.createServer((request, response) => {
        connections.add(request.socket);
        request.resume();
        const signed = request.headers.authorization !== undefined;
        const code = signed ? 'InvalidParameter' : 'InvalidApiKey';
        response.writeHead(signed ? 400 : 401, {
          connection: 'keep-alive',
          'content-type': 'application/json',
        });
        response.end(JSON.stringify({ code, message: '', request_id: code }));
      }),
    );
    const result = await check({ baseUrl: `http://127.0.0.1:${port}/api/v1`, key: KEY });
    assert.equal(states(result), 'ok ok ok ok unproven');
    assert.equal(connections.size, 2);
  });

  it('an address in the settings that is none', async () => {
    const result = await check({ baseUrl: 'http://dashscope.aliyuncs.com/api/v1', key: KEY });
    assert.equal(states(result), 'skipped failed skipped skipped skipped');
    assert.equal(codeOf(result, 'host'), 'endpointRefused');
  });
});
