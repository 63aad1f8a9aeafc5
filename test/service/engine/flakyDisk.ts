import { nodeFileSystem, type FileSystem } from '../../../src/adapters/fileSystem.ts';

type Call = keyof FileSystem;

/** The real disk, of which chosen calls fail the way disks do. */
export interface FlakyDisk extends FileSystem {
  /** How often each call was made. */
  readonly calls: Map<Call, number>;
  /** From now on these calls throw, until {@link heal}. */
  fail(code: string, ...calls: readonly Call[]): void;
  /** Only the n-th call from now fails, whichever it is of these. */
  failOnce(code: string, n: number, ...calls: readonly Call[]): void;
  /** The disk has room for so many bytes more: then it writes a part, then nothing (F75). */
  room(bytes: number): void;
  heal(): void;
}

export function createFlakyDisk(): FlakyDisk {
  const calls = new Map<Call, number>();
  let failing: ReadonlySet<Call> = new Set();
  let code = 'ENOSPC';
  let countdown: number | undefined;
  let room = Infinity;

  function meet(call: Call): void {
    calls.set(call, (calls.get(call) ?? 0) + 1);
    if (!failing.has(call)) {
      return;
    }
    if (countdown !== undefined) {
      countdown -= 1;
      if (countdown !== 0) {
        return;
      }
      failing = new Set();
    }
    throw Object.assign(new Error(`${code}: injected, ${call}`), { code });
  }

  const wrapped = Object.fromEntries(
    ALL.map((call) => [
      call,
      (...args: readonly unknown[]): unknown => {
        meet(call);
        return Reflect.apply(nodeFileSystem[call], nodeFileSystem, args) as unknown;
      },
    ]),
  ) as unknown as FileSystem;

  function writeSync(descriptor: number, bytes: Uint8Array): number {
    meet('writeSync');
    if (room === 0) {
      throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    }
    const part = bytes.subarray(0, Math.min(bytes.byteLength, room));
    room -= part.byteLength;
    return nodeFileSystem.writeSync(descriptor, part);
  }

  return {
    ...wrapped,
    writeSync,
    writevSync: (descriptor, pieces) => writeSync(descriptor, Buffer.concat(pieces)),
    fdatasync: (descriptor, done) => {
      try {
        meet('fdatasync');
      } catch (error) {
        done(error as Error);
        return;
      }
      nodeFileSystem.fdatasync(descriptor, done);
    },
    calls,
    fail: (name, ...which) => {
      code = name;
      failing = new Set(which);
      countdown = undefined;
    },
    failOnce: (name, n, ...which) => {
      code = name;
      failing = new Set(which);
      countdown = n;
    },
    room: (bytes) => {
      room = bytes;
    },
    heal: () => {
      failing = new Set();
      countdown = undefined;
      room = Infinity;
    },
  };
}

const ALL: readonly Call[] = [
  'mkdirSync',
  'openSync',
  'closeSync',
  'readFileSync',
  'statSync',
  'fstatSync',
  'fdatasyncSync',
  'fsyncSync',
  'writeFileSync',
  'renameSync',
  'rmSync',
];

/** Every call that writing a journal can make. */
export const WRITING: readonly Call[] = [
  'mkdirSync',
  'openSync',
  'statSync',
  'fstatSync',
  'writeSync',
  'readFileSync',
  'renameSync',
];
