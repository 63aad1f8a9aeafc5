import * as vscode from 'vscode';
import type { Dialogs } from './dialogs.ts';
import type { EditorTracker } from './tracker.ts';

/** What saving has to know of the workspace. */
export interface Workspace {
  readonly isTrusted: () => boolean;
  readonly folders: () => readonly vscode.WorkspaceFolder[];
  readonly folderOf: (document: vscode.Uri) => vscode.WorkspaceFolder | undefined;
}

export const nativeWorkspace: Workspace = {
  isTrusted: () => vscode.workspace.isTrusted,
  folders: () => vscode.workspace.workspaceFolders ?? [],
  folderOf: (document) => vscode.workspace.getWorkspaceFolder(document),
};

/**
 * The workspace folder to save into: that of the document used last, or the only one, or the one
 * that the person picks.
 */
export async function chooseWorkspaceFolder(
  workspace: Workspace,
  tracker: Pick<EditorTracker, 'target'>,
  dialogs: Pick<Dialogs, 'pickWorkspaceFolder'>,
  question: string,
): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = workspace.folders();
  const target = tracker.target();
  const used = target === undefined ? undefined : workspace.folderOf(target.uri);
  return used ?? (folders.length === 1 ? folders[0] : dialogs.pickWorkspaceFolder(question));
}
