import * as vscode from 'vscode';
import type { Run } from '../../core/research/run.ts';
import { safeUrl } from '../../core/text/webAddress.ts';
import type { Language } from '../../core/text/translate.ts';
import { VIEWS } from '../../manifest/ids.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { RunDesk } from '../runs/runDesk.ts';
import type { SourceNode } from './sourceTree.ts';

/** While a run searches, its pages come in bursts: the tree follows at most once in this time. */
const FOLLOW_MS = 1_000;

/** The pages of the run in front. The code that sorts them is loaded when the view is first seen. */
export function createSourcesView(
  panels: PanelManager,
  desk: RunDesk,
  language: Language,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let timer: NodeJS.Timeout | undefined;
  let shown: string | undefined;
  let shownRun: Run | undefined;

  const provider: vscode.TreeDataProvider<SourceNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: ({ item }) => item,
    getChildren: async (node) => {
      const run = panels.current()?.run?.live.run();
      shown = run?.id;
      shownRun = run;
      if (node !== undefined || run === undefined) {
        return node === undefined ? [] : [...node.children];
      }
      const { sourceTree } = await import('../reportBundle.ts');
      return [...sourceTree(run, language)];
    },
  };
  /** Dropped into an editor it is a link there, as VS Code makes it of any address. */
  const dragAndDropController: vscode.TreeDragAndDropController<SourceNode> = {
    dragMimeTypes: ['text/uri-list'],
    dropMimeTypes: [],
    handleDrag: (nodes, data) => {
      const urls = nodes.flatMap(({ source }) => safeUrl(source?.url ?? '')?.href ?? []);
      if (urls.length > 0) {
        data.set('text/uri-list', new vscode.DataTransferItem(urls.join('\r\n')));
        data.set('text/plain', new vscode.DataTransferItem(urls.join('\n')));
      }
    },
  };
  const view = vscode.window.createTreeView(VIEWS.sources, {
    treeDataProvider: provider,
    dragAndDropController,
    showCollapseAll: true,
  });

  function refresh(): void {
    if (view.visible) {
      timer ??= setTimeout(() => {
        timer = undefined;
        changed.fire(undefined);
      }, FOLLOW_MS / 4);
    }
  }

  const follow = setInterval(() => {
    const run = panels.current()?.run;
    // A recording is none of the desk's runs.
    const plays = run?.playback !== undefined && run.live.run() !== shownRun;
    if (view.visible && run !== undefined && (plays || desk.live().includes(run))) {
      changed.fire(undefined);
    }
  }, FOLLOW_MS * 2);
  const stopListening = desk.onStateChange(refresh);
  return vscode.Disposable.from(
    view,
    changed,
    panels.onDidChange(() => {
      if (panels.current()?.run?.live.run().id !== shown) {
        refresh();
      }
    }),
    view.onDidChangeVisibility(refresh),
    {
      dispose: () => {
        stopListening();
        clearInterval(follow);
        clearTimeout(timer);
      },
    },
  );
}
