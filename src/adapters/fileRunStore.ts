import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { encodeRecord, readJournal, type JournalContents } from '../core/history/journal.ts';
import type { JournalRecord, JournalWriter, RunStore, StoreTrouble } from '../core/ports.ts';

/** Name of the journal within a run's folder. */
export const JOURNAL = 'journal.ndjson';
const SYNC_EVERY_MS = 1000;

/** CRC-32 by zlib, of the text's UTF-8 bytes. */
export function checksum(text: string): number {
  return zlib.crc32(text);
}

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
export function createFileRunStore(root: string, listener: TroubleListener): RunStore {
  return {
    open: (runId) => openJournal(path.join(root, runId), runId, listener),
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

function openJournal(folder: string, runId: string, listener: TroubleListener): JournalWriter {
  const file = path.join(folder, JOURNAL);
  let descriptor: number | undefined;
  let backlog: Buffer[] = [];
  let troubled = false;
  let dirty = false;
  let closed = false;

  function append(...records: readonly JournalRecord[]): void {
    if (closed) {
      return;
    }
    let lines = '';
    for (const record of records) {
      lines += encodeRecord(record, checksum);
    }
    backlog.push(Buffer.from(lines, 'utf8'));
    drain();
  }

  /** Writes what waits; whatever fails stays waiting, from the byte where it broke off. */
  function drain(): void {
    try {
      descriptor ??= openForAppend(folder, file);
      for (let lines = backlog[0]; lines !== undefined; lines = backlog[0]) {
        const written = fs.writeSync(descriptor, lines);
        dirty = true;
        // A full disk writes a part and says nothing (F75).
        if (written < lines.byteLength) {
          backlog[0] = lines.subarray(written);
        } else {
          backlog.shift();
        }
      }
      if (troubled) {
        troubled = false;
        listener.recovered(runId);
      }
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    if (code === 'ENOENT' || code === 'EBADF') {
      forget();
    }
    if (!troubled) {
      troubled = true;
      listener.trouble({ code, path: folder });
    }
  }

  function forget(): void {
    if (descriptor !== undefined) {
      try {
        fs.closeSync(descriptor);
      } catch {
        // It was gone already.
      }
      descriptor = undefined;
    }
  }

  const timer = setInterval(() => {
    if (backlog.length > 0) {
      drain();
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
      fs.fdatasync(target, (error) => {
        if (error !== null && !closed) {
          fail(error);
        }
        resolve();
      });
    });
  }

  function close(): Promise<void> {
    if (!closed) {
      drain();
      closed = true;
      clearInterval(timer);
      if (descriptor !== undefined) {
        try {
          fs.fdatasyncSync(descriptor);
        } catch {
          // Told before, or the folder is gone; nothing more can be done while closing.
        }
        forget();
      }
      backlog = [];
    }
    return Promise.resolve();
  }

  return { append, sync, close };
}

/** Private to the user; a torn last line is closed, so that the next one stands for itself (F79). */
function openForAppend(folder: string, file: string): number {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = !fs.existsSync(file);
  const descriptor = fs.openSync(file, 'a+', 0o600);
  if (isNew) {
    syncFolder(folder);
    return descriptor;
  }
  const { size } = fs.fstatSync(descriptor);
  const last = Buffer.alloc(1);
  if (size > 0 && fs.readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10) {
    fs.writeSync(descriptor, '\n');
  }
  return descriptor;
}

/** Makes the new entry itself durable; Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') {
    return;
  }
  try {
    const descriptor = fs.openSync(folder, 'r');
    fs.fsyncSync(descriptor);
    fs.closeSync(descriptor);
  } catch {
    // Some file systems refuse; the journal itself is still synced.
  }
}
