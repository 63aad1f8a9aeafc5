import * as vscode from 'vscode';
import { mayHoldTodo } from '../../core/waysIn/todo.ts';
import { SECTION, SETTINGS } from '../../manifest/ids.ts';
import { readTodoLens } from '../settings.ts';
import { WAYS_IN, type WayIn, type WaysIn, type WaysInDeps } from './actionTypes.ts';
import type { LoadedWaysIn } from './waysIn.ts';

/** A longer document is not looked through for a lens, in lines. */
const MOST_LINES = 20_000;

/** Files in which dependencies are declared. */
const MANIFEST = /(?:^|\/)(?:package\.json|pyproject\.toml|Cargo\.toml|go\.mod)$/u;

/** Documents that no person writes. */
const NOT_WRITTEN: readonly string[] = ['output', 'debug', 'vscode-scm', 'git', 'comment'];

/** The commands, and what offers them in editors; the code behind is loaded when something is found. */
export interface LazyWaysIn extends vscode.Disposable {
  readonly actions: WaysIn;
  /** Shows a question in the composer; one that was being written there is offered back. */
  readonly offer: (question: string) => Promise<void>;
}

/**
 * Registered when the extension is active, for whatever reason: nothing here makes VS Code start it,
 * and until something is found a movement of the cursor costs a look at one line.
 */
export function createLazyWaysIn(deps: WaysInDeps): LazyWaysIn {
  let loaded: Promise<LoadedWaysIn> | undefined;
  const load = (): Promise<LoadedWaysIn> => {
    loaded ??= import('../waysInBundle.ts').then(({ createWaysIn }) => createWaysIn(deps));
    return loaded;
  };
  const run =
    (name: WayIn) =>
    async (...args: unknown[]): Promise<void> =>
      (await load()).actions[name](...args);

  const actionProvider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, { diagnostics, only }) => {
      const wanted = only === undefined || only.contains(vscode.CodeActionKind.QuickFix);
      const offers =
        diagnostics.length > 0 ||
        MANIFEST.test(document.uri.path) ||
        mayHoldTodo(document.lineAt(range.start.line).text);
      return wanted && offers && !NOT_WRITTEN.includes(document.uri.scheme)
        ? (await load()).codeActions(document, range, diagnostics)
        : [];
    },
  };

  const lensesChanged = new vscode.EventEmitter<void>();
  const lensProvider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: lensesChanged.event,
    provideCodeLenses: async (document) =>
      readTodoLens() &&
      document.lineCount <= MOST_LINES &&
      !NOT_WRITTEN.includes(document.uri.scheme) &&
      mayHoldTodo(document.getText())
        ? (await load()).todoLenses(document)
        : [],
  };

  const register = (): vscode.Disposable =>
    vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider('*', actionProvider, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.languages.registerCodeLensProvider('*', lensProvider),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${SECTION}.${SETTINGS.todoLens}`)) {
          lensesChanged.fire();
        }
      }),
    );
  let registered: vscode.Disposable | undefined;
  // Whatever made VS Code start the extension is waiting, and goes first.
  const soon = setTimeout(() => {
    registered = register();
  });
  return {
    actions: Object.fromEntries(WAYS_IN.map((name) => [name, run(name)])) as WaysIn,
    offer: async (question) => {
      (await load()).offer(question);
    },
    dispose: () => {
      clearTimeout(soon);
      registered?.dispose();
      lensesChanged.dispose();
    },
  };
}
