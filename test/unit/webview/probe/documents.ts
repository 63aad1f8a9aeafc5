import fc from 'fast-check';

/** Texts that have fooled streaming renderers, each by its own trick. */
export const traps: Readonly<Record<string, string>> = {
  'setext heading after lines': 'First line\nsecond line\n===\n\nNext\n---\nEnd',
  'rule or setext': 'a\n\n---\n\nb\n---\n- - -\n',
  'tight list turns loose': '- a\n- b\n\n- c\n\ntext\n',
  'list item with paragraphs': '1. a\n\n   b\n2. c\n   - d\n\n     e\n\nend',
  'list that changes its marker': '- a\n- b\n* c\n+ d\n1. e\n2) f\n',
  'nested list loosens its parent': '- a\n  - b\n\n  - c\n- d\n',
  'lazy continuation': '> a\nb\n- c\nd\n\n> e\n',
  'definition after use':
    'See [foo] and [bar][foo].\n\n- [foo]\n\n[foo]: https://a.test/x "Title"\n',
  'definition that grows': '[a]\n\n[a]: https://a.test/1\n"ti\ntle"\n\ntext [a]\n',
  'definition that fails': '[a]\n\n[a]: https://a.test/1\n"ti\ntle\n\ntext [a]\n',
  'definitions in a row':
    '[a] [b]\n\n[a]: https://a.test\n[b]: https://b.test\n[a]: https://c.test\nx\n',
  'definition used in a heading': '# [a]\n\n## [a]\n\n## a\n\n[a]: https://a.test\n',
  'definition in a quote and a list':
    '[q] [l]\n\n> [q]: https://q.test\n\n- [l]: https://l.test\n\nend',
  'definition at the end of a list item': '- para\n  [x]: https://a.test/u\n- b\n\n[x]\n',
  'mark split': 'Text[[1]] and [[2,3]], [[4， 5]].[[6]][[7]] end\n',
  'mark in code': '`[[1]]` and\n\n    [[2]]\n\n```\n[[3]]\n```\n[[4]]',
  'mark within a link': '[see [[1]] here](https://a.test) and [**x [[2]]**](https://b.test)\n',
  'emphasis beside Chinese signs':
    '**时间。**大部分，他说**“好”**的，*重点（一）*后~~删。~~字\n\n- **一。**二\n',
  'emphasis split': '**bold** *it* ***both*** __u__ _v_ a_b_c ~~s~~ **open\n\n**中文**，后\n',
  'emphasis over lines': '*a\nb* **c\nd**\n\n*a\n\nb*\n',
  'address at the end': 'go to https://example.com/path?x=1&y=2. Then https://b.test/你好，再见\n',
  'address in angle brackets': '<https://a.test/x> <mailto:a@b.test> <ftp://x>\n',
  'table without outer pipes': 'intro\na | b\n--|:-:\n1 | 2\n3 | 4 | 5\n6\n\nafter',
  'table with pipes':
    '| a | b |\n| --- | ---: |\n| [[1]] | `x|y` |\n| c \\| d | **e** |\nnot a row?\n\nz',
  'table after a paragraph': 'one\n| a |\n| - |\n| 1 |\n> quote',
  'looks like HTML':
    '<div onclick="x">a</div>\n<script>alert(1)</script>\n\n<b>x</b> &lt; &amp; &#60; &copy\n',
  'windows line ends': '# a\r\n\r\nb\r\nc  \r\nd\r\r- e\r\n- f\r\n\r\n```\r\ncode\r\n```\r\n',
  'null characters': 'a\0b\n\n\0\n',
  fences:
    '```js\nlet a = 1;\n\n# no heading\n```\ntext\n~~~\n```\n~~~\n\n````md\n```\n````\n```open\nend',
  'fence in a list': '- a\n  ```\n  x\n\n  y\n  ```\n- b\n```\nz\n',
  'indented code': 'a\n\n    code\n\n    more\n\n\n  b\n\tc\n\n\td\n',
  'hard breaks': 'a  \nb\\\nc \nd\n',
  'headings without blank lines': '# a\ntext\n## b\ntext\n### c ###\n#no\n#\n####### seven\n',
  'same headings': '# a\n\n# a\n\n## a b\n\n## A b!\n\n# 你好\n\n# !!\n',
  images:
    '![alt](https://a.test/i.png) ![b](javascript:x) [![c](https://c.test/i)](https://d.test)\n',
  'links of other kinds':
    '[a](command:x) [b](vscode://x) [c](#a-b) [d](file:///x) [e](https://u@h.test)\n',
  'numbers that look like lists': '2026. Year\n\ntext 12\n3. no\n1. yes\n\n10) ten\n',
  'deep nesting': '> > > - 1. > a\n> > b\n\n- - - - x\n',
  'quote ends': '> a\n\nb\n> c\n\n> d\ne\n===\n',
  'spaces at the end': 'word \nword  and   more   \n\n  indented text \n',
  'a long report': Array.from(
    { length: 60 },
    (_, n) =>
      `Paragraph ${String(n)} with **words**[[${String(n)}]].\n\n${n % 9 === 0 ? '## Part\n\n' : ''}`,
  ).join(''),
  'a long list': `- a [x] **b**\n${'- item[[1]] *x*\n'.repeat(30)}\n[x]: https://a.test\n`,
  'a long list that turns loose': `${'3. item\n   more\n'.repeat(14)}\n${'7. b\n'.repeat(12)}-\nx`,
  'a long list that seems to turn loose': `${'- item\n'.repeat(14)}\n-x\n`,
  'a long loose list': `1. a\n\n${'2. item\n\n   > q\n'.repeat(14)}\n\nend`,
  'a long loose list with tight items': `- a\n\n${'- item\n  - nested\n'.repeat(24)}\n# end`,
  'a long list with headings': `${'- # item\n'.repeat(24)}- - -\n`,
  'a long list that ends in a rule': `${'* item\n'.repeat(24)}* * *\n`,
  'a long list of empty items': `${'-\n'.repeat(24)}- a\n\n- b\n`,
  'a long list with a definition': `${'- [a] b\n'.repeat(20)}\n  [a]: https://a.test\n- c\n`,
  'a long table': `| a | b |\n|--|:-:|\n${'| [x] | `c` **d** |\n|e\n'.repeat(20)}\n[x]: https://a.test\n`,
  'a long table that ends in a list': `a | b\n--|--\n${'c | d\n'.repeat(20)}- e\n`,
  'a long fence': `\`\`\`\`js x\n${'let a = "\u200B";\n\n\`\`\`\n'.repeat(20)}\`\`\`\`\nend\n`,
  'a long indented fence': `  ~~~\n${'   a\n b\n\n'.repeat(12)}`,
  'a long fence of blank lines': `~~~\n${'\n'.repeat(40)}~~~\n`,
  'emoji and pairs': '👩‍💻 a 👍🏽 **👍** 𠮷野家 [[1]]\n',
  'entities split': '&amp; &nbsp;x &#x4e2d; &unknown; AT&T\n',
  backslashes: '\\*a\\* \\[[1]] \\\\ [[\\1]] \\\n',
  'unicode controls': 'a\u202Eb\u2066c\u200Bd\u{E0041}\u{E0042}e\u200Df\n',
};

const WORDS = [
  'word',
  'the',
  '研究',
  '个性化学习',
  ' ',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '\n\n',
  '  ',
  '    ',
  '\t',
  '*',
  '**',
  '_',
  '__',
  '`',
  '``',
  '```',
  '~~~',
  '~~',
  '#',
  '## ',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '12.',
  '> ',
  '>',
  '|',
  ' | ',
  '---',
  '===',
  '--|--',
  '| - |',
  ':-:',
  '[',
  ']',
  '(',
  ')',
  '[a]',
  '[a]: ',
  '[b]: https://b.test',
  ' "t"',
  '"',
  "'",
  '[[1]]',
  '[[2,3]]',
  '[[',
  ']]',
  '[[4，5]]',
  '!',
  '![x](',
  'https://a.test/p',
  '<https://c.test>',
  '<b>',
  '&amp;',
  '&',
  ';',
  '\\',
  '\\\n',
  '，',
  '。',
  '.',
  ',',
  ':',
  '://',
  'http',
  '\r\n',
  '\r',
  '👍',
  '0',
  '7',
  '$',
  '@',
  '=',
  '-',
  '<',
  '{',
  '\u200B',
  '\u{E0041}',
];

const word = fc.constantFrom(...WORDS);

const inline = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('plain words', '中文，内容。', 'a', 'x1 ') },
      { weight: 2, arbitrary: word },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '**bold**',
          '*it*',
          '`code`',
          '[[1]]',
          '[[2, 3]]',
          '[a]',
          '[x][b]',
          'https://a.test/y',
          '[l](https://l.test)',
          '![i](https://i.test/i.png)',
          '~~s~~',
          '  \n',
          '\n',
          '\\\n',
          '。',
          '. ',
        ),
      },
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map((parts) => parts.join(''));

const indent = (prefix: string, rest: string) => (text: string) =>
  text
    .split('\n')
    .map((line, at) => (at === 0 ? prefix : rest) + line)
    .join('\n');

const block: fc.Arbitrary<string> = fc.oneof(
  inline,
  inline.map((text) => `## ${text}`),
  fc.tuple(inline, fc.constantFrom('===', '---', '-')).map(([text, line]) => `${text}\n${line}`),
  fc
    .tuple(
      fc.array(inline, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\n\n'),
      fc.constantFrom('- ', '* ', '1. '),
    )
    .map(([items, gap, mark]) => items.map(indent(mark, ' '.repeat(mark.length))).join(gap)),
  inline.map(indent('> ', '> ')),
  inline.map(indent('> ', '')),
  inline.map(indent('- > ', '  > ')),
  fc
    .tuple(inline, fc.boolean())
    .map(([text, closed]) => `\`\`\`js\n${text}\n${closed ? '```' : ''}`),
  inline.map(indent('    ', '    ')),
  fc
    .array(
      fc.array(fc.constantFrom('a', '中', '**b**', '[[1]]', '`x`', 'c d'), {
        minLength: 1,
        maxLength: 4,
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((rows) => ['a | b', '--|--', ...rows.map((row) => row.join(' | '))].join('\n')),
  fc.constantFrom(
    '---',
    '***',
    '[a]: https://a.test/1',
    '[b]: https://b.test "t"',
    '[a]: https://x.test\n"open',
  ),
  fc.array(word, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
);

const item = fc.constantFrom(
  'a',
  'b [a]',
  '',
  '**b** c',
  '中[[1]]',
  '`x`',
  'a\nb',
  'a\n\n  b',
  '> q',
  '- n',
  '  - n',
  '# h',
  '```',
  'c | d',
  '\u200B',
  '[a]: https://a.test/1',
);

/** One block so long that its beginning is closed while its end is open; things break into it. */
const longBlock = fc
  .tuple(
    fc.constantFrom('- ', '* ', '1. ', '| ', '', '  '),
    fc.constantFrom('', 'a | b\n--|--\n', '```\n', '  ~~~~ js\n', '- a\n\n'),
    fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant('a') }, { weight: 3, arbitrary: item }), {
      minLength: 12,
      maxLength: 26,
    }),
    fc.array(fc.nat(25), { maxLength: 2 }),
    fc.constantFrom('', '\n', '```\n', '- - -\n', '-', '\n[a]: https://a.test/2\n', '\n- '),
    block,
  )
  .map(
    ([mark, start, items, gaps, end, after]) =>
      `${start}${items.map((text, at) => `${mark}${text}\n${gaps.includes(at) ? '\n' : ''}`).join('')}${end}${after}`,
  );

/** Documents: blocks with and without blank lines between them, and plain confusion. */
export function documents(): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(
          fc.tuple(block, fc.constantFrom('\n\n', '\n\n', '\n', '\n\n\n', '\r\n\r\n', '\n \n')),
          {
            minLength: 1,
            maxLength: 7,
          },
        )
        .map((blocks) => blocks.map((pair) => pair.join('')).join('')),
    },
    {
      weight: 2,
      arbitrary: fc.array(word, { minLength: 1, maxLength: 40 }).map((parts) => parts.join('')),
    },
    { weight: 2, arbitrary: longBlock },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
  );
}
