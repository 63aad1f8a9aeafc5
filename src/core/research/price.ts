import type { Model, Run, Usage } from './run.ts';
import { totalUsage } from './run.ts';

/** CNY for 1,000 tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** Prices of both models as of 2026-11-22 (spec 9); a setting may override them. */
export type PriceTable = Readonly<Record<Model, TokenPrice>>;
export const PRICES: PriceTable = {
  'qwen-deep-research': { input: 0.054, output: 0.163 },
  'qwen-deep-research-2025-12-15': { input: 0.079, output: 0.236 },
};

/** What the research step of public runs cost, in CNY: low and high (spec 9). */
const PUBLIC_RUNS: Readonly<Record<Model, Estimate>> = {
  'qwen-deep-research': { low: 1.3, high: 1.5, basis: 'public' },
  'qwen-deep-research-2025-12-15': { low: 1.8, high: 2.2, basis: 'public' },
};

/** What a run will probably cost, in CNY, and where that is from. */
export interface Estimate {
  readonly low: number;
  readonly high: number;
  readonly basis: 'own' | 'public';
}

/** `1.3–1.5`: as exact as an estimate is, in CNY without the unit. */
export function formatEstimate({ high, low }: Estimate): string {
  const places = high < 1 ? 2 : 1;
  const [from, to] = [low.toFixed(places), high.toFixed(places)];
  return from === to ? from : `${from}–${to}`;
}

/** Cost in CNY of some tokens. */
export function costOf(usage: Usage, price: TokenPrice): number {
  return (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1000;
}

/**
 * Cost in CNY of a run so far; `undefined` while the service has not said how many tokens, also
 * where a step is over and never said it: that is unknown, not nothing (F104).
 */
export function runCost(
  run: Pick<Run, 'steps' | 'options'>,
  prices: PriceTable = PRICES,
): number | undefined {
  const untold = run.steps.some(
    ({ endedAt, researchSeen, usage }) =>
      researchSeen && endedAt !== undefined && usage === undefined,
  );
  const usage = untold ? undefined : totalUsage(run);
  return usage === undefined ? undefined : costOf(usage, prices[run.options.model]);
}

/**
 * What the research step will probably cost: median to 90th percentile of the person's own complete
 * runs of that model where there are at least three, else what public runs cost.
 *
 * @param ownCosts costs in CNY of earlier complete runs of this model, in any order
 */
export function estimateCost(model: Model, ownCosts: readonly number[]): Estimate {
  if (ownCosts.length < 3) {
    return PUBLIC_RUNS[model];
  }
  const sorted = [...ownCosts].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { low: at(0.5), high: at(0.9), basis: 'own' };
}
