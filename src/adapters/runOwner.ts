import * as os from 'node:os';
import { asObject, asText, parseJson } from '../core/wire/read.ts';
import { codeOf, type FileSystem } from './fileSystem.ts';

/** An owner that has not shown itself for this long is gone, whatever process has its number now. */
const OWNER_STALE_MS = 30_000;
/** A lease without contents is being written just now, unless it is older than this. */
const WRITING_MS = 2_000;

/** Who may write a run: nobody, this process, or a living one of another window (F63 to F65). */
export type Owner = 'nobody' | 'us' | 'other';

/** A lease file with process number and computer; its time is the owner's last sign of life. */
export function readOwner(file: string, disk: FileSystem): Owner {
  try {
    const lease = asObject(parseJson(disk.readFileSync(file).toString('utf8')));
    const { host, pid } = { host: lease?.['host'], pid: lease?.['pid'] };
    const isHere = host === undefined || host === os.hostname();
    if (isHere && pid === process.pid) {
      return 'us';
    }
    const facts = disk.statSync(file, { throwIfNoEntry: false });
    const age = facts === undefined ? Infinity : Date.now() - facts.mtimeMs;
    if (typeof pid !== 'number') {
      return age <= WRITING_MS ? 'other' : 'nobody';
    }
    return age <= OWNER_STALE_MS && (!isHere || isAlive(pid)) ? 'other' : 'nobody';
  } catch {
    return 'nobody';
  }
}

/** What the window with the lease calls itself; empty where it says nothing. Not to be trusted. */
export function readOwnerName(file: string, disk: FileSystem): string {
  try {
    return asText(asObject(parseJson(disk.readFileSync(file).toString('utf8')))?.['window']);
  } catch {
    return '';
  }
}

/**
 * Takes or renews the lease. Two windows that try at the same moment: the file is made exclusively,
 * so one of them gets it. A disk that cannot take the lease does not stop anybody.
 *
 * @param window what the others may call this window
 */
export function takeLease(file: string, disk: FileSystem, window: string): boolean {
  const text = JSON.stringify({ pid: process.pid, host: os.hostname(), window });
  for (let tries = 0; tries < 3; tries += 1) {
    const owner = readOwner(file, disk);
    if (owner === 'other') {
      return false;
    }
    try {
      disk.writeFileSync(file, text, { mode: 0o600, flag: owner === 'us' ? 'w' : 'wx' });
      return true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        return true;
      }
      clear(file, disk);
    }
  }
  return readOwner(file, disk) !== 'other';
}

/** Removes a lease that nobody living holds; between two who do so, the exclusive making decides. */
function clear(file: string, disk: FileSystem): void {
  if (readOwner(file, disk) === 'nobody') {
    disk.rmSync(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives but belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}
