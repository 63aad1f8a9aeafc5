import assert from 'node:assert/strict';
import {
  describeState,
  explainFailure,
  retryText,
  type Explanation,
} from '../../../src/core/research/explain.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import { SNAPSHOT_MODEL, type Failure, type Run } from '../../../src/core/research/run.ts';
import { classifyServiceError } from '../../../src/core/wire/failure.ts';
import { OPTIONS } from '../support/drive.ts';
import { cutRun, failedRun, HALF_A_REPORT, runAfter, TRANSLATIONS } from '../support/explained.ts';

const t = TRANSLATIONS.en;
const zh = TRANSLATIONS['zh-cn'];
const explain = (run: Run): Explanation => explainFailure(run, PRICES, t);
const refused = (code: string, status: number, message = ''): Failure =>
  classifyServiceError({ code, message, status }, false, 'dashscope.aliyuncs.com');

describe('S10: a run that broke off', () => {
  it('says where, what is kept, what it cost and what to do', () => {
    const { cost, headline, kept, next } = explain(
      cutRun({ code: 'streamCut', charge: 'produced' }),
    );
    assert.equal(headline, 'The connection broke while the report was being written.');
    assert.equal(
      kept,
      'Kept: your question, your answers, the plan, 4 rounds, 32 sources, the report up to here.',
    );
    assert.equal(cost, 'What was produced so far is charged: CNY 0.38 (848 in, 2,070 out).');
    assert.equal(next, 'Starting again is a new, paid run.');
  });

  it('F46: names the phase it was in', () => {
    const failure: Failure = { code: 'streamCut', charge: 'produced' };
    const at = (count: number): string =>
      explain(runAfter(count, [{ type: 'interrupted', at: 9, failure }])).headline;
    assert.match(at(3), /asking back/);
    assert.match(at(8), /during planning/);
    assert.match(at(11), /in round 2/);
    assert.match(at(14), /report was being written/);
  });

  it('near 600 s on the shared address the way out is the workspace id', () => {
    const failure: Failure = {
      code: 'hostTimeLimit',
      charge: 'produced',
      host: 'dashscope.aliyuncs.com',
      afterMs: 600_000,
    };
    const { actions, headline, next } = explain(cutRun(failure));
    assert.equal(
      headline,
      'The shared address dashscope.aliyuncs.com ends requests after 10 minutes.',
    );
    assert.match(next, /workspace id/);
    assert.deepEqual(actions.slice(0, 3), ['setWorkspaceId', 'openPartial', 'runAgain']);
    assert.match(explainFailure(cutRun(failure), PRICES, zh).next, /业务空间 ID/);
  });

  it('the workspace host has no such way out', () => {
    const failure: Failure = { code: 'hostTimeLimit', charge: 'produced', afterMs: 3_600_000 };
    const { actions, headline, next } = explain(cutRun(failure));
    assert.match(headline, /60 minutes/);
    assert.doesNotMatch(next, /workspace/);
    assert.ok(!actions.includes('setWorkspaceId'));
  });

  it('what was found can be opened, a report saved, the request id copied', () => {
    const { actions } = explain(
      cutRun({ code: 'windowClosed', charge: 'produced', requestId: 'r' }),
    );
    assert.deepEqual(actions, [
      'openPartial',
      'runAgain',
      'continueRun',
      'saveReport',
      'copyRequestId',
    ]);
    const nothing = explain(failedRun({ code: 'noAnswer', charge: 'maybe' })).actions;
    assert.ok(!nothing.includes('openPartial') && !nothing.includes('copyRequestId'));
  });
});

describe('S11: a refusal names the right thing', () => {
  const rows: readonly (readonly [
    code: string,
    status: number,
    headline: RegExp,
    next: RegExp,
    action: string,
  ])[] = [
    ['InvalidApiKey', 401, /^The key was not accepted/, /Beijing/, 'setApiKey'],
    ['NOT AUTHORIZED', 401, /workspace id does not belong/, /workspace id/, 'setWorkspaceId'],
    ['Workspace.AccessDenied', 403, /key may not use the workspace/, /workspace/, 'setWorkspaceId'],
    ['WorkSpaceNotFound', 404, /no workspace with this id/, /workspace id/, 'setWorkspaceId'],
    ['AccessDenied.Unpurchased', 403, /Model Studio is not activated/, /Activate/, 'openConsole'],
    ['AccessDenied', 403, /account may not use this model/, /Apply/, 'openConsole'],
    ['Model.AccessDenied', 403, /workspace of this key/, /Allow the model/, 'openConsole'],
    ['Endpoint.AccessDenied', 403, /withdrawn/, /main model/, 'useMainModel'],
    ['AllocationQuota.FreeTierOnly', 403, /free quota only/, /Switch that off/, 'openConsole'],
    ['Arrearage', 400, /overdue/, /billing/, 'openBilling'],
    ['PostpaidBillOverdue', 429, /unpaid bill/, /billing/, 'openBilling'],
    ['CommodityNotPurchased', 429, /not bought/, /billing/, 'openBilling'],
    ['InvalidParameter', 400, /did not understand/, /report this/, 'editQuestion'],
    ['DataInspectionFailed', 400, /content check refused/, /other words/, 'editQuestion'],
    ['FaqRuleBlocked', 400, /content rule/, /other words/, 'editQuestion'],
    ['Throttling.RateQuota', 429, /Too many requests/, /Wait a minute/, 'researchAgain'],
    ['Throttling.BurstRate', 429, /too quickly/, /Wait half a minute/, 'researchAgain'],
    ['Throttling.AllocationQuota', 429, /token allowance/, /quota/, 'researchAgain'],
    ['ModelServingError', 503, /overloaded/, /new, paid run/, 'runAgain'],
  ];
  for (const [code, status, headline, next, action] of rows) {
    it(code, () => {
      const run = failedRun(refused(code, status), 'research', { model: SNAPSHOT_MODEL });
      const explanation = explain(run);
      assert.match(explanation.headline, headline);
      assert.match(explanation.next, next);
      assert.equal(explanation.actions[0], action);
    });
  }

  it('F17: unpaid bills are never called too many requests', () => {
    for (const code of [
      'Arrearage',
      'PrepaidBillOverdue',
      'PostpaidBillOverdue',
      'CommodityNotPurchased',
    ]) {
      const run = failedRun(refused(code, 429));
      for (const translate of [t, zh]) {
        const { cost, headline, next } = explainFailure(run, PRICES, translate);
        assert.doesNotMatch(
          headline + cost + next,
          /requests|rate|limit|throttl|请求过多|限流|限额/i,
        );
      }
    }
  });

  it('images and models are only offered where there are some', () => {
    const images = [{ name: 'a.png' }];
    assert.equal(
      explain(failedRun(refused('', 413), 'research', { images })).actions[0],
      'removeImages',
    );
    const text = explain(failedRun(refused('', 413)));
    assert.match(text.headline, /request is too big/);
    assert.ok(!text.actions.includes('removeImages'));
    assert.ok(
      !explain(failedRun(refused('Endpoint.AccessDenied', 403))).actions.includes('useMainModel'),
    );
  });

  it('F101: names the tool server', () => {
    const tools = [{ label: 'team\u202enotes', url: 'https://e.org/sse', allowedTools: [] }];
    const run = failedRun(refused('InvokePluginFailed', 500), 'research', {
      model: SNAPSHOT_MODEL,
      tools,
    });
    assert.equal(explain(run).headline, 'Your tool server teamnotes refused or failed.');
    assert.match(explain(run).cost, /may have been charged/);
  });

  it('F2: the time that was waited', () => {
    const failure: Failure = { code: 'connectTimeout', charge: 'none', afterMs: 15_000 };
    const { cost, headline } = explain(failedRun(failure));
    assert.equal(
      `${headline} ${cost}`,
      'The service did not answer within 15 seconds. Nothing was sent or charged.',
    );
  });

  it('earlier costs are not forgotten', () => {
    const none: Failure = { code: 'offline', charge: 'none' };
    const maybe: Failure = { code: 'noAnswer', charge: 'maybe' };
    const cost = (failure: Failure): string =>
      explain(runAfter(7, [{ type: 'failed', at: 9, failure }])).cost;
    assert.equal(
      cost(none),
      'This step was not charged; the steps before cost CNY 0.02 (196 in, 83 out).',
    );
    assert.equal(
      cost(maybe),
      'It may have been charged, on top of CNY 0.02 (196 in, 83 out) so far.',
    );
    const twice = reduce(failedRun({ code: 'overloaded', charge: 'maybe' }, 'clarify'), {
      type: 'sending',
      at: 4,
      step: 'clarify',
      host: 'h',
    });
    assert.equal(
      explain(reduce(twice, { type: 'failed', at: 5, failure: none })).cost,
      'It may have been charged.',
    );
  });

  it('F104: unknown tokens are said to be unknown', () => {
    const run = failedRun({ code: 'streamCut', charge: 'produced' });
    assert.match(explain(run).cost, /did not say/);
  });
});

describe('details, for support', () => {
  it("codes, id and the service's words, cleaned and cut", () => {
    const failure: Failure = {
      code: 'requestRefused',
      charge: 'none',
      serviceCode: 'Invalid\u0000Parameter',
      serviceMessage: `a\u202e\u200bb\n\u001b[31mc ${'y'.repeat(2_000)}`,
      httpStatus: 400,
      requestId: 'r-1',
    };
    const { details } = explain(failedRun(failure));
    const all = details.join('\n');
    assert.ok(all.includes('Code: InvalidParameter') && all.includes('HTTP status: 400'));
    assert.ok(all.includes('Request id: r-1'));
    assert.doesNotMatch(all, /[\u0000\u001b\u200b\u202e]/);
    assert.ok(details.every((line) => !line.includes('\n') && line.length < 340));
  });

  it('F37, F38: what could not be read is counted', () => {
    const run = runAfter(8, [
      { type: 'oddity', kind: 'unreadable', name: 'JSON' },
      { type: 'oddity', kind: 'unknown', name: 'phase X' },
    ]);
    assert.deepEqual(explain(run).details.slice(-2), [
      'Messages that could not be read: 1',
      'Unknown parts of the answer: phase X',
    ]);
  });
});

describe('runs without a failure', () => {
  const cases: readonly (readonly [count: number, charge: RegExp, next: RegExp, action: string])[] =
    [
      [1, /^Nothing was sent or charged/, /try again/, 'askAgain'],
      [3, /is charged/, /costs little/, 'askAgain'],
      [7, /^This step was not charged/, /try again/, 'researchAgain'],
      [9, /is charged: CNY 0.02/, /may finish the step .* paid run/, 'runAgain'],
      [HALF_A_REPORT.length, /CNY 0\.38/, /paid run/, 'runAgain'],
    ];
  for (const [count, charge, next, action] of cases) {
    it(`F57, F58: stopped after ${count} events`, () => {
      const explanation = explain(runAfter(count, [{ type: 'stopped', at: 9 }]));
      assert.equal(explanation.headline, 'Stopped; everything so far is kept.');
      assert.match(explanation.cost, charge);
      assert.match(explanation.next, next);
      assert.ok(explanation.actions.includes(action as never));
    });
  }

  it('no evidence, maximum length, done, draft', () => {
    const end = { type: 'answerFinished' } as const;
    const reference = { number: 1, title: 't', url: 'https://e.org', description: '' };
    const noEvidence = runAfter(HALF_A_REPORT.length, [end]);
    assert.match(explain(noEvidence).headline, /no sources/);
    const done = runAfter(HALF_A_REPORT.length, [
      { type: 'references', references: [reference] },
      end,
    ]);
    assert.equal(explain(done).headline, 'Done: 1 cited, 32 found');
    assert.equal(explain(done).cost, 'Charged: CNY 0.38 (848 in, 2,070 out).');
    assert.deepEqual(explain(done).actions, ['saveReport']);
    assert.match(explain(reduce(done, { type: 'lengthReached' })).headline, /maximum length/);
    const draft = createRun('r', 'q', OPTIONS, 0);
    assert.equal(explain(draft).headline, 'Draft');
    assert.equal(explain(draft).cost, 'Nothing was sent or charged.');
  });
});

describe('one line about a run', () => {
  it('for each state', () => {
    const line = (count: number): string => describeState(runAfter(count, []), t);
    assert.equal(line(0), 'Draft');
    assert.equal(line(1), 'Asking');
    assert.equal(line(5), 'Waiting for you: the service has questions');
    assert.equal(line(9), 'Planning');
    assert.equal(line(11), 'Researching: round 2, sources found: 16');
    assert.equal(line(14), 'Writing: 0 cited so far');
    assert.equal(
      describeState(cutRun({ code: 'streamCut', charge: 'produced' }), t),
      'Interrupted: The connection broke while the report was being written',
    );
    assert.equal(describeState(runAfter(9, [{ type: 'stopped', at: 1 }]), zh), '已停止');
    assert.equal(describeState(runAfter(11, []), zh), '研究中：第 2 轮，已找到 16 个来源');
  });
});

describe('the countdown of a repetition', () => {
  const planned = (failure: Failure): Run =>
    runAfter(7, [
      {
        type: 'retryPlanned',
        at: 8,
        retry: { step: 'research', failure, attempt: 1, dueAt: 100_000 },
      },
    ]);

  it('says why and when', () => {
    const run = planned({ code: 'rateLimit', charge: 'none' });
    assert.equal(retryText(run, 58_000, t), 'Too many requests just now. Trying again in 0:42.');
    assert.equal(retryText(run, 0, zh), '当前请求过多，将在 1:40 后重试。');
    assert.match(retryText(run, 500_000, t) ?? '', /0:00/);
    assert.equal(
      retryText(planned({ code: 'offline', charge: 'none', host: 'h.example' }), 99_500, t),
      'No connection to h.example. Trying again in 0:01.',
    );
    assert.match(
      retryText(planned({ code: 'overloaded', charge: 'maybe' }), 0, t) ?? '',
      /failed for a moment/,
    );
  });

  it('is nothing where none is planned', () => {
    assert.equal(retryText(runAfter(7, []), 0, t), undefined);
  });
});
