import * as vscode from 'vscode';

/** A text document in a tab of its own, and the column where that tab is. */
export interface EditorTarget {
  readonly uri: vscode.Uri;
  readonly viewColumn: vscode.ViewColumn;
}

/**
 * Remembers where the person last wrote. While our panel has the focus there is no active text
 * editor, and where the panel covers the tab not even a visible one.
 */
export interface EditorTracker extends vscode.Disposable {
  /** The text editor used last that still has its tab; undefined where none is left. */
  target(): EditorTarget | undefined;
  /** File name of the target, for buttons and sentences. */
  targetName(): string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** Where nobody wants a report: outputs, comments, chats, settings, cells, other people's versions. */
const NO_DOCUMENTS =
  /^(?:output|debug|comment|git|gitfs|review|search-editor|walkThrough|vscode-(?:notebook.*|interactive.*|chat.*|settings|scm|userdata|local-history|terminal|extension))$/u;

/** Enough to find an earlier document when the last ones were closed. */
const MOST_REMEMBERED = 20;

export function createEditorTracker(): EditorTracker {
  const changed = new vscode.EventEmitter<void>();
  /** Latest first. */
  let recent: readonly vscode.Uri[] = [];

  function remember(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || NO_DOCUMENTS.test(editor.document.uri.scheme)) {
      return;
    }
    const { uri } = editor.document;
    const others = recent.filter((known) => known.toString() !== uri.toString());
    const isNew = recent[0]?.toString() !== uri.toString();
    recent = [uri, ...others].slice(0, MOST_REMEMBERED);
    if (isNew) {
      changed.fire();
    }
  }

  function target(): EditorTarget | undefined {
    for (const uri of recent) {
      const viewColumn = columnOf(uri);
      if (viewColumn !== undefined) {
        return { uri, viewColumn };
      }
    }
    return undefined;
  }

  for (const editor of [...vscode.window.visibleTextEditors].reverse()) {
    remember(editor);
  }
  remember(vscode.window.activeTextEditor);
  const subscriptions = [
    changed,
    vscode.window.onDidChangeActiveTextEditor(remember),
    vscode.window.tabGroups.onDidChangeTabs(({ closed, opened }) => {
      if (closed.length > 0 || opened.length > 0) {
        changed.fire();
      }
    }),
  ];

  return {
    target,
    targetName: () => target()?.uri.path.split('/').at(-1),
    onDidChange: changed.event,
    dispose: () => {
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/**
 * The column where a document has a plain tab; the active column is preferred. A document that is
 * only a side of a diff has none: it is there to be compared, not to be written to.
 */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const holds = (group: vscode.TabGroup): boolean =>
    group.tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
  return [activeTabGroup, ...all].find(holds)?.viewColumn;
}
