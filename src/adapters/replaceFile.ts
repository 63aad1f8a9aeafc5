import * as path from 'node:path';
import { codeOf, type FileSystem } from './fileSystem.ts';

/** A virus scanner holds a new file for moments; it is tried again for 2 s in all (F78). */
const MOST_TRIES = 10;
const TRY_EVERY_MS = 200;

/** Replaces small files whole, by temp + rename: a crash leaves the old one or the new one. */
export interface FileReplacer {
  /** Never throws, never waits: a file that is held is tried again later. */
  replace(file: string, text: string): void;
  /** Nothing waits any more. */
  settled(): boolean;
}

export function createFileReplacer(
  disk: FileSystem,
  onTrouble: (code: string, file: string) => void,
): FileReplacer {
  /** The latest text of each file that is held. */
  const held = new Map<string, { tries: number; timer: NodeJS.Timeout }>();
  const temporaryOf = (file: string): string => `${file}.${process.pid}.tmp`;

  function rename(file: string, tries: number): void {
    try {
      disk.renameSync(temporaryOf(file), file);
      held.delete(file);
    } catch (error) {
      const code = codeOf(error);
      const mayPass = code === 'EPERM' || code === 'EBUSY' || code === 'EACCES';
      if (mayPass && tries < MOST_TRIES) {
        const timer = setTimeout(() => {
          rename(file, tries + 1);
        }, TRY_EVERY_MS);
        timer.unref();
        held.set(file, { tries, timer });
        return;
      }
      // The new text stays beside the file, where a person finds it.
      held.delete(file);
      onTrouble(code, file);
    }
  }

  return {
    replace: (file, text) => {
      clearTimeout(held.get(file)?.timer);
      held.delete(file);
      try {
        disk.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        disk.writeFileSync(temporaryOf(file), text, { mode: 0o600 });
      } catch (error) {
        try {
          disk.rmSync(temporaryOf(file), { force: true });
        } catch {
          // There is none, or it cannot be removed either.
        }
        onTrouble(codeOf(error), file);
        return;
      }
      rename(file, 1);
    },
    settled: () => held.size === 0,
  };
}
