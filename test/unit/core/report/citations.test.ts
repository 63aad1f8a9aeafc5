import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  checkCitations,
  renderCitations,
  type CitationStyle,
} from '../../../../src/core/report/citations.ts';
import { readFootnotes } from '../../../../src/core/report/footnotes.ts';
import type { Reference } from '../../../../src/core/research/run.ts';
import { eight, finishedRun, source, words } from './samples.ts';

function body(report: string, style: CitationStyle = 'footnotes', references = eight): string {
  return renderCitations(report, references, style, { words }).body;
}

function sources(references: readonly Reference[], style: CitationStyle, report = '[[1]]'): string {
  return renderCitations(report, references, style, { words }).sources;
}

describe('citation marks', () => {
  it('become footnotes, whatever separates the numbers', () => {
    assert.equal(
      body('a[[1]] b[[2,3]] c[[2, 3]] d[[2，3]] e[[2、3]] f[[ 4 ]]'),
      'a[^1] b[^2][^3] c[^2][^3] d[^2][^3] e[^2][^3] f[^4]',
    );
    assert.equal(body('twice [[1]][[2]]'), 'twice [^1][^2]');
  });

  it('become links or plain numbers', () => {
    assert.equal(
      body('a [[1,2]].', 'links'),
      'a [1](https://s1.example/page)[2](https://s2.example/page).',
    );
    assert.equal(body('a [[1,2]].', 'numbers'), 'a [1][2].');
  });

  it('stay as they are in code', () => {
    const code = [
      'Inline `[[1]]` and ``a ` [[1]]`` and [[2]].',
      '',
      '```js',
      'a[[1]]',
      '```',
      '',
      '1. item',
      '',
      '   ~~~',
      '   b[[1]]',
      '   ~~~',
      '',
      '> ```',
      '> c[[1]]',
      '',
      'text',
      '',
      '    indented[[1]]',
    ].join('\n');
    const result = renderCitations(code, eight, 'footnotes', { words });
    assert.equal(result.marks, 1);
    assert.equal(result.body, code.replace('[[2]]', '[^2]'));
  });

  it('are found where a backtick is part of an address or of another block', () => {
    assert.equal(body('[a](https://x.example/`) [[1]] `'), '[a](https://x.example/`) [^1] `');
    assert.equal(body('- a ` b\n- c ` [[1]]'), '- a ` b\n- c ` [^1]');
    assert.equal(body('| ` | ` [[1]] |\n| --- | --- |\n| a | [[2]] |').includes('` [^1] |'), true);
  });

  it('are found in headings, tables, lists and quotes, at their places', () => {
    const report = [
      '## Title [[1]] ##',
      '',
      '| a \\| b [[2]] | c |',
      '| --- | --- |',
      '| [[3]] | d\\|e [[4]] |',
      '',
      '> - quoted [[5]]',
      '>   and more [[6]]',
      '',
      '- x',
      '\t- tab [[7]]',
      '',
      'Underlined [[8]]',
      '===',
    ].join('\n');
    const expected = report.replace(/\[\[(\d)\]\]/g, '[^$1]');
    assert.equal(body(report), expected);
  });

  it('stay visible and are counted where no source has the number', () => {
    const result = renderCitations('a [[9]] b [[1,12]]', eight, 'footnotes', { words });
    assert.equal(result.body, 'a [[9]] b [^1][[12]]');
    assert.deepEqual(result.unknown, [9, 12]);
    assert.equal(result.marks, 2);
  });

  it('never make a link, an image or a definition of what is around them', () => {
    assert.equal(body('year [[1]](2024)'), 'year [^1]\\(2024)');
    assert.equal(body('unknown [[99]](https://x.example)'), 'unknown [[99]]\\(https://x.example)');
    assert.equal(body('[[1]]: said'), '[^1]\\: said');
    assert.equal(body('Great![[1]]', 'links'), 'Great\\![1](https://s1.example/page)');
    assert.equal(body('x^[[1]]'), 'x\\^[^1]');
    // In the panel, too, a citation within a link undoes the link around it.
    assert.equal(
      body('[text [[1]] more](https://x.example)', 'links'),
      '[text [1](https://s1.example/page) more](https://x.example)',
    );
  });

  it('keep CRLF reports readable', () => {
    assert.equal(body('a [[1]]\r\n\r\nb [[2]]\r\n'), 'a [^1]\n\nb [^2]');
  });
});

describe('sources of a report', () => {
  it('are footnotes that readers without footnotes do not take for addresses', () => {
    assert.equal(
      sources(eight, 'footnotes', '[[2]] [[1]]'),
      '[^1]: [Page 1](https://s1.example/page), s1.example\n\n[^2]: [Page 2](https://s2.example/page), s2.example',
    );
  });

  it('are a list of all for the other styles', () => {
    assert.equal(
      sources([source(1, 'https://a.example/'), source(3, '')], 'numbers'),
      '## Sources\n\n- [1] [Page 1](https://a.example/), a.example\n- [3] Page 3, no web address',
    );
  });

  it('hold no address but http and https ones', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'command:x',
      'vscode://x',
      '//host/x',
      'https://user@host/',
      'https:\\\\host',
      '',
    ]) {
      assert.equal(sources([source(1, url)], 'footnotes'), '[^1]: Page 1, no web address', url);
      assert.equal(body('[[1]]', 'links', [source(1, url)]), '[1]', url);
    }
  });

  it('escape what means something in Markdown', () => {
    const hostile = source(
      1,
      'https://x.example/a(b)<c> d|e`f&copy;=1',
      'A]( javascript:x) [b] `c` |d| <img src=x>\n# e \u202Ef\u200B\u{E0041}&lt; *g*',
    );
    assert.equal(
      sources([hostile], 'footnotes'),
      '[^1]: Page, no web address'.replace(
        'Page, no web address',
        'A\\]( javascript:x) \\[b\\] \\`c\\` \\|d\\| \\<img src=x\\> \\# e f\\&lt; \\*g\\*, no web address',
      ),
    );
    const address = source(1, 'https://x.example/a(b)<c>|e`f?x=1&copy;=1');
    assert.equal(
      body('[[1]]', 'links', [address]),
      '[1](https://x.example/a%28b%29%3Cc%3E%7Ce%60f?x=1&amp;copy;=1)',
    );
    assert.equal(sources([source(1, '', '1. - a')], 'footnotes'), '[^1]: 1\\. - a, no web address');
  });
});

describe('a report in other readers', () => {
  it('loads no image', () => {
    assert.equal(body('![alt](https://t.example/p.png)'), '[Image: alt](https://t.example/p.png)');
    assert.equal(
      body('![a][ref]\n\n[ref]: https://t.example/p.png'),
      '[Image: a][ref]\n\n\\[ref\\]: https://t.example/p.png',
    );
    assert.equal(body('![ref]'), '\\![ref]');
    assert.equal(body('`![a](b)`'), '`![a](b)`');
  });

  it('holds no HTML, footnote or link of its own', () => {
    assert.equal(
      body('a <img src=x> </b> <!-- c --> 1 < 2'),
      'a \\<img src=x> \\</b> \\<!-- c --> 1 < 2',
    );
    assert.equal(body('<https://a.example>'), '<https://a.example>');
    assert.equal(body('see [^1] and ^[x]'), 'see \\[^1\\] and \\^[x]');
    assert.equal(body('[^1]: mine'), '\\[^1\\]: mine');
    assert.equal(body('[x](command:y) [z](vscode://v)'), '\\[x\\](command:y) \\[z\\](vscode://v)');
    assert.equal(body('[ok](https://a.example) [#](#b)'), '[ok](https://a.example) [#](#b)');
  });

  it('shows nothing hidden', () => {
    assert.equal(body('a\u202Eb\u2066c\u0007d'), 'abcd');
    assert.equal(body('x\u{E0041}'), 'x▯');
    assert.equal(body('lone \uD800 end'), 'lone \uFFFD end');
  });

  it('begins with no front matter and no code that depends on what stands before', () => {
    assert.equal(body('---\na: b\n---\n'), '***\na: b\n---');
    assert.equal(body('    ![a](https://t.example/x)'), '[Image: a](https://t.example/x)');
  });

  it('has its headings moved', () => {
    const report =
      '# One\n\nTwo\nlines [[1]]\n---\n\n> ### Three\n\n###### Six\n\n```\n# code\n```';
    const moved = renderCitations(report, eight, 'numbers', { words, headingShift: 2 }).body;
    assert.equal(
      moved,
      '### One\n\n#### Two lines [1]\n\n> ##### Three\n\n###### Six\n\n```\n# code\n```',
    );
  });
});

describe('footnotes of the target', () => {
  const target = [
    'Text[^1] and[^note].[^7]',
    '',
    '[^1]: S. Two: [Page](https://s2.example/page), 2021.',
    '[^note]: <https://s3.example/page/>',
    '[^2]: See https://s4.example/page and https://other.example/.',
    '',
    '```',
    '[^9]: https://s5.example/page',
    '```',
  ].join('\r\n');

  it('are read with their addresses', () => {
    const notes = readFootnotes(target);
    assert.equal(notes.startAt, 10);
    assert.deepEqual([...notes.taken].sort(), ['1', '2', '7', '9', 'note']);
    assert.deepEqual(
      [...notes.byAddress],
      [
        ['https://s2.example/page', '1'],
        ['https://s3.example/page', 'note'],
      ],
    );
  });

  it('are numbered on and merged, never overwritten', () => {
    const result = renderCitations('a[[1]] b[[2,3]] c[[8]]', eight, 'footnotes', {
      words,
      target: readFootnotes(target),
    });
    assert.equal(result.body, 'a[^10] b[^1][^note] c[^11]');
    assert.equal(
      result.sources,
      '[^10]: [Page 1](https://s1.example/page), s1.example\n\n[^11]: [Page 8](https://s8.example/page), s8.example',
    );
    assert.deepEqual([result.footnotes, result.merged], [4, 2]);
  });

  it('are all found again when the same report is inserted twice', () => {
    const odd = [
      source(1, 'https://x.example/a_(b)?q=[1]&lt;=2|3', 'A `b` (c)'),
      ...eight.slice(1),
    ];
    const first = renderCitations('[[1]][[2]]', odd, 'footnotes', { words });
    const second = renderCitations('[[1]][[2]]', odd, 'footnotes', {
      words,
      target: readFootnotes(`${first.body}\n\n${first.sources}\n`),
    });
    assert.equal(second.body, '[^1][^2]');
    assert.equal(second.sources, '');
    assert.deepEqual([second.footnotes, second.merged], [2, 2]);
  });

  it('can begin at a number of choice', () => {
    const result = renderCitations('[[3]][[5]]', eight, 'footnotes', { words, startAt: 40 });
    assert.equal(result.body, '[^40][^41]');
  });

  it('leave plain numbers alone that the target has made links', () => {
    const linked = readFootnotes('[1]: https://x.example\n');
    assert.equal(
      renderCitations('[[1]][[2]]', eight, 'numbers', { words, target: linked }).body,
      '\\[1\\][2]',
    );
  });
});

describe('check of citations', () => {
  it('counts marks, gaps and bare sections', () => {
    const report = [
      '# Title',
      '',
      'Intro.',
      '',
      '## Cited',
      '',
      'Text [[1]] and [[2,9]].',
      '',
      '### Bare part',
      '',
      'Text.',
      '',
      '## Bare **section**',
      '',
      '### Within it',
      '',
      'Text.',
      '',
      '## Empty',
      '',
      '## Only code',
      '',
      '```',
      '[[3]]',
      '```',
    ].join('\n');
    const references = [...eight.slice(0, 3), source(7, 'ftp://x')];
    assert.deepEqual(checkCitations(finishedRun(`${report}\n\nEnd [[7]].`, { references })), {
      marks: 3,
      resolved: 2,
      unknown: [9],
      neverCited: [3],
      sectionsWithoutMarks: ['Bare part', 'Bare **section**'],
      withoutAddress: [7],
    });
  });
});
