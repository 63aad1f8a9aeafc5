import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestHeading } from '../../../../src/core/waysIn/nearestHeading.ts';
import { problemLabel, withoutPaths } from '../../../../src/core/waysIn/problem.ts';
import { quoteBlock } from '../../../../src/core/waysIn/quote.ts';
import { findTodo, findTodos, mayHoldTodo } from '../../../../src/core/waysIn/todo.ts';
import { createMarkdownIt } from '../../../../src/core/report/markdownIt.ts';

describe('quoted text', () => {
  it('is one code block whatever stands in it', () => {
    const parser = createMarkdownIt();
    const nasty = fc.array(fc.constantFrom('`', '```', '~~~', '\n', ' ', 'x', '````js'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(nasty, (pieces) => {
        const text = pieces.join('');
        const tokens = parser.parse(`${quoteBlock(text, 'ts')}\n\nbehind\n`, {});
        assert.deepEqual(
          tokens.map(({ type }) => type),
          ['fence', 'paragraph_open', 'inline', 'paragraph_close'],
        );
        assert.equal(tokens[0]?.content, `${text.replace(/\n$/u, '')}\n`);
      }),
    );
  });

  it('takes no language that is more than a name', () => {
    assert.equal(quoteBlock('a', 'c++'), '```c++\na\n```');
    assert.equal(quoteBlock('a', 'x`\n# y'), '```\na\n```');
  });
});

describe('the nearest heading', () => {
  const text = ['intro', '# One ##', 'a', '```sh', '# no heading', '```', 'b', '## Two', 'c'];

  it('is the one above, and none in a code block', () => {
    assert.equal(nearestHeading(text, 0, 'markdown'), undefined);
    assert.equal(nearestHeading(text, 1, 'markdown'), 'One');
    assert.equal(nearestHeading(text, 6, 'markdown'), 'One');
    assert.equal(nearestHeading(text, 8, 'markdown'), 'Two');
  });

  it('is known in other languages of prose', () => {
    assert.equal(nearestHeading(['\\subsection*{Cost}', 'x'], 1, 'latex'), 'Cost');
    assert.equal(nearestHeading(['== Cost', 'x'], 1, 'asciidoc'), 'Cost');
    assert.equal(nearestHeading(['= Cost', 'x'], 1, 'typst'), 'Cost');
  });
});

describe('TODO(research)', () => {
  it('is found in the comments of many languages', () => {
    const lines: readonly (readonly [string, string])[] = [
      ['// TODO(research): is it fast?', 'is it fast?'],
      ['  # TODO(research) which library', 'which library'],
      ['x = 1  -- todo(research): sql', 'sql'],
      ['<!-- TODO(research): which font? -->', 'which font?'],
      ['/* TODO(research): a */', 'a'],
      [' * TODO(research): in a block', 'in a block'],
      ['(* TODO(research): ocaml *)', 'ocaml'],
      ['{- TODO(research): haskell -}', 'haskell'],
      ['{/* TODO(research): jsx */}', 'jsx'],
      ['; TODO(research): lisp', 'lisp'],
      ['% TODO(research): tex', 'tex'],
      ["' TODO(research): basic", 'basic'],
      ['TODO(research): a line of its own', 'a line of its own'],
      ['// FIXME(research): 这个库还维护吗？', '这个库还维护吗？'],
    ];
    for (const [line, topic] of lines) {
      const todo = findTodo((at) => (at === 3 ? line : undefined), 3);
      assert.equal(todo?.topic, topic, line);
      assert.equal(line.slice(todo?.start, todo?.end).endsWith(topic), true, line);
      assert.ok(mayHoldTodo(line));
    }
  });

  it('is none in code, without words, or of somebody else', () => {
    for (const line of [
      'call TODO(research): x',
      '// TODO(research):',
      '// TODO(research): */',
      '// TODO(john): x',
      '// TODOS(research): x',
      `// ${'x'.repeat(3_000)} TODO(research): x`,
    ]) {
      assert.equal(
        findTodo(() => line, 0),
        undefined,
        line.slice(0, 40),
      );
    }
  });

  it('goes on in comments below that are indented further', () => {
    const lines = (text: string): readonly string[] => findTodos(text).map(({ topic }) => topic);
    assert.deepEqual(lines('// TODO(research): which queue\n//   keeps order?\n// other'), [
      'which queue keeps order?',
    ]);
    assert.deepEqual(lines('  # TODO(research): a\n  #     b\n  #     c\n  #  TODO(research): d'), [
      'a b c',
      'd',
    ]);
    assert.deepEqual(lines('/*\n * TODO(research): a\n *   b */\n *   c'), ['a b']);
    assert.deepEqual(lines('x(); // TODO(research): a\n     //   b'), ['a']);
    assert.deepEqual(lines('TODO(research): a\n   b'), ['a']);
    assert.equal(lines(`// TODO(research): a\n${'//   b\n'.repeat(20)}`)[0], 'a b b b b b');
  });

  it('is found everywhere in a text, at most 200 times', () => {
    const text = 'a\r\n// TODO(research): one\r\nb\n# TODO(research): two';
    assert.deepEqual(
      findTodos(text).map(({ line, topic }) => [line, topic]),
      [
        [1, 'one'],
        [3, 'two'],
      ],
    );
    assert.equal(findTodos('// TODO(research): x\n'.repeat(5_000)).length, 200);
    assert.deepEqual(findTodos('nothing'), []);
  });
});

describe('a problem as it leaves the computer', () => {
  it('names no folder of the project or of the person', () => {
    const cases: readonly (readonly [string, string])[] = [
      ["Cannot find '/home/jane/acme-secret/src/a.ts'.", "Cannot find 'a.ts'."],
      ['at C:\\Users\\jane\\acme\\b.rs:12', 'at b.rs:12'],
      ['see file:///Users/jane/x/c.py', 'see c.py'],
      ['in ~/work/acme/d.go', 'in d.go'],
      ['\\\\server\\share\\e.c', 'e.c'],
      ["Module './lib/util' and 'lodash/fp' stay.", "Module './lib/util' and 'lodash/fp' stay."],
      ['https://example.com/a/b stays', 'https://example.com/a/b stays'],
      ['1/2 and a / b stay', '1/2 and a / b stay'],
    ];
    for (const [message, expected] of cases) {
      assert.equal(withoutPaths(message), expected);
    }
  });

  it('holds no absolute path, whatever the folders are called', () => {
    const part = fc.stringMatching(/^[\w.-]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), (parts) => {
        for (const path of [`/${parts.join('/')}`, `C:\\${parts.join('\\')}`]) {
          assert.equal(withoutPaths(`in "${path}" (1)`), `in "${parts.at(-1) ?? ''}" (1)`);
        }
      }),
    );
  });

  it('is called by who says it and its number', () => {
    assert.equal(problemLabel({ message: '', source: 'ts', code: '2345' }), 'ts(2345)');
    assert.equal(problemLabel({ message: '', source: 'ts' }), 'ts');
    assert.equal(problemLabel({ message: '', code: 'E0308' }), 'E0308');
    assert.equal(problemLabel({ message: '' }), '');
  });
});
