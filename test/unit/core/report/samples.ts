import { createRun } from '../../../../src/core/research/reduce.ts';
import type { Reference, Run } from '../../../../src/core/research/run.ts';
import { reportWords } from '../../../../src/core/report/words.ts';
import { en } from '../../../../src/core/text/en.ts';
import { createTranslate } from '../../../../src/core/text/translate.ts';

export const t = createTranslate(en);
export const words = reportWords(t);

export function source(number: number, url: string, title = `Page ${number}`): Reference {
  return { number, url, title, description: '' };
}

/** Eight sources on hosts of their own. */
export const eight = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => source(n, `https://s${n}.example/page`));

/** A finished run; `change` overrides what a test is about. */
export function finishedRun(report: string, change: Partial<Run> = {}): Run {
  const run = createRun(
    'run-1',
    'DuckDB or SQLite?',
    {
      model: 'qwen-deep-research',
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    },
    Date.UTC(2026, 10, 22, 8),
  );
  return {
    ...run,
    state: 'done',
    references: eight,
    report: { text: report, finished: true, truncated: false },
    ...change,
  };
}
