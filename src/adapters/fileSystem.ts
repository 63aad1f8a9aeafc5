import * as fs from 'node:fs';

/**
 * The calls on the disk of {@link createFileRunStore} and the library, as one thing that can be
 * replaced: tests let the n-th call fail the way disks do. By default it is `node:fs` itself.
 */
export interface FileSystem {
  mkdirSync(folder: string, options: { recursive: true; mode: number }): unknown;
  openSync(file: string, flags: string, mode?: number): number;
  closeSync(descriptor: number): void;
  /** May write a part only, without any error (F75). */
  writeSync(descriptor: number, bytes: Uint8Array): number;
  /** The same for several pieces, one behind the other, in one call. */
  writevSync(descriptor: number, pieces: readonly Uint8Array[]): number;
  readFileSync(file: string): Buffer;
  /** `undefined` where there is nothing. */
  statSync(file: string, options: { throwIfNoEntry: false }): FileFacts | undefined;
  fstatSync(descriptor: number): FileFacts;
  fdatasync(descriptor: number, done: (error: Error | null) => void): void;
  fdatasyncSync(descriptor: number): void;
  fsyncSync(descriptor: number): void;
  writeFileSync(file: string, text: string, options: { mode: number; flag?: string }): void;
  renameSync(from: string, to: string): void;
  rmSync(file: string, options: { force: true }): void;
}

/** What tells whether a name still stands for the file that we write to. */
export interface FileFacts {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

export const nodeFileSystem: FileSystem = fs;

/** The operating system's own name for what went wrong, such as `ENOSPC`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
