import * as vscode from 'vscode';

/** Name of the document in a run's folder. */
export const BRIEF = 'brief.md';

/**
 * The lines above a brief. Only asked for when such a document is shown, and only then is the code
 * behind them loaded.
 *
 * @param runs the folder of all runs
 */
export function followBriefs(
  runs: string,
  lenses: (document: vscode.TextDocument) => Promise<vscode.CodeLens[]>,
  onStateChange: (listener: () => void) => () => void,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const stop = onStateChange(() => {
    changed.fire();
  });
  const provider = vscode.languages.registerCodeLensProvider(
    { scheme: 'file', pattern: new vscode.RelativePattern(vscode.Uri.file(runs), `*/${BRIEF}`) },
    { provideCodeLenses: lenses, onDidChangeCodeLenses: changed.event },
  );
  return vscode.Disposable.from(provider, changed, { dispose: stop });
}
