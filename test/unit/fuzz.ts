import { pathToFileURL } from 'node:url';
import { encodeRecord, frameRecord, ownRecord, replayRun } from '../../src/core/history/journal.ts';
import { readJournal } from '../../src/core/history/readJournal.ts';
import { createRun, reduce } from '../../src/core/research/reduce.ts';
import type { OwnEvent } from '../../src/core/research/events.ts';
import type { JournalRecord } from '../../src/core/ports.ts';
import type { Run } from '../../src/core/research/run.ts';
import type { RawFrame } from '../../src/core/wire/sse.ts';
import { GOLDEN_STREAMS, type Golden } from './golden/streams.ts';
import { checksum } from './support/checksum.ts';
import { OPTIONS, readFrames, runFrames } from './support/drive.ts';
import { mutateBytes, mutateFrames, renderSomehow } from './support/mutate.ts';
import { below, createRandom, randomPieces } from './support/random.ts';
import { bytesOf } from './support/wire.ts';

/** What a fuzz run saw; a broken promise throws instead. */
export interface FuzzResult {
  readonly cases: number;
  readonly frames: number;
  readonly errors: number;
  readonly states: Readonly<Record<string, number>>;
}

/**
 * Sends mutated streams through reader, decoder and reducer. Promises (G9): nothing throws, nothing
 * reaches `Object.prototype`, no answer text that came in a readable frame is lost, and the journal
 * of the frames replays to the same run.
 *
 * @param seed the same seed tries the same streams; a failure names the seed of its case
 */
export function fuzzWire(cases: number, seed: number): FuzzResult {
  const prototype = Object.getOwnPropertyNames(Object.prototype).join();
  const states: Record<string, number> = {};
  let frames = 0;
  let errors = 0;
  for (let number = 0; number < cases; number++) {
    const caseSeed = (seed + number * 7919) >>> 0;
    try {
      const seen = tryOne(caseSeed);
      frames += seen.frames;
      errors += seen.error ? 1 : 0;
      states[seen.state] = (states[seen.state] ?? 0) + 1;
    } catch (error) {
      throw new Error(`fuzz case with seed ${caseSeed} failed`, { cause: error });
    }
  }
  if (Object.getOwnPropertyNames(Object.prototype).join() !== prototype) {
    throw new Error('Object.prototype was changed');
  }
  return { cases, frames, errors, states };
}

function tryOne(seed: number): { frames: number; error: boolean; state: string } {
  const random = createRandom(seed);
  const golden = GOLDEN_STREAMS[below(random, GOLDEN_STREAMS.length)];
  if (golden === undefined) {
    throw new Error('no goldens');
  }
  const bytes = mutateBytes(mutatedBytes(golden, random), random);
  const frames = readFrames(randomPieces(bytes, random, 1 + below(random, 400)));
  const events = startEvents(golden);
  const start = events.reduce(reduce, createRun('run-1', 'q', OPTIONS, 1));
  const { error, run } = runFrames(frames, start);
  if (error === undefined) {
    checkNothingLost(frames, run);
  }
  if (seed % 16 === 0) {
    checkReplay(events, frames, run, error !== undefined);
  }
  return { frames: frames.length, error: error !== undefined, state: run.state };
}

function mutatedBytes(golden: Golden, random: () => number): Uint8Array {
  return random() < 0.5
    ? golden.bytes
    : bytesOf(renderSomehow(mutateFrames(golden.frames, random), random));
}

function startEvents({ step }: Golden): readonly OwnEvent[] {
  return [
    { type: 'created', at: 1, id: 'run-1', question: 'q', options: OPTIONS },
    { type: 'sending', at: 2, step, host: 'h' },
    { type: 'accepted', at: 3 },
  ];
}

/** Every readable piece of the answer stands in the questions or in the report. */
function checkNothingLost(frames: readonly RawFrame[], run: Run): void {
  const told = run.exchanges.map((exchange) => exchange.questions).join('\n') + run.report.text;
  for (const { data } of frames) {
    const text = answerTextOf(data);
    if (text !== undefined && !told.includes(text)) {
      throw new Error(`lost: ${JSON.stringify(text)} is not in ${JSON.stringify(told)}`);
    }
  }
}

function answerTextOf(data: string): string | undefined {
  try {
    const { content, phase } = (
      JSON.parse(data) as { output: { message: Record<string, unknown> } }
    ).output.message;
    return phase === 'answer' && typeof content === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}

function checkReplay(
  events: readonly OwnEvent[],
  frames: readonly RawFrame[],
  run: Run,
  hasError: boolean,
): void {
  const records: readonly JournalRecord[] = [
    ...events.map(ownRecord),
    ...frames.map((frame) => frameRecord(4, frame)),
  ];
  const text = records.map((record) => encodeRecord(record, checksum)).join('');
  const read = readJournal(text, checksum);
  if (read.records.length !== records.length || read.damagedLines > 0 || read.torn) {
    throw new Error('the journal lost a record');
  }
  // After an error frame a live run reads no further; its journal ends there.
  if (!hasError && JSON.stringify(replayRun(read.records)) !== JSON.stringify(run)) {
    throw new Error('the journal replays to another run');
  }
}

/** `node fuzz.mjs [cases] [seed]`, once built: for long runs outside the test suite. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [cases = 2_000_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
  console.log(`${cases} cases from seed ${seed}`);
  console.log(fuzzWire(cases, seed));
}
