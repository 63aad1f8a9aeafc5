import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { composeInsert } from '../../core/report/compose.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import { nameOf } from './actions.ts';
import type { Words } from './words.ts';

/** Documents of this scheme are made from a run when VS Code asks for them, and are read-only. */
const SCHEME = 'deep-research-report';

/** Shows the difference between the reports of two runs, as VS Code shows it of any two files. */
export function createCompare(
  { desk, t }: HistoryActionDeps,
  words: Words,
): (run: RunSummary) => Promise<void> {
  let registered = false;

  function register(): void {
    if (registered) {
      return;
    }
    registered = true;
    // For as long as the window: an open comparison has to find its text again.
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async (uri) => {
        const run = await desk.open(uri.query);
        // Numbers, not footnotes: what differs should be the text.
        return run === undefined
          ? ''
          : composeInsert(run.live.run(), { style: 'numbers', t, eol: '\n' }).text;
      },
    });
  }

  const addressOf = (run: RunSummary): vscode.Uri =>
    vscode.Uri.from({
      scheme: SCHEME,
      path: `/${nameOf(run).replaceAll('/', '-')}.md`,
      query: run.id,
    });

  return async (first) => {
    const others = (await desk.list()).filter(
      ({ id, state }) => id !== first.id && state !== 'damaged' && state !== 'draft',
    );
    if (others.length === 0) {
      void vscode.window.showInformationMessage(words('compareNone'));
      return;
    }
    const items = others.map((run) => ({
      label: nameOf(run),
      description: `${t(`state.${run.state}`)} · ${new Date(run.createdAt).toLocaleString()}`,
      run,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: words('comparePick', { title: nameOf(first) }),
      matchOnDescription: true,
    });
    if (chosen === undefined) {
      return;
    }
    register();
    await vscode.commands.executeCommand(
      'vscode.diff',
      addressOf(first),
      addressOf(chosen.run),
      words('compareTitle', { first: nameOf(first), second: nameOf(chosen.run) }),
    );
  };
}
