/** Markdown that has made parsers slow or deep, each as long as asked for. */
const repeat =
  (unit: string, before = '', after = '') =>
  (length: number): string =>
    before + unit.repeat(Math.ceil(length / unit.length)) + after;

const columns = (length: number): string => {
  const count = Math.floor(length / 6);
  return `|${'a|'.repeat(count)}\n|${'-|'.repeat(count)}\n|${'b|'.repeat(count)}\n`;
};

export const HOSTILE: Readonly<Record<string, (length: number) => string>> = {
  'nested brackets': (length) => '['.repeat(length / 2) + 'a' + ']'.repeat(length / 2),
  'open brackets': repeat('['),
  'open images': repeat('![[]()'),
  'links in links': repeat('[a](', '', 'b'),
  'open addresses': repeat('[a](<b'),
  'unclosed titles': repeat('[a](b "c'),
  'emphasis openers': repeat('*a '),
  'emphasis of both kinds': repeat('*a_ '),
  'strong and emphasis': repeat('a***b** '),
  stars: repeat('*'),
  underscores: repeat('a_'),
  tildes: repeat('~~a '),
  'code spans of growing length': (length) => {
    let text = '';
    for (let ticks = 1; text.length < length; ticks++) {
      text += `e${'`'.repeat(ticks)}`;
    }
    return text;
  },
  'backticks in pairs': repeat('`` ` '),
  'nested quotes': (length) => `${'> '.repeat(length / 2)}a`,
  'quotes line by line': (length) =>
    Array.from({ length: Math.sqrt(length) }, (_, at) => `${'>'.repeat(at)}a`).join('\n'),
  'nested lists': (length) =>
    Array.from({ length: Math.sqrt(length) }, (_, at) => `${'  '.repeat(at / 2)}- a`).join('\n'),
  'list markers in a row': repeat('- '),
  'list of empty items': repeat('-\n'),
  'table of many columns': columns,
  'table of short rows': (length) =>
    `|${'a|'.repeat(500)}\n|${'-|'.repeat(500)}\n${'|\n'.repeat(length / 4)}${'a\n'.repeat(length / 4)}`,
  'table rows of escapes': repeat('| \\| | `|` |\n', '| a | b |\n| - | - |\n'),
  'almost a table': repeat('a | b\n'),
  definitions: (length) =>
    Array.from({ length: length / 24 }, (_, at) => `[a${String(at)}]: https://a.test`).join('\n'),
  'definitions of one name and its uses': repeat('[a]\n\n[a]: https://a.test\n\n'),
  'uses of what is not defined': repeat('[a][b] '),
  'addresses without end': repeat('https://a.test/'),
  'schemes in a row': repeat('http://'),
  'open angle brackets': repeat('<a '),
  'comments that never end': repeat('<!--'),
  entities: repeat('&#x4e2d;&amp;&unknown'),
  backslashes: repeat('\\'),
  'citation marks': repeat('[[1,2]]'),
  'open citation marks': repeat('[[1,'),
  'one very long word': repeat('a'),
  'lines of one letter': repeat('a\n'),
  'headings of one name': repeat('# a\n'),
  'setext underlines': repeat('a\n=\n'),
  'fences that open': repeat('```a\n~~~b\n'),
  'white space': repeat(' \t'),
  'returns and null characters': repeat('\r\0'),
  'tag characters': repeat('\u{E0041}'),
};
