import * as fs from 'node:fs';
import * as path from 'node:path';
import { asLeftBehind, summarizeRun, type RunSummary } from '../core/history/record.ts';
import { replayRun } from '../core/history/journal.ts';
import type { RunLibrary, StoredRun } from '../core/ports.ts';
import type { PriceTable } from '../core/research/price.ts';
import { isLive } from '../core/research/run.ts';
import { asObject, parseJson } from '../core/wire/read.ts';
import { JOURNAL, readRunJournal } from './fileRunStore.ts';

const SUMMARY = 'summary.json';
const OWNER = 'owner.json';
const IMAGES = 'images.json';
const SUMMARY_VERSION = 1;
/** An owner that has not shown itself for this long is gone, whatever process has its number now. */
const OWNER_STALE_MS = 30_000;

/** The library over a folder of this computer. */
export function createRunLibrary(root: string, prices: () => PriceTable): RunLibrary {
  const folder = (runId: string): string => path.join(root, runId);

  async function list(): Promise<readonly RunSummary[]> {
    const names = await fs.promises.readdir(root).catch(() => [] as string[]);
    const summaries = await Promise.all(names.filter(isRunId).map(summaryOf));
    return summaries.sort((a, b) => b.createdAt - a.createdAt);
  }

  async function summaryOf(runId: string): Promise<RunSummary> {
    const kept = await readSummary(runId);
    if (kept !== undefined && !(isLive(kept.state) && !isOwned(runId, true))) {
      return kept;
    }
    const stored = await read(runId);
    return stored === undefined ? damagedSummary(runId) : summarizeRun(stored.run, prices());
  }

  async function readSummary(runId: string): Promise<RunSummary | undefined> {
    const text = await fs.promises
      .readFile(path.join(folder(runId), SUMMARY), 'utf8')
      .catch(() => '');
    const value = asObject(parseJson(text));
    const summary = asObject(value?.['summary']);
    return value?.['version'] === SUMMARY_VERSION && summary?.['id'] === runId
      ? (summary as unknown as RunSummary)
      : undefined;
  }

  async function read(runId: string): Promise<StoredRun | undefined> {
    if (!isRunId(runId)) {
      return undefined;
    }
    const contents = await readRunJournal(root, runId);
    const run = contents === undefined ? undefined : replayRun(contents.records);
    if (contents === undefined || run === undefined) {
      return undefined;
    }
    const ownedElsewhere = isLive(run.state) && isOwned(runId, false);
    return { run: ownedElsewhere ? run : asLeftBehind(run), contents, ownedElsewhere };
  }

  /** Owned by a living process; whether our own counts is the caller's matter. */
  function isOwned(runId: string, byUsToo: boolean): boolean {
    try {
      const file = path.join(folder(runId), OWNER);
      const pid = asObject(parseJson(fs.readFileSync(file, 'utf8')))?.['pid'];
      if (pid === process.pid) {
        return byUsToo;
      }
      if (Date.now() - fs.statSync(file).mtimeMs > OWNER_STALE_MS || typeof pid !== 'number') {
        return false;
      }
      return isAlive(pid);
    } catch {
      return false;
    }
  }

  return {
    list,
    read,
    folder,
    journalFile: (runId) => path.join(folder(runId), JOURNAL),
    writeImages: (runId, images) => {
      replaceFile(path.join(folder(runId), IMAGES), JSON.stringify(images));
    },
    readImages: async (runId) => {
      const text = await fs.promises
        .readFile(path.join(folder(runId), IMAGES), 'utf8')
        .catch(() => '[]');
      const value = parseJson(text);
      return Array.isArray(value) ? value.filter((image) => typeof image === 'string') : [];
    },
    writeSummary: (summary) => {
      const file = path.join(folder(summary.id), SUMMARY);
      const text = JSON.stringify({ version: SUMMARY_VERSION, summary });
      replaceFile(file, text);
    },
    claim: (runId) => {
      replaceFile(path.join(folder(runId), OWNER), JSON.stringify({ pid: process.pid }));
    },
    release: (runId) => {
      fs.rmSync(path.join(folder(runId), OWNER), { force: true });
    },
  };
}

/** Names that we make ourselves (see `newRunId`): a path from elsewhere is none. */
function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{8}$/.test(name);
}

/** A new run's name: it sorts by time, and two windows never make the same. */
export function newRunId(now: Date, randomHex: string): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomHex.slice(0, 8)}`;
}

/** Whole file by temp + rename: a crash leaves the old one or the new one. Trouble is ignored: both files can be made again. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(temporary, text, { mode: 0o600 });
    fs.renameSync(temporary, file);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function damagedSummary(id: string): RunSummary {
  const stamp = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})/.exec(id);
  const [year, month, day, hour, minute, second] = (stamp ?? []).slice(1).map(Number);
  return {
    id,
    question: id,
    state: 'damaged',
    model: 'qwen-deep-research',
    createdAt: Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second),
    sourcesFound: 0,
    sourcesRead: 0,
    requestIds: [],
  };
}
