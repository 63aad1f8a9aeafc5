import assert from 'node:assert/strict';
import {
  joinFiles,
  MOST_FILE_BYTES,
  readTextFile,
} from '../../../src/core/research/attachedText.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('text files that go with a question', () => {
  it('are read as UTF-8, with or without its mark, and with line ends of any kind', () => {
    assert.deepEqual(readTextFile('a.md', utf8('\uFEFFeins\r\nzwei\r三'), 0), {
      name: 'a.md',
      text: 'eins\nzwei\n三',
      bytes: 17,
    });
  });

  it('are read as UTF-16 where they say so', () => {
    const little = new Uint8Array([0xff, 0xfe, 0x41, 0x00, 0x2d, 0x4e]);
    const big = new Uint8Array([0xfe, 0xff, 0x00, 0x41, 0x4e, 0x2d]);
    for (const bytes of [little, big]) {
      assert.deepEqual(readTextFile('a.txt', bytes, 0), { name: 'a.txt', text: 'A中', bytes: 6 });
    }
  });

  it('are refused by what they hold, not by their name', () => {
    assert.equal(readTextFile('a.txt', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 0), 'notText');
    assert.equal(readTextFile('a.txt', utf8('a\u0000b'), 0), 'notText');
    assert.equal(readTextFile('a.txt', utf8(' \n'), 0), 'emptyFile');
    assert.equal(readTextFile('a.txt', new Uint8Array(MOST_FILE_BYTES + 1), 0), 'tooLarge');
    assert.equal(readTextFile('a.txt', utf8('x'), 10), 'tooManyFiles');
  });

  it('follow the question under their names, and none can close its own quotation', () => {
    const text = 'before\n````\n```js\ncode\n```\n````\nafter\n';
    assert.equal(
      joinFiles(' Why? ', [
        { name: 'a.md', text },
        { name: 'b.ts', text: 'let b;' },
      ]),
      `Why?\n\na.md:\n\`\`\`\`\`\n${text}\`\`\`\`\`\n\nb.ts:\n\`\`\`\nlet b;\n\`\`\``,
    );
    assert.equal(joinFiles('Why?', []), 'Why?');
  });
});
