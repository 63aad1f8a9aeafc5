import * as vscode from 'vscode';

/** What is asked of the person while a report is inserted or saved. */
export interface Dialogs {
  /** A modal question with one button besides Cancel. */
  confirm(message: string, detail: string, action: string): Promise<boolean>;
  pickWorkspaceFolder(placeHolder: string): Promise<vscode.WorkspaceFolder | undefined>;
  /** The save dialog, which asks by itself before it lets a file be replaced. */
  pickFile(title: string, suggestion: vscode.Uri): Promise<vscode.Uri | undefined>;
  /** The folder dialog. */
  pickFolder(title: string, button: string, start: vscode.Uri): Promise<vscode.Uri | undefined>;
  /** A notification with one button; resolves when it is gone. */
  offer(message: string, action: string): Promise<boolean>;
}

export const nativeDialogs: Dialogs = {
  confirm: async (message, detail, action) =>
    (await vscode.window.showWarningMessage(message, { modal: true, detail }, action)) === action,
  pickWorkspaceFolder: async (placeHolder) =>
    vscode.window.showWorkspaceFolderPick({ placeHolder, ignoreFocusOut: true }),
  pickFile: async (title, defaultUri) =>
    vscode.window.showSaveDialog({ title, defaultUri, filters: { Markdown: ['md'] } }),
  pickFolder: async (title, openLabel, defaultUri) =>
    (
      await vscode.window.showOpenDialog({
        title,
        openLabel,
        defaultUri,
        canSelectFiles: false,
        canSelectFolders: true,
      })
    )?.[0],
  offer: async (message, action) =>
    (await vscode.window.showWarningMessage(message, action)) === action,
};
