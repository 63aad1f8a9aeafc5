import * as vscode from 'vscode';
import { composeReportFile } from '../../core/report/compose.ts';
import { toBrief } from '../../core/report/export/brief.ts';
import { toSourcesJson } from '../../core/report/export/runJson.ts';
import { folderName, numbered, REPORT_FILE } from '../../core/report/fileName.ts';
import type { Run } from '../../core/research/run.ts';
import { exists, writeWhole } from '../editor/writeFile.ts';
import { readCitationStyle, readSettings } from '../settings.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import type { Words } from './words.ts';

/** More exports of one run into one folder are not expected. */
const MOST_FOLDERS = 999;

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
  const date = new Date(run.endedAt ?? run.createdAt);
  const style = readCitationStyle({ languageId: 'markdown' });
  const { prices } = readSettings();
  const files: readonly (readonly [string, string])[] = [
    [REPORT_FILE, composeReportFile(run, { style, t, prices, date })],
    ['sources.json', toSourcesJson(run)],
    ['brief.md', toBrief(run, t)],
    ['run.jsonl', (await library.journalText(run.id)) ?? ''],
  ];
  let path = vscode.workspace.asRelativePath(parent);
  try {
    const folder = await freeFolder(parent, folderName(date, run.question));
    path = vscode.workspace.asRelativePath(folder);
    for (const [name, text] of files) {
      await writeWhole(vscode.Uri.joinPath(folder, name), text, false);
    }
    void vscode.window.showInformationMessage(words('exportDone', { path }));
  } catch {
    void vscode.window.showErrorMessage(words('exportFailed', { path }));
  }
}

async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let count = 1; count <= MOST_FOLDERS; count += 1) {
    const folder = vscode.Uri.joinPath(parent, numbered(name, count));
    if (!(await exists(folder))) {
      await vscode.workspace.fs.createDirectory(folder);
      return folder;
    }
  }
  throw vscode.FileSystemError.FileExists(parent);
}
