import type { JournalRecord } from '../ports.ts';
import type { OwnEvent, ResearchEvent } from '../research/events.ts';
import { createRun, reduce } from '../research/reduce.ts';
import { MAIN_MODEL, type Run } from '../research/run.ts';
import { asObject, parseJson } from '../wire/read.ts';
import { createDecoder } from '../wire/decode.ts';
import type { RawFrame } from '../wire/sse.ts';

/** CRC-32 of the text's UTF-8 bytes. Handed in, since this room knows no platform. */
export type Checksum = (text: string) => number;

/** Version of the line format; a reader skips lines of a version it does not know. */
export const JOURNAL_VERSION = 1;

/**
 * One journal line: version, checksum in 8 hex digits, what is recorded, line feed. Text that people
 * can read and `grep`, and of which every line stands for itself: damage stays where it is.
 */
export function encodeRecord(record: JournalRecord, checksum: Checksum): string {
  const body = journalBody(record);
  return `${JOURNAL_VERSION} ${checksum(body).toString(16).padStart(8, '0')} ${body}\n`;
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

function decodePlainFrame(body: string): JournalRecord | undefined {
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

/** What could be read of a journal. */
export interface JournalContents {
  readonly records: readonly JournalRecord[];
  /** Lines that were there but damaged (F80). */
  readonly damagedLines: number;
  /** The last line breaks off, as after a crash: expected, and no damage (F79). */
  readonly torn: boolean;
  /** Lines of a newer version of this extension (F71). */
  readonly newerLines: number;
}

/** Reads a journal's text. Never throws; what is damaged is skipped and counted. */
export function readJournal(text: string, checksum: Checksum): JournalContents {
  const records: JournalRecord[] = [];
  let damagedLines = 0;
  let newerLines = 0;
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const take = (line: string): boolean => {
    const record = readLine(line, checksum);
    if (record === 'newer') {
      newerLines += 1;
    } else if (record !== undefined) {
      records.push(record);
    }
    return record !== undefined;
  };
  for (const line of lines) {
    if (!take(line) && line !== '') {
      damagedLines += 1;
      splitDamaged(line).forEach(take);
    }
  }
  // Whole but for its line feed: nothing of it is lost.
  take(rest);
  return { records, damagedLines, newerLines, torn: rest !== '' };
}

/**
 * Damage to a line feed makes one line of two, each whole but for the character between them, if
 * there still is one. What may be a line is for its checksum to say.
 */
function splitDamaged(line: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of line.matchAll(/.?(\d{1,4} [0-9a-f]{8} (?:\{"kind":|F \d))/gsu)) {
    const start = match.index + match[0].length - (match[1] ?? '').length;
    if (match.index > 0) {
      parts.push(line.slice(from, match.index), line.slice(from, start), line.slice(start));
      from = start;
    }
  }
  return parts;
}

function readLine(line: string, checksum: Checksum): JournalRecord | 'newer' | undefined {
  const match = /^(\d{1,4}) ([0-9a-f]{8}) /.exec(line);
  if (match === null) {
    return undefined;
  }
  const body = line.slice(match[0].length);
  if (checksum(body) !== Number.parseInt(match[2] ?? '', 16)) {
    return undefined;
  }
  if (Number(match[1]) > JOURNAL_VERSION) {
    return 'newer';
  }
  if (body.startsWith('F ')) {
    return decodePlainFrame(body);
  }
  const value = asObject(parseJson(body));
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is JournalRecord {
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
