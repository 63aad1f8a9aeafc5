import type { JournalRecord, RawEntry } from '../ports.ts';
import type { OwnEvent, ResearchEvent } from '../research/events.ts';
import { createRun, reduce } from '../research/reduce.ts';
import { MAIN_MODEL, type Run } from '../research/run.ts';
import { asObject } from '../wire/read.ts';
import { createDecoder } from '../wire/decode.ts';
import type { RawFrame } from '../wire/sse.ts';

/** CRC-32 of the text's UTF-8 bytes. Handed in, since this room knows no platform. */
export type Checksum = (text: string) => number;

/** Version of the line format; a reader skips what has a version it does not know. */
export const JOURNAL_VERSION = 2;
/** Records in a line of their own have been the same since the first version. */
const LINE_VERSION = 1;

/**
 * One journal line: version, checksum in 8 hex digits, what is recorded, line feed. Text that people
 * can read and `grep`, and of which every line stands for itself: damage stays where it is.
 */
export function encodeRecord(record: JournalRecord, checksum: Checksum): string {
  return encodeLine(LINE_VERSION, journalBody(record), checksum);
}

/**
 * The line in front of frames that are kept as the wire sent them (since version 2): when they came,
 * how many characters they are, and their checksum. The frames follow it, to be read as text too.
 */
export function encodeRawHead(entry: RawEntry, sum: number, checksum: Checksum): string {
  const { text } = entry.piece;
  return encodeLine(JOURNAL_VERSION, `R ${entry.at} ${text.length} ${hex(sum)}`, checksum);
}

function encodeLine(version: number, body: string, checksum: Checksum): string {
  return `${version} ${hex(checksum(body))} ${body}\n`;
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}

/** A line without its version and checksum. */
export function journalBody(record: JournalRecord): string {
  return encodePlainFrame(record) ?? JSON.stringify(record);
}

/** What may stand between blanks: the ids, names and numbers of usual frames. */
const WORD = /^[\w.:]{1,40}$/;

/**
 * `F time id event status data`, the data as it came: nearly every line of a journal is such a
 * frame, and writing it so costs a third of writing JSON into JSON. Others are written as JSON.
 */
function encodePlainFrame(record: JournalRecord): string | undefined {
  if (record.kind !== 'frame') {
    return undefined;
  }
  const { data, event, id, status, tail } = record.frame;
  const plain =
    tail === undefined &&
    id !== undefined &&
    event !== undefined &&
    WORD.test(id) &&
    WORD.test(event) &&
    !data.includes('\n') &&
    data.isWellFormed();
  return plain ? `F ${record.at} ${id} ${event} ${status ?? '-'} ${data}` : undefined;
}

/** The frame of a line that {@link encodePlainFrame} wrote. */
export function decodePlainFrame(body: string): JournalRecord | undefined {
  const match = /^F (\d+) (\S+) (\S+) (-|\d{3}) /.exec(body);
  if (match === null) {
    return undefined;
  }
  const [head, at, id = '', event = '', status = '-'] = match;
  const frame: RawFrame = {
    data: body.slice(head.length),
    id,
    event,
    ...(status === '-' ? {} : { status: Number(status) }),
  };
  return { kind: 'frame', at: Number(at), frame };
}

/** Whether a line's JSON is a record that this version knows. */
export function isRecord(value: unknown): value is JournalRecord {
  const record = asObject(value);
  switch (record?.['kind']) {
    case 'own':
      return typeof asObject(record['event'])?.['type'] === 'string';
    case 'frame':
      return typeof asObject(record['frame'])?.['data'] === 'string';
    case 'body':
      return true;
    default:
      return false;
  }
}

/** Turns journal records into events again: the same that they were when they came. */
export function createReplayer(): (record: JournalRecord) => readonly ResearchEvent[] {
  let decoder = createDecoder();
  return (record) => {
    switch (record.kind) {
      case 'own':
        if (record.event.type === 'sending') {
          decoder = createDecoder();
        }
        return [record.event];
      case 'frame':
        return decoder.decode(record.frame).events;
      case 'body':
        return [];
    }
  };
}

/** The run that a journal tells of; `undefined` if the journal does not say what was asked. */
export function replayRun(records: readonly JournalRecord[]): Run | undefined {
  if (!records.some(isCreation)) {
    return undefined;
  }
  const replay = createReplayer();
  let run: Run = createRun(
    '',
    '',
    {
      model: MAIN_MODEL,
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    },
    0,
  );
  for (const record of records) {
    for (const event of replay(record)) {
      run = reduce(run, event);
    }
  }
  return run;
}

function isCreation(record: JournalRecord): boolean {
  return record.kind === 'own' && record.event.type === 'created';
}

/** Records for the two things a journal mostly holds. */
export function ownRecord(event: OwnEvent): JournalRecord {
  return { kind: 'own', event };
}

export function frameRecord(at: number, frame: RawFrame): JournalRecord {
  return { kind: 'frame', at, frame };
}
