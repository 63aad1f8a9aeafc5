import { encodeRawHead, encodeRecord, replayRun } from '../../../src/core/history/journal.ts';
import { readJournal } from '../../../src/core/history/readJournal.ts';
import type {
  Clock,
  HttpHandlers,
  HttpRequest,
  HttpTransport,
  JournalRecord,
  JournalWriter,
  Log,
} from '../../../src/core/ports.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { checksum } from './checksum.ts';

/** A clock that a test moves by hand. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Timers that still run: none may be left over in the end. */
  pending(): number;
}

export function createManualClock(start = 1_000_000): ManualClock {
  let now = start;
  let timers: { readonly dueAt: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { dueAt: now + Math.max(0, ms), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const next = timers.toSorted((a, b) => a.dueAt - b.dueAt)[0];
        if (next === undefined || next.dueAt > end) {
          break;
        }
        timers = timers.filter((one) => one !== next);
        now = next.dueAt;
        next.callback();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}

/** One POST that a run made, played by the test. */
export interface FakePost {
  readonly request: HttpRequest;
  readonly handlers: HttpHandlers;
  aborted: boolean;
}

export interface FakeTransport extends HttpTransport {
  readonly posts: readonly FakePost[];
  /** The post that came last. */
  last(): FakePost;
}

/** @param order what happened, in order, among journal, transport and listeners */
export function createFakeTransport(order: string[] = []): FakeTransport {
  const posts: FakePost[] = [];
  return {
    posts,
    last: () => {
      const post = posts.at(-1);
      if (post === undefined) {
        throw new Error('nothing was posted');
      }
      return post;
    },
    post: (request, handlers) => {
      const post: FakePost = { request, handlers, aborted: false };
      posts.push(post);
      order.push('post');
      return {
        abort: () => {
          if (!post.aborted) {
            post.aborted = true;
            order.push('abort');
          }
        },
      };
    },
  };
}

export interface MemoryJournal extends JournalWriter {
  readonly records: readonly JournalRecord[];
  /** The run that a reader of the journal's text would see now. */
  replayed(): Run | undefined;
  readonly closed: boolean;
}

/** @param syncs how long a sync takes: resolved at once unless the test holds it back */
export function createMemoryJournal(
  order: string[] = [],
  syncs: () => Promise<void> = () => Promise.resolve(),
): MemoryJournal {
  const records: JournalRecord[] = [];
  let text = '';
  let closed = false;
  return {
    records,
    get closed() {
      return closed;
    },
    append: (...added) => {
      if (closed) {
        throw new Error('the journal is closed');
      }
      for (const entry of added) {
        const written =
          entry.kind === 'raw'
            ? encodeRawHead(entry, checksum(entry.piece.text), checksum) + entry.piece.text
            : encodeRecord(entry, checksum);
        text += written;
        for (const record of readJournal(written, checksum).records) {
          records.push(record);
          order.push(
            record.kind === 'own' ? `journal ${record.event.type}` : `journal ${record.kind}`,
          );
        }
      }
    },
    sync: async () => {
      order.push('sync');
      await syncs();
    },
    close: () => {
      closed = true;
      order.push('close');
      return Promise.resolve();
    },
    replayed: () => replayRun(readJournal(text, checksum).records),
  };
}

/** Keeps what was logged, so that a test can look for secrets in it. */
export function createMemoryLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const add = (line: string): void => {
    lines.push(line);
  };
  return { lines, info: add, warn: add, error: add };
}

/** Lets everything happen that only waits for promises. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
