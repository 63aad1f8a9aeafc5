import * as vscode from 'vscode';
import type { CitationStyle } from '../../core/report/citations.ts';
import { composeReportFile, hasContent } from '../../core/report/compose.ts';
import { folderName, numbered, REPORT_FILE } from '../../core/report/fileName.ts';
import { saveFolderParts } from '../../core/report/saveFolder.ts';
import type { PriceTable } from '../../core/research/price.ts';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Dialogs } from './dialogs.ts';
import type { LocalDisk } from './localDisk.ts';
import type { EditorTracker } from './tracker.ts';
import { exists, reasonOf, writeWhole } from './writeFile.ts';

export interface SaveDeps {
  readonly t: Translate;
  readonly tracker: Pick<EditorTracker, 'target'>;
  readonly dialogs: Pick<Dialogs, 'pickWorkspaceFolder' | 'pickFile'>;
  readonly disk: LocalDisk;
  readonly prices: PriceTable;
  readonly citationStyle: CitationStyle;
}

/** What came of it; `path` is relative to the workspace where the file is in it. */
export type SaveOutcome =
  | {
      readonly kind: 'saved';
      readonly uri: vscode.Uri;
      readonly path: string;
      readonly message: string;
    }
  | { readonly kind: 'failed' | 'nothing'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** More reports on the same question and day are not expected. */
const MOST_FOLDERS = 999;

/**
 * Writes `report.md` into a new folder of its own below the folder for saved reports; never over
 * anything, never outside of the workspace folder. Without a trusted workspace it asks for a place.
 *
 * @param folderSetting the folder for saved reports as set for a workspace folder; not to be trusted
 */
export async function saveReport(
  run: Run,
  folderSetting: (workspaceFolder: vscode.Uri) => string,
  deps: SaveDeps,
): Promise<SaveOutcome> {
  const { t } = deps;
  if (!hasContent(run)) {
    return { kind: 'nothing', message: t('report.nothing') };
  }
  if (!vscode.workspace.isTrusted || (vscode.workspace.workspaceFolders ?? []).length === 0) {
    return saveReportAs(run, deps);
  }
  const workspaceFolder = await chooseWorkspaceFolder(deps);
  if (workspaceFolder === undefined) {
    return { kind: 'cancelled' };
  }
  const setting = folderSetting(workspaceFolder.uri);
  const parts = saveFolderParts(setting);
  if (parts === undefined) {
    const folder = cleanTitle(setting, 100);
    return { kind: 'failed', message: t('report.save.setting', { folder }) };
  }
  const base = vscode.Uri.joinPath(workspaceFolder.uri, ...parts);
  try {
    const file = await writeNew(run, workspaceFolder.uri, base, deps);
    return file === undefined
      ? { kind: 'failed', message: t('report.save.outside', { folder: parts.join('/') }) }
      : saved(file, t);
  } catch (error) {
    return failed(base, error, t);
  }
}

/** Asks for a place and writes the report there. The dialog asks before a file is replaced. */
export async function saveReportAs(run: Run, deps: SaveDeps): Promise<SaveOutcome> {
  const { dialogs, disk, t } = deps;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? disk.home();
  const name = `${folderName(dateOf(run), run.question)}.md`;
  const file = await dialogs.pickFile(
    t('report.save.dialogTitle'),
    vscode.Uri.joinPath(folder, name),
  );
  if (file === undefined) {
    return { kind: 'cancelled' };
  }
  try {
    await writeWhole(file, textOf(run, deps), true);
    return saved(file, t);
  } catch (error) {
    return failed(file, error, t);
  }
}

/** The folder of the document used last, or the only one, or the one that the person picks. */
async function chooseWorkspaceFolder({
  dialogs,
  t,
  tracker,
}: SaveDeps): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const target = tracker.target();
  const used = target === undefined ? undefined : vscode.workspace.getWorkspaceFolder(target.uri);
  return (
    used ??
    (folders.length === 1 ? folders[0] : dialogs.pickWorkspaceFolder(t('report.save.pickFolder')))
  );
}

/** Undefined where a link leads out of the workspace folder. */
async function writeNew(
  run: Run,
  workspaceFolder: vscode.Uri,
  base: vscode.Uri,
  deps: SaveDeps,
): Promise<vscode.Uri | undefined> {
  const name = folderName(dateOf(run), run.question);
  const text = textOf(run, deps);
  const isLocal = base.scheme === 'file';
  for (let count = 1; count <= MOST_FOLDERS; count++) {
    const folder = vscode.Uri.joinPath(base, numbered(name, count));
    if (isLocal && (await deps.disk.leadsOutside(workspaceFolder.fsPath, folder.fsPath))) {
      return undefined;
    }
    if (isLocal ? await deps.disk.makeFolder(folder.fsPath) : await makeFolder(folder)) {
      return writeInto(folder, text);
    }
  }
  throw vscode.FileSystemError.FileExists(base);
}

/** Like `LocalDisk.makeFolder`, but for two windows at the same moment, on any file system. */
async function makeFolder(folder: vscode.Uri): Promise<boolean> {
  if (await exists(folder)) {
    return false;
  }
  await vscode.workspace.fs.createDirectory(folder);
  return true;
}

async function writeInto(folder: vscode.Uri, text: string): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(folder, REPORT_FILE);
  try {
    await writeWhole(file, text, false);
    return file;
  } catch (error) {
    // The folder was made for the report; it goes only while it is empty.
    await vscode.workspace.fs.delete(folder).then(undefined, () => undefined);
    throw error;
  }
}

function textOf(run: Run, { citationStyle, prices, t }: SaveDeps): string {
  return composeReportFile(run, { style: citationStyle, t, prices, date: dateOf(run) });
}

function dateOf(run: Run): Date {
  return new Date(run.endedAt ?? run.createdAt);
}

function saved(uri: vscode.Uri, t: Translate): SaveOutcome {
  const path = vscode.workspace.asRelativePath(uri);
  return { kind: 'saved', uri, path, message: t('report.save.done', { path }) };
}

function failed(uri: vscode.Uri, error: unknown, t: Translate): SaveOutcome {
  const path = vscode.workspace.asRelativePath(uri);
  const reason = t(reasonOf(error));
  return { kind: 'failed', message: t('report.save.failed', { path, reason }) };
}
