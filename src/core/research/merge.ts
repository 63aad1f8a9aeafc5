import type { ResearchEvent } from './events.ts';

/**
 * Joins neighbouring pieces of the same text and keeps only the newest token count, so that a burst
 * of frames makes few events. Reducing the result gives the same run as reducing the input.
 */
export function mergeEvents(events: readonly ResearchEvent[]): readonly ResearchEvent[] {
  const merged: ResearchEvent[] = [];
  let usage: ResearchEvent | undefined;
  const placeUsage = (): void => {
    if (usage !== undefined) {
      merged.push(usage);
      usage = undefined;
    }
  };
  for (const event of events) {
    if (event.type === 'usage') {
      usage = event;
      continue;
    }
    // A count belongs to the request under way: what we did ourselves may begin another. And the end
    // of the answer is judged by the count before it.
    if ('at' in event || event.type === 'answerFinished') {
      placeUsage();
    }
    const last = merged.at(-1);
    const joined = last === undefined ? undefined : join(last, event);
    if (joined === undefined) {
      merged.push(event);
    } else {
      merged[merged.length - 1] = joined;
    }
  }
  placeUsage();
  return merged;
}

function join(last: ResearchEvent, next: ResearchEvent): ResearchEvent | undefined {
  switch (next.type) {
    case 'answerText':
    case 'planText':
      return last.type === next.type ? joinText(last, next) : undefined;
    case 'roundQuery':
    case 'roundGoal':
      return last.type === next.type && last.round === next.round
        ? joinText(last, next)
        : undefined;
    case 'note':
      return last.type === 'note' && last.round === next.round && last.key === next.key
        ? joinText(last, next)
        : undefined;
    default:
      return undefined;
  }
}

/** A text that replaces makes what came before it void. */
function joinText<T extends { readonly text: string; readonly replace?: true }>(
  last: { readonly text: string },
  next: T & ResearchEvent,
): ResearchEvent {
  return next.replace === true ? next : ({ ...last, text: last.text + next.text } as ResearchEvent);
}
