import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as https from 'node:https';
import * as net from 'node:net';
import type { AddressInfo } from 'node:net';
import { KEY, openBench, type EngineBench } from './bench.ts';

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function outcome(bench: EngineBench): Promise<readonly unknown[]> {
  const run = bench.start();
  await bench.ask(run);
  const { failure, state, steps } = await bench.settled(run);
  return [state, failure?.code, failure?.charge, steps.length];
}

describe('connections that fail, over real sockets', () => {
  let bench: EngineBench | undefined;
  const closers: (() => void)[] = [];

  afterEach(async () => {
    await bench?.close();
    bench = undefined;
    for (const close of closers.splice(0)) {
      close();
    }
  });

  it('F1: an unknown host: nothing sent, tried twice more', async () => {
    bench = await openBench({ baseUrl: () => 'https://no-such-host.invalid/api/v1' });
    assert.deepEqual(await outcome(bench), ['failed', 'offline', 'none', 3]);
  });

  it('F2: a closed port: nothing sent, tried twice more', async () => {
    const port = await freePort();
    bench = await openBench({ baseUrl: () => `http://127.0.0.1:${port}/api/v1` });
    assert.deepEqual(await outcome(bench), ['failed', 'connectRefused', 'none', 3]);
  });

  it('F2: a server that takes no TLS connection: given up after the connect limit', async () => {
    const server = net.createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    bench = await openBench({
      baseUrl: () => `https://127.0.0.1:${port}/api/v1`,
      limits: { connectMs: 100_000 },
    });
    assert.deepEqual(await outcome(bench), ['failed', 'connectTimeout', 'none', 3]);
  });

  it('F3: an untrusted certificate: nothing sent, not tried again, checks stay on', async () => {
    let requests = 0;
    const folder = 'test/service/engine';
    const server = https.createServer(
      {
        key: readFileSync(`${folder}/localhost.key.pem`),
        cert: readFileSync(`${folder}/localhost.cert.pem`),
      },
      () => {
        requests += 1;
      },
    );
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    bench = await openBench({ baseUrl: () => `https://127.0.0.1:${port}/api/v1` });
    assert.deepEqual(await outcome(bench), ['failed', 'tlsUntrusted', 'none', 1]);
    assert.equal(requests, 0);
  });

  it('F7, T4: a redirect takes no key along, whatever its kind and target', async () => {
    const heard: string[] = [];
    const other = net
      .createServer((socket) => socket.on('data', (bytes) => heard.push(bytes.toString('latin1'))))
      .listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    closers.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    for (const status of ['301', '302', '303', '307', '308']) {
      bench = await openBench();
      bench.service.play(`F7:${status}`, { to: `http://127.0.0.1:${port}/api/v1`, step: 'any' });
      assert.deepEqual(await outcome(bench), ['failed', 'redirected', 'none', 1]);
      await bench.close();
    }
    bench = undefined;
    assert.deepEqual(heard, []);
  });

  it('T6: the key is in no file of the run', async () => {
    bench = await openBench();
    const run = bench.start();
    await bench.ask(run);
    await bench.settled(run);
    const journal = readFileSync(bench.desk.journalFile(run.live.run().id), 'utf8');
    assert.ok(journal.includes('sending'));
    assert.equal(journal.includes(KEY), false);
  });
});
