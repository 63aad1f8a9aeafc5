import type { ResearchEvent } from '../core/research/events.ts';

/**
 * Joins neighbouring pieces of the same text, so that a batch for the page holds few events however
 * many frames made them. Reducing the result gives the same run as reducing the input.
 */
export function mergeEvents(events: readonly ResearchEvent[]): readonly ResearchEvent[] {
  const merged: ResearchEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    const joined = last === undefined ? undefined : join(last, event);
    if (joined === undefined) {
      merged.push(event);
    } else {
      merged[merged.length - 1] = joined;
    }
  }
  return merged;
}

function join(last: ResearchEvent, next: ResearchEvent): ResearchEvent | undefined {
  // Only the newest count of tokens matters.
  if (last.type === 'usage' && next.type === 'usage') {
    return next;
  }
  if (
    (last.type === 'answerText' && next.type === 'answerText') ||
    (last.type === 'planText' && next.type === 'planText')
  ) {
    return next.replace === true ? next : { ...last, text: last.text + next.text };
  }
  if (
    (last.type === 'roundQuery' && next.type === 'roundQuery') ||
    (last.type === 'roundGoal' && next.type === 'roundGoal')
  ) {
    return last.round === next.round && next.replace !== true
      ? { ...last, text: last.text + next.text }
      : undefined;
  }
  if (last.type === 'note' && next.type === 'note') {
    return last.round === next.round && last.key === next.key && next.replace !== true
      ? { ...last, text: last.text + next.text }
      : undefined;
  }
  return undefined;
}
