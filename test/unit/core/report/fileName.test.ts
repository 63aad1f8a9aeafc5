import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { folderName, numbered } from '../../../../src/core/report/fileName.ts';
import { saveFolderParts } from '../../../../src/core/report/saveFolder.ts';
import { slug } from '../../../../src/core/report/slug.ts';

const DAY = new Date(2026, 10, 22, 23, 59);

/** Names that have broken programs before. */
const HOSTILE = [
  ...['', ' ', '.', '..', '...', '-', '--', '/', '\\', '~', '$HOME', '%TEMP%', '*', '?', ':', '|'],
  ...['../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'C:\\Windows', 'C:', '\\\\host\\share'],
  ...['CON', 'con', 'PRN', 'AUX', 'NUL', 'nul.txt', 'COM1', 'LPT9', 'COM¹', 'CONIN$', 'CLOCK$'],
  ...[
    'a\0b',
    'a\nb',
    '\u0007',
    '\u001B[31m',
    'a\u202Eb',
    '\u200B',
    '\u{E0041}',
    '\uFEFF',
    '\uD800',
  ],
  ...['.git', '.vscode', 'a.', 'a ', ' a', 'a/../b', 'file:///x', 'a:b', 'a"b', "'; rm -rf /"],
  ...['e\u0301', '\u0301', 'ﾊﾟ', '각', 'İ', 'ß', '\u3164', '\uFFA0', '👨‍👩‍👧', '🏴\u{E0067}\u{E007F}'],
  ...['x'.repeat(5000), '数'.repeat(500), '𠀀'.repeat(500), `a${'\u0301'.repeat(500)}`],
  ...['z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘'],
];

const title = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 6 }).map((parts) => parts.join(' ')),
);

/** The rules of three systems at once. */
function assertSafe(name: string): void {
  const text = JSON.stringify(name);
  assert.notEqual(name, '', text);
  assert.ok(name.length <= 80, text);
  assert.ok(Buffer.byteLength(name) <= 200, text);
  assert.equal(name, name.normalize('NFC'), text);
  assert.ok(name.isWellFormed(), text);
  // Linux and macOS
  assert.equal(path.posix.basename(name), name, text);
  assert.equal(path.posix.join('/base', name), `/base/${name}`, text);
  assert.doesNotMatch(name, /^[.\-~]/u, text);
  // Windows
  assert.equal(path.win32.basename(name), name, text);
  assert.equal(path.win32.join('C:\\base', name), `C:\\base\\${name}`, text);

  assert.doesNotMatch(name, /[<>:"/\\|?*\u0000-\u001F\u007F-\u009F]/u, text);
  assert.doesNotMatch(name, /[. ]$/u, text);
  assert.doesNotMatch(name, /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/iu, text);
  // Eyes and terminals
  assert.doesNotMatch(name, /\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Zl}\p{Zp}]/u, text);
}

describe('name of a run’s folder', () => {
  it('is the day and the words of the question', () => {
    assert.equal(folderName(DAY, 'DuckDB or SQLite?'), '2026-11-22-duckdb-or-sqlite');
    assert.equal(
      folderName(DAY, 'Don’t use C++ / Rust’s “unsafe”!'),
      '2026-11-22-dont-use-c-rusts-unsafe',
    );
    assert.equal(folderName(DAY, '量子计算的现状：2026 年'), '2026-11-22-量子计算的现状-2026-年');
    assert.equal(folderName(DAY, '?!'), '2026-11-22-research');
    assert.equal(folderName(new Date(NaN), 'x'), 'x');
  });

  it('is cut between words, or between characters where there are no words', () => {
    const long = folderName(DAY, 'word '.repeat(100));
    assert.ok(long.endsWith('-word') && long.length > 60, long);
    const chinese = folderName(DAY, '数'.repeat(500));
    assert.ok(chinese.length > 60 && Buffer.byteLength(chinese) <= 200, chinese);
    const mixed = folderName(DAY, `Rust ${'数'.repeat(500)}`);
    assert.ok(mixed.length > 60, mixed);
  });

  it('counts on within its bounds', () => {
    assert.equal(numbered('name', 1), 'name');
    assert.equal(numbered('name', 12), 'name-12');
  });

  it('is one safe component on three systems for any title', () => {
    for (const text of HOSTILE) {
      assertSafe(folderName(DAY, text));
      assertSafe(slug(text, 60, 180));
    }
    fc.assert(
      fc.property(title, fc.integer({ min: 1, max: 999 }), (text, count) => {
        assertSafe(folderName(DAY, text));
        assertSafe(numbered(folderName(DAY, text), count));
        assertSafe(slug(text, 60, 180));
      }),
      { numRuns: 3000 },
    );
  });

  it('differs from any other that counts on', () => {
    fc.assert(
      fc.property(title, (text) => {
        const name = folderName(DAY, text);
        const names = [1, 2, 3, 10, 999].map((count) => numbered(name, count));
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});

describe('folder for saved reports', () => {
  it('is a relative path inside the workspace', () => {
    assert.deepEqual(saveFolderParts('research'), ['research']);
    assert.deepEqual(saveFolderParts(' docs/research/ '), ['docs', 'research']);
    assert.deepEqual(saveFolderParts('docs\\研究 notes'), ['docs', '研究 notes']);
    assert.deepEqual(saveFolderParts('./research'), ['research']);
  });

  it('is nothing else', () => {
    for (const setting of [
      ...[
        '',
        '.',
        './',
        '..',
        '../x',
        'a/../../b',
        'a/..',
        '/abs',
        '\\abs',
        '\\\\host\\share',
        '//x',
      ],
      ...[
        'C:\\x',
        'C:x',
        'c:/x',
        '~',
        '~/x',
        '$HOME',
        '%TEMP%',
        'file:///x',
        '.git/hooks',
        '.vscode',
      ],
      ...[
        'a/.b',
        'a./b',
        'a /b',
        'con',
        'a/NUL.txt',
        'a\0b',
        'a\nb',
        'a\u202Eb',
        'a|b',
        'a*',
        '\uD800',
      ],
      'x'.repeat(200),
    ]) {
      assert.equal(saveFolderParts(setting), undefined, JSON.stringify(setting));
    }
  });

  it('stays inside whatever the setting', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          title,
          fc.array(title, { maxLength: 4 }).map((parts) => parts.join('/')),
        ),
        (setting) => {
          const parts = saveFolderParts(setting);
          fc.pre(parts !== undefined);
          for (const system of [path.posix, path.win32]) {
            const base = system === path.posix ? '/work/space' : 'C:\\work\\space';
            const way = system.relative(base, system.join(base, ...parts));
            assert.ok(way !== '' && !way.startsWith('..') && !system.isAbsolute(way), way);
          }
        },
      ),
    );
  });
});
