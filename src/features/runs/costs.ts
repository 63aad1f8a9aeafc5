import type { RunSummary } from '../../core/history/record.ts';
import type { Connection } from '../../core/research/liveRun.ts';
import { runCost, type PriceTable } from '../../core/research/price.ts';
import type { Model } from '../../core/research/run.ts';

/** Share of a limit at which the person is told. */
const NOTICE_SHARE = 0.8;

/** In CNY; a limit of 0 is none. */
interface Budget {
  readonly perRun: number;
  readonly perMonth: number;
  /** What other runs of this month have cost. */
  readonly spent: number;
}

/** Watches what a run costs: a notice at 80 % of a limit, once a run, and the end at 100 %. */
export function createCostCheck(
  { perMonth, perRun, spent }: Budget,
  prices: () => PriceTable,
  onNotice: (limit: number) => void,
): NonNullable<Connection['check']> {
  const limits = [
    { limit: perRun, before: 0 },
    { limit: perMonth, before: spent },
  ].filter(({ limit }) => limit > 0);
  let told = false;
  return (run) => {
    const cost = runCost(run, prices()) ?? 0;
    const share = ({ before, limit }: { before: number; limit: number }): number =>
      (before + cost) / limit;
    const near = limits.find((entry) => share(entry) >= NOTICE_SHARE);
    if (near !== undefined && !told) {
      told = true;
      onNotice(near.limit);
    }
    return limits.some((entry) => share(entry) >= 1)
      ? { code: 'costCap', charge: 'produced' }
      : undefined;
  };
}

/** Cost of all runs of the month of `now`, but for one. */
export function spentInMonth(
  summaries: readonly RunSummary[],
  now: number,
  exceptId: string,
): number {
  const month = new Date(now).toISOString().slice(0, 7);
  return summaries
    .filter(
      ({ createdAt, id }) => id !== exceptId && new Date(createdAt).toISOString().startsWith(month),
    )
    .reduce((sum, { cost }) => sum + (cost ?? 0), 0);
}

/** What good runs have cost, newest first. */
export function costsByModel(
  summaries: readonly RunSummary[],
): ReadonlyMap<Model, readonly number[]> {
  const costs = new Map<Model, number[]>();
  for (const { cost, model, state } of summaries) {
    if (cost !== undefined && (state === 'done' || state === 'noEvidence')) {
      costs.set(model, [...(costs.get(model) ?? []), cost]);
    }
  }
  return costs;
}
