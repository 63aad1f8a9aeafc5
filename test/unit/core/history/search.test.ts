import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { matches, matchingLine, searchTextOf } from '../../../../src/core/history/search.ts';
import { createRun } from '../../../../src/core/research/reduce.ts';
import { exportEn } from '../../../../src/core/text/export.en.ts';
import { exportZhCn } from '../../../../src/core/text/export.zhCn.ts';
import { groupRuns, isShown } from '../../../../src/features/history/groups.ts';
import { OPTIONS } from '../../support/drive.ts';
import { summarizeRun } from '../../../../src/core/history/record.ts';
import { PRICES } from '../../../../src/core/research/price.ts';

const run = createRun('r', 'Which Database?', OPTIONS, 1);

describe('search in the history', () => {
  const text = searchTextOf({
    ...run,
    report: {
      text: '# Überblick\n\nsecret words\n\n## 存储 引擎\n',
      finished: true,
      truncated: false,
    },
    references: [{ number: 1, title: 'DuckDB Docs', url: 'https://duckdb.org/', description: '' }],
  });

  it('finds all words anywhere in question, headings and sources, in any order and case', () => {
    for (const query of ['database', 'DOCS which', 'überblick', '存储', 'duckdb.org', '  ']) {
      assert.ok(matches(text, query), query);
    }
    assert.ok(!matches(text, 'database nothing'));
    assert.ok(!matches(text, 'secret'));
    assert.equal(matchingLine(text, 'docs'), 'duckdb docs');
    assert.equal(matchingLine(text, 'nothing'), '');
  });

  it('is instant over 1,000 runs', () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `${text.repeat(80)}\nrun ${index}`);
    const before = performance.now();
    const hits = texts.filter((one) => matches(one, 'run 777'));
    const took = performance.now() - before;
    assert.equal(hits.length, 1);
    assert.ok(took < 100, `${took.toFixed(1)} ms`);
  });
});

describe('groups of the history', () => {
  const summary = summarizeRun({ ...run, state: 'done' }, PRICES);

  it('has pinned runs on top, and each run once', () => {
    const groups = groupRuns(
      [
        { ...summary, pinned: true, state: 'waiting' },
        { ...summary, id: 'other' },
      ],
      new Date(2),
    );
    assert.deepEqual(groups.map(({ name }) => name).slice(0, 1), ['Pinned']);
    assert.equal(groups.flatMap(({ runs }) => runs).length, 2);
  });

  it('filters by state', () => {
    assert.ok(isShown(summary, 'All') && isShown(summary, 'Done') && !isShown(summary, 'Live'));
    assert.ok(isShown({ ...summary, state: 'failed' }, 'Ended'));
    assert.ok(isShown({ ...summary, damage: 'lines' }, 'Damaged'));
  });
});

describe('texts that are loaded later', () => {
  it('are complete in both languages, and all used', () => {
    assert.deepEqual(Object.keys(exportZhCn).sort(), Object.keys(exportEn).sort());
    const code = ['actions', 'compare', 'deleteOld', 'exportFolder', 'exportRun', 'search']
      .map((name) => readFileSync(`src/features/history/${name}.ts`, 'utf8'))
      .concat(
        ['sourceTree', 'sourceActions'].map((name) =>
          readFileSync(`src/features/sources/${name}.ts`, 'utf8'),
        ),
      )
      .join('\n');
    for (const [key, text] of Object.entries(exportEn)) {
      assert.ok(code.includes(`'${key}'`) || /^(format|filter)/u.test(key), key);
      const places = (value: string): string => (value.match(/\{\w+\}/gu) ?? []).sort().join();
      assert.equal(places(exportZhCn[key as keyof typeof exportEn]), places(text), key);
    }
  });
});
