import type {
  Clock,
  HttpTransport,
  Log,
  RunJournal,
  RunLibrary,
  RunStore,
  StoredRun,
  ToolTokens,
} from '../../core/ports.ts';
import { summarizeRun, type RunSummary } from '../../core/history/record.ts';
import { ownRecord } from '../../core/history/journal.ts';
import type { OwnEvent } from '../../core/research/events.ts';
import { createLiveRun, type Connection, type LiveRun } from '../../core/research/liveRun.ts';
import { estimateCost, type Estimate } from '../../core/research/price.ts';
import { createRun } from '../../core/research/reduce.ts';
import {
  isHeld,
  isLive,
  type AttachedImage,
  type Model,
  type Run,
  type RunOptions,
} from '../../core/research/run.ts';
import type { Endpoint } from '../../core/wire/endpoint.ts';
import type { Settings } from '../settings.ts';
import type { Playback } from './playback.ts';
import { costsByModel } from './costs.ts';
import { createPrepare, renewAccess, SendRefused } from './prepare.ts';
import { followRun } from './followRun.ts';
import { NO_JOURNAL } from './noJournal.ts';
import { createStartQueue } from './startQueue.ts';

/** An image as it was attached: what is remembered of it, and what is sent. */
export interface Attachment {
  readonly image: AttachedImage;
  /** Public address or data URL. */
  readonly payload: string;
}

/** A run in this window. Read-only where another window is at work on it. */
export interface OpenRun {
  readonly live: LiveRun;
  readonly readOnly: boolean;
  /** Name of the window that is at work on it, empty where it has none; absent where none is. */
  readonly owner?: string;
  /** Written in part by a newer version (F71). */
  readonly newer?: true;
  /** It is a recording: nothing is sent, and nothing of it is kept. */
  readonly playback?: Playback;
}

/** What the desk tells: some run changed its state, or the list of runs changed. */
export type DeskListener = (run: Run) => void;

/** All runs of this window: makes, opens, sends and closes them. Knows no VS Code. */
export interface RunDesk {
  /** A new run, on disk before this returns, not sent. */
  create(question: string, options: RunOptions, images: readonly Attachment[]): OpenRun;
  /** The run with this id, from memory or from disk; `undefined` where there is none to read. */
  open(runId: string): Promise<OpenRun | undefined>;
  /** Sends the cheap step. */
  ask(open: OpenRun, access: ReadyAccess): Promise<void>;
  /**
   * Sends the costly step, or puts it into the queue where as many as the setting allows are under
   * way; the caller has asked the person.
   */
  research(open: OpenRun, access: ReadyAccess, answers: string | undefined): Promise<void>;
  list(): Promise<readonly RunSummary[]>;
  /** The images that went with a run, to be sent again. */
  images(open: OpenRun): Promise<readonly Attachment[]>;
  /** Runs with a request under way in this window. */
  live(): readonly OpenRun[];
  /** Whether this window has the run open as its own. */
  isOpen(runId: string): boolean;
  /** Starts queued runs that have a place now: the setting may have changed. */
  reconsider(): void;
  /** Runs of this window that wait for the person's answers. */
  waiting(): readonly OpenRun[];
  /** Runs of this window whose costly step waits for its turn, the next one first. */
  queued(): readonly OpenRun[];
  /** How many runs of this window have to end before this one's turn; `undefined` where it does not wait. */
  queuedBefore(runId: string): number | undefined;
  /** What the costly step will probably cost. */
  estimate(model: Model): Estimate;
  journalFile(runId: string): string;
  /** Gives a run its name, or with an empty one its question again; also one that is not open. */
  rename(runId: string, title: string): Promise<void>;
  /** Lets go of a run whose folder is about to be deleted; false while it is under way. */
  forget(runId: string): boolean;
  /** Called on every change of a run's state, also when it appears. */
  onStateChange(listener: DeskListener): () => void;
  /** Ends everything at once, for good; what matters is on disk when it returns. */
  close(): void;
}

export interface ReadyAccess {
  readonly endpoint: Endpoint;
  readonly apiKey: string;
}

export interface DeskPorts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: RunStore;
  readonly library: RunLibrary;
  readonly random: () => number;
  readonly newRunId: () => string;
  readonly toolTokens: ToolTokens;
  /**
   * Endpoint and key as they are now, nobody asked; `undefined` where there are none. By default what
   * a queued run was clicked with still counts when its turn comes.
   */
  readonly accessNow?: () => Promise<ReadyAccess | undefined>;
  /** A run has reached 80 % of a limit, in CNY; told once a run. */
  readonly onCostNotice: (limit: number) => void;
  /** Said where another window has the run, or has taken it further. */
  readonly elsewhereText?: string;
  /** Said where nothing is sent since the month's limit (in CNY) is reached. */
  readonly monthLimitText?: (limit: number) => string;
}

/** While a run is under way its owner shows itself this often, in ms. */
const CLAIM_EVERY_MS = 10_000;

/** Late figures may still come for some seconds; then the journal is closed until it is needed. */
const REST_AFTER_MS = 10_000;

export function createRunDesk(ports: DeskPorts, settings: () => Settings): RunDesk {
  const { clock, library, log, store } = ports;
  const open = new Map<string, OpenRun>();
  const payloads = new Map<string, readonly string[]>();
  const listeners = new Set<DeskListener>();
  /** Runs of which a request is about to be sent. */
  const preparing = new Set<string>();
  const imagesOf = async (runId: string): Promise<readonly string[]> =>
    payloads.get(runId) ?? (await library.readImages(runId));
  const prepare = createPrepare(ports, settings, imagesOf, list);
  let closed = false;
  let ownCosts: ReadonlyMap<Model, readonly number[]> = new Map();
  const own = (): OpenRun[] => [...open.values()].filter(({ readOnly }) => !readOnly);
  const queue = createStartQueue(
    () => settings().maxParallelRuns - own().filter(({ live }) => isResearching(live.run())).length,
    () => {
      // Whoever is left stands elsewhere now.
      queued().forEach(({ live }) => {
        tell(live.run());
      });
    },
  );

  function queued(): readonly OpenRun[] {
    return queue.waiting().flatMap((runId) => open.get(runId) ?? []);
  }

  function take(run: Run, created?: OwnEvent): OpenRun {
    const journal = store.open(run.id);
    if (created !== undefined) {
      journal.append(ownRecord(created));
    }
    const live = createLiveRun({ ...ports, journal }, run);
    const entry: OpenRun = { live, readOnly: false };
    open.set(run.id, entry);
    follow(live, journal);
    return entry;
  }

  /** Of a newer version, or of another window: that one is followed, and ours as soon as it is free. */
  function takeToRead(stored: StoredRun): OpenRun {
    const { id } = stored.run;
    const free = async (): Promise<void> => {
      // Whoever watched may not have the entry that was made last: it is over for all of them.
      if (closed || open.get(id) === undefined) {
        return;
      }
      const mine = await openRun(id);
      if (mine !== undefined) {
        tell(mine.live.run());
      }
    };
    const live = stored.ownedElsewhere
      ? followRun(stored, library, clock, () => void free())
      : createLiveRun({ ...ports, journal: NO_JOURNAL }, stored.run);
    const entry: OpenRun = {
      live,
      readOnly: true,
      ...(stored.ownedElsewhere ? { owner: stored.owner ?? '' } : {}),
      ...(stored.newer ? { newer: true as const } : {}),
    };
    open.set(id, entry);
    return entry;
  }

  async function openRun(runId: string): Promise<OpenRun | undefined> {
    const known = current(runId);
    if (known !== undefined) {
      return known;
    }
    const stored = await library.read(runId);
    // Two callers may have waited for the same run.
    const meanwhile = current(runId);
    if (meanwhile !== undefined || stored === undefined) {
      return meanwhile;
    }
    return stored.ownedElsewhere || stored.newer ? takeToRead(stored) : take(stored.run);
  }

  function follow(live: LiveRun, journal: RunJournal): void {
    let state = live.run().state;
    let cancelClaim = (): void => undefined;
    const claim = (): void => {
      library.claim(live.run().id);
      journal.check();
      cancelClaim = clock.after(CLAIM_EVERY_MS, claim);
    };
    live.subscribe((events, run) => {
      const saved = events.some((event) => event.type === 'saved' || event.type === 'renamed');
      if (run.state === state && !saved) {
        return;
      }
      const wasHeld = isHeld(state);
      state = run.state;
      if (isHeld(state) && !wasHeld) {
        claim();
      } else if (!isHeld(state) && wasHeld) {
        cancelClaim();
        library.release(run.id);
        clock.after(REST_AFTER_MS, () => {
          if (!isHeld(live.run().state)) {
            journal.rest();
          }
        });
      }
      library.writeSummary(summarizeRun(run, settings().prices));
      tell(run);
      if (state !== 'queued') {
        queue.remove(run.id);
      }
      queue.pump();
    });
  }

  function tell(run: Run): void {
    for (const listener of listeners) {
      try {
        listener(run);
      } catch (error) {
        log.error(`state listener failed: ${error instanceof Error ? error.name : 'unknown'}`);
      }
    }
  }

  /**
   * One run, one sender: takes the lease, and looks whether another window has sent anything since
   * we read the run. Whoever is second is told, and nothing is sent (F64, F65).
   */
  async function takeOver({ live }: OpenRun): Promise<void> {
    const { id } = live.run();

    const isOurs = library.claim(id);
    const stored = isOurs ? await library.read(id) : undefined;
    const { state, steps } = live.run();
    if (!isOurs || (stored !== undefined && stored.run.steps.length > steps.length)) {
      if (isOurs && !isHeld(state)) {
        library.release(id);
      }
      throw elsewhere();
    }
  }

  function elsewhere(): SendRefused {
    return new SendRefused(ports.elsewhereText ?? 'another window has this run', 'refused');
  }

  /** One at a time a run: a second click while the first is being prepared is none (F90). */
  async function send(
    entry: OpenRun,
    access: ReadyAccess,
    start: (connection: Connection) => void,
  ): Promise<void> {
    const { id, state } = entry.live.run();
    if (entry.readOnly) {
      throw elsewhere();
    }
    if (preparing.has(id) || isLive(state)) {
      return;
    }
    preparing.add(id);
    try {
      await takeOver(entry);
      start(await prepare(entry.live.run(), access));
    } catch (error) {
      // Nothing was sent: another window may have it.
      if (!isHeld(entry.live.run().state)) {
        library.release(id);
      }
      throw error;
    } finally {
      preparing.delete(id);
    }
  }

  async function research(
    entry: OpenRun,
    access: ReadyAccess,
    answers: string | undefined,
  ): Promise<void> {
    const { id, state } = entry.live.run();
    if (state === 'queued') {
      // It was clicked already: a second click is none, and nobody overtakes (F90).
      return;
    }
    if (queue.isOpen() || entry.readOnly || preparing.has(id) || isHeld(state)) {
      await queue.during(() =>
        send(entry, access, (connection) => {
          entry.live.research(connection, answers);
        }),
      );
      return;
    }
    preparing.add(id);
    try {
      await takeOver(entry);
    } finally {
      preparing.delete(id);
    }
    entry.live.queue(answers);
    if (entry.live.run().state === 'queued') {
      queue.add(id, () => sendQueued(entry, access, answers));
    } else {
      library.release(id);
    }
  }

  /** Its turn has come. What was allowed at the click is asked again: it may be long ago. */
  async function sendQueued(
    entry: OpenRun,
    access: ReadyAccess,
    answers: string | undefined,
  ): Promise<void> {
    try {
      await send(entry, await renewAccess(access, ports), (connection) => {
        // The person may have taken it out while it was being prepared.
        if (entry.live.run().state === 'queued') {
          entry.live.research(connection, answers);
        }
      });
    } catch (error) {
      const { id } = entry.live.run();
      log.warn(`run ${id}: queued, not sent: ${error instanceof Error ? error.name : 'unknown'}`);
      entry.live.unqueue(error instanceof SendRefused ? error.reason : 'refused');
    }
  }

  /** From memory; what another window has may have grown since, and is read again. */
  function current(runId: string): OpenRun | undefined {
    const known = open.get(runId);
    return known?.readOnly === true ? undefined : known;
  }

  async function list(): Promise<readonly RunSummary[]> {
    const stored = await library.list();
    const byId = new Map(stored.map((summary) => [summary.id, summary]));
    for (const { live } of own()) {
      const fresh = summarizeRun(live.run(), settings().prices);
      const { damage, newer, pinned } = byId.get(fresh.id) ?? {};
      byId.set(fresh.id, {
        ...fresh,
        ...(damage === undefined ? {} : { damage }),
        ...(newer === undefined ? {} : { newer }),
        ...(pinned === undefined ? {} : { pinned }),
      });
    }
    const all = [...byId.values()].sort((a, b) => b.createdAt - a.createdAt);
    ownCosts = costsByModel(all);
    return all;
  }

  return {
    create: (question, options, images) => {
      const id = ports.newRunId();
      const at = clock.now();
      const entry = take(createRun(id, question, options, at), {
        type: 'created',
        at,
        id,
        question,
        options,
      });
      payloads.set(
        id,
        images.map(({ payload }) => payload),
      );
      if (images.length > 0) {
        library.writeImages(
          id,
          images.map(({ payload }) => payload),
        );
      }
      library.writeSummary(summarizeRun(entry.live.run(), settings().prices));
      tell(entry.live.run());
      return entry;
    },
    open: openRun,
    ask: (entry, access) =>
      send(entry, access, (connection) => {
        entry.live.ask(connection);
      }),
    research,
    rename: async (runId, title) => {
      const known = current(runId);
      if (known !== undefined) {
        known.live.rename(title === '' ? known.live.run().question : title);
        return;
      }
      const stored = await library.read(runId);
      if (stored === undefined || stored.ownedElsewhere || stored.newer) {
        return;
      }
      const entry = take(stored.run);
      entry.live.rename(title === '' ? stored.run.question : title);
      open.delete(runId);
      await entry.live.close();
    },
    forget: (runId) => {
      const known = open.get(runId);
      if (known !== undefined && isHeld(known.live.run().state)) {
        return false;
      }
      open.delete(runId);
      void known?.live.close();
      return true;
    },
    list,
    images: async ({ live }) => {
      const sent = await imagesOf(live.run().id);
      return live.run().options.images.flatMap((image, index) => {
        const payload = sent[index];
        return payload === undefined ? [] : [{ image, payload }];
      });
    },
    live: () => own().filter(({ live }) => isLive(live.run().state)),
    waiting: () => own().filter(({ live }) => live.run().state === 'waiting'),
    isOpen: (runId) => open.get(runId)?.readOnly === false,
    reconsider: () => {
      queue.pump();
    },
    queued,
    queuedBefore: (runId) => queue.before(runId),
    estimate: (model) => estimateCost(model, ownCosts.get(model) ?? []),
    journalFile: (runId) => library.journalFile(runId),
    onStateChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => {
      closed = true;
      queue.close();
      for (const { live } of open.values()) {
        // Everything up to the first await happens before this returns.
        void live.close();
      }
      open.clear();
      listeners.clear();
    },
  };
}

/** It takes one of the places: the costly step is under way, or what was sent as the cheap one turned into it. */
function isResearching({ state, steps }: Run): boolean {
  const step = steps.at(-1);
  return isLive(state) && (step?.kind === 'research' || step?.researchSeen === true);
}
