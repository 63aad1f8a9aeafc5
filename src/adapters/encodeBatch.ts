import * as zlib from 'node:zlib';
import { encodeRawHead, encodeRecord } from '../core/history/journal.ts';
import type { JournalEntry } from '../core/ports.ts';

/** CRC-32 by zlib, of the text's UTF-8 bytes. */
export function checksum(text: string): number {
  return zlib.crc32(text);
}

/** Entries as the bytes that they are in the journal. What the wire sent is not copied. */
export function encodeBatch(entries: readonly JournalEntry[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    if (entry.kind === 'raw') {
      const { bytes } = entry.piece;
      parts.push(Buffer.from(encodeRawHead(entry, zlib.crc32(bytes), checksum), 'latin1'), bytes);
    } else {
      parts.push(Buffer.from(encodeRecord(entry, checksum), 'utf8'));
    }
  }
  return parts;
}
