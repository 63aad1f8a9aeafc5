import * as vscode from 'vscode';
import { readRunId } from '../../core/report/frontMatter.ts';
import { CONTEXTS } from '../../manifest/ids.ts';

/** The run that a document says it came from; looks at the first lines alone. */
export function runOfDocument(document: vscode.TextDocument): string | undefined {
  return document.languageId === 'markdown'
    ? readRunId((at) => (at < document.lineCount ? document.lineAt(at).text : undefined))
    : undefined;
}

/** Keeps the key true that says whether the editor in front shows a saved report. */
export function followSavedReport(): vscode.Disposable {
  let known = false;
  const update = (editor: vscode.TextEditor | undefined): void => {
    const is = editor !== undefined && runOfDocument(editor.document) !== undefined;
    if (is !== known) {
      known = is;
      void vscode.commands.executeCommand('setContext', CONTEXTS.savedReport, is);
    }
  };
  update(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(update);
}
