import * as fs from 'node:fs';
import * as path from 'node:path';
import { replayRun } from '../core/history/journal.ts';
import { leaveBehind } from '../core/history/leftBehind.ts';
import { summarizeRun, type RunSummary } from '../core/history/record.ts';
import type { RunLibrary, StoredRun } from '../core/ports.ts';
import type { PriceTable } from '../core/research/price.ts';
import { isHeld } from '../core/research/run.ts';
import { asObject, parseJson } from '../core/wire/read.ts';
import { JOURNAL, readRunJournal, type TroubleListener } from './fileRunStore.ts';
import { checksum } from './encodeBatch.ts';
import { codeOf, nodeFileSystem, type FileSystem } from './fileSystem.ts';
import { atMost, lookAtRuns, type RunLook } from './lookAtRuns.ts';
import { createFileReplacer } from './replaceFile.ts';
import { readOwner, readOwnerName, takeLease } from './runOwner.ts';

const SUMMARY = 'summary.json';
const OWNER = 'owner.json';
const IMAGES = 'images.json';
/** An empty file: the run is pinned. */
const PINNED = 'pinned';
const SUMMARY_VERSION = 1;
/** Journals that are read at once, of runs that have no summary. */
const READ_AT_ONCE = 64;

/** The library over a folder of this computer. */
export function createRunLibrary(
  root: string,
  prices: () => PriceTable,
  listener: Pick<TroubleListener, 'trouble'> = { trouble: () => undefined },
  disk: FileSystem = nodeFileSystem,
  /** What other windows may call this one. */
  window = '',
): RunLibrary {
  const folder = (runId: string): string => path.join(root, runId);
  const fileOf = (runId: string, name: string): string => path.join(root, runId, name);
  const files = createFileReplacer(disk, (code, file) => {
    listener.trouble({ code, path: file, runId: path.basename(path.dirname(file)) });
  });
  /** What reading a journal has shown since the start; the summaries of those runs look well. */
  const known = new Map<string, Pick<RunSummary, 'damage' | 'newer'>>();
  /** Summaries made from journals, with the size that the journal had. */
  const replayed = new Map<string, { readonly size: number; readonly summary: RunSummary }>();

  async function list(): Promise<readonly RunSummary[]> {
    const names = await fs.promises.readdir(root).catch(() => [] as string[]);
    const summaries: RunSummary[] = [];
    await atMost(
      READ_AT_ONCE,
      await lookAtRuns(root, names.filter(isRunId), SUMMARY),
      async (run) => {
        summaries.push(await summaryOf(run));
      },
    );
    return summaries.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  async function summaryOf({ entries, id: runId, summary }: RunLook): Promise<RunSummary> {
    const kept = readSummary(runId, summary);
    const pinned = entries.includes(PINNED) ? ({ pinned: true } as const) : {};
    if (!entries.includes(JOURNAL)) {
      return { ...(kept ?? damagedSummary(runId)), state: 'damaged', damage: 'missing', ...pinned };
    }
    const owner = entries.includes(OWNER) ? ownerOf(runId) : undefined;
    // A lease that nobody holds any more: its owner died, and the summary may tell of an earlier day.
    const isLeft =
      owner === 'nobody' || (kept !== undefined && owner === undefined && isHeld(kept.state));
    return {
      ...(kept === undefined || isLeft ? await leftBehind(runId) : kept),
      ...known.get(runId),
      ...pinned,
      ...(owner === 'other' ? { elsewhere: true } : {}),
    };
  }

  /** Summary by the journal; read once for each size that it has. */
  async function leftBehind(runId: string): Promise<RunSummary> {
    const size = sizeOf(runId);
    const before = replayed.get(runId);
    if (before?.size === size) {
      return before.summary;
    }
    const stored = await read(runId);
    const summary: RunSummary =
      stored === undefined
        ? {
            ...damagedSummary(runId),
            // What a newer version wrote is not damaged (F71).
            ...(known.get(runId)?.newer === true ? {} : { damage: 'unreadable' }),
          }
        : summarizeRun(stored.run, prices());
    if (stored?.ownedElsewhere !== true) {
      replayed.set(runId, { size, summary });
    }
    return summary;
  }

  function readSummary(runId: string, text: string): RunSummary | undefined {
    const value = asObject(parseJson(text));
    const summary = asObject(value?.['summary']);
    return value?.['version'] === SUMMARY_VERSION && isSummary(summary, runId)
      ? summary
      : undefined;
  }

  async function read(runId: string): Promise<StoredRun | undefined> {
    if (!isRunId(runId)) {
      return undefined;
    }
    const contents = await readRunJournal(root, runId);
    if (contents !== undefined) {
      known.set(runId, {
        ...(contents.damagedLines > 0 ? { damage: 'lines' } : {}),
        ...(contents.newerLines > 0 ? { newer: true } : {}),
      });
    }
    const run = contents === undefined ? undefined : replayRun(contents.records);
    if (contents === undefined || run === undefined) {
      return undefined;
    }
    const ownedElsewhere = ownerOf(runId) === 'other';
    // A journal that was copied by hand says another id than its folder.
    const named = run.id === runId ? run : { ...run, id: runId };
    return {
      run: ownedElsewhere ? named : leaveBehind(named, contents.records),
      contents,
      ownedElsewhere,
      ...(ownedElsewhere ? ownerName(runId) : {}),
      newer: contents.newerLines > 0,
    };
  }

  function ownerName(runId: string): Pick<StoredRun, 'owner'> {
    const owner = readOwnerName(fileOf(runId, OWNER), disk);
    return owner === '' ? {} : { owner };
  }

  async function roomOf(runId: string): Promise<number> {
    const names = await fs.promises.readdir(folder(runId)).catch(() => [] as string[]);
    let bytes = 0;
    for (const name of names) {
      bytes += await fs.promises.stat(fileOf(runId, name)).then(
        ({ size }) => size,
        () => 0,
      );
    }
    return bytes;
  }

  function sizeOf(runId: string): number {
    try {
      return disk.statSync(fileOf(runId, JOURNAL), { throwIfNoEntry: false })?.size ?? 0;
    } catch {
      return 0;
    }
  }

  const ownerOf = (runId: string): ReturnType<typeof readOwner> =>
    readOwner(fileOf(runId, OWNER), disk);

  return {
    list,
    read,
    folder,
    checksum,
    readNote: (runId, name) =>
      fs.promises.readFile(fileOf(runId, name), 'utf8').catch(() => undefined),
    writeNote: (runId, name, text) => {
      files.replace(fileOf(runId, name), text);
    },
    adopt: async (runId, journal) => {
      if (!isRunId(runId)) {
        return false;
      }
      try {
        await fs.promises.mkdir(root, { recursive: true, mode: 0o700 });
        await fs.promises.mkdir(folder(runId), { mode: 0o700 });
      } catch (error) {
        if (codeOf(error) === 'EEXIST') {
          return false;
        }
        throw error;
      }
      const temporary = fileOf(runId, `${JOURNAL}.tmp`);
      await fs.promises.writeFile(temporary, journal, { mode: 0o600, flush: true });
      await fs.promises.rename(temporary, fileOf(runId, JOURNAL));
      return true;
    },
    sizeOf: roomOf,
    journalFile: (runId) => fileOf(runId, JOURNAL),
    journalText: (runId) =>
      fs.promises.readFile(fileOf(runId, JOURNAL), 'utf8').catch(() => undefined),
    writeImages: (runId, images) => {
      files.replace(fileOf(runId, IMAGES), JSON.stringify(images));
    },
    readImages: async (runId) => {
      const text = await fs.promises.readFile(fileOf(runId, IMAGES), 'utf8').catch(() => '[]');
      const value = parseJson(text);
      return Array.isArray(value) ? value.filter((image) => typeof image === 'string') : [];
    },
    writeSummary: (summary) => {
      const text = JSON.stringify({ version: SUMMARY_VERSION, summary });
      files.replace(fileOf(summary.id, SUMMARY), text);
    },
    claim: (runId) => takeLease(fileOf(runId, OWNER), disk, window),
    glance: (runId) => ({
      ownedElsewhere: ownerOf(runId) === 'other',
      size: sizeOf(runId),
    }),
    release: (runId) => {
      if (ownerOf(runId) === 'us') {
        disk.rmSync(fileOf(runId, OWNER), { force: true });
      }
    },
    pin: async (runId, pinned) => {
      if (!isRunId(runId)) {
        return;
      }
      await (pinned
        ? fs.promises.writeFile(fileOf(runId, PINNED), '', { mode: 0o600 })
        : fs.promises.rm(fileOf(runId, PINNED), { force: true }));
    },
  };
}

/** Names that we make ourselves (see `newRunId`): a path from elsewhere is none. */
export function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{8}$/.test(name);
}

/** A new run's name: it sorts by time, and two windows never make the same. */
export function newRunId(now: Date, randomHex: string): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomHex.slice(0, 8)}`;
}

/** A damaged file may hold anything: the fields that everybody reads are checked (F82). */
function isSummary(value: unknown, id: string): value is RunSummary {
  const summary = asObject(value);
  const has = (name: keyof RunSummary, type: string): boolean => typeof summary?.[name] === type;
  return (
    summary?.['id'] === id &&
    (['question', 'state', 'model'] as const).every((name) => has(name, 'string')) &&
    (['createdAt', 'sourcesFound', 'sourcesRead'] as const).every((name) => has(name, 'number')) &&
    (['title', 'savedPath'] as const).every((name) => !(name in summary) || has(name, 'string')) &&
    (!('cost' in summary) || has('cost', 'number')) &&
    Array.isArray(summary['requestIds']) &&
    summary['requestIds'].every((requestId) => typeof requestId === 'string')
  );
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
