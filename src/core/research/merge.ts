import type { ResearchEvent } from './events.ts';

/** Takes events one by one and holds the few that they amount to. */
export interface EventMerger {
  push(event: ResearchEvent): void;
  /** How many were pushed. */
  readonly length: number;
  /** What they amount to; to be called once, at the end. */
  take(): readonly ResearchEvent[];
}

/** Notes on several pages come in turns: so far back the note of the same page is looked for. */
const NOTES_BACK = 8;

/**
 * Joins pieces of the same text and keeps only the newest token count, so that a burst of frames
 * makes few events. Reducing the result gives the same run as reducing the input.
 *
 * @param own the events are nobody else's: texts may then grow in place
 */
export function createEventMerger(own: boolean): EventMerger {
  const merged: ResearchEvent[] = [];
  let usage: ResearchEvent | undefined;
  let pushed = 0;

  function placeUsage(): void {
    if (usage !== undefined) {
      merged.push(usage);
      usage = undefined;
    }
  }

  function push(event: ResearchEvent): void {
    pushed += 1;
    if (event.type === 'usage') {
      usage = event;
      return;
    }
    // A count belongs to the request under way: what we did ourselves may begin another. And the end
    // of the answer is judged by the count before it.
    if ('at' in event || event.type === 'answerFinished') {
      placeUsage();
    }
    const at = findSameText(merged, event);
    const same = at < 0 ? undefined : merged[at];
    if (same === undefined) {
      merged.push(event);
    } else if (own) {
      growText(same, event);
    } else {
      merged[at] = growText({ ...same }, event);
    }
  }

  return {
    push,
    get length() {
      return pushed;
    },
    take: () => {
      placeUsage();
      return merged;
    },
  };
}

/** The same for a list that is there already. */
export function mergeEvents(events: readonly ResearchEvent[]): readonly ResearchEvent[] {
  const merger = createEventMerger(false);
  for (const event of events) {
    merger.push(event);
  }
  return merger.take();
}

/** Where the text stands that this event continues; below 0 where it begins one. */
function findSameText(merged: readonly ResearchEvent[], event: ResearchEvent): number {
  const last = merged.length - 1;
  const before = merged[last];
  if (before === undefined) {
    return -1;
  }
  switch (event.type) {
    case 'answerText':
    case 'planText':
      return before.type === event.type ? last : -1;
    case 'roundQuery':
    case 'roundGoal':
      return before.type === event.type && before.round === event.round ? last : -1;
    case 'note':
      return findSameNote(merged, event);
    default:
      return -1;
  }
}

/** Notes of one round do not depend on each other: only other events end the search. */
function findSameNote(
  merged: readonly ResearchEvent[],
  { key, round }: ResearchEvent & { type: 'note' },
): number {
  const last = merged.length - 1;
  for (let at = last; at >= 0 && at > last - NOTES_BACK; at -= 1) {
    const event = merged[at];
    if (event?.type !== 'note' || event.round !== round) {
      return -1;
    }
    if (event.key === key) {
      return at;
    }
  }
  return -1;
}

/** A text that replaces makes what came before it void. */
function growText(event: ResearchEvent, next: ResearchEvent): ResearchEvent {
  const target = event as { text: string; replace?: true };
  const { replace, text } = next as { text: string; replace?: true };
  if (replace === true) {
    target.text = text;
    target.replace = true;
  } else {
    target.text += text;
  }
  return event;
}
