import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  encodeRecord,
  frameRecord,
  JOURNAL_VERSION,
  ownRecord,
  replayRun,
} from '../../../src/core/history/journal.ts';
import { readJournal } from '../../../src/core/history/readJournal.ts';
import type { JournalRecord } from '../../../src/core/ports.ts';
import { mainFrames, REPORT_TEXT } from '../golden/frames.ts';
import { checksum } from '../support/checksum.ts';
import { OPTIONS, readFrames } from '../support/drive.ts';
import { bytesOf, render } from '../support/wire.ts';

const records: readonly JournalRecord[] = [
  ownRecord({ type: 'created', at: 1, id: 'run-1', question: '问题\n"1"?', options: OPTIONS }),
  ownRecord({ type: 'sending', at: 2, step: 'research', host: 'h' }),
  ownRecord({ type: 'accepted', at: 3, requestId: 'r' }),
  ...readFrames([bytesOf(render(mainFrames))]).map((frame) => frameRecord(4, frame)),
  { kind: 'body', at: 5, status: 502, text: '<html>\r\n</html>' },
  ownRecord({ type: 'streamEnded', at: 6 }),
];
const lines = records.map((record) => encodeRecord(record, checksum));
const text = lines.join('');

describe('the journal', () => {
  it('reads what it wrote', () => {
    assert.deepEqual(readJournal(text, checksum), {
      records,
      damagedLines: 0,
      newerLines: 0,
      torn: false,
    });
  });

  it('any text in a record survives, one line a record', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (question, data) => {
        const some: readonly JournalRecord[] = [
          ownRecord({ type: 'created', at: 1, id: 'r', question, options: OPTIONS }),
          frameRecord(2, { data, id: data, event: question, status: 200, tail: true }),
        ];
        const written = some.map((record) => encodeRecord(record, checksum)).join('');
        assert.equal(written.split('\n').length, 3);
        assert.deepEqual(readJournal(written, checksum).records, some);
      }),
    );
  });

  it('replays to the run', () => {
    const run = replayRun(records);
    assert.equal(run?.state, 'done');
    assert.equal(run.question, '问题\n"1"?');
    assert.equal(run.report.text, REPORT_TEXT);
    assert.equal(run.steps.at(-1)?.endedAt, 6);
  });

  it('a journal that does not say what was asked tells of no run', () => {
    assert.equal(replayRun(records.slice(1)), undefined);
    assert.equal(replayRun([]), undefined);
  });

  it('F62, F79: every prefix is readable, and only the torn line is missing', () => {
    const bytes = bytesOf(text);
    const ends = lines.map((_, at) => bytesOf(lines.slice(0, at + 1).join('')).byteLength);
    for (let length = 0; length <= bytes.byteLength; length++) {
      const read = readJournal(new TextDecoder().decode(bytes.subarray(0, length)), checksum);
      // A last line that only lacks its line feed is whole.
      const whole = ends.filter((end) => end - 1 <= length).length;
      assert.equal(read.records.length, whole, `at byte ${length}`);
      assert.equal(read.damagedLines, 0);
      assert.equal(read.torn, length > 0 && !ends.includes(length));
    }
  });

  it('G12, F80: any one flipped byte costs at most the line it is in', function () {
    this.timeout(30_000);
    const some = [...lines.slice(0, 6), ...lines.slice(-2)];
    const whole = [...records.slice(0, 6), ...records.slice(-2)].map((record) =>
      JSON.stringify(record),
    );
    const bytes = bytesOf(some.join(''));
    for (let at = 0; at < bytes.byteLength; at++) {
      for (const mask of [0x01, 0x20, 0x80, 0xff, 0x0a ^ (bytes[at] ?? 0)]) {
        const broken = Uint8Array.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ mask;
        const read = readJournal(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(broken),
          checksum,
        );
        const left = read.records.map((record) => JSON.stringify(record));
        assert.ok(
          left.length >= whole.length - 1,
          `byte ${at} mask ${mask}: ${left.length} records`,
        );
        assert.ok(
          left.every((record) => whole.includes(record)),
          `byte ${at}: a record was invented`,
        );
      }
    }
  });

  it('lines glued by a lost line feed are told apart', () => {
    const glued = text.replace('\n', '');
    const read = readJournal(glued, checksum);
    assert.deepEqual(read.records, records);
    assert.equal(read.damagedLines, 1);
  });

  it('a line after a torn one is read', () => {
    const torn = (lines[1] ?? '').slice(0, 20);
    const read = readJournal([lines[0], torn, lines[2]].join(''), checksum);
    assert.deepEqual(read.records, [records[0], records[2]]);
  });

  it('F71: lines of a newer version are counted and left alone', () => {
    const json = '{"kind":"new"}';
    const newer = `${JOURNAL_VERSION + 1} ${checksum(json).toString(16).padStart(8, '0')} ${json}\n`;
    const read = readJournal(text + newer, checksum);
    assert.equal(read.newerLines, 1);
    assert.equal(read.damagedLines, 0);
    assert.equal(read.records.length, records.length);
  });

  it('records of unknown kinds, and lines of other programs, are skipped', () => {
    const line = (json: string): string =>
      `1 ${checksum(json).toString(16).padStart(8, '0')} ${json}\n`;
    const strange = [
      'null',
      '[]',
      '{"kind":"x"}',
      '{"kind":"own","event":{}}',
      '{"kind":"frame"}',
      '{',
    ];
    const read = readJournal(strange.map(line).join('') + 'hello\n\n' + text, checksum);
    assert.deepEqual(read.records, records);
    assert.equal(read.damagedLines, strange.length + 1);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(text.length), (junk, at) => {
        readJournal(junk, checksum);
        readJournal(text.slice(0, at) + junk + text.slice(at), checksum);
      }),
    );
  });
});
