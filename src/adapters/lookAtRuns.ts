import * as fs from 'node:fs';
import * as path from 'node:path';

/** What the list needs of a run's folder. */
export interface RunLook {
  readonly id: string;
  /** Names of the files in it; none where it cannot be read. */
  readonly entries: readonly string[];
  /** The summary's text, empty where there is none. */
  readonly summary: string;
}

/** The window is left alone for no longer than this at a time, in ms. */
const SLICE_MS = 8;
/** A disk that answers at once reads a run in a few hundredths of this, in ms. */
const SLOW_RUN_MS = 1;
/** A moment's disturbance makes one slice slow; a slow disk makes all of them so. */
const MOST_SLOW_SLICES = 2;
/** Files that are open at once where the disk is slow. */
const READ_AT_ONCE = 64;

/**
 * Looks into the folders of runs. Where the disk answers at once that is done in small slices of
 * plain calls, since with promises a thousand runs cost five times as much, nearly all of it our own
 * time; where it does not (a network, a disk that was asleep), nobody waits for it.
 *
 * @param now a clock in ms, for tests
 */
export async function lookAtRuns(
  root: string,
  ids: readonly string[],
  summaryName: string,
  now = (): number => performance.now(),
): Promise<readonly RunLook[]> {
  const looks: RunLook[] = [];
  let slowSlices = 0;
  while (looks.length < ids.length && slowSlices < MOST_SLOW_SLICES) {
    const started = now();
    const before = looks.length;
    while (looks.length < ids.length && now() - started < SLICE_MS) {
      looks.push(lookNow(root, ids[looks.length] ?? '', summaryName));
    }
    const each = (now() - started) / (looks.length - before);
    slowSlices += each > SLOW_RUN_MS ? 1 : 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const waiting = ids.slice(looks.length);
  await atMost(READ_AT_ONCE, waiting, async (id) => {
    looks.push(await look(root, id, summaryName));
  });
  return looks;
}

/** Does the work for each of the items, so many at a time. */
export async function atMost<T>(
  count: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const next = async (): Promise<void> => {
    for (const item of rest) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, items.length) }, next));
}

function lookNow(root: string, id: string, summaryName: string): RunLook {
  const folder = path.join(root, id);
  return {
    id,
    entries: attempt(() => fs.readdirSync(folder), []),
    summary: attempt(() => fs.readFileSync(path.join(folder, summaryName), 'utf8'), ''),
  };
}

async function look(root: string, id: string, summaryName: string): Promise<RunLook> {
  const folder = path.join(root, id);
  const [entries, summary] = await Promise.all([
    fs.promises.readdir(folder).catch(() => []),
    fs.promises.readFile(path.join(folder, summaryName), 'utf8').catch(() => ''),
  ]);
  return { id, entries, summary };
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
