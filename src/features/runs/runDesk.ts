import type {
  Clock,
  HttpTransport,
  Log,
  RunLibrary,
  RunStore,
  ToolTokens,
} from '../../core/ports.ts';
import { summarizeRun, type RunSummary } from '../../core/history/record.ts';
import { ownRecord } from '../../core/history/journal.ts';
import type { OwnEvent } from '../../core/research/events.ts';
import { createLiveRun, type Connection, type LiveRun } from '../../core/research/liveRun.ts';
import { estimateCost, runCost, type Estimate } from '../../core/research/price.ts';
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
}

/** Share of a limit at which the person is told. */
const NOTICE_SHARE = 0.8;
/** While a run is under way its owner shows itself this often, in ms. */
const CLAIM_EVERY_MS = 10_000;

export function createRunDesk(ports: DeskPorts, settings: () => Settings): RunDesk {
  const { clock, library, log, store } = ports;
  const open = new Map<string, OpenRun>();
  const payloads = new Map<string, readonly string[]>();
  const listeners = new Set<DeskListener>();
  let ownCosts: ReadonlyMap<Model, readonly number[]> = new Map();

  function take(run: Run, created: OwnEvent | undefined, readOnly: boolean): OpenRun {
    const journal = store.open(run.id);
    if (created !== undefined) {
      journal.append(ownRecord(created));
    }
    const live = createLiveRun({ ...ports, journal }, run);
    const entry: OpenRun = { live, readOnly };
    open.set(run.id, entry);
    follow(live);
    return entry;
  }

  function follow(live: LiveRun): void {
    let state = live.run().state;
    let cancelClaim = (): void => undefined;
    const claim = (): void => {
      library.claim(live.run().id);
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

  async function payloadsOf(runId: string): Promise<readonly string[]> {
    return payloads.get(runId) ?? (await library.readImages(runId));
  }

  async function connectionFor(entry: OpenRun, access: ReadyAccess): Promise<Connection> {
    const { id } = entry.live.run();
    const { limits, maxCostPerMonth, maxCostPerRun } = settings();
    const images = await payloadsOf(id);
    const spent = maxCostPerMonth > 0 ? await spentThisMonth(id) : 0;
    return {
      ...access,
      images,
      tools: await authorize(entry.live.run().options.tools),
      limits,
      check: createCheck(maxCostPerRun, maxCostPerMonth, spent),
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

  /** Watches what a run costs: a notice at 80 % of a limit, the end at 100 %. */
  function createCheck(
    perRun: number,
    perMonth: number,
    spent: number,
  ): NonNullable<Connection['check']> {
    const limits = [
      { limit: perRun, before: 0 },
      { limit: perMonth, before: spent },
    ].filter(({ limit }) => limit > 0);
    let told = false;
    return (run) => {
      const cost = runCost(run, settings().prices) ?? 0;
      const share = ({ before, limit }: { before: number; limit: number }): number =>
        (before + cost) / limit;
      const near = limits.find((entry) => share(entry) >= NOTICE_SHARE);
      if (near !== undefined && !told) {
        told = true;
        ports.onCostNotice(near.limit);
      }
      return limits.some((entry) => share(entry) >= 1)
        ? { code: 'costCap', charge: 'produced' }
        : undefined;
    };
  }

  async function spentThisMonth(exceptId: string): Promise<number> {
    const month = new Date(clock.now()).toISOString().slice(0, 7);
    const summaries = await library.list();
    return summaries
      .filter(
        ({ createdAt, id }) =>
          id !== exceptId && new Date(createdAt).toISOString().startsWith(month),
      )
      .reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  }

  async function list(): Promise<readonly RunSummary[]> {
    const stored = await library.list();
    const fresh = [...open.values()].map(({ live }) => summarizeRun(live.run(), settings().prices));
    const byId = new Map(stored.map((summary) => [summary.id, summary]));
    for (const summary of fresh) {
      byId.set(summary.id, summary);
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
      const known = open.get(runId);
      if (known !== undefined) {
        return known;
      }
      const stored = await library.read(runId);
      // Two callers may have waited for the same run.
      return (
        open.get(runId) ??
        (stored === undefined ? undefined : take(stored.run, undefined, stored.ownedElsewhere))
      );
    },
    ask: async (entry, access) => {
      entry.live.ask(await connectionFor(entry, access));
    },
    research: async (entry, access, answers) => {
      entry.live.research(await connectionFor(entry, access), answers);
    },
    list,
    images: async ({ live }) => {
      const sent = await payloadsOf(live.run().id);
      return live.run().options.images.flatMap((image, index) => {
        const payload = sent[index];
        return payload === undefined ? [] : [{ image, payload }];
      });
    },
    live: () => [...open.values()].filter(({ live }) => isLive(live.run().state)),
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

function costsByModel(summaries: readonly RunSummary[]): ReadonlyMap<Model, readonly number[]> {
  const costs = new Map<Model, number[]>();
  for (const { cost, model, state } of summaries) {
    if (cost !== undefined && (state === 'done' || state === 'noEvidence')) {
      costs.set(model, [...(costs.get(model) ?? []), cost]);
    }
  }
  return costs;
}
