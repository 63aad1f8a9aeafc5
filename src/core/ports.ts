import type { JournalContents } from './history/readJournal.ts';
import type { RunSummary } from './history/record.ts';
import type { OwnEvent } from './research/events.ts';
import type { Run } from './research/run.ts';
import type { RawPiece } from './wire/pieces.ts';
import type { RawFrame } from './wire/sse.ts';

/** Times in ms since 1970 that never run backwards within a process (F59). */
export interface Clock {
  now(): number;
  /**
   * The time of day, which also runs on while the computer sleeps; absent where sleep is not to be
   * looked for.
   */
  wall?(): number;
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** For people who look for a fault: ids, sizes, codes; never questions, reports or secrets. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One POST. `body` is the whole body; `headers` hold the key and are never logged. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a transport reports. Each handler but `chunk` is called at most once; after `end` or `error` nothing more. */
export interface HttpHandlers {
  /** A connection stands (TLS included). */
  connected(): void;
  /** The last byte of the request was handed to the operating system. */
  sent(): void;
  response(status: number, headers: Readonly<Record<string, string>>): void;
  chunk(bytes: Uint8Array): void;
  end(): void;
  error(error: TransportError): void;
}

/**
 * `code` is the operating system's or TLS's own name, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`.
 * The message is for the log only.
 */
export interface TransportError {
  readonly code: string;
  readonly message: string;
}

/** Streams one request. Follows no redirect, repeats nothing, sets no time limit of its own. */
export interface HttpTransport {
  post(request: HttpRequest, handlers: HttpHandlers): { abort(): void };
}

/** One line of a run's journal, oldest first. */
export type JournalRecord =
  | { readonly kind: 'own'; readonly event: OwnEvent }
  | { readonly kind: 'frame'; readonly at: number; readonly frame: RawFrame }
  /** An answer that is no event stream, as text. */
  | { readonly kind: 'body'; readonly at: number; readonly status: number; readonly text: string };

/** Frames as the wire sent them, to be kept as they are; reading gives them back one by one. */
export interface RawEntry {
  readonly kind: 'raw';
  readonly at: number;
  readonly piece: RawPiece;
}

/** What can be written into a journal. */
export type JournalEntry = JournalRecord | RawEntry;

/** The journal of one run while it is being written; one writer a run. */
export interface JournalWriter {
  /** On the disk's cache when it returns. Never throws: trouble is told to `onTrouble`. */
  append(...entries: readonly JournalEntry[]): void;
  /** On the disk itself when it resolves (or trouble was told). */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A journal in its folder, which anybody may delete, move or fill up meanwhile. */
export interface RunJournal extends JournalWriter {
  /** Looks whether the file is still there, and writes it again from memory where it is not (F77). */
  check(): void;
  /** The run is over for now: everything is on the disk, and no memory is kept for it. */
  rest(): void;
}

/** Where runs live: one folder a run. */
export interface RunStore {
  /** Makes the folder and opens its journal for appending, both with the first record. */
  open(runId: string): RunJournal;
}

/** An error about the disk that people should hear of. */
export interface StoreTrouble {
  readonly code: string;
  readonly path: string;
  readonly runId: string;
}

/** A run read from disk. */
export interface StoredRun {
  readonly run: Run;
  readonly contents: JournalContents;
  /** It is under way in another window. */
  readonly ownedElsewhere: boolean;
  /** That window's name, as it calls itself; absent where it has none. */
  readonly owner?: string;
  /** Written in part by a newer version of this extension: to be read, never to be added to (F71). */
  readonly newer: boolean;
}

/** The folder of all runs: the list is the folder, there is no shared index (design). */
export interface RunLibrary {
  /** Newest first. A run that cannot be read is listed as damaged, never left out. */
  list(): Promise<readonly RunSummary[]>;
  read(runId: string): Promise<StoredRun | undefined>;
  /** Replaces the summary whole; losing it costs nothing but time. */
  writeSummary(summary: RunSummary): void;
  /** Public addresses or data URLs of the run's images, kept so that step two can send them again. */
  writeImages(runId: string, images: readonly string[]): void;
  readImages(runId: string): Promise<readonly string[]>;
  /**
   * Marks the run as this process's; to be repeated while it is. False where a living process of
   * another window has it: it alone may send and write then (F63 to F65).
   */
  claim(runId: string): boolean;
  release(runId: string): void;
  /** Whether another window has the run, and how long its journal is: told without reading it. */
  glance(runId: string): { readonly ownedElsewhere: boolean; readonly size: number };
  pin(runId: string, pinned: boolean): Promise<void>;
  /** A small text beside the journal that can always be made again; `undefined` where there is none. */
  readNote(runId: string, name: string): Promise<string | undefined>;
  writeNote(runId: string, name: string, text: string): void;
  /** The journal as it is, for an export; `undefined` where it cannot be read. */
  journalText(runId: string): Promise<string | undefined>;
  /** Puts a journal into a new folder; false where there is a run of that id already. */
  adopt(runId: string, journal: string): Promise<boolean>;
  /** Of a journal's lines. */
  readonly checksum: (text: string) => number;
  /** Room that a run takes on the disk, in bytes. */
  sizeOf(runId: string): Promise<number>;
  folder(runId: string): string;
  journalFile(runId: string): string;
}

/** What asking for a key can bring. */
export type KeyLookup =
  | { readonly kind: 'key'; readonly value: string }
  | { readonly kind: 'none' }
  /** The system's keyring did not answer in time. */
  | { readonly kind: 'silent' };

/** Tokens of MCP servers in the system's keyring, each bound to the exact address of its server. */
export interface ToolTokens {
  read(url: string): Promise<string | undefined>;
  /** An empty token removes it. */
  store(url: string, token: string): Promise<void>;
}

/** All of them together. */
export interface ToolTokenVault extends ToolTokens {
  /** Every token of this extension, for whatever server. */
  removeAll(): Promise<void>;
}

/**
 * API keys in the system's keyring, each bound to the origin it was entered for: a key of one host
 * is not even read for another (T3).
 */
export interface KeyVault {
  read(origin: string): Promise<KeyLookup>;
  store(origin: string, value: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** Every key of this extension, for whatever origin. */
  removeAll(): Promise<void>;
}
