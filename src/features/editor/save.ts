import * as vscode from 'vscode';
import { hasContent } from '../../core/report/compose.ts';
import { folderName, REPORT_FILE } from '../../core/report/fileName.ts';
import { saveFolderParts } from '../../core/report/saveFolder.ts';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Dialogs } from './dialogs.ts';
import type { LocalDisk } from './localDisk.ts';
import {
  dateOf,
  reportFile,
  runFiles,
  writeRunFolder,
  type FileOptions,
  type RunFile,
} from './saveFiles.ts';
import { chooseWorkspaceFolder, type Workspace } from './saveTarget.ts';
import type { EditorTracker } from './tracker.ts';
import { reasonOf, writeWhole } from './writeFile.ts';

/** The report alone, or the run's whole folder. */
export type SaveWhat = 'report' | 'run';

export interface SaveDeps extends FileOptions {
  readonly tracker: Pick<EditorTracker, 'target'>;
  readonly dialogs: Pick<Dialogs, 'pickWorkspaceFolder' | 'pickFile' | 'pickFolder'>;
  readonly disk: LocalDisk;
  readonly workspace: Workspace;
  /** The run as it came, for `run.jsonl`. */
  readonly journalText: (runId: string) => Promise<string | undefined>;
}

/**
 * What came of it; `uri` is the report's, and `path` is relative to the workspace where the file is
 * in it. After `failed` another place may do.
 */
export type SaveOutcome =
  | {
      readonly kind: 'saved';
      readonly uri: vscode.Uri;
      readonly path: string;
      readonly message: string;
    }
  | { readonly kind: 'failed' | 'nothing'; readonly message: string }
  | { readonly kind: 'cancelled' };

/**
 * Writes `report.md`, or all files of the run, into a new folder of its own below the folder for
 * saved reports; never over anything, never outside of the workspace folder, and into no workspace
 * that is not trusted. Where no folder is open it asks for a place.
 *
 * @param folderSetting the folder for saved reports as set for a workspace folder; not to be trusted
 */
export async function saveRun(
  run: Run,
  what: SaveWhat,
  folderSetting: (workspaceFolder: vscode.Uri) => string,
  deps: SaveDeps,
): Promise<SaveOutcome> {
  const { dialogs, t, tracker, workspace } = deps;
  if (!hasContent(run)) {
    return { kind: 'nothing', message: t('report.nothing') };
  }
  if (workspace.folders().length === 0) {
    return saveElsewhere(run, what, deps);
  }
  if (!workspace.isTrusted()) {
    return { kind: 'failed', message: t('report.save.untrusted') };
  }
  const question = t('report.save.pickFolder');
  const folder = await chooseWorkspaceFolder(workspace, tracker, dialogs, question);
  return folder === undefined
    ? { kind: 'cancelled' }
    : saveInto(folder.uri, run, what, folderSetting(folder.uri), deps);
}

/** Saves into the folder that the setting names within a workspace folder; asks nothing. */
export async function saveInto(
  workspaceFolder: vscode.Uri,
  run: Run,
  what: SaveWhat,
  setting: string,
  deps: SaveDeps,
): Promise<SaveOutcome> {
  const { disk, t } = deps;
  const parts = saveFolderParts(setting);
  if (parts === undefined) {
    const folder = cleanTitle(setting, 100);
    return { kind: 'failed', message: t('report.save.setting', { folder }) };
  }
  const base = vscode.Uri.joinPath(workspaceFolder, ...parts);
  try {
    if (vscode.workspace.fs.isWritableFileSystem(base.scheme) === false) {
      throw vscode.FileSystemError.NoPermissions('read-only');
    }
    const files = await filesOf(run, what, deps);
    const folder = await writeRunFolder(run, files, base, disk, workspaceFolder);
    return folder === undefined
      ? { kind: 'failed', message: t('report.save.outside', { folder: parts.join('/') }) }
      : saved(vscode.Uri.joinPath(folder, REPORT_FILE), t);
  } catch (error) {
    return failed(base, error, t);
  }
}

/**
 * Asks for a place and writes there: the report under the name that is picked (the dialog asks before
 * a file is replaced), the whole run into a new folder below the one that is picked.
 */
export async function saveElsewhere(
  run: Run,
  what: SaveWhat,
  deps: SaveDeps,
): Promise<SaveOutcome> {
  const { dialogs, disk, t, workspace } = deps;
  const home = workspace.folders()[0]?.uri ?? disk.home();
  const name = folderName(dateOf(run), run.question);
  const place =
    what === 'run'
      ? await dialogs.pickFolder(t('report.save.runTitle'), t('report.save.here'), home)
      : await dialogs.pickFile(
          t('report.save.dialogTitle'),
          vscode.Uri.joinPath(home, `${name}.md`),
        );
  if (place === undefined) {
    return { kind: 'cancelled' };
  }
  try {
    if (what === 'report') {
      await writeWhole(place, reportFile(run, deps)[1], true);
      return saved(place, t);
    }
    const folder = await writeRunFolder(run, await filesOf(run, what, deps), place, disk);
    return saved(vscode.Uri.joinPath(folder ?? place, REPORT_FILE), t);
  } catch (error) {
    return failed(place, error, t);
  }
}

async function filesOf(run: Run, what: SaveWhat, deps: SaveDeps): Promise<readonly RunFile[]> {
  return what === 'report'
    ? [reportFile(run, deps)]
    : runFiles(run, await deps.journalText(run.id), deps);
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
