import * as vscode from 'vscode';
import type { Run } from '../../core/research/run.ts';
import { localDisk } from '../editor/localDisk.ts';
import { runFiles, writeRunFolder } from '../editor/saveFiles.ts';
import { readCitationStyle, readSettings } from '../settings.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import type { Words } from './words.ts';

/** Writes report, sources, brief and journal into a new folder below the one that is picked. */
export async function exportFolder(
  run: Run,
  { library, t }: HistoryActionDeps,
  words: Words,
): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: words('folderTitle'),
      openLabel: words('folderButton'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (parent === undefined) {
    return;
  }
  const citationStyle = readCitationStyle({ languageId: 'markdown' });
  const { prices } = readSettings();
  const files = runFiles(run, await library.journalText(run.id), { t, prices, citationStyle });
  try {
    const folder = (await writeRunFolder(run, files, parent, localDisk)) ?? parent;
    const path = vscode.workspace.asRelativePath(folder);
    void vscode.window.showInformationMessage(words('exportDone', { path }));
  } catch {
    const path = vscode.workspace.asRelativePath(parent);
    void vscode.window.showErrorMessage(words('exportFailed', { path }));
  }
}
