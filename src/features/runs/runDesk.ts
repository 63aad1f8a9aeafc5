import type {
  Clock,
  HttpTransport,
  Log,
  RunJournal,
  RunLibrary,
  RunStore,
  ToolTokens,
} from '../../core/ports.ts';
import { summarizeRun, type RunSummary } from '../../core/history/record.ts';
import { ownRecord } from '../../core/history/journal.ts';
import type { OwnEvent } from '../../core/research/events.ts';
import { createLiveRun, type Connection, type LiveRun } from '../../core/research/liveRun.ts';
import { estimateCost, type Estimate } from '../../core/research/price.ts';
import { createRun } from '../../core/research/reduce.ts';
import {
  isLive,
  type AttachedImage,
  type Model,
  type ResearchTool,
  type Run,
  type RunOptions,
} from '../../core/research/run.ts';
import type { Endpoint } from '../../core/wire/endpoint.ts';
import type { AuthorizedTool } from '../../core/wire/request.ts';
import type { Settings } from '../settings.ts';
import { costsByModel, createCostCheck, spentInMonth } from './costs.ts';

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
  /** Sends the costly step; the caller has asked the person. */
  research(open: OpenRun, access: ReadyAccess, answers: string | undefined): Promise<void>;
  list(): Promise<readonly RunSummary[]>;
  /** The images that went with a run, to be sent again. */
  images(open: OpenRun): Promise<readonly Attachment[]>;
  /** Runs with a request under way in this window. */
  live(): readonly OpenRun[];
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
  /** A run has reached 80 % of a limit, in CNY; told once a run. */
  readonly onCostNotice: (limit: number) => void;
  /** Said where another window has the run, or has taken it further. */
  readonly elsewhereText?: string;
}

/** While a run is under way its owner shows itself this often, in ms. */
const CLAIM_EVERY_MS = 10_000;

/** Late figures may still come for some seconds; then the journal is closed until it is needed. */
const REST_AFTER_MS = 10_000;

/** The journal of a run that is another window's: nothing is ever written to it. */
const NO_JOURNAL: RunJournal = {
  append: () => undefined,
  sync: () => Promise.resolve(),
  check: () => undefined,
  rest: () => undefined,
  close: () => Promise.resolve(),
};

export function createRunDesk(ports: DeskPorts, settings: () => Settings): RunDesk {
  const { clock, library, log, store } = ports;
  const open = new Map<string, OpenRun>();
  const payloads = new Map<string, readonly string[]>();
  const listeners = new Set<DeskListener>();
  /** Runs of which a request is about to be sent. */
  const preparing = new Set<string>();
  let ownCosts: ReadonlyMap<Model, readonly number[]> = new Map();

  function take(run: Run, created: OwnEvent | undefined, readOnly: boolean): OpenRun {
    const journal = readOnly ? NO_JOURNAL : store.open(run.id);
    if (created !== undefined) {
      journal.append(ownRecord(created));
    }
    const live = createLiveRun({ ...ports, journal }, run);
    const entry: OpenRun = { live, readOnly };
    open.set(run.id, entry);
    if (!readOnly) {
      follow(live, journal);
    }
    return entry;
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
      const wasLive = isLive(state);
      state = run.state;
      if (isLive(state) && !wasLive) {
        claim();
      } else if (!isLive(state) && wasLive) {
        cancelClaim();
        library.release(run.id);
        clock.after(REST_AFTER_MS, () => {
          if (!isLive(live.run().state)) {
            journal.rest();
          }
        });
      }
      library.writeSummary(summarizeRun(run, settings().prices));
      tell(run);
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
  async function own({ live }: OpenRun): Promise<void> {
    const { id } = live.run();

    const isOurs = library.claim(id);
    const stored = isOurs ? await library.read(id) : undefined;
    const { state, steps } = live.run();
    if (!isOurs || (stored !== undefined && stored.run.steps.length > steps.length)) {
      if (isOurs && !isLive(state)) {
        library.release(id);
      }
      throw new Error(ports.elsewhereText ?? 'another window has this run');
    }
  }

  /** One at a time a run: a second click while the first is being prepared is none (F90). */
  async function send(
    entry: OpenRun,
    access: ReadyAccess,
    start: (connection: Connection) => void,
  ): Promise<void> {
    const { id, state } = entry.live.run();
    if (entry.readOnly) {
      throw new Error(ports.elsewhereText ?? 'another window has this run');
    }
    if (preparing.has(id) || isLive(state)) {
      return;
    }
    preparing.add(id);
    try {
      await own(entry);
      start(await connectionFor(entry, access));
    } finally {
      preparing.delete(id);
    }
  }

  /** From memory; what another window has may have grown since, and is read again. */
  function current(runId: string): OpenRun | undefined {
    const known = open.get(runId);
    return known?.readOnly === true ? undefined : known;
  }

  async function payloadsOf(runId: string): Promise<readonly string[]> {
    return payloads.get(runId) ?? (await library.readImages(runId));
  }

  async function connectionFor(entry: OpenRun, access: ReadyAccess): Promise<Connection> {
    const { id } = entry.live.run();
    const { limits, maxCostPerMonth, maxCostPerRun } = settings();
    const images = await payloadsOf(id);
    const spent = maxCostPerMonth > 0 ? spentInMonth(await library.list(), clock.now(), id) : 0;
    return {
      ...access,
      images,
      tools: await authorize(entry.live.run().options.tools),
      limits,
      check: createCostCheck(
        { perRun: maxCostPerRun, perMonth: maxCostPerMonth, spent },
        () => settings().prices,
        ports.onCostNotice,
      ),
    };
  }

  async function authorize(tools: readonly ResearchTool[]): Promise<readonly AuthorizedTool[]> {
    return Promise.all(
      tools.map(async (tool) => {
        const bearer = await ports.toolTokens.read(tool.url);
        return bearer === undefined ? tool : { ...tool, bearer };
      }),
    );
  }

  async function list(): Promise<readonly RunSummary[]> {
    const stored = await library.list();
    const byId = new Map(stored.map((summary) => [summary.id, summary]));
    for (const { live } of [...open.values()].filter(({ readOnly }) => !readOnly)) {
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
      const entry = take(
        createRun(id, question, options, at),
        { type: 'created', at, id, question, options },
        false,
      );
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
    open: async (runId) => {
      const known = current(runId);
      if (known !== undefined) {
        return known;
      }
      const stored = await library.read(runId);
      // Two callers may have waited for the same run.
      return (
        current(runId) ??
        (stored === undefined
          ? undefined
          : take(stored.run, undefined, stored.ownedElsewhere || stored.newer))
      );
    },
    ask: (entry, access) =>
      send(entry, access, (connection) => {
        entry.live.ask(connection);
      }),
    research: (entry, access, answers) =>
      send(entry, access, (connection) => {
        entry.live.research(connection, answers);
      }),
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
      const entry = take(stored.run, undefined, false);
      entry.live.rename(title === '' ? stored.run.question : title);
      open.delete(runId);
      await entry.live.close();
    },
    forget: (runId) => {
      const known = open.get(runId);
      if (known !== undefined && isLive(known.live.run().state)) {
        return false;
      }
      open.delete(runId);
      void known?.live.close();
      return true;
    },
    list,
    images: async ({ live }) => {
      const sent = await payloadsOf(live.run().id);
      return live.run().options.images.flatMap((image, index) => {
        const payload = sent[index];
        return payload === undefined ? [] : [{ image, payload }];
      });
    },
    live: () =>
      [...open.values()].filter(({ live, readOnly }) => !readOnly && isLive(live.run().state)),
    estimate: (model) => estimateCost(model, ownCosts.get(model) ?? []),
    journalFile: (runId) => library.journalFile(runId),
    onStateChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => {
      for (const { live } of open.values()) {
        // Everything up to the first await happens before this returns.
        void live.close();
      }
      open.clear();
      listeners.clear();
    },
  };
}
