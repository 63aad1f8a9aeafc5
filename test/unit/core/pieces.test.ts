import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checksum, encodeBatch } from '../../../src/adapters/encodeBatch.ts';
import { frameRecord, ownRecord } from '../../../src/core/history/journal.ts';
import { readJournal } from '../../../src/core/history/readJournal.ts';
import type { JournalEntry } from '../../../src/core/ports.ts';
import { createPieceReader, type RawPiece } from '../../../src/core/wire/pieces.ts';
import type { RawFrame } from '../../../src/core/wire/sse.ts';
import { GOLDEN_STREAMS } from '../golden/streams.ts';
import { cutAt, OPTIONS, readFrames, slices } from '../support/drive.ts';
import { createRandom, randomPieces } from '../support/random.ts';
import { bytesOf } from '../support/wire.ts';

interface Given {
  readonly frames: readonly RawFrame[];
  readonly raw: RawPiece | undefined;
}

function readPieces(chunks: Iterable<Uint8Array>): readonly Given[] {
  const given: Given[] = [];
  const reader = createPieceReader((frames, raw) => given.push({ frames, raw }));
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  reader.end();
  return given;
}

/** What the journal of such an answer holds. */
function entriesOf(given: readonly Given[]): readonly JournalEntry[] {
  return [
    ownRecord({ type: 'created', at: 1, id: 'run-1', question: '问', options: OPTIONS }),
    ownRecord({ type: 'sending', at: 2, step: 'research', host: 'h' }),
    ...given.flatMap(({ frames, raw }): readonly JournalEntry[] =>
      raw === undefined
        ? frames.map((frame) => frameRecord(3, frame))
        : [{ kind: 'raw', at: 3, piece: raw }],
    ),
    ownRecord({ type: 'streamEnded', at: 4 }),
  ];
}

function textOf(entries: readonly JournalEntry[]): string {
  return Buffer.concat(encodeBatch(entries)).toString('utf8');
}

function check(chunks: readonly Uint8Array[], name: string): void {
  const given = readPieces(chunks);
  const frames = readFrames(chunks);
  assert.deepEqual(
    given.flatMap((one) => one.frames),
    frames,
    name,
  );
  for (const { raw } of given) {
    if (raw !== undefined) {
      assert.deepEqual(Buffer.from(raw.bytes), Buffer.from(raw.text), name);
    }
  }
  const read = readJournal(textOf(entriesOf(given)), checksum);
  assert.equal(read.damagedLines, 0, name);
  assert.equal(read.torn, false, name);
  const kept = read.records.flatMap((record) => (record.kind === 'frame' ? [record.frame] : []));
  assert.deepEqual(kept, frames, name);
}

describe('the bytes of the wire, kept as they came', () => {
  for (const { bytes, name } of GOLDEN_STREAMS) {
    it(`${name}: the journal gives the same frames back, wherever the stream was cut`, () => {
      check([bytes], name);
      check([...slices(bytes, 1)], name);
      const random = createRandom(bytes.byteLength);
      for (let round = 0; round < 30; round++) {
        check([...randomPieces(bytes, random, 1 + round * 8)], `${name}, round ${round}`);
        check([...cutAt(bytes, Math.floor(random() * bytes.byteLength))], name);
      }
    });
  }

  it('a usual stream is kept whole, byte for byte, but for what breaks off', () => {
    const { bytes } = GOLDEN_STREAMS.find(({ name }) => name === 'main research') ?? {
      bytes: new Uint8Array(),
    };
    const torn = bytes.subarray(0, bytes.byteLength - 30);
    for (const chunks of [[torn], [...slices(torn, 7)]]) {
      const raw = readPieces(chunks).flatMap((one) => one.raw?.bytes ?? []);
      const kept = Buffer.concat(raw);
      const lastEnd = Buffer.from(torn).lastIndexOf('\n\n') + 2;
      assert.deepEqual(kept, Buffer.from(torn.subarray(0, lastEnd)));
    }
  });

  it('what is no UTF-8 is kept as frames', () => {
    const bytes = Uint8Array.of(...bytesOf('data:"a'), 0xff, 0xc3, ...bytesOf('b"\n\ndata:2\n\n'));
    const given = readPieces([bytes]);
    assert.deepEqual(
      given.map(({ raw }) => raw),
      [undefined],
    );
    check([bytes], 'no UTF-8');
  });

  it('a status said before the cut counts for the frame behind it', () => {
    check([bytesOf(':HTTP_STATUS/429\n\n'), bytesOf('data:{"code":"x"}\n\n')], 'status');
  });

  it('nothing at all before a byte order mark changes nothing', () => {
    check([new Uint8Array(), bytesOf('\uFEFFdata:1\n\n'), bytesOf('data:2\n\n')], 'empty');
  });

  it('any bytes, cut anywhere', () => {
    const line = fc.constantFrom(
      ...['id:1', 'event:result', 'data:{"a":"一二"}', 'data:x', ':HTTP_STATUS/500', 'nothing'],
      ...['', '', '\r', 'data:\uFFFD', '2 00000000 R 1 5 00000000', '1 00000000 F 1'],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 24 }), fc.nat(), (lines, seed) => {
        const bytes = bytesOf(lines.join('\n'));
        check([...randomPieces(bytes, createRandom(seed), 5)], lines.join('|'));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a journal with pieces of the wire', () => {
  const many = bytesOf(
    Array.from({ length: 12 }, (_, at) => `id:${at}\nevent:result\ndata:{"n":"第${at}"}\n\n`).join(
      '',
    ),
  );
  const entries = entriesOf(readPieces(slices(many, 150)));
  const text = textOf(entries);
  const whole = readJournal(text, checksum).records.map((record) => JSON.stringify(record));
  const pieces = entries.filter(({ kind }) => kind === 'raw').length;

  it('consists of several', () => {
    assert.ok(pieces >= 3);
    assert.equal(whole.length, 12 + 3);
  });

  it('F62, F79: every prefix is readable, loses its last piece at most, and is no damage', () => {
    const bytes = Buffer.from(text);
    let before = 0;
    for (let length = 0; length <= bytes.byteLength; length++) {
      const read = readJournal(bytes.subarray(0, length).toString('utf8'), checksum);
      const left = read.records.map((record) => JSON.stringify(record));
      assert.deepEqual(left, whole.slice(0, left.length), `at byte ${length}`);
      assert.ok(left.length >= before, `at byte ${length}`);
      before = left.length;
      assert.equal(read.damagedLines, 0, `at byte ${length}`);
    }
    assert.equal(before, whole.length);
  });

  it('F79: what is added after a torn piece is read, and the piece is named', () => {
    const at = text.indexOf('第7') + 1;
    const stopped = textOf([ownRecord({ type: 'stopped', at: 9 })]);
    for (const torn of [text.slice(0, at), text.slice(0, text.indexOf('\n\n', at) + 1)]) {
      const read = readJournal(`${torn}${torn.endsWith('\n') ? '' : '\n'}${stopped}`, checksum);
      assert.deepEqual(read.records.at(-1), ownRecord({ type: 'stopped', at: 9 }));
      assert.equal(read.torn, false);
      assert.equal(read.damagedLines, 1);
    }
  });

  it('G12, F80: any one flipped byte costs at most the piece or the line it is in', function () {
    this.timeout(60_000);
    const bytes = Buffer.from(text);
    const largest = 4;
    for (let at = 0; at < bytes.byteLength; at++) {
      for (const mask of [0x01, 0x20, 0x80, 0xff, 0x0a ^ (bytes[at] ?? 0)]) {
        const broken = Uint8Array.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ mask;
        const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(broken);
        const left = readJournal(decoded, checksum).records.map((record) => JSON.stringify(record));
        assert.ok(left.length >= whole.length - largest, `byte ${at} mask ${mask}`);
        assert.ok(
          left.every((record) => whole.includes(record)),
          `byte ${at} mask ${mask}: a record was invented`,
        );
      }
    }
  });

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(text.length), (junk, at) => {
        readJournal(text.slice(0, at) + junk + text.slice(at), checksum);
      }),
    );
  });
});
