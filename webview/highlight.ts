import { provideHighlighter } from './ui/highlighter.ts';
import type { Piece } from './ui/highlighter.ts';

/*
 * A small highlighter: comments, strings, numbers and the words that languages reserve. It knows
 * families of languages rather than languages; what it does not know stays plain.
 */

const C_LIKE =
  'abstract as async await break case catch class const continue default defer delete do else enum export ' +
  'extends false final finally fn for from func function go if impl implements import in instanceof ' +
  'interface let match mod mut namespace new nil null override package private protected pub public ' +
  'return self static struct super switch this throw trait true try type typeof undefined use var void ' +
  'while with yield int long float double bool boolean char string';
const SCRIPT =
  'and as assert async await break case class continue def del do done elif else end esac except export ' +
  'False fi finally for from function global if import in is lambda local None nonlocal not or pass ' +
  'raise return self then True try unless until while with yield echo';
const SQL =
  'add all alter and as asc attach between by case copy create cross delete desc distinct drop else end ' +
  'exists explain false format from full group having if in index inner insert intersect into is join ' +
  'key left like limit not null offset on or order outer over partition primary references right select ' +
  'set table then to true union unique update using values view when where with';

interface Family {
  readonly names: RegExp;
  readonly words: string;
  /** How a comment begins that ends with its line. */
  readonly comment: string;
  readonly anyCase?: true;
}

const FAMILIES: readonly Family[] = [
  {
    names:
      /^(?:js|jsx|mjs|cjs|javascript|ts|tsx|typescript|java|kotlin|kt|swift|c|h|cpp|c\+\+|cc|cs|csharp|go|rust|rs|php|scala|dart|json|json5|jsonc)$/iu,
    words: C_LIKE,
    comment: '//',
  },
  {
    names:
      /^(?:py|python|rb|ruby|sh|bash|zsh|shell|console|yaml|yml|toml|ini|r|perl|make|makefile|dockerfile)$/iu,
    words: SCRIPT,
    comment: '#',
  },
  {
    names: /^(?:sql|mysql|postgres|postgresql|sqlite|duckdb|plsql)$/iu,
    words: SQL,
    comment: '--',
    anyCase: true,
  },
];

function highlight(code: string, language: string): Piece[] | undefined {
  const family = FAMILIES.find(({ names }) => names.test(language));
  if (family === undefined) {
    return undefined;
  }
  const pattern = new RegExp(
    [
      `(?<comment>/\\*[^]*?(?:\\*/|$)|(?<![^\\s;(){}])${family.comment}.*)`,
      `(?<string>"(?:[^"\\\\\\n]|\\\\.)*"?|'(?:[^'\\\\\\n]|\\\\.)*'?|\`(?:[^\`\\\\]|\\\\.)*\`?)`,
      `(?<number>\\b\\d[\\w.]*)`,
      `(?<keyword>\\b(?:${family.words.replaceAll(' ', '|')})\\b)`,
      `(?:[\\p{L}_$][\\p{L}\\p{N}_$]*)`,
    ].join('|'),
    family.anyCase === true ? 'giu' : 'gu',
  );
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of code.matchAll(pattern)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    if (kind !== undefined) {
      pieces.push({ text: code.slice(done, match.index) }, { text: match[0], kind });
      done = match.index + match[0].length;
    }
  }
  return [...pieces, { text: code.slice(done) }];
}

provideHighlighter(highlight);
