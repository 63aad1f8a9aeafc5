import type { JournalRecord } from '../ports.ts';
import { reduce } from '../research/reduce.ts';
import { isLive, type Run } from '../research/run.ts';
import { asLeftBehind } from './record.ts';

/**
 * A run as its journal left it, now that nobody owns it. One that was under way was interrupted when
 * the last thing was written; one that was queued waits for the person again, since nobody but them
 * may start it now. Nothing is written.
 */
export function leaveBehind(run: Run, records: readonly JournalRecord[]): Run {
  if (run.queued !== undefined) {
    return reduce(run, { type: 'unqueued', at: run.queued.at, reason: 'windowClosed' });
  }
  const left = asLeftBehind(run);
  if (!isLive(run.state)) {
    return left;
  }
  const last = records.at(-1);
  const endedAt = last?.kind === 'own' ? last.event.at : last?.at;
  if (endedAt === undefined) {
    return left;
  }
  const step = left.steps.at(-1);
  return {
    ...left,
    endedAt,
    steps: step === undefined ? left.steps : [...left.steps.slice(0, -1), { endedAt, ...step }],
  };
}
