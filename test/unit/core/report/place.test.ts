import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  headingShiftAt,
  insertionOffset,
  spaced,
} from '../../../../src/core/report/insert/place.ts';
import { styleFor } from '../../../../src/core/report/insert/style.ts';

describe('place of an inserted text', () => {
  it('has one blank line on each side', () => {
    for (const [before, after, expected] of [
      ['', '', 'T\n'],
      ['a', '', 'a\n\nT\n'],
      ['a\n', '', 'a\n\nT\n'],
      ['a\n\n', '', 'a\n\nT\n'],
      ['a\n\n', '\nb', 'a\n\nT\n\nb'],
      ['a\n', '\nb', 'a\n\nT\n\nb'],
      ['a\n\n', 'b', 'a\n\nT\n\nb'],
      ['', 'b', 'T\n\nb'],
      ['a', 'b', 'a\n\nT\n\nb'],
      ['a\n\n', '\n\nb', 'a\n\nT\n\nb'],
      ['a\n    ', '\nb', 'a\n    \nT\n\nb'],
      ['a\n\n', '\n', 'a\n\nT\n'],
      ['\n', '', '\nT\n'],
    ] as const) {
      assert.equal(before + spaced('T', before, after, '\n') + after, expected);
    }
  });

  it('is made with the document’s line ends and leaves the document as it is', () => {
    assert.equal(spaced('T', 'a\r\n', '\r\nb', '\r\n'), '\r\nT\r\n');
    const line = fc.constantFrom('', ' ', 'a', '\t', 'b c');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), fc.constantFrom('\n', '\r\n'), (a, b, eol) => {
        const [before, after] = [a.join(eol), b.join(eol)];
        const whole = (before + spaced('T', before, after, eol) + after).split(eol);
        const at = whole.indexOf('T');
        assert.ok(at >= 0);
        assert.equal((whole[at - 1] ?? '').trim(), '');
        assert.equal((whole[at + 1] ?? '').trim(), '');
        if (eol === '\r\n') {
          assert.doesNotMatch(whole.join(''), /[\r\n]/u);
        }
      }),
    );
  });

  it('is never before the front matter', () => {
    const document = '---\r\ntitle: x\r\n---\r\n# A\r\n';
    assert.equal(insertionOffset(document, 0), 20);
    assert.equal(insertionOffset(document, 8), 20);
    assert.equal(insertionOffset(document, 23), 23);
    assert.equal(insertionOffset('---\n---', 0), 7);
    assert.equal(insertionOffset('a\n---\nb\n---\n', 0), 0);
  });

  it('says how deep the headings go', () => {
    const document = '# A\r\n\r\n## B\r\n\r\ntext\r\n\r\n```\r\n#### no\r\n```\r\n\r\n### C\r\n';
    const after = document.indexOf('### C');
    assert.equal(headingShiftAt(document, after, '# Title\n\n## Part'), 2);
    assert.equal(headingShiftAt(document, document.length, '# Title'), 3);
    assert.equal(headingShiftAt(document, document.length, '#### Deep'), 0);
    assert.equal(headingShiftAt(document, 0, '# Title'), 0);
    assert.equal(headingShiftAt('---\ntitle: x\n---\ntext', 20, '# Title'), 0);
    assert.equal(headingShiftAt('', 0, '# Title'), 0);
    assert.equal(headingShiftAt(document, after, 'no heading'), 0);
  });

  it('knows footnotes only in Markdown', () => {
    assert.equal(styleFor('markdown', 'footnotes'), 'footnotes');
    assert.equal(styleFor('typescript', 'footnotes'), 'links');
    assert.equal(styleFor('plaintext', 'numbers'), 'numbers');
  });
});
