import * as vscode from 'vscode';
import { importRun, runIdOf } from '../../core/history/importRun.ts';
import type { RunLibrary } from '../../core/ports.ts';
import { RUN_FILE } from '../../core/report/fileName.ts';
import type { Translate } from '../../core/text/translate.ts';
import { nativeDialogs, type Dialogs } from './dialogs.ts';
import { runOfDocument } from './savedReportKey.ts';

/** A larger journal would be hundreds of runs. */
export const MOST_IMPORTED = 256 * 1024 * 1024;

export interface SavedReportDeps {
  readonly t: Translate;
  readonly library: RunLibrary;
  readonly newRunId: () => string;
  /** Whether the history of this computer has the run. */
  readonly isKnown: (runId: string) => Promise<boolean>;
  readonly openRun: (runId: string) => Promise<void>;
  readonly refresh: () => void;
  /** By default VS Code's own. */
  readonly dialogs?: Pick<Dialogs, 'offer'>;
}

/**
 * Opens the run of a saved report. Where the history does not have it, the `run.jsonl` beside the
 * report is offered, and imported only if it is that run.
 *
 * @returns the sentence that says why nothing was opened
 */
export async function openRunOfReport(
  report: vscode.Uri | undefined,
  deps: SavedReportDeps,
): Promise<string | undefined> {
  const { dialogs = nativeDialogs, library, t } = deps;
  const uri = report ?? vscode.window.activeTextEditor?.document.uri;
  const runId =
    uri === undefined ? undefined : runOfDocument(await vscode.workspace.openTextDocument(uri));
  if (uri === undefined || runId === undefined) {
    return t('report.run.none');
  }
  if (await deps.isKnown(runId)) {
    await deps.openRun(runId);
    return undefined;
  }
  const file = vscode.Uri.joinPath(uri, '..', RUN_FILE);
  if (uri.scheme === 'untitled' || !(await isImportable(file))) {
    return t('report.run.missing');
  }
  if (!(await dialogs.offer(t('report.run.beside'), t('report.run.import')))) {
    return undefined;
  }
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  if (runIdOf(text, library.checksum) !== runId) {
    return t('report.run.other');
  }
  const imported = await importRun(text, deps.newRunId(), library);
  if (imported === undefined) {
    return t('report.run.other');
  }
  deps.refresh();
  await deps.openRun(imported);
  return undefined;
}

async function isImportable(file: vscode.Uri): Promise<boolean> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    return (type & vscode.FileType.File) !== 0 && size <= MOST_IMPORTED;
  } catch {
    return false;
  }
}
