import * as fs from 'node:fs';
import * as path from 'node:path';
import { readJournal, type JournalContents } from '../core/history/readJournal.ts';
import { checksum, encodeBatch } from './encodeBatch.ts';
import type { JournalEntry, RunJournal, RunStore, StoreTrouble } from '../core/ports.ts';
import { codeOf, nodeFileSystem, type FileSystem } from './fileSystem.ts';

/** Name of the journal within a run's folder. */
export const JOURNAL = 'journal.ndjson';
const SYNC_EVERY_MS = 1000;
const LINE_FEED = 10;
/** Pieces that one call may write: systems take 1,024 at most. */
const MOST_AT_ONCE = 512;

/** Hears of trouble with the disk, and of its end. */
export interface TroubleListener {
  trouble(trouble: StoreTrouble): void;
  recovered(runId: string): void;
}

/**
 * Runs as folders below `root`, each with an append-only journal. Appends by `writeSync`, since they
 * alone survived every kill in the measurements (design); what cannot be written stays in memory
 * and is written as soon as the disk takes it again (F75 to F77).
 */
export function createFileRunStore(
  root: string,
  listener: TroubleListener,
  disk: FileSystem = nodeFileSystem,
): RunStore {
  return {
    open: (runId) => openJournal(path.join(root, runId), runId, listener, disk),
  };
}

/** Reads a run's journal; `undefined` where there is none. Never writes, never throws for contents. */
export async function readRunJournal(
  root: string,
  runId: string,
): Promise<JournalContents | undefined> {
  try {
    const text = await fs.promises.readFile(path.join(root, runId, JOURNAL), 'utf8');
    return readJournal(text, checksum);
  } catch {
    return undefined;
  }
}

function openJournal(
  folder: string,
  runId: string,
  listener: TroubleListener,
  disk: FileSystem,
): RunJournal {
  const file = path.join(folder, JOURNAL);
  let descriptor: number | undefined;
  /** The whole journal while the run is at work: what a deleted folder is made again from (F77). */
  let memory: Uint8Array[] = [];
  /** Where the next byte to write is: a part of `memory`, and an offset in it. */
  let part = 0;
  let offset = 0;
  /** Bytes of `memory` that the file holds. */
  let onDisk = 0;
  let troubled = false;
  let syncTold = false;
  let dirty = false;
  let unchecked = false;
  let closed = false;

  function append(...entries: readonly JournalEntry[]): void {
    if (closed) {
      return;
    }
    if (memory.length === 0) {
      recall();
    }
    memory.push(...encodeBatch(entries));
    unchecked = true;
    drain();
  }

  /** What an earlier session or step wrote. A torn last line is closed, so that the next one stands for itself (F79). */
  function recall(): void {
    part = 0;
    offset = 0;
    onDisk = 0;
    let earlier: Uint8Array;
    try {
      earlier = disk.readFileSync(file);
    } catch {
      return;
    }
    if (earlier.byteLength > 0) {
      memory.push(earlier);
      part = 1;
      onDisk = earlier.byteLength;
      if (earlier.at(-1) !== LINE_FEED) {
        memory.push(Uint8Array.of(LINE_FEED));
      }
    }
  }

  /** Writes what waits; whatever fails stays waiting, from the byte where it broke off. */
  function drain(): void {
    try {
      descriptor ??= openForAppend();
      while (part < memory.length) {
        const written = writeWaiting(descriptor);
        dirty = true;
        onDisk += written;
        // A full disk writes a part and says nothing (F75).
        if (written === 0) {
          throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
        }
        skip(written);
      }
      if (troubled) {
        troubled = false;
        listener.recovered(runId);
      }
    } catch (error) {
      fail(error);
    }
  }

  function writeWaiting(target: number): number {
    const waiting = memory.slice(part, part + MOST_AT_ONCE);
    const [first] = waiting;
    if (first !== undefined && offset > 0) {
      waiting[0] = first.subarray(offset);
    }
    return first !== undefined && waiting.length === 1
      ? disk.writeSync(target, waiting[0] ?? first)
      : disk.writevSync(target, waiting);
  }

  /** So many bytes of what waited are in the file. */
  function skip(written: number): void {
    offset += written;
    for (let next = memory[part]; next !== undefined && offset >= next.byteLength;) {
      offset -= next.byteLength;
      part += 1;
      next = memory[part];
    }
  }

  /** Private to the user. */
  function openForAppend(): number {
    disk.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const isNew = disk.statSync(file, { throwIfNoEntry: false }) === undefined;
    const opened = disk.openSync(file, 'a+', 0o600);
    if (isNew) {
      // Somebody deleted what was there: all of it is written again.
      part = 0;
      offset = 0;
      onDisk = 0;
      syncFolder(folder, disk);
    }
    return opened;
  }

  function fail(error: unknown): void {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'EBADF' || code === 'ESTALE') {
      forget();
    }
    if (!troubled) {
      troubled = true;
      listener.trouble({ code, path: folder, runId });
    }
  }

  function forget(): void {
    if (descriptor !== undefined) {
      try {
        disk.closeSync(descriptor);
      } catch {
        // It was gone already.
      }
      descriptor = undefined;
    }
  }

  /**
   * Looks whether the file is still the one that is written to. A deleted one is written again from
   * memory; another one in its place, or a shortened one, is put aside and never written over (F77).
   */
  function check(): void {
    unchecked = false;
    if (closed || descriptor === undefined) {
      return;
    }
    try {
      const ours = disk.fstatSync(descriptor);
      const there = disk.statSync(file, { throwIfNoEntry: false });
      if (there?.ino === ours.ino && there.dev === ours.dev && there.size >= onDisk) {
        return;
      }
      forget();
      if (there !== undefined) {
        disk.renameSync(file, freeName(`${file}.aside`, disk));
      }
      drain();
    } catch (error) {
      fail(error);
    }
  }

  const timer = setInterval(() => {
    if (part < memory.length) {
      drain();
    }
    if (unchecked) {
      check();
    }
    void sync();
  }, SYNC_EVERY_MS);
  timer.unref();

  async function sync(): Promise<void> {
    if (!dirty || descriptor === undefined) {
      return;
    }
    dirty = false;
    const target = descriptor;
    await new Promise<void>((resolve) => {
      disk.fdatasync(target, (error) => {
        // A file that was closed meanwhile was synced by whoever closed it.
        if (error !== null && !closed && descriptor === target) {
          dirty = true;
          if (!syncTold) {
            syncTold = true;
            listener.trouble({ code: codeOf(error), path: folder, runId });
          }
        }
        resolve();
      });
    });
  }

  function syncNow(): void {
    if (descriptor !== undefined) {
      try {
        disk.fdatasyncSync(descriptor);
        dirty = false;
      } catch {
        // Told before, or the folder is gone; nothing more can be done here.
      }
    }
  }

  function rest(): void {
    check();
    if (part < memory.length || closed) {
      return;
    }
    syncNow();
    forget();
    memory = [];
  }

  function close(): Promise<void> {
    if (!closed) {
      if (part < memory.length) {
        drain();
      }
      if (unchecked) {
        check();
      }
      closed = true;
      clearInterval(timer);
      syncNow();
      forget();
      memory = [];
    }
    return Promise.resolve();
  }

  return { append, sync, check, rest, close };
}

/** A name beside the file that nothing has yet. */
function freeName(name: string, disk: FileSystem): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}${count}`;
    if (disk.statSync(free, { throwIfNoEntry: false }) === undefined) {
      return free;
    }
  }
}

/** Makes the new entry itself durable; Windows has no such call. */
function syncFolder(folder: string, disk: FileSystem): void {
  if (process.platform === 'win32') {
    return;
  }
  try {
    const descriptor = disk.openSync(folder, 'r');
    disk.fsyncSync(descriptor);
    disk.closeSync(descriptor);
  } catch {
    // Some file systems refuse; the journal itself is still synced.
  }
}
