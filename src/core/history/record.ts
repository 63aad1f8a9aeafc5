import type { PriceTable } from '../research/price.ts';
import { runCost } from '../research/price.ts';
import { countSources, isLive, type Model, type Run, type RunState } from '../research/run.ts';

/** What the history shows of a run without reading its journal. Can always be made again from it. */
export interface RunSummary {
  readonly id: string;
  readonly question: string;
  readonly title?: string;
  readonly state: RunState;
  readonly model: Model;
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly sourcesFound: number;
  readonly sourcesRead: number;
  /** CNY; absent while unknown. */
  readonly cost?: number;
  readonly requestIds: readonly string[];
  readonly savedPath?: string;
  readonly pinned?: true;
  /** What could not be read: the whole run, its journal (gone), or some lines of it (F80, F81). */
  readonly damage?: 'unreadable' | 'missing' | 'lines';
  /** Made by a newer version: read-only (F71). */
  readonly newer?: true;
  /** Under way in another window. */
  readonly elsewhere?: true;
}

export function summarizeRun(run: Run, prices: PriceTable): RunSummary {
  const { found, read } = countSources(run);
  const cost = runCost(run, prices);
  return {
    id: run.id,
    question: run.question,
    ...(run.title === undefined ? {} : { title: run.title }),
    state: run.state,
    model: run.options.model,
    createdAt: run.createdAt,
    ...(run.endedAt === undefined ? {} : { endedAt: run.endedAt }),
    sourcesFound: found,
    sourcesRead: read,
    ...(cost === undefined ? {} : { cost }),
    ...(run.saved === undefined ? {} : { savedPath: run.saved.path }),
    requestIds: run.steps.flatMap((step) => (step.requestId === undefined ? [] : [step.requestId])),
  };
}

/**
 * A run as its journal left it: one that was under way while nobody owns it any more was
 * interrupted by whatever ended its owner. Nothing is written; opening it again writes that down.
 */
export function asLeftBehind(run: Run): Run {
  if (!isLive(run.state)) {
    return run;
  }
  const step = run.steps.at(-1);
  const charge =
    step === undefined || run.retry !== undefined
      ? 'none'
      : step.researchSeen || step.usage !== undefined
        ? 'produced'
        : 'maybe';
  return {
    ...run,
    state: 'interrupted',
    failure: {
      code: 'windowClosed',
      charge,
      ...(step?.requestId === undefined ? {} : { requestId: step.requestId }),
    },
  };
}
