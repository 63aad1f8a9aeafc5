import type { Failure, FailureCode, StepKind } from './run.ts';

/** Most automatic repetitions of one request. */
const MOST_ATTEMPTS = 2;
/** A longer pause than this is for the person to decide (F21). */
const LONGEST_PAUSE_MS = 120_000;

/** Nothing left this computer: repeating can cost nothing (F1, F2). */
const NOT_SENT: readonly FailureCode[] = ['offline', 'connectTimeout', 'connectRefused'];
/** The service turned the request away, so it did not charge for it (F21). With the usual pause, in ms. */
const TURNED_AWAY: Readonly<Partial<Record<FailureCode, number>>> = {
  rateLimit: 30_000,
  burstLimit: 20_000,
  tokenLimit: 60_000,
};
/** The service failed before any frame: only the cheap step, only once (F22). */
const SERVICE_TROUBLE: readonly FailureCode[] = ['serviceFailed', 'overloaded', 'serviceTimeout'];

/**
 * How long to wait before a permitted automatic repetition, in ms; `undefined` means that only the
 * person may repeat. The rows are F1, F2, F21 and F22: a request that may have been charged is
 * never repeated for the costly step, and nothing is after a frame of content.
 *
 * @param attempt repetitions so far, from 0
 * @param random from 0 to 1, spreads the pauses of many clients
 */
export function retryDelay(
  failure: Failure,
  step: StepKind,
  attempt: number,
  random: number,
): number | undefined {
  if (attempt >= MOST_ATTEMPTS || failure.charge === 'produced') {
    return undefined;
  }
  const spread = 0.8 + 0.4 * random;
  if (NOT_SENT.includes(failure.code)) {
    return Math.round((attempt === 0 ? 5_000 : 20_000) * spread);
  }
  const trouble = step === 'clarify' && attempt === 0 && SERVICE_TROUBLE.includes(failure.code);
  const pause = trouble ? 3_000 : TURNED_AWAY[failure.code];
  if (pause === undefined) {
    return undefined;
  }
  const asked = failure.retryAfterMs;
  if (asked === undefined) {
    return Math.round(pause * (attempt + 1) * spread);
  }
  // A service that names an unusable pause wants something else than a client that guesses.
  return asked >= 0 && asked <= LONGEST_PAUSE_MS ? asked : undefined;
}

/**
 * The pause that a `Retry-After` header names, in ms: seconds or an HTTP date. `NaN` for what is
 * neither, so that the caller can tell nonsense from absence.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') {
    return undefined;
  }
  const text = header.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1000;
  }
  return Date.parse(text) - now;
}
