import { gunzipSync } from 'node:zlib';
import type { JournalRecord } from '../../core/ports.ts';
import type { OwnEvent } from '../../core/research/events.ts';
import { MAIN_MODEL, type RunOptions } from '../../core/research/run.ts';
import { asCount, asObject, asText, parseJson, type Json } from '../../core/wire/read.ts';
import { EXAMPLE_ID } from './exampleId.ts';

/** One line of the journal that the recording stands for, and how long after the one before. */
export interface RecordedLine {
  readonly waitMs: number;
  readonly record: JournalRecord;
}

const OPTIONS: RunOptions = {
  model: MAIN_MODEL,
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
};

/** Named in the details of the run; no request ever goes there. */
const HOST = 'recording';

/** So long the questions stand before the recorded answers are given, in ms. */
const READING_MS = 30_000;
const CONNECTING_MS = 300;

/**
 * The journal of a recorded run: what we would have written down, and the frames as they came. From
 * here on everything is the same as for a run: the same decoding, the same reducing, the same page.
 * `undefined` for bytes that are no recording. Times of the records are 0; the player sets them.
 */
export function readRecording(bytes: Uint8Array): readonly RecordedLine[] | undefined {
  const file = asObject(parseJson(gunzipSync(bytes).toString('utf8')));
  const question = asText(file?.['question']);
  const answers = asText(file?.['answers']);
  const clarify = readFrames(file?.['clarify']);
  const research = readFrames(file?.['research']);
  if (file?.['version'] !== 1 || question === '' || clarify === undefined) {
    return undefined;
  }
  if (research === undefined) {
    return undefined;
  }
  const at = 0;
  const step = (kind: 'clarify' | 'research'): readonly RecordedLine[] => [
    own({ type: 'sending', at, step: kind, host: HOST }, 0),
    own({ type: 'sent', at }, CONNECTING_MS),
    own({ type: 'accepted', at }, CONNECTING_MS),
  ];
  return [
    own({ type: 'created', at, id: EXAMPLE_ID, question, options: OPTIONS, recorded: true }, 0),
    ...step('clarify'),
    ...clarify,
    own({ type: 'streamEnded', at }, 0),
    own({ type: 'answered', at, answers }, READING_MS),
    ...step('research'),
    ...research,
    own({ type: 'streamEnded', at }, 0),
  ];
}

function own(event: OwnEvent, waitMs: number): RecordedLine {
  return { waitMs, record: { kind: 'own', event } };
}

/** Frames are `[wait in ms, what the data line carries]`. */
function readFrames(value: unknown): readonly RecordedLine[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    return undefined;
  }
  return value.map((item: unknown, index): RecordedLine => {
    const [wait, data] = Array.isArray(item) ? (item as readonly unknown[]) : [];
    const frame = {
      id: String(index + 1),
      event: 'result',
      status: 200,
      data: JSON.stringify((data as Json | undefined) ?? {}),
    };
    return { waitMs: asCount(wait) ?? 0, record: { kind: 'frame', at: 0, frame } };
  });
}
