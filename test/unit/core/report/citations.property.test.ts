import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, it } from 'mocha';
import { renderCitations, type CitationStyle } from '../../../../src/core/report/citations.ts';
import { readFootnotes } from '../../../../src/core/report/footnotes.ts';
import { CITATION, createMarkdownIt } from '../../../../src/core/report/markdownIt.ts';
import { eight, source, words } from './samples.ts';

const STYLES: readonly CitationStyle[] = ['footnotes', 'links', 'numbers'];

/** Pieces that Markdown cares about, so that random texts are full of structure. */
const PIECES = [
  ...[
    '[[1]]',
    '[[2,3]]',
    '[[4， 5]]',
    '[[9]]',
    '[[1,\n2]]',
    '[[',
    ']]',
    '[',
    ']',
    '(',
    ')',
    '](',
    '![',
  ],
  ...['`', '``', '```', '~~~', '\n', '\n\n', '\n```\n', '\n~~~ x\n', '    ', '\t', ' ', '  \n'],
  ...[
    '> ',
    '- ',
    '1. ',
    '\n> ',
    '\n- ',
    '\n  ',
    '\n    ',
    '# ',
    '\n## ',
    '\n===\n',
    '\n---\n',
    '***',
  ],
  ...[
    '|',
    '\n| a | b |\n| --- | --- |\n',
    '\\',
    '\\|',
    '*',
    '**',
    '_',
    '~~',
    '^',
    '^[',
    ':',
    '!',
    '<',
  ],
  ...['<b>', '<img src=https://t.example/x>', '<!--', '-->', '</p>', '<https://a.example/[[1]]>'],
  ...['![a](https://t.example/x.png)', '![a][r]', '\n[r]: https://t.example/r.png\n', '![r]'],
  ...[
    '[x](command:y)',
    '[x](https://a.example/`)',
    '[^1]',
    '\n[^1]: note\n',
    '[x]: ',
    '&lt;',
    '&#96;',
  ],
  ...[
    'word',
    '中文',
    '，',
    'https://b.example/p',
    'é',
    '\u{1F600}',
    '1',
    '.',
    '\r\n',
    '\r',
    '\u2028',
  ],
];

const markdown = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 4 })),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));

/** Marks as the panel sees them. */
function panelMarks(text: string): number {
  return createMarkdownIt()
    .parse(text, {})
    .flatMap((token) => token.children ?? [])
    .filter((token) => token.type === CITATION).length;
}

/** What a reader would do with a text who takes all of Markdown and HTML. */
function readAs(text: string, html: boolean): { images: number; tags: number; bad: string[] } {
  const reader = new MarkdownIt({ html, linkify: true });
  reader.validateLink = () => true;
  const inline = reader.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return {
    images: inline.filter((token) => token.type === 'image').length,
    tags: inline.filter((token) => token.type.startsWith('html_')).length,
    bad: inline
      .filter((token) => token.type === 'link_open' && token.markup !== 'linkify')
      .map((token) => String(token.attrGet('href')))
      .filter((href) => /^[a-z][a-z0-9+.-]*:/iu.test(href) && !/^(?:https?|mailto):/u.test(href)),
  };
}

describe('any report', () => {
  it('keeps every mark: as many in as out, as many as the panel shows', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom(...STYLES), (report, style) => {
        // The panel reads images with their descriptions as one thing; a saved text has none.
        fc.pre(!report.includes('!['));
        const result = renderCitations(report, [...eight, source(9, '')], style, { words });
        const clean = report.replace(/\r\n?|\u2028/gu, '\n');
        // Without any source every mark stays as it came, and is one still.
        const plain = renderCitations(report, [], style, { words });
        assert.equal(plain.marks, result.marks);
        assert.equal(renderCitations(plain.body, [], style, { words }).marks, result.marks);
        // A back tick or backslash within a bare address is the one thing that both may read differently.
        if (!/\[\^|\]:|command:|:\/\/\S*[`\\]|^(?:\s*\n)? {4}|\t/u.test(clean)) {
          assert.equal(result.marks, panelMarks(clean));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('written without citations holds as many marks as before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('[[1]]', '[[2,3]]', '[[8， 1]]', 'a ', '中', '. ', '\n\n')),
        (pieces) => {
          const report = pieces.join('');
          const marks = pieces.filter((piece) => piece.startsWith('[['));
          const numbers = marks.flatMap((mark) => [...mark.matchAll(/\d/gu)].map(String));
          const result = renderCitations(report, eight, 'footnotes', { words });
          assert.equal(result.marks, marks.length);
          assert.deepEqual(
            [...result.body.matchAll(/\[\^(\d)\]/gu)].map(([, n]) => n),
            numbers,
          );
        },
      ),
    );
  });

  it('loads nothing, runs nothing and leads nowhere but to the web in another reader', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom(...STYLES), fc.boolean(), (report, style, html) => {
        const { body, sources } = renderCitations(report, eight, style, { words });
        assert.deepEqual(readAs(`${body}\n\n${sources}\n`, html), { images: 0, tags: 0, bad: [] });
        assert.deepEqual(readAs(`- item\n\n${body}\n`, html), { images: 0, tags: 0, bad: [] });
      }),
      { numRuns: 2000 },
    );
  });

  it('never takes a number that the target has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        (labels, cited) => {
          const target = labels.map((label) => `a[^${label}]\n\n[^${label}]: note\n`).join('\n');
          const result = renderCitations(
            cited.map((n) => `[[${n}]]`).join(' '),
            eight,
            'footnotes',
            {
              words,
              target: readFootnotes(target),
            },
          );
          const fresh = [...result.sources.matchAll(/^\[\^(\d+)\]:/gmu)].map(([, label]) =>
            Number(label),
          );
          assert.equal(new Set(fresh).size, fresh.length);
          assert.deepEqual(
            fresh.filter((label) => labels.includes(label)),
            [],
          );
        },
      ),
    );
  });

  it('is read in little time, whatever it holds', () => {
    for (const piece of [
      '[',
      '[[1',
      '`',
      '![',
      '<',
      '[^',
      '*a ',
      '> ',
      '- ',
      '|',
      '[a](',
      '\\',
      '[[1]]',
      '&',
    ]) {
      const report = piece.repeat(Math.floor(60_000 / piece.length));
      const before = performance.now();
      renderCitations(report, eight, 'footnotes', { words });
      assert.ok(
        performance.now() - before < 4000,
        `${piece} took ${performance.now() - before} ms`,
      );
    }
  });
});
