import * as zlib from 'node:zlib';
import { journalBody, JOURNAL_VERSION } from '../core/history/journal.ts';
import type { JournalRecord } from '../core/ports.ts';

/** Stands where the checksum comes, until the bytes that it is made of are there. */
const HEAD = `${JOURNAL_VERSION} 00000000 `;
const CHECKSUM_AT = HEAD.length - 9;
const LINE_FEED = 10;
const DIGITS = Buffer.from('0123456789abcdef');

/**
 * Journal lines as bytes: the same as `encodeRecord` line by line, but made bytes in one go, with the
 * checksums put in afterwards. In a burst this is most of the host's work.
 */
export function encodeBatch(records: readonly JournalRecord[]): Buffer {
  let text = '';
  for (const record of records) {
    text += `${HEAD}${journalBody(record)}\n`;
  }
  const bytes = Buffer.from(text, 'utf8');
  // No body holds a line feed, so each one ends a line.
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, at);
    writeHex(bytes, at + CHECKSUM_AT, zlib.crc32(bytes.subarray(at + HEAD.length, end)));
    at = end + 1;
  }
  return bytes;
}

function writeHex(bytes: Buffer, at: number, value: number): void {
  for (let digit = 0; digit < 8; digit += 1) {
    bytes[at + digit] = DIGITS[(value >>> (28 - 4 * digit)) & 15] ?? 0;
  }
}
