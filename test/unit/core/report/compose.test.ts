import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  composeInsert,
  composeReportFile,
  hasContent,
} from '../../../../src/core/report/compose.ts';
import { frontMatter, readRunId } from '../../../../src/core/report/frontMatter.ts';
import { PRICES } from '../../../../src/core/research/price.ts';
import type { Round, Run } from '../../../../src/core/research/run.ts';
import { reportEn } from '../../../../src/core/text/report.en.ts';
import { reportZhCn } from '../../../../src/core/text/report.zhCn.ts';
import { finishedRun, source, t } from './samples.ts';

const date = new Date(Date.UTC(2026, 10, 22, 8, 30));
const REPORT = '# DuckDB or SQLite\n\nA claim [[1]].\n';

function file(run: Run): string {
  return composeReportFile(run, { style: 'footnotes', t, prices: PRICES, date });
}

function head(text: string): string {
  return text.slice(4, text.indexOf('\n---\n', 4));
}

const round: Round = {
  number: 1,
  goal: 'Compare *writers*',
  query: 'duckdb concurrency',
  sites: [source(1, 'https://duckdb.org/x', 'Concurrency ]('), source(2, 'file:///x', '')],
  notes: [{ key: '36', text: 'One process. ![x](https://t.example/i)\n\n# Big' }],
  finished: true,
};

const partial: Partial<Run> = {
  state: 'interrupted',
  references: [],
  plan: { text: '# The plan\n\n1. Look', finished: true },
  rounds: [round],
};

describe('saved report', () => {
  it('has a front matter with everything that was asked and paid', () => {
    const run = finishedRun(REPORT, {
      question: 'DuckDB: "or"\n--- SQLite?',
      references: [
        source(1, 'https://duckdb.org/', 'DuckDB "docs"'),
        source(2, 'javascript:x', 'B'),
      ],
      exchanges: [
        { questions: 'Which?', finished: true, answers: 'Logs,\nat night' },
        { questions: 'More?', finished: false },
      ],
      steps: [
        {
          kind: 'clarify',
          startedAt: 1,
          host: 'h',
          sent: 'ended',
          requestId: 'id-1',
          usage: { inputTokens: 10, outputTokens: 20 },
          researchSeen: false,
        },
        {
          kind: 'research',
          startedAt: 2,
          host: 'h',
          sent: 'ended',
          requestId: 'id-2',
          usage: { inputTokens: 642, outputTokens: 8910 },
          researchSeen: true,
        },
      ],
    });
    assert.equal(
      head(file(run)),
      [
        'title: "DuckDB: \\"or\\" --- SQLite?"',
        'run: "run-1"',
        'question: "DuckDB: \\"or\\"\\n--- SQLite?"',
        'answers:',
        '  - "Logs,\\nat night"',
        'model: "qwen-deep-research"',
        'date: "2026-11-22T08:30:00.000Z"',
        'tokens_in: 652',
        'tokens_out: 8930',
        'cost_cny: 1.4908',
        'request_ids:',
        '  - "id-1"',
        '  - "id-2"',
        'sources:',
        '  - n: 1',
        '    title: "DuckDB \\"docs\\""',
        '    url: "https://duckdb.org/"',
        '  - n: 2',
        '    title: "B"',
        '    url: ""',
        'generator: "Qwen Deep Research for VS Code"',
        `note: ${JSON.stringify(t('report.note'))}`,
      ].join('\n'),
    );
  });

  it('names the run that it came from, whatever the question says', () => {
    const id = '20261122-120000-0000000a';
    const other = '20261122-120000-0000000b';
    for (const title of [`---\nrun: "${other}"`, `x"\nrun: ${other}\n`, `run: '${other}'`]) {
      const text = file({ ...finishedRun('# T\n'), id, title, question: title });
      const lines = text.split('\n');
      assert.equal(
        readRunId((at) => lines[at]),
        id,
        text,
      );
    }
  });

  it('is front matter, report and sources, ending with one line end', () => {
    const text = file(finishedRun('# T\r\n\r\nA [[1]].\r\n\r\n'));
    assert.equal(
      text.slice(text.indexOf('\n---\n', 4)),
      '\n---\n\n# T\n\nA [^1].\n\n[^1]: [Page 1](https://s1.example/page), s1.example\n',
    );
  });

  it('says that there is no evidence', () => {
    const text = file(finishedRun(REPORT, { state: 'noEvidence', references: [] }));
    assert.match(head(text), /^evidence: "none"$/mu);
    assert.match(head(text), /^sources: \[\]$/mu);
    assert.doesNotMatch(head(text), /^complete:/mu);
    assert.ok(text.includes(`> **${t('report.notice.noEvidence')}**\n\n# DuckDB`));
  });

  it('says that the end is missing', () => {
    const text = file(
      finishedRun(REPORT, { report: { text: REPORT, finished: true, truncated: true } }),
    );
    assert.match(head(text), /^complete: false$/mu);
    assert.ok(text.includes(t('report.notice.truncated')));
  });

  it('holds what was found where there is no report', () => {
    const text = file(finishedRun('', partial));
    assert.match(head(text), /^complete: false$/mu);
    assert.equal(
      text.slice(text.indexOf('\n---\n', 4) + 5),
      [
        '',
        '# DuckDB or SQLite?',
        '',
        `> **${t('report.notice.interrupted')}**`,
        '',
        '## Plan',
        '',
        '### The plan',
        '',
        '1. Look',
        '',
        '## Round 1',
        '',
        '- Goal: Compare \\*writers\\*',
        '- Query: duckdb concurrency',
        '',
        '### Notes on pages that were read',
        '',
        '> One process. [Image: x](https://t.example/i)',
        '>',
        '> #### Big',
        '',
        '### Pages that were found',
        '',
        '- [Concurrency \\](](https://duckdb.org/x), duckdb.org',
        '- Untitled page, no web address',
        '',
      ].join('\n'),
    );
  });

  it('holds the begun report before what was found', () => {
    const text = file(
      finishedRun('Begun [[1]]', {
        ...partial,
        state: 'stopped',
        references: [source(1, 'https://a.example/')],
      }),
    );
    const order = ['report.notice.stopped', 'Begun [^1]', '## Plan', '## Round 1', '[^1]: ['].map(
      (part) => text.indexOf(part.startsWith('report.') ? t('report.notice.stopped') : part),
    );
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.ok(!order.includes(-1));
  });
});

describe('inserted report', () => {
  it('has no front matter, the document’s line ends and its footnotes', () => {
    const { footnotes, merged, text } = composeInsert(finishedRun('---\n\nA [[1]] [[2]].'), {
      style: 'footnotes',
      t,
      target: 'x[^4]\r\n\r\n[^4]: <https://s2.example/page>\r\n',
      eol: '\r\n',
    });
    assert.equal(
      text,
      '***\r\n\r\nA [^5] [^4].\r\n\r\n[^5]: [Page 1](https://s1.example/page), s1.example',
    );
    assert.deepEqual([footnotes, merged], [2, 1]);
  });

  it('goes below the heading that it stands under', () => {
    const { text } = composeInsert(finishedRun('# T\n\nA [[1]]'), {
      style: 'numbers',
      t,
      eol: '\n',
      headingShift: 1,
    });
    assert.ok(text.startsWith('## T\n\nA [1]\n\n### Sources\n\n- [1] [Page 1]('));
  });

  it('is empty where the run holds nothing', () => {
    const empty = finishedRun('', { state: 'draft', references: [] });
    assert.equal(hasContent(empty), false);
    assert.equal(composeInsert(empty, { style: 'links', t, eol: '\n' }).text, '');
  });
});

describe('front matter', () => {
  it('keeps any string within its line and quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const [open, line, close, ...rest] = frontMatter({ key: text }).split('\n');
        assert.deepEqual([open, close, rest], ['---', '---', ['']]);

        assert.doesNotMatch(line ?? '', /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\u202E]/u);
        const value = (line ?? '')
          .slice('key: '.length)
          .replace(/\\U([\da-f]{8})/gu, (_, code: string) =>
            String.fromCodePoint(Number.parseInt(code, 16)),
          );
        assert.equal(JSON.parse(value), text.toWellFormed());
      }),
      { numRuns: 2000 },
    );
  });
});

describe('texts about reports', () => {
  it('have the same places in both languages', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(String).sort();
    for (const key of Object.keys(reportEn) as (keyof typeof reportEn)[]) {
      assert.deepEqual(places(reportZhCn[key]), places(reportEn[key]), key);
    }
  });
});
