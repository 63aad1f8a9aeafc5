import type { Run, RunState } from '../research/run.ts';
import type { TextKey, Translate } from '../text/translate.ts';

/** The run came to its own end with a report. */
export function isFinished(run: Pick<Run, 'state'>): boolean {
  return run.state === 'done' || run.state === 'noEvidence';
}

/** Nothing of the report is missing as far as we know. */
export function isComplete(run: Pick<Run, 'state' | 'report'>): boolean {
  return isFinished(run) && !run.report.truncated;
}

/** There is a report, and not one source for it. */
export function lacksEvidence(run: Pick<Run, 'references' | 'report'>): boolean {
  return run.references.length === 0 && run.report.text.trim() !== '';
}

const UNFINISHED: Partial<Record<RunState, TextKey>> = {
  stopped: 'report.notice.stopped',
  interrupted: 'report.notice.interrupted',
  failed: 'report.notice.failed',
  damaged: 'report.notice.damaged',
};

/** What a reader has to know before the first line, as a quote; empty for a report as it should be. */
export function notices(run: Run, t: Translate): string {
  const keys: TextKey[] = isFinished(run)
    ? []
    : [UNFINISHED[run.state] ?? 'report.notice.unfinished'];
  if (run.recorded === true) {
    keys.unshift('example.notice');
  }
  if (run.report.truncated) {
    keys.push('report.notice.truncated');
  }
  if (lacksEvidence(run)) {
    keys.push('report.notice.noEvidence');
  }
  return keys.map((key) => `> **${t(key)}**`).join('\n>\n');
}
