import assert from 'node:assert/strict';
import type { Run } from '../../../src/core/research/run.ts';
import { CLARIFY_TEXT, PLAN_TEXT, REPORT_TEXT } from '../golden/frames.ts';
import { CLARIFY_STREAM, ERROR_STREAMS, RESEARCH_STREAMS, type Golden } from '../golden/streams.ts';
import { readFrames, runFrames, startedRun } from '../support/drive.ts';
import { REQUEST_ID } from '../support/wire.ts';

function play({ bytes, step }: Golden): Run {
  return runFrames(readFrames([bytes]), startedRun(step)).run;
}

describe('whole answers decode to what they tell', () => {
  it('main clarify: questions, and the person is asked', () => {
    const run = play(CLARIFY_STREAM);
    assert.equal(run.state, 'waiting');
    assert.deepEqual(run.exchanges, [{ questions: CLARIFY_TEXT, finished: true }]);
    assert.deepEqual(run.steps.at(-1)?.usage, { inputTokens: 196, outputTokens: 83 });
    assert.equal(run.steps.at(-1)?.requestId, REQUEST_ID);
    assert.equal(run.report.text, '');
    assert.equal(run.steps.at(-1)?.researchSeen, false);
  });

  for (const golden of RESEARCH_STREAMS) {
    it(`${golden.name}: plan, rounds, sources and report`, () => {
      const run = play(golden);
      assert.equal(run.state, 'done');
      assert.deepEqual(run.plan, { text: PLAN_TEXT, finished: true });
      assert.deepEqual(run.report, { text: REPORT_TEXT, finished: true, truncated: false });
      assert.deepEqual(run.exchanges, []);
      assert.deepEqual(
        run.rounds.map(({ finished, goal, notes, number, query, sites }) => ({
          number,
          query,
          goal,
          finished,
          sites: sites.map(({ url }) => url),
          notes,
        })),
        [
          {
            number: 1,
            query: '嵌入式数据库 2026',
            goal: '比较两者的用途',
            finished: true,
            sites: ['https://example.org/1', 'https://example.org/2', 'https://example.org/3'],
            notes: [],
          },
          {
            number: 2,
            query: 'DuckDB logs',
            goal: '',
            finished: true,
            sites: [],
            notes: [
              { key: '11', text: '该页' },
              { key: '4', text: 'A page' },
            ],
          },
        ],
      );
      assert.deepEqual(
        run.references.map(({ number, title }) => [number, title]),
        [
          [1, 'Source 1'],
          [2, 'Source 2'],
        ],
      );
      assert.deepEqual(run.steps.at(-1)?.usage, { inputTokens: 652, outputTokens: 8930 });
      assert.deepEqual(run.oddities, { unreadable: 0, unknown: [] });
    });
  }

  for (const golden of ERROR_STREAMS) {
    it(`F48: ${golden.name} is an error, and what came before it is kept`, () => {
      const { error, run } = runFrames(readFrames([golden.bytes]), startedRun('research'));
      assert.ok(error !== undefined);
      assert.equal(error.requestId, REQUEST_ID);
      assert.match(error.code, /^(Throttling\.AllocationQuota|DataInspectionFailed)$/);
      if (golden.frames.length > 18) {
        assert.match(run.report.text, /^# 报告/);
      }
      if (golden.frames.length > 1) {
        assert.ok(run.rounds.length > 0);
      }
    });
  }
});
