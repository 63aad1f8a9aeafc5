import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toBibTeX, toCslJson, toRis } from '../../../../src/core/report/export/bibliography.ts';

const run = (title: string, url: string) => ({
  createdAt: 0,
  endedAt: Date.UTC(2026, 10, 22),
  references: [{ number: 3, title, url, description: '' }],
});

describe('bibliographies', () => {
  it('BibTeX of a usual page', () => {
    assert.equal(
      toBibTeX(run('DuckDB & 日志: 100 %', 'https://duckdb.org/a_b?x=1#c')),
      [
        '@misc{source3,',
        '  title = {{DuckDB \\& 日志: 100 \\%}},',
        '  howpublished = {duckdb.org},',
        '  url = {https://duckdb.org/a_b?x=1#c},',
        '  urldate = {2026-11-22}',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('RIS of a usual page', () => {
    assert.equal(
      toRis(run('DuckDB', 'https://duckdb.org/a')),
      'TY  - ELEC\r\nID  - 3\r\nTI  - DuckDB\r\nPB  - duckdb.org\r\nUR  - https://duckdb.org/a\r\nY2  - 2026/11/22\r\nER  - \r\n',
    );
  });

  it('CSL-JSON of a usual page', () => {
    assert.deepEqual(JSON.parse(toCslJson(run('DuckDB', 'https://duckdb.org/a'))), [
      {
        id: 'source3',
        type: 'webpage',
        title: 'DuckDB',
        'container-title': 'duckdb.org',
        URL: 'https://duckdb.org/a',
        accessed: { 'date-parts': [[2026, 11, 22]] },
      },
    ]);
  });

  it('an address that is none of the web is left out, a title is made up', () => {
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'https://u:p@evil.test/', '']) {
      for (const text of [toBibTeX(run('', url)), toRis(run('', url)), toCslJson(run('', url))]) {
        assert.ok(text.includes('Source 3'), text);
        assert.doesNotMatch(text, /javascript|passwd|evil/);
      }
    }
  });

  it('no title ends an entry, a field or a line', () => {
    const titles = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('{', '}', '\\', '%', '@', '\n', '\r', '"', '~', '^', 'x'),
      }),
    );
    fc.assert(
      fc.property(titles, (title) => {
        const bib = toBibTeX(run(title, 'https://a.test/'));
        assert.equal(depthOf(bib), 0, bib);
        assert.equal(bib.split('\n').length, 7, bib);
        assert.equal(bib.match(/^@/gmu)?.length, 1);
        assert.doesNotMatch(bib, /(?<!\\)%/u, 'a comment would swallow the end of the entry');
        const ris = toRis(run(title, 'https://a.test/'));
        assert.equal(ris.split('\r\n').length, 8);
        assert.doesNotMatch(ris.replaceAll('\r\n', ''), /[\r\n]/u);
        assert.equal((JSON.parse(toCslJson(run(title, 'https://a.test/'))) as []).length, 1);
      }),
    );
  });
});

/** Braces as BibTeX counts them: a backslash does not keep one from counting. Never below zero. */
function depthOf(text: string): number {
  let depth = 0;
  for (const character of text) {
    depth += character === '{' ? 1 : character === '}' ? -1 : 0;
    assert.ok(depth >= 0, text);
  }
  return depth;
}
