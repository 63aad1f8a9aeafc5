import assert from 'node:assert/strict';
import type { Token } from '../../../src/core/report/markdownIt.ts';
import { CITATION, createMarkdownIt } from '../../../src/core/report/markdownIt.ts';

function citations(markdown: string): number[][] {
  const found: number[][] = [];
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === CITATION) {
        found.push(token.meta?.['numbers'] as number[]);
      }
      walk(token.children ?? []);
    }
  };
  walk(createMarkdownIt().parse(markdown, {}));
  return found;
}

describe('citation marks', () => {
  const table: readonly (readonly [string, number[][]])[] = [
    ['a[[1]]', [[1]]],
    ['[[2,3]]', [[2, 3]]],
    [
      '[[2, 3]] [[ 4 , 5 ]]',
      [
        [2, 3],
        [4, 5],
      ],
    ],
    ['[[2，3]]', [[2, 3]]],
    ['[[2、3]]', [[2, 3]]],
    ['[[1]][[2]]', [[1], [2]]],
    ['**b[[1]]** *i[[2]]* ~~s[[3]]~~', [[1], [2], [3]]],
    ['# h [[1]]\n\n- l [[2]]\n\n> q [[3]]\n\n| t |\n| - |\n| [[4]] |', [[1], [2], [3], [4]]],
    ['[[1]](https://a.test)', [[1]]],
    ['[[1]]（见表）[[2]](如图)', [[1], [2]]],
    ['[[1]]: not a definition', [[1]]],
    ['[[1]]\n\n[1]: https://a.test', [[1]]],
    ['[see [[1]]](https://a.test)', [[1]]],
    ['https://a.test/x[[1]]', [[1]]],
    ['[[0]] [[9999]]', [[0], [9999]]],
    ['`[[1]]`', []],
    ['```\n[[1]]\n```', []],
    ['    [[1]]', []],
    ['\\[[1]]', []],
    ['[[a]] [[]] [[1,]] [[,1]] [[1;2]] [1] [[1] ]', []],
    ['[[12345]]', []],
    ['[[1', []],
    ['[[1\n]]', [[1]]],
  ];
  for (const [markdown, expected] of table) {
    it(JSON.stringify(markdown), () => {
      assert.deepEqual(citations(markdown), expected);
    });
  }

  it('reads HTML as text', () => {
    const html = createMarkdownIt().render('<script>alert(1)</script> <b onclick="x">y</b>');
    assert.equal(
      html,
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=&quot;x&quot;&gt;y&lt;/b&gt;</p>\n',
    );
  });
});
