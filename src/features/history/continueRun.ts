import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { estimateContinuation } from '../../core/research/continueFrom.ts';
import { readSettings } from '../settings.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import { nameOf } from './actions.ts';

/**
 * A new run that goes on from what one that ended early has found. Sent only after a question that
 * names its price and says what is sent.
 */
export function createContinue({
  conductor,
  desk,
  openRun,
  t,
}: HistoryActionDeps): (run: RunSummary) => Promise<void> {
  return async (summary) => {
    const old = await desk.open(summary.id);
    const found = old === undefined ? undefined : await conductor.continuation(old);
    if (old === undefined || found === undefined) {
      void vscode.window.showInformationMessage(t('runs.continue.nothing'));
      return;
    }
    const run = old.live.run();
    const estimate = desk.estimate(run.options.model);
    const { high, low } = estimateContinuation(run, estimate, readSettings().prices, t);
    const price = `${low.toFixed(2)}–${high.toFixed(2)}`;
    const { notes, sources, tokens } = found;
    const start = t('runs.continue.start');
    const answer = await vscode.window.showWarningMessage(
      t('runs.continue.question', { title: nameOf(summary), price }),
      {
        modal: true,
        detail: t('runs.continue.detail', { notes, sources, tokens: tokens.toLocaleString() }),
      },
      start,
    );
    if (answer !== start) {
      return;
    }
    const outcome = await conductor.continueFrom(old);
    if ('message' in outcome) {
      void vscode.window.showWarningMessage(outcome.message);
      return;
    }
    await openRun(outcome.run.live.run().id);
  };
}
