import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBatch } from '../../../src/adapters/encodeBatch.ts';
import { checksum } from '../../../src/adapters/encodeBatch.ts';
import { encodeRecord } from '../../../src/core/history/journal.ts';
import { readJournal } from '../../../src/core/history/readJournal.ts';
import type { JournalRecord } from '../../../src/core/ports.ts';

const record: fc.Arbitrary<JournalRecord> = fc
  .record({
    at: fc.integer({ min: 0 }),
    data: fc.string({ unit: 'binary' }),
    id: fc.option(fc.oneof(fc.nat().map(String), fc.string()), { nil: undefined }),
    event: fc.option(fc.constantFrom('result', 'error', ' error', 'a b'), { nil: undefined }),
    status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
  })
  .map(({ at, data, event, id, status }) => ({
    kind: 'frame',
    at,
    frame: {
      data,
      ...(id === undefined ? {} : { id }),
      ...(event === undefined ? {} : { event }),
      ...(status === undefined ? {} : { status }),
    },
  }));

describe('journal lines written as bytes', () => {
  it('are those written as text, and are read as what was recorded', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) => {
        const text = records.map((one) => encodeRecord(one, checksum)).join('');
        const bytes = Buffer.concat(encodeBatch(records));
        assert.equal(bytes.toString('utf8'), Buffer.from(text, 'utf8').toString('utf8'));
        const read = readJournal(bytes.toString('utf8'), checksum);
        assert.equal(read.damagedLines, 0);
        assert.equal(read.records.length, records.length);
      }),
      { numRuns: 500 },
    );
  });
});
