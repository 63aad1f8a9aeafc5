import { makeClarification } from './clarify.ts';
import { streamHead } from './errorShapes.ts';
import { encodeFrame, type Beat, type FrameForm, type LooseBeat } from './frames.ts';
import { createRandom, hash } from './random.ts';
import { makeResearch, type RunShape } from './research.ts';
import { SNAP_MODEL, type Call } from './rules.ts';
import type { Step } from './script.ts';
import { estimateTokens } from './tokens.ts';
import { readTheme } from './topic.ts';

/** Tokens of the built-in prompt of step 2 and the least seen in public runs (spec 9). */
const PROMPT_TOKENS = 560;
const LEAST_INPUT_TOKENS = 650;
const IMAGE_TOKENS = 300;

interface AnswerSettings {
  readonly seed: number;
  readonly snapLayout: 1 | 2;
}

/** The ordinary answer to a call, and others like it with another shape. */
export interface Answer {
  readonly beats: readonly Beat[];
  /** A research run about the same topic, whichever step was asked for. */
  remake(change: Partial<RunShape>): Beat[];
}

export function answerTo(call: Call, requestId: string, settings: AnswerSettings): Answer {
  const theme = readTheme(call.messages);
  const snap = call.model === SNAP_MODEL;
  const { topic } = theme.subject;
  const seed = hash(`${settings.seed}|${topic}`);
  const shape: RunShape = {
    theme,
    seed,
    requestId,
    inputTokens: countInput(call),
    dialect: { layout: snap ? settings.snapLayout : 1, thinking: snap },
    detailed: call.detailed,
    tools: call.tools.map(({ label }) => label),
  };
  const remake = (change: Partial<RunShape>): Beat[] => makeResearch({ ...shape, ...change });
  let made: readonly Beat[] | undefined;
  const make = (): Beat[] =>
    call.step === 'clarify'
      ? makeClarification(theme, createRandom(seed), requestId)
      : makeResearch(shape);
  return {
    remake,
    get beats() {
      return (made ??= make());
    },
  };
}

function countInput({ messages }: Call): number {
  const tokens = messages.reduce(
    (sum, message) => sum + estimateTokens(message.text) + message.images.length * IMAGE_TOKENS,
    PROMPT_TOKENS,
  );
  return Math.max(LEAST_INPUT_TOKENS, tokens);
}

/** The whole of an ordinary stream: head, frames, end. */
export function streamSteps(
  requestId: string,
  beats: readonly LooseBeat[],
  form: FrameForm = {},
): Step[] {
  return [streamHead(requestId), ...frameSteps(beats, form), { do: 'fin' }];
}

/** Frames with their gaps, ids counting from `first` (spec 4.1). */
export function frameSteps(beats: readonly LooseBeat[], form: FrameForm = {}, first = 1): Step[] {
  return beats.flatMap(({ gap, data }, i): Step[] => [
    gapStep(gap, first + i),
    { do: 'bytes', data: encodeFrame(first + i, data, form) },
  ]);
}

/** The golden ratio spreads the places within a range evenly, and the same way each time. */
export function gapStep(kind: LooseBeat['gap'], id: number): Step {
  return { do: 'gap', kind, at: (id * 0.618_034) % 1 };
}
