import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import {
  MAIN_MODEL,
  type Run,
  type RunOptions,
  type StepKind,
} from '../../../src/core/research/run.ts';
import { createDecoder } from '../../../src/core/wire/decode.ts';
import type { ServiceError } from '../../../src/core/wire/serviceError.ts';
import { createSseReader, type RawFrame } from '../../../src/core/wire/sse.ts';

export const OPTIONS: RunOptions = {
  model: MAIN_MODEL,
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
};

/** A run whose request was taken on: what the wire's events are reduced into. */
export function startedRun(step: StepKind = 'research', options: RunOptions = OPTIONS): Run {
  const events: readonly ResearchEvent[] = [
    { type: 'sending', at: 1_000, step, host: 'dashscope.aliyuncs.com' },
    { type: 'sent', at: 1_010 },
    { type: 'accepted', at: 1_200 },
  ];
  return events.reduce(reduce, createRun('run-1', 'DuckDB or SQLite?', options, 500));
}

/** The run after some events, from the start of a step. */
export function reduceAll(events: readonly ResearchEvent[], run: Run = startedRun()): Run {
  return events.reduce(reduce, run);
}

/** The frames in some pieces of a stream, its end included. */
export function readFrames(pieces: Iterable<Uint8Array>): readonly RawFrame[] {
  const frames: RawFrame[] = [];
  const reader = createSseReader((frame) => frames.push(frame));
  for (const piece of pieces) {
    reader.push(piece);
  }
  reader.end();
  return frames;
}

/** Decodes frames up to the first error and reduces what they say. */
export function runFrames(
  frames: readonly RawFrame[],
  start: Run,
): { readonly run: Run; readonly events: readonly ResearchEvent[]; readonly error?: ServiceError } {
  const decoder = createDecoder();
  const all: ResearchEvent[] = [];
  let run = start;
  for (const frame of frames) {
    const { error, events } = decoder.decode(frame);
    all.push(...events);
    run = events.reduce(reduce, run);
    if (error !== undefined) {
      return { run, events: all, error };
    }
  }
  return { run, events: all };
}

/** Two pieces, cut before a byte. */
export function cutAt(bytes: Uint8Array, at: number): readonly Uint8Array[] {
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

/** Pieces of one size. */
export function* slices(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) {
    yield bytes.subarray(at, at + size);
  }
}
