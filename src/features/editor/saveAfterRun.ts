import * as vscode from 'vscode';
import { isLive, type Run, type RunState } from '../../core/research/run.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';
import { readSaveAfterRun } from '../settings.ts';

const ENDS: readonly RunState[] = ['done', 'noEvidence', 'stopped', 'interrupted', 'failed'];

/** A run that is over and has more to show than questions. */
function isOver({ state, steps }: Run): boolean {
  return ENDS.includes(state) && steps.some(({ kind }) => kind === 'research');
}

/**
 * Saves each run that ends in this window, where the setting of some open folder wishes it. Only
 * looks at the setting: what saves is loaded when there is something to save.
 */
export function followEnds(
  desk: Pick<RunDesk, 'live' | 'onStateChange' | 'open'>,
  save: (run: OpenRun) => Promise<void>,
): vscode.Disposable {
  const underWay = new Set<string>();
  const stopListening = desk.onStateChange((run) => {
    if (isLive(run.state)) {
      underWay.add(run.id);
    } else if (underWay.delete(run.id) && isOver(run) && isWished()) {
      void desk.open(run.id).then((open) => (open === undefined ? undefined : save(open)));
    }
  });
  return { dispose: stopListening };
}

function isWished(): boolean {
  const scopes = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [undefined];
  return scopes.some((scope) => readSaveAfterRun(scope) !== 'off');
}
