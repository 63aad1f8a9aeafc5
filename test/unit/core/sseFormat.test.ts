import assert from 'node:assert/strict';
import type { RawFrame } from '../../../src/core/wire/sse.ts';
import { readFrames, slices } from '../support/drive.ts';
import { bytesOf } from '../support/wire.ts';

type Vector = readonly [name: string, stream: string, frames: readonly RawFrame[]];

const data = (...texts: string[]): RawFrame[] => texts.map((text) => ({ data: text }));
const tail = (text: string): RawFrame => ({ data: text, tail: true });

/** The rules of the standard (WHATWG HTML, server-sent events) as its public tests try them. */
const STANDARD: readonly Vector[] = [
  ['LF', 'data:1\n\ndata:2\n\n', data('1', '2')],
  ['CR', 'data:1\r\rdata:2\r\r', data('1', '2')],
  ['CR LF', 'data:1\r\n\r\ndata:2\r\n\r\n', data('1', '2')],
  ['mixed line ends', 'data:1\r\n\ndata:2\n\rdata:3\r\r\n', data('1', '2', '3')],
  ['one optional space', 'data: 1\n\ndata:  2\n\n', data('1', ' 2')],
  ['a tab is no space', 'data:\t1\n\n', data('\t1')],
  ['several data lines', 'data:a\ndata:b\ndata: c\n\n', data('a\nb\nc')],
  ['an empty data line', 'data:\n\n', data('')],
  ['two empty data lines', 'data\ndata\n\n', data('\n')],
  ['data without a colon', 'data\n\n', data('')],
  ['a colon in the value', 'data:a:b: c\n\n', data('a:b: c')],
  ['only blank lines', '\n\n\r\r\n\n', []],
  ['a comment', ':hello\n\ndata:1\n:in between\ndata:2\n\n', data('1\n2')],
  ['an empty comment', ':\n:\n\ndata:1\n\n', data('1')],
  ['a long comment', `:${'x'.repeat(4096)}\ndata:1\n\n`, data('1')],
  ['an unknown field', 'data:1\nfoo:x\njusttext\n\n', data('1')],
  [
    'an unknown field that starts like a known one',
    'data:1\nidx:x\nidea\nevents:y\ndata:2\n\n',
    data('1\n2'),
  ],
  ['upper case is unknown', 'Data:1\ndata:2\nDATA:3\n\n', data('2')],
  ['space before the name is unknown', ' data:1\ndata:2\n\n', data('2')],
  ['NUL in the name is unknown', 'data\0:1\ndata:2\n\n', data('2')],
  ['NUL in the value', 'data:\0\n\n', data('\0')],
  [
    'the parsing example of the public tests',
    'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
    data('\0\n 2\n1\n3\n\n4'),
  ],
  ['an event name', 'event:x\ndata:1\n\ndata:2\n\n', [{ data: '1', event: 'x' }, { data: '2' }]],
  ['an event name with a space', 'event: error\ndata:1\n\n', [{ data: '1', event: 'error' }]],
  ['an empty event name is none', 'event:\ndata:1\n\nevent\ndata:2\n\n', data('1', '2')],
  ['the last event name counts', 'event:a\nevent:b\ndata:1\n\n', [{ data: '1', event: 'b' }]],
  ['an event without data', 'event:x\n\ndata:1\n\n', data('1')],
  ['an id', 'id:7\ndata:1\n\n', [{ data: '1', id: '7' }]],
  ['an id with NUL is ignored', 'id:1\x002\ndata:1\n\n', data('1')],
  ['retry is ignored', 'retry:100\ndata:1\n\nretry:x\ndata:2\n\n', data('1', '2')],
  ['a BOM at the start', '\uFEFFdata:1\n\n', data('1')],
  ['a second BOM makes the name unknown', '\uFEFF\uFEFFdata:1\n\ndata:2\n\n', data('2')],
  ['a BOM later is text', 'data:\uFEFF1\n\n', data('\uFEFF1')],
  [
    'line separators are text',
    'data:a\u2028b\u2029c\u0085d\v\f\n\n',
    data('a\u2028b\u2029c\u0085d\v\f'),
  ],
  ['a lone data name before a break', 'data:a\n\ndat', data('a')],
];

/** Where we are kinder than the standard, on purpose (spec 4.2). */
const LENIENT: readonly Vector[] = [
  ['F34: a last event without its blank line', 'data:1\n\ndata:2\n', [{ data: '1' }, tail('2')]],
  ['F34: a last line without its end', 'data:1\n\ndata:2', [{ data: '1' }, tail('2')]],
  ['F34: a last line that ends in CR', 'data:1\r', [tail('1')]],
  [
    'an id line after data starts a frame',
    'id:1\ndata:a\nid:2\ndata:b\n\n',
    [
      { data: 'a', id: '1' },
      { data: 'b', id: '2' },
    ],
  ],
  [
    'an event line after data starts a frame',
    'data:a\nevent:error\ndata:b\n\n',
    [{ data: 'a' }, { data: 'b', event: 'error' }],
  ],
  [
    'the status comment',
    ':HTTP_STATUS/429\ndata:1\n\ndata:2\n\n',
    [{ data: '1', status: 429 }, { data: '2' }],
  ],
  [
    'the status comment after the data',
    'data:1\n: HTTP_STATUS/200\n\n',
    [{ data: '1', status: 200 }],
  ],
  ['a status of another shape', ':HTTP_STATUS/ok\ndata:1\n\n', data('1')],
  ['nothing at all', '', []],
  ['only a BOM', '\uFEFF', []],
];

describe('G4, F31 to F33: the format of event streams', () => {
  for (const [name, stream, frames] of [...STANDARD, ...LENIENT]) {
    it(name, () => {
      assert.deepEqual(readFrames([bytesOf(stream)]), frames);
      assert.deepEqual(readFrames(slices(bytesOf(stream), 1)), frames, 'byte by byte');
    });
  }

  it('F36: bytes that are no UTF-8 become U+FFFD and nothing else is lost', () => {
    const bytes = new Uint8Array([...bytesOf('data:a'), 0xff, 0xc3, ...bytesOf('b\n\ndata:2\n\n')]);
    assert.deepEqual(readFrames([bytes]), data('a\uFFFD\uFFFDb', '2'));
    assert.deepEqual(readFrames(slices(bytes, 1)), data('a\uFFFD\uFFFDb', '2'));
  });

  it('F36: a character that the end of the stream cuts in two', () => {
    const bytes = bytesOf('data:数');
    assert.deepEqual(readFrames([bytes.subarray(0, -1)]), [tail('\uFFFD')]);
  });
});
