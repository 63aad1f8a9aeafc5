import type { RunSummary } from '../../core/history/record.ts';
import { isHeld, type RunState } from '../../core/research/run.ts';

export type GroupName = 'Pinned' | 'Live' | 'Waiting' | 'Today' | 'Week' | 'Older';

/** A heading of the history with its runs, newest first. */
export interface HistoryGroup {
  readonly name: GroupName;
  readonly runs: readonly RunSummary[];
}

const ORDER: readonly GroupName[] = ['Pinned', 'Live', 'Waiting', 'Today', 'Week', 'Older'];
const DAY_MS = 86_400_000;

/** Which runs the history shows. */
export type FilterName = 'All' | 'Live' | 'Done' | 'Ended' | 'Damaged';

const ENDED: readonly RunState[] = ['stopped', 'interrupted', 'failed'];

export function isShown({ damage, state }: RunSummary, filter: FilterName): boolean {
  switch (filter) {
    case 'All':
      return true;
    case 'Live':
      return isHeld(state) || state === 'waiting';
    case 'Done':
      return state === 'done' || state === 'noEvidence';
    case 'Ended':
      return ENDED.includes(state);
    case 'Damaged':
      return state === 'damaged' || damage !== undefined;
  }
}

/** Sorts runs under their headings; empty headings are left out. Days are those of the local time. */
export function groupRuns(runs: readonly RunSummary[], now: Date): readonly HistoryGroup[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const nameOf = ({ createdAt, pinned, state }: RunSummary): GroupName => {
    if (pinned === true) {
      return 'Pinned';
    }
    if (isHeld(state)) {
      return 'Live';
    }
    if (state === 'waiting') {
      return 'Waiting';
    }
    if (createdAt >= today) {
      return 'Today';
    }
    return createdAt >= today - 6 * DAY_MS ? 'Week' : 'Older';
  };
  return ORDER.map((name) => ({
    name,
    runs: runs.filter((run) => nameOf(run) === name),
  })).filter((group) => group.runs.length > 0);
}
