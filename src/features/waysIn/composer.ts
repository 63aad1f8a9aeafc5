import * as vscode from 'vscode';
import type { WaysInDeps } from './actionTypes.ts';
import type { WaysInWords } from './words.ts';

/** What a way in found: a question for the composer, a sentence why not, or nothing to do. */
export type Found = { readonly question: string } | { readonly message: string } | undefined;

/** Asks the person something in one line; `undefined` where they gave up. */
export type Ask = (prompt: string, value?: string) => Thenable<string | undefined>;

/**
 * Shows what was found in the composer, where it is seen and can be changed before anything leaves.
 * A question that the person was writing there is offered back.
 */
export function show(found: Found, deps: WaysInDeps, words: WaysInWords): void {
  if (found === undefined) {
    return;
  }
  if ('message' in found) {
    void vscode.window.showWarningMessage(found.message);
    return;
  }
  const before = deps.panels.showComposer().composer.question;
  deps.prefill(found.question);
  if (before.trim() !== '' && before !== found.question) {
    const back = words('draftBack');
    void vscode.window.showInformationMessage(words('draftReplaced'), back).then((chosen) => {
      if (chosen === back) {
        deps.prefill(before);
      }
    });
  }
}

/** How a document is called in a question: its path in the workspace, never where that lies. */
export function documentName(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) === undefined
    ? (uri.path.split('/').at(-1) ?? '')
    : vscode.workspace.asRelativePath(uri, false);
}
