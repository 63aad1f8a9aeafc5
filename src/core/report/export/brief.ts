import type { Run } from '../../research/run.ts';
import type { Translate } from '../../text/translate.ts';
import { normalizeText } from '../citations.ts';

/** `brief.md`: what was asked, what the service asked back, what was answered, and its plan. */
export function toBrief(run: Run, t: Translate): string {
  const parts = [
    run.question,
    ...run.exchanges.flatMap(({ answers, questions }) => [
      questions,
      ...(answers === undefined ? [] : [answers]),
    ]),
  ].map(quote);
  const plan = run.plan.text.trim() === '' ? [] : [`## ${t('report.plan')}`, quote(run.plan.text)];
  return `${[...parts, ...plan].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Text of others in a block of its own: nothing in it is a part of this file's structure. */
function quote(text: string): string {
  const lines = normalizeText(text).trim();
  const fence = '`'.repeat(longestRun(lines) + 3);
  return lines === '' ? '' : `${fence}text\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}
