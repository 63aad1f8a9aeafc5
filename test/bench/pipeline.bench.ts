import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { createClock } from '../../src/adapters/clock.ts';
import { createFileRunStore, JOURNAL } from '../../src/adapters/fileRunStore.ts';
import { checksum } from '../../src/adapters/encodeBatch.ts';
import { createNodeHttp } from '../../src/adapters/nodeHttp.ts';
import { ownRecord, replayRun } from '../../src/core/history/journal.ts';
import { readJournal } from '../../src/core/history/readJournal.ts';
import type { JournalWriter } from '../../src/core/ports.ts';
import { createLiveRun } from '../../src/core/research/liveRun.ts';
import { createRun } from '../../src/core/research/reduce.ts';
import { MAIN_MODEL, type Run } from '../../src/core/research/run.ts';
import { readEndpoint } from '../../src/core/wire/endpoint.ts';
import { DEFAULT_LIMITS } from '../../src/core/wire/watchdog.ts';
import { printTable, type Figure } from './measure.ts';
import { makeChunks } from './stream.ts';

const ROUNDS = 25;

/** Nothing can read such a stream for less: decode the bytes, split at blank lines, parse the JSON. */
function readFloor(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method: 'POST' }, (response) => {
      const decoder = new TextDecoder();
      let rest = '';
      let characters = 0;
      response.on('data', (chunk: Buffer) => {
        rest += decoder.decode(chunk, { stream: true });
        let from = 0;
        for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n', from)) {
          const at = rest.indexOf('data:', from);
          const value = JSON.parse(rest.slice(at + 5, end)) as {
            output: { message: { content: string } };
          };
          characters += value.output.message.content.length;
          from = end + 2;
        }
        rest = rest.slice(from);
      });
      response.on('end', () => {
        resolve(characters);
      });
    });
    request.on('error', reject);
    request.end('{}');
  });
}

const NO_JOURNAL: JournalWriter = {
  append: () => undefined,
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** The real thing, about to send: transport, reader, journal, decoder, reducer, as a live run has them. */
interface Prepared {
  /** Sends and resolves with the run when the stream has ended. */
  read(): Promise<Run>;
  /** Closing syncs the file: that is the disk's time, and not measured. */
  close(): Promise<void>;
}

function prepareLive(port: number, journal: JournalWriter): Prepared {
  const endpoint = readEndpoint(`http://127.0.0.1:${port}/api/v1`);
  if (endpoint === undefined) {
    throw new Error('no endpoint');
  }
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const options = {
    model: MAIN_MODEL,
    clarify: false,
    outputFormat: 'model_detailed_report',
    images: [],
    tools: [],
  } as const;
  const run = createRun('bench', 'question', options, 0);
  journal.append(ownRecord({ type: 'created', at: 0, id: 'bench', question: 'question', options }));
  const live = createLiveRun(
    { transport: createNodeHttp(), clock: createClock(), log: silent, journal, random: () => 0 },
    run,
  );
  return {
    read: () =>
      new Promise((resolve) => {
        live.subscribe((events, now) => {
          if (events.some(({ type }) => type === 'streamEnded')) {
            resolve(now);
          }
        });
        live.research(
          { endpoint, apiKey: 'sk-bench-000000', tools: [], images: [], limits: DEFAULT_LIMITS },
          undefined,
        );
      }),
    close: () => live.close(),
  };
}

async function activeLive(port: number, journal: JournalWriter): Promise<number> {
  const prepared = prepareLive(port, journal);
  const ms = await active(() => prepared.read());
  await prepared.close();
  return ms;
}

/** Time of this thread's own work, in ms: waiting for the sender does not count. */
async function active(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).active;
}

async function serve(
  frames: readonly Uint8Array[],
): Promise<{ port: number; stop(): Promise<number> }> {
  const worker = new Worker(path.resolve('test/bench/source.mjs'), { workerData: { frames } });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  return { port, stop: () => worker.terminate() };
}

function openJournal(root: string): JournalWriter {
  return createFileRunStore(root, {
    trouble: ({ code }) => {
      throw new Error(code);
    },
    recovered: () => undefined,
  }).open(`run-${Math.random().toString(36).slice(2)}`);
}

async function benchThroughput(root: string): Promise<readonly Figure[]> {
  const frames = makeChunks(11_876);
  const bytes = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
  const { port, stop } = await serve(frames);
  const times: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const measured = [
      await active(() => readFloor(port)),
      await activeLive(port, NO_JOURNAL),
      await activeLive(port, openJournal(root)),
    ];
    // The first round only warms up.
    measured.forEach((ms, index) => round > 0 && times[index]?.push(ms));
  }
  await stop();
  const [floor = 1, plain = 1, journaled = 1] = times.map(median);
  const speed = (ms: number): string =>
    `${Math.round(frames.length / ms)}k frames/s, ${(bytes / 1000 / ms).toFixed(0)} MB/s`;
  return [
    { name: 'floor: socket, split, JSON.parse', value: speed(floor), ratio: 1 },
    { name: 'socket → events → run', value: speed(plain), ratio: floor / plain, goal: '≥ 0.80' },
    {
      name: 'socket → journal → events → run',
      value: speed(journaled),
      ratio: floor / journaled,
      goal: '≥ 0.70',
    },
  ];
}

/** Replay of a long journal, and the heap that a long run keeps beyond its text. */
async function benchLongRun(root: string): Promise<readonly Figure[]> {
  const frames = makeChunks(40_000);
  const { port, stop } = await serve(frames);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const prepared = prepareLive(port, openJournal(root));
  const run = await prepared.read();
  await prepared.close();
  globalThis.gc?.();
  const kept = process.memoryUsage().heapUsed - before - run.report.text.length * 2;
  await stop();
  const [name = ''] = readdirSync(root);
  const started = performance.now();
  const { records } = readJournal(readFileSync(path.join(root, name, JOURNAL), 'utf8'), checksum);
  const again = replayRun(records);
  const ms = performance.now() - started;
  if (again?.report.text !== run.report.text) {
    throw new Error('the replay differs');
  }
  return [
    {
      name: `replay of a journal of ${records.length} records`,
      value: `${ms.toFixed(0)} ms`,
      goal: '≤ 500 ms',
    },
    {
      name: 'heap kept by a run of 40,000 frames, beyond its text',
      value: `${(kept / 1_000_000).toFixed(1)} MB`,
      goal: '≤ 20 MB',
    },
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const root = mkdtempSync(path.join(os.tmpdir(), 'deep-research-bench-'));
try {
  const throughput = await benchThroughput(path.join(root, 'short'));
  printTable('Host pipeline (time of the host thread alone)', [
    ...throughput,
    ...(await benchLongRun(path.join(root, 'long'))),
  ]);
} finally {
  rmSync(root, { recursive: true, force: true });
}
