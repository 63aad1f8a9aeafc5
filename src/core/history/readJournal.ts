import type { JournalRecord } from '../ports.ts';
import { asObject, parseJson } from '../wire/read.ts';
import { createSseReader, type RawFrame, type SseReader } from '../wire/sse.ts';
import { decodePlainFrame, isRecord, JOURNAL_VERSION, type Checksum } from './journal.ts';

/** What could be read of a journal. */
export interface JournalContents {
  readonly records: readonly JournalRecord[];
  /** Lines, or pieces of the wire, that were there but damaged (F80). */
  readonly damagedLines: number;
  /** The last line or piece breaks off, as after a crash: expected, and no damage (F79). */
  readonly torn: boolean;
  /** Lines of a newer version of this extension (F71). */
  readonly newerLines: number;
}

/** Before the line's own text: version and checksum. */
const HEAD = /^(\d{1,4}) ([0-9a-f]{8}) /;
/** In front of frames as the wire sent them: time, characters, checksum. */
const RAW_HEAD = /^R (\d+) (\d{1,10}) ([0-9a-f]{8})$/;
/** Where a line may start that lost the line feed before it, with what may stand in its place. */
const LOST_START = /.?(\d{1,4} [0-9a-f]{8} (?:\{"kind":|F \d|R \d))/gsu;
/** A line of the wire, left over where the line in front of it was damaged. */
const WIRE_LINE = /^(?:(?:id|event|retry|data)?:|$)/;
/** Characters that {@link HEAD} can have. */
const LONGEST_HEAD = 14;

/** Reads a journal's text. Never throws; what is damaged is skipped and counted. */
export function readJournal(text: string, checksum: Checksum): JournalContents {
  const records: JournalRecord[] = [];
  const wire = createWireReader(records);
  let damagedLines = 0;
  let newerLines = 0;
  /** How many records there were when a piece turned out to end behind the end of the text. */
  let brokenOffAt: number | undefined;

  /**
   * Takes the line between two places, and what belongs to it.
   *
   * @returns where the next line starts; `undefined` if this is none
   */
  function take(from: number, end: number): number | undefined {
    const head = HEAD.exec(text.slice(from, Math.min(end, from + LONGEST_HEAD)));
    if (head === null) {
      return undefined;
    }
    const body = text.slice(from + head[0].length, end);
    if (checksum(body) !== readHex(head[2])) {
      return undefined;
    }
    if (Number(head[1]) > JOURNAL_VERSION) {
      newerLines += 1;
      return end + 1;
    }
    const raw = RAW_HEAD.exec(body);
    if (raw !== null) {
      return takePiece(Number(raw[1]), end + 1, Number(raw[2]), readHex(raw[3]));
    }
    const record = readBody(body);
    if (record === undefined) {
      return undefined;
    }
    if (record.kind === 'own' && record.event.type === 'sending') {
      wire.restart();
    }
    records.push(record);
    return end + 1;
  }

  function takePiece(at: number, from: number, length: number, sum: number): number | undefined {
    const end = from + length;
    if (end > text.length) {
      brokenOffAt = records.length;
      return undefined;
    }
    const piece = text.slice(from, end);
    if (checksum(piece) === sum) {
      wire.read(piece, at);
      return end;
    }
    wire.restart();
    if (!startsLine(text, end)) {
      return undefined;
    }
    damagedLines += 1;
    return end;
  }

  /** What is left of a damaged line: damage to a line feed makes one line of two. */
  function takeParts(from: number, end: number): number | undefined {
    let start = from;
    let next: number | undefined;
    for (const match of text.slice(from, end).matchAll(LOST_START)) {
      const before = from + match.index;
      const found = before + match[0].length - (match[1] ?? '').length;
      if (found > from) {
        // With the character that took the line feed's place, and without it.
        if (take(start, before) === undefined) {
          take(start, found);
        }
        next = take(found, end);
        start = found;
      }
    }
    return next;
  }

  let torn = false;
  /** The line before could not be read: lines of the wire belong to it. */
  let lost = false;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    let next = take(at, end);
    torn ||= feed < 0;
    if (next === undefined && feed >= 0) {
      if (!(lost && WIRE_LINE.test(text.slice(at, Math.min(end, at + 8)))) && end > at) {
        damagedLines += brokenOffAt === records.length ? 0 : 1;
        wire.restart();
        lost = true;
        next = takeParts(at, end);
      }
    } else {
      lost = false;
    }
    at = next ?? end + 1;
  }
  if (brokenOffAt === records.length) {
    torn = true;
  } else if (brokenOffAt !== undefined) {
    damagedLines += 1;
  }
  return { records, damagedLines, newerLines, torn };
}

function readBody(body: string): JournalRecord | undefined {
  if (body.startsWith('F ')) {
    return decodePlainFrame(body);
  }
  const value = asObject(parseJson(body));
  return isRecord(value) ? value : undefined;
}

function readHex(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 16);
}

/** Whether a place is the start of a line that is a record's, or the end of everything. */
function startsLine(text: string, at: number): boolean {
  return (
    text[at - 1] === '\n' && (at === text.length || HEAD.test(text.slice(at, at + LONGEST_HEAD)))
  );
}

/** Reads pieces of the wire, one behind the other, as they were read when they came. */
function createWireReader(records: JournalRecord[]): {
  read(piece: string, at: number): void;
  /** What comes next does not go on where the piece before ended. */
  restart(): void;
} {
  let reader: SseReader | undefined;
  let cameAt = 0;
  const take = (frame: RawFrame): void => {
    records.push({ kind: 'frame', at: cameAt, frame });
  };
  return {
    read: (piece, at) => {
      cameAt = at;
      reader ??= createSseReader(take);
      reader.pushText(piece);
    },
    restart: () => {
      reader = undefined;
    },
  };
}
