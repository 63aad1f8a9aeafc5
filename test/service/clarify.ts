import { cutText } from './deltas.ts';
import { draft, settle } from './drafts.ts';
import type { Beat } from './frames.ts';
import type { Random } from './random.ts';
import type { Theme } from './topic.ts';
import { estimateTokens } from './tokens.ts';

/** Tokens of the built-in prompt of step 1 (spec 3.1: 196 in for a short topic). */
const PROMPT_TOKENS = 180;

/** Step 1: only phase `answer`, three numbered questions (spec 3.1). */
export function makeClarification(theme: Theme, random: Random, requestId: string): Beat[] {
  const { subject, words } = theme;
  const text = words
    .questions(subject.topic)
    .map((question, i) => `${i + 1}. ${question}`)
    .join('\n\n');
  return clarificationOf(text, estimateTokens(subject.topic), random, requestId);
}

/** A clarification with any text, for the faults. */
export function clarificationOf(
  text: string,
  topicTokens: number,
  random: Random,
  requestId: string,
): Beat[] {
  const drafts = [
    ...cutText(text, random).map((piece, i) =>
      draft('clarify', i === 0 ? 'first' : 'text', 'answer', 'typing', piece),
    ),
    draft('clarify', 'text', 'answer', 'finished'),
  ];
  const total = estimateTokens(text);
  const goals = { input: PROMPT_TOKENS + topicTokens, beforeReport: total, total };
  return settle(drafts, goals, requestId);
}
