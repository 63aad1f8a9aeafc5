import assert from 'node:assert/strict';
import { ownRecord } from '../../../src/core/history/journal.ts';
import {
  createLiveRun,
  type Connection,
  type LiveRun,
} from '../../../src/core/research/liveRun.ts';
import { createRun } from '../../../src/core/research/reduce.ts';
import type { RunOptions, RunState } from '../../../src/core/research/run.ts';
import { readEndpoint, type Endpoint } from '../../../src/core/wire/endpoint.ts';
import { DEFAULT_LIMITS } from '../../../src/core/wire/watchdog.ts';
import { clarifyFrames } from '../golden/frames.ts';
import { OPTIONS } from './drive.ts';
import {
  createFakeTransport,
  createManualClock,
  createMemoryJournal,
  createMemoryLog,
  settle,
  type FakeTransport,
  type ManualClock,
  type MemoryJournal,
} from './fakes.ts';
import { bytesOf, render, type Frame } from './wire.ts';

/** A live run over fake ports, and what a test does with it. */
export interface Bench {
  readonly live: LiveRun;
  readonly clock: ManualClock;
  readonly transport: FakeTransport;
  readonly journal: MemoryJournal;
  readonly log: readonly string[];
  /** What happened, in order: `journal …`, `sync`, `post`, `abort`, `close`, `told …`. */
  readonly order: string[];
  readonly connection: Connection;
  state(): RunState;
  /** Starts a step and waits for its POST. */
  start(step: 'ask' | 'research', answers?: string): Promise<void>;
  /** The request has left, and headers of an event stream came. */
  accept(): void;
  send(frames: readonly Frame[]): void;
  sendText(text: string): void;
  end(): void;
  /** Plays the whole first step: the run waits for the person. */
  askAndEnd(): Promise<void>;
}

export const API_KEY = 'sk-canary-0123456789';

export function endpoint(
  baseUrl = 'https://dashscope.aliyuncs.com/api/v1',
  workspace = '',
): Endpoint {
  const read = readEndpoint(baseUrl, workspace);
  assert.ok(read !== undefined);
  return read;
}

export interface BenchOptions {
  readonly connection?: Partial<Connection>;
  readonly options?: Partial<RunOptions>;
  readonly syncs?: () => Promise<void>;
}

export function createBench(given: BenchOptions = {}): Bench {
  const order: string[] = [];
  const clock = createManualClock();
  const transport = createFakeTransport(order);
  const journal = createMemoryJournal(order, given.syncs);
  const log = createMemoryLog();
  const options = { ...OPTIONS, ...given.options };
  const question = 'DuckDB or SQLite?';
  const connection: Connection = {
    endpoint: endpoint(),
    apiKey: API_KEY,
    tools: [],
    images: [],
    limits: DEFAULT_LIMITS,
    ...given.connection,
  };
  journal.append(ownRecord({ type: 'created', at: clock.now(), id: 'run-1', question, options }));
  const live = createLiveRun(
    { transport, clock, log, journal, random: () => 0.5 },
    createRun('run-1', question, options, clock.now()),
  );
  live.subscribe((events) => order.push(`told ${events.map((event) => event.type).join(' ')}`));

  const accept = (): void => {
    const { handlers } = transport.last();
    handlers.connected();
    handlers.sent();
    handlers.response(200, {
      'content-type': 'text/event-stream;charset=UTF-8',
      'x-request-id': 'header-id',
    });
  };
  const sendText = (text: string): void => {
    transport.last().handlers.chunk(bytesOf(text));
  };
  const end = (): void => {
    transport.last().handlers.end();
  };
  const start = async (step: 'ask' | 'research', answers?: string): Promise<void> => {
    if (step === 'ask') {
      live.ask(connection);
    } else {
      live.research(connection, answers);
    }
    await settle();
  };
  return {
    live,
    clock,
    transport,
    journal,
    log: log.lines,
    order,
    connection,
    state: () => live.run().state,
    start,
    accept,
    send: (frames) => {
      sendText(render(frames));
    },
    sendText,
    end,
    askAndEnd: async () => {
      await start('ask');
      accept();
      sendText(render(clarifyFrames));
      end();
      assert.equal(live.run().state, 'waiting');
    },
  };
}

/** The JSON that the last POST carried. */
export function bodyOf(bench: Bench): {
  readonly input: { readonly messages: readonly { role: string; content: unknown }[] };
  readonly parameters: Readonly<Record<string, unknown>>;
} {
  return JSON.parse(new TextDecoder().decode(bench.transport.last().request.body)) as ReturnType<
    typeof bodyOf
  >;
}
