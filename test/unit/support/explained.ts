import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import type { Failure, Run, RunOptions, StepKind } from '../../../src/core/research/run.ts';
import { en } from '../../../src/core/text/en.ts';
import { createTranslate } from '../../../src/core/text/translate.ts';
import { zhCn } from '../../../src/core/text/zhCn.ts';
import { OPTIONS } from './drive.ts';

export const TRANSLATIONS = { en: createTranslate(en), 'zh-cn': createTranslate(zhCn) };

function play(events: readonly ResearchEvent[], options: Partial<RunOptions>): Run {
  return events.reduce(
    reduce,
    createRun('run-1', 'DuckDB or SQLite?', { ...OPTIONS, ...options }, 0),
  );
}

/** A run whose first request failed before anything came, as far as the charge says. */
export function failedRun(
  failure: Failure,
  step: StepKind = 'research',
  options: Partial<RunOptions> = {},
): Run {
  const sent: readonly ResearchEvent[] = failure.charge === 'none' ? [] : [{ type: 'sent', at: 2 }];
  return play(
    [
      { type: 'sending', at: 1, step, host: 'dashscope.aliyuncs.com' },
      ...sent,
      { type: 'failed', at: 3, failure },
    ],
    options,
  );
}

/** Everything of a run up to the middle of its report. */
export const HALF_A_REPORT: readonly ResearchEvent[] = [
  { type: 'sending', at: 1, step: 'clarify', host: 'dashscope.aliyuncs.com' },
  { type: 'accepted', at: 2 },
  { type: 'answerText', text: 'Which?' },
  { type: 'usage', usage: { inputTokens: 196, outputTokens: 83 } },
  { type: 'answerFinished' },
  { type: 'answered', at: 3, answers: 'Both' },
  { type: 'sending', at: 4, step: 'research', host: 'dashscope.aliyuncs.com' },
  { type: 'accepted', at: 5, requestId: 'request-2' },
  { type: 'planText', text: 'plan' },
  ...[1, 2, 3, 4].map((round): ResearchEvent => ({
    type: 'sitesFound',
    round,
    sites: Array.from({ length: 8 }, (_, at) => ({
      title: 't',
      url: `https://e.org/${round}/${at}`,
      description: '',
    })),
  })),
  { type: 'answerText', text: '# Report' },
  { type: 'usage', usage: { inputTokens: 652, outputTokens: 1_987 } },
];

/** A run that was cut in the middle of its report. */
export function cutRun(failure: Failure, options: Partial<RunOptions> = {}): Run {
  return play([...HALF_A_REPORT, { type: 'interrupted', at: 9, failure }], options);
}

/** The run after some events of `HALF_A_REPORT` and then others. */
export function runAfter(
  count: number,
  events: readonly ResearchEvent[],
  options: Partial<RunOptions> = {},
): Run {
  return play([...HALF_A_REPORT.slice(0, count), ...events], options);
}
