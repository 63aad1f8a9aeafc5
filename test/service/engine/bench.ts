import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClock } from '../../../src/adapters/clock.ts';
import { createFileRunStore, readRunJournal } from '../../../src/adapters/fileRunStore.ts';
import { createNodeHttp } from '../../../src/adapters/nodeHttp.ts';
import { createRunLibrary, newRunId } from '../../../src/adapters/runLibrary.ts';
import { replayRun } from '../../../src/core/history/journal.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { explainFailure } from '../../../src/core/research/explain.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import {
  isLive,
  MAIN_MODEL,
  type Model,
  type Run,
  type RunOptions,
} from '../../../src/core/research/run.ts';
import { en } from '../../../src/core/text/en.ts';
import { createTranslate } from '../../../src/core/text/translate.ts';
import { readEndpoint } from '../../../src/core/wire/endpoint.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/wire/watchdog.ts';
import {
  createRunDesk,
  type OpenRun,
  type ReadyAccess,
  type RunDesk,
} from '../../../src/features/runs/runDesk.ts';
import type { Settings } from '../../../src/features/settings.ts';
import { startService, type SimulatedService } from '../index.ts';

export const KEY = 'sk-canary-0123456789abcdef';

/** A clock that runs faster than the computer's: pauses of minutes pass in moments. */
export function createFastClock(factor: number): Clock {
  const real = createClock();
  const start = real.now();
  return {
    now: () => start + (real.now() - start) * factor,
    after: (ms, callback) => real.after(ms / factor, callback),
  };
}

/** The real engine (desk, transport, disk) against the simulated service over HTTP. */
export interface EngineBench {
  readonly service: SimulatedService;
  readonly desk: RunDesk;
  readonly root: string;
  readonly logged: string[];
  start(question?: string, options?: Partial<RunOptions>): OpenRun;
  ask(run: OpenRun): Promise<void>;
  research(run: OpenRun, answers?: string): Promise<void>;
  /** Waits until no request is under way and none is planned. */
  settled(run: OpenRun): Promise<Run>;
  until(condition: () => boolean): Promise<void>;
  replayed(run: OpenRun): Promise<Run | undefined>;
  /** What the person reads: headline, cost, next. */
  sentence(run: Run): { readonly headline: string; readonly cost: string; readonly next: string };
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  readonly baseUrl?: (url: string) => string;
  readonly model?: Model;
  readonly settings?: Partial<Settings>;
  readonly toolToken?: string;
  /** What a queued run finds when its turn comes; by default what it was clicked with. */
  readonly accessNow?: () => Promise<ReadyAccess | undefined>;
}

export async function openBench(options: BenchOptions = {}): Promise<EngineBench> {
  const service = await startService({ pace: 'instant' });
  const root = mkdtempSync(path.join(os.tmpdir(), 'deep-research-'));
  const clock = options.clock ?? createFastClock(100);
  const logged: string[] = [];
  const note = (message: string): void => {
    logged.push(message);
  };
  const library = createRunLibrary(root, () => PRICES);
  const settings: Settings = {
    baseUrl: service.url,
    workspaceId: '',
    model: MAIN_MODEL,
    clarify: true,
    outputFormat: 'model_detailed_report',
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    maxCostPerRun: 0,
    maxCostPerMonth: 0,
    maxParallelRuns: 2,
    prices: PRICES,
    tools: [],
    ...options.settings,
  };
  const desk = createRunDesk(
    {
      transport: createNodeHttp(),
      clock,
      log: { info: note, warn: note, error: note },
      store: createFileRunStore(root, {
        trouble: ({ code }) => {
          note(`trouble ${code}`);
        },
        recovered: () => {
          note('recovered');
        },
      }),
      library,
      random: () => 0.5,
      onCostNotice: (limit) => {
        note(`cost notice ${limit}`);
      },
      toolTokens: {
        read: () => Promise.resolve(options.toolToken),
        store: () => Promise.resolve(),
      },
      ...(options.accessNow === undefined ? {} : { accessNow: options.accessNow }),
      newRunId: () => newRunId(new Date(), Math.random().toString(16).slice(2).padEnd(8, '0')),
    },
    () => settings,
  );
  const baseUrl = options.baseUrl?.(service.url) ?? service.url;
  const endpoint = readEndpoint(baseUrl);
  if (endpoint === undefined) {
    throw new Error(`no endpoint for ${baseUrl}`);
  }
  const access = { endpoint, apiKey: KEY };
  const t = createTranslate(en);

  async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!condition()) {
      if (Date.now() > end) {
        throw new Error('waited 30 s in vain');
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  return {
    service,
    desk,
    root,
    logged,
    start: (question = 'DuckDB or SQLite for log analytics?', change = {}) =>
      desk.create(
        question,
        {
          model: options.model ?? MAIN_MODEL,
          clarify: true,
          outputFormat: 'model_detailed_report',
          images: [],
          tools: [],
          ...change,
        },
        [],
      ),
    ask: (run) => desk.ask(run, access),
    research: (run, answers = 'Logs of one server, for its operators.') =>
      desk.research(run, access, answers),
    settled: async ({ live }) => {
      await until(() => {
        const { retry, state, steps } = live.run();
        const step = steps.at(-1);
        return (
          step !== undefined && !isLive(state) && retry === undefined && step.endedAt !== undefined
        );
      });
      return live.run();
    },
    until,
    replayed: async ({ live }) => {
      const journal = await readRunJournal(root, live.run().id);
      return journal === undefined ? undefined : replayRun(journal.records);
    },
    sentence: (run) => {
      const { cost, headline, next } = explainFailure(run, PRICES, t);
      return { headline, cost, next };
    },
    close: async () => {
      desk.close();
      await service.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
