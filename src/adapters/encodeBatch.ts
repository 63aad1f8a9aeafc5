import * as zlib from 'node:zlib';
import { journalBody, JOURNAL_VERSION } from '../core/history/journal.ts';
import type { JournalRecord } from '../core/ports.ts';

const HEAD = Buffer.from(`${JOURNAL_VERSION} 00000000 `);
/** Where the checksum stands in a line. */
const CHECKSUM_AT = HEAD.length - 9;
const LINE_FEED = 10;
const DIGITS = Buffer.from('0123456789abcdef');
/** No character needs more than so many bytes of UTF-8 for each of its units. */
const BYTES_A_UNIT = 3;

/**
 * Journal lines as bytes: the same as `encodeRecord` line by line, but written straight into one
 * buffer, with the checksum over the bytes themselves. In a burst this is most of the host's work.
 */
export function encodeBatch(records: readonly JournalRecord[]): Buffer {
  const bodies = records.map(journalBody);
  const units = bodies.reduce((sum, body) => sum + body.length, 0);
  const bytes = Buffer.allocUnsafe(units * BYTES_A_UNIT + bodies.length * (HEAD.length + 1));
  let at = 0;
  for (const body of bodies) {
    HEAD.copy(bytes, at);
    const start = at + HEAD.length;
    const end = start + bytes.write(body, start, 'utf8');
    writeHex(bytes, at + CHECKSUM_AT, zlib.crc32(bytes.subarray(start, end)));
    bytes[end] = LINE_FEED;
    at = end + 1;
  }
  // A copy of the right size: the store keeps it.
  return Buffer.from(bytes.subarray(0, at));
}

function writeHex(bytes: Buffer, at: number, value: number): void {
  for (let digit = 0; digit < 8; digit += 1) {
    bytes[at + digit] = DIGITS[(value >>> (28 - 4 * digit)) & 15] ?? 0;
  }
}
