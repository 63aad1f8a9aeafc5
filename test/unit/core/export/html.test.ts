import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toHtml, type HtmlWords } from '../../../../src/core/report/export/html.ts';
import { toRunJson, toSourcesJson } from '../../../../src/core/report/export/runJson.ts';
import { groupSources } from '../../../../src/core/report/sourceList.ts';
import { createRun } from '../../../../src/core/research/reduce.ts';
import type { Run } from '../../../../src/core/research/run.ts';
import { OPTIONS } from '../../support/drive.ts';

const WORDS: HtmlWords = {
  language: 'en',
  sources: 'Sources',
  untitled: 'Untitled',
  noAddress: 'no address',
  facts: '2026',
  notice: '',
  note: 'Check it.',
};

function run(text: string, title = 'One', url = 'https://one.test/a'): Run {
  return {
    ...createRun('r', 'Which <b>database</b>?', OPTIONS, 1),
    state: 'done',
    report: { text, finished: true, truncated: false },
    references: [
      { number: 1, title, url, description: '' },
      { number: 2, title: 'Two', url: 'https://two.test/', description: '' },
    ],
    rounds: [
      {
        number: 1,
        goal: '',
        query: '',
        finished: true,
        notes: [],
        sites: [
          { title: 'One again', url: 'https://one.test/a/', description: '' },
          { title: 'Three', url: 'https://three.test/', description: '' },
          { title: 'Three', url: 'https://three.test/', description: '' },
        ],
      },
    ],
  };
}

/** Every tag of the page that may load, run, send or frame something. */
const ACTIVE =
  /<(?:script|img|iframe|object|embed|link|form|input|button|svg|video|audio|base|template)\b|\son\w+\s*=|javascript:/iu;

describe('the report as an HTML page', () => {
  it('has headings, tables, citations that lead to the sources, and no remote content', () => {
    const html = toHtml(run('# Title\n\nFast.[[1]][[2,7]]\n\n|a|b|\n|-|-|\n|1|2|\n'), WORDS);
    assert.match(html, /<h1>Title<\/h1>/);
    assert.match(html, /Fast\.<sup><a href="#source-1">\[1\]<\/a><\/sup>/);
    assert.match(html, /<a href="#source-2">\[2\]<\/a><\/sup><sup>\[7\]<\/sup>/);
    assert.match(html, /<td>1<\/td>/);
    assert.match(html, /<li id="source-1" value="1"><a href="https:\/\/one\.test\/a"/);
    assert.match(html, /<title>Which &lt;b&gt;database&lt;\/b&gt;\?<\/title>/);
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, ACTIVE);
  });

  it('shows hostile text as text', () => {
    const attacks = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '![x](https://evil.test/pixel.png)',
      '[x](javascript:alert(1))',
      '[x](https://a.test/"onmouseover="alert(1))',
      '</title></style><svg onload=alert(1)>',
      "<https://a.test/'onclick='x>",
      '```html"><script>\nx\n```',
    ];
    for (const attack of attacks) {
      for (const html of [
        toHtml(run(attack), WORDS),
        toHtml(run('x', attack), WORDS),
        toHtml(run('x', 'One', attack), WORDS),
        toHtml({ ...run('x'), title: attack }, WORDS),
        toHtml(run('x'), { ...WORDS, facts: attack, notice: attack, note: attack }),
      ]) {
        const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)\b[^>]*>/giu)].map(([tag]) => tag);
        assert.doesNotMatch(tags.join('\n').replace(/"[^"]*"/gu, '""'), ACTIVE, attack);
        assert.doesNotMatch(html, /(?:src|href)="(?!https:\/\/|#)/u, attack);
      }
    }
  });

  it('any title, address and report leaves one page with its policy first', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('<', '>', '"', "'", '&', '[', ']', '(', ')', '!', 'a', '/'),
      }),
    );
    fc.assert(
      fc.property(words, words, words, (text, title, url) => {
        const html = toHtml(run(text, title, url), WORDS);
        assert.equal(html.match(/<\/html>/gu)?.length, 1);
        assert.doesNotMatch(html, /<(?:script|img|iframe|svg)/iu);
        assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<title>'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the run as JSON, and its sources', () => {
  it('holds everything of the run', () => {
    const value = JSON.parse(toRunJson(run('x'))) as { version: number; run: Run };
    assert.equal(value.version, 1);
    assert.deepEqual(value.run, run('x'));
    const sources = JSON.parse(toSourcesJson(run('x'))) as {
      references: unknown[];
      found: unknown[];
    };
    assert.equal(sources.references.length, 2);
    assert.equal(sources.found.length, 3);
  });

  it('tells what was cited, what was read, and what was only found, each page once', () => {
    const { cited, foundOnly, uncited } = groupSources(run('Fast.[[1]]'));
    assert.deepEqual(
      cited.map(({ title }) => title),
      ['One'],
    );
    assert.deepEqual(
      uncited.map(({ title }) => title),
      ['Two'],
    );
    assert.deepEqual(
      foundOnly.map(({ title }) => title),
      ['Three'],
    );
  });
});
