import * as vscode from 'vscode';
import { isLive, type Run, type RunState } from '../../core/research/run.ts';
import type { TextKey, Translate } from '../../core/text/translate.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import { titleOf } from '../panel/researchPanel.ts';
import type { RunDesk } from '../runs/runDesk.ts';

const TEXTS: Readonly<Partial<Record<RunState, TextKey>>> = {
  done: 'host.toast.done',
  noEvidence: 'host.toast.noEvidence',
  waiting: 'host.toast.waiting',
  interrupted: 'host.toast.ended',
  failed: 'host.toast.ended',
};

/**
 * One quiet notification when a run needs the person or is over, and only if its panel cannot be
 * seen; never for what the person did themselves.
 */
export function createNotifier(
  desk: RunDesk,
  isVisible: (runId: string) => boolean,
  t: Translate,
): vscode.Disposable {
  const told = new Set<string>();

  async function tell(run: Run, key: TextKey): Promise<void> {
    const open = t('host.toast.open');
    const insert = t('host.toast.insert');
    const text = t(key, { title: titleOf(run, 80) });
    const buttons = run.state === 'done' ? [open, insert] : [open];
    const answer = await vscode.window.showInformationMessage(text, ...buttons);
    if (answer !== undefined) {
      await vscode.commands.executeCommand(COMMANDS.openRun, run.id);
    }
    if (answer === insert) {
      await vscode.commands.executeCommand(COMMANDS.insertReport);
    }
  }

  /** Runs that are in the queue: what becomes of them, nobody has done just now. */
  const queued = new Set<string>();

  /** A queued run has started by itself, or could not. */
  function turnOf({ id, state, unsent }: Run): TextKey | undefined {
    if (state === 'queued') {
      queued.add(id);
      return undefined;
    }
    if (!queued.delete(id)) {
      return undefined;
    }
    if (isLive(state)) {
      return 'runs.toast.started';
    }
    return unsent === undefined || unsent.reason === 'cancelled' ? undefined : 'runs.toast.unsent';
  }

  const stopListening = desk.onStateChange((run) => {
    const key = turnOf(run) ?? (run.unsent === undefined ? TEXTS[run.state] : undefined);
    const once = `${run.id} ${run.state} ${run.steps.length}`;
    if (
      key === undefined ||
      (run.steps.length === 0 && run.unsent === undefined) ||
      told.has(once) ||
      isVisible(run.id)
    ) {
      return;
    }
    told.add(once);
    void tell(run, key);
  });
  return { dispose: stopListening };
}
