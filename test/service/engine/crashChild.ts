import fs from 'node:fs';
import path from 'node:path';
import { createClock } from '../../../src/adapters/clock.ts';
import { createFileRunStore } from '../../../src/adapters/fileRunStore.ts';
import { createNodeHttp } from '../../../src/adapters/nodeHttp.ts';
import { createRunLibrary, newRunId } from '../../../src/adapters/runLibrary.ts';
import type { JournalEntry, RunStore } from '../../../src/core/ports.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { MAIN_MODEL } from '../../../src/core/research/run.ts';
import { readEndpoint } from '../../../src/core/wire/endpoint.ts';
import { DEFAULT_LIMITS } from '../../../src/core/wire/watchdog.ts';
import { createRunDesk } from '../../../src/features/runs/runDesk.ts';
import type { Settings } from '../../../src/features/settings.ts';

/** A test file that is started with this in its environment becomes the child. */
export const CHILD = 'DEEP_RESEARCH_CRASH_CHILD';

export interface ChildTask {
  readonly kind: 'research' | 'claim';
  readonly root: string;
  readonly baseUrl: string;
  readonly runId: string;
  /** What the window calls itself. */
  readonly window?: string;
}

const say = (text: string): void => {
  // Synchronous: what is said was done before, whenever the process is killed.
  fs.writeSync(1, `${text}\n`);
};

/** A process that does what a window does with the real engine, until it is killed. */
export async function runChild(task: ChildTask): Promise<void> {
  if (task.kind === 'claim') {
    await claim(task);
    return;
  }
  const settings: Settings = {
    baseUrl: task.baseUrl,
    workspaceId: '',
    model: MAIN_MODEL,
    clarify: true,
    outputFormat: 'model_detailed_report',
    limits: DEFAULT_LIMITS,
    maxCostPerRun: 0,
    maxCostPerMonth: 0,
    maxParallelRuns: 2,
    prices: PRICES,
    tools: [],
  };
  const endpoint = readEndpoint(task.baseUrl);
  if (endpoint === undefined) {
    throw new Error('no endpoint');
  }
  const access = { endpoint, apiKey: 'sk-canary-0123456789abcdef' };
  const nothing = (): void => undefined;
  const desk = createRunDesk(
    {
      transport: createNodeHttp(),
      clock: createClock(),
      log: { info: nothing, warn: nothing, error: nothing },
      store: telling(createFileRunStore(task.root, { trouble: nothing, recovered: nothing })),
      library: createRunLibrary(task.root, () => PRICES, undefined, undefined, task.window),
      random: Math.random,
      newRunId: () =>
        newRunId(new Date(), Math.random().toString(16).slice(2).padEnd(8, '0').slice(0, 8)),
      toolTokens: { read: () => Promise.resolve(undefined), store: () => Promise.resolve() },
      onCostNotice: nothing,
    },
    () => settings,
  );
  for (;;) {
    const run = desk.create(
      'DuckDB or SQLite?',
      {
        model: MAIN_MODEL,
        clarify: true,
        outputFormat: 'model_detailed_report',
        images: [],
        tools: [],
      },
      [],
    );
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    await desk.ask(run, access);
    await until(() => run.live.run().state === 'waiting');
    await desk.research(run, access, 'For operators.');
    await until(() => run.live.run().state === 'done');
  }
}

/** Records that a reader finds in an entry: a frame of the service is one line of data. */
function countRecords(entry: JournalEntry): number {
  return entry.kind === 'raw' ? (entry.piece.text.match(/^data:/gmu)?.length ?? 0) : 1;
}

/** Says after each append how many records of which run have been written in all. */
function telling(store: RunStore): RunStore {
  return {
    open: (runId) => {
      const journal = store.open(runId);
      let count = 0;
      return {
        ...journal,
        append: (...entries) => {
          journal.append(...entries);
          count += entries.reduce((sum, entry) => sum + countRecords(entry), 0);
          say(`${runId} ${count}`);
        },
      };
    },
  };
}

/** Waits for the starting shot, then tries to take the run, and lives on for a moment. */
async function claim({ root, runId }: ChildTask): Promise<void> {
  const library = createRunLibrary(root, () => PRICES);
  say('ready');
  while (!fs.existsSync(path.join(root, 'go'))) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  say(library.claim(runId) ? 'mine' : 'not mine');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
}
