import type * as vscode from 'vscode';
import { runCost } from '../../core/research/price.ts';
import { countSources, isHeld, type Run, type RunState } from '../../core/research/run.ts';
import { readSettings } from '../settings.ts';
import { createWaysInWords } from '../waysIn/words.ts';
import { findRun, NO_SUCH_RUN, readInputText, roomFor, toolResult } from './result.ts';
import type { AgentToolDeps } from './toolTypes.ts';

/** What a caller should do about a run in this state. */
const ADVICE: Readonly<Partial<Record<RunState, string>>> = {
  done: 'Read it with deepResearch_getReport.',
  noEvidence:
    'It came without any source: treat every statement as unproven. Read it with deepResearch_getReport.',
  stopped: 'The user stopped it. What there is can be read with deepResearch_getReport.',
  interrupted:
    'The connection broke, and the service cannot resume. What there is can be read with deepResearch_getReport. Starting again costs again: ask the user.',
  failed: 'Starting again may cost again: ask the user.',
  waiting:
    'It asks back. Answer with deepResearch_start, giving runId and answers; that is the costly step and the user is asked first.',
};

/** Where a run stands: in figures of ours, and the questions of the service if it has any. */
export function createStatusTool(deps: AgentToolDeps): vscode.LanguageModelTool<unknown> {
  const words = createWaysInWords(deps.language);
  return {
    prepareInvocation: () => ({ invocationMessage: words('toolReading') }),
    invoke: async (options) => {
      const run = await findRun(deps, readInputText(options.input, 'runId', 100) ?? '');
      if (run === undefined) {
        return toolResult(NO_SUCH_RUN);
      }
      const questions = run.state === 'waiting' ? (run.exchanges.at(-1)?.questions ?? '') : '';
      return toolResult(
        describe(run, deps.now()),
        questions === '' ? undefined : questions.slice(0, roomFor(options)),
      );
    },
  };
}

function describe(run: Run, now: number): string {
  const { found, read } = countSources(run);
  const cost = runCost(run, readSettings().prices);
  const minutes = Math.round(((run.endedAt ?? now) - run.createdAt) / 60_000);
  return [
    `runId: ${run.id}`,
    `State: ${run.state}`,
    `Minutes since it was asked: ${minutes}`,
    `Rounds of searching: ${run.rounds.length}; pages found: ${found}, read: ${read}`,
    `Report: ${run.report.text.length} characters${run.report.finished ? ', complete' : ''}; sources cited: ${run.references.length}`,
    `Cost so far: ${cost === undefined ? 'not known yet' : `CNY ${cost.toFixed(2)}`}`,
    ...(run.failure === undefined
      ? []
      : [`Reason: ${run.failure.code} (charged: ${run.failure.charge})`]),
    ADVICE[run.state] ?? (isHeld(run.state) ? 'Ask again in a minute or later.' : ''),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
