import * as vscode from 'vscode';
import { PANEL_TYPE } from '../../manifest/ids.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';
import { ResearchPanel, type Composer, type PanelDeps } from './researchPanel.ts';

/** All panels of this window: at most one a run, and at most one empty composer. */
export interface PanelManager extends vscode.Disposable {
  /** The panel in front, else the one that was in front last. */
  current(): ResearchPanel | undefined;
  find(runId: string): ResearchPanel | undefined;
  showRun(run: OpenRun): ResearchPanel;
  showComposer(): ResearchPanel;
  refreshContexts(): void;
  readonly onDidChange: vscode.Event<void>;
}

export function createPanelManager(
  deps: PanelDeps,
  desk: Pick<RunDesk, 'open' | 'onStateChange'>,
  newComposer: () => Composer,
): PanelManager {
  const panels = new Set<ResearchPanel>();
  const changed = new vscode.EventEmitter<void>();
  let last: ResearchPanel | undefined;

  function adopt(view: vscode.WebviewPanel, run: OpenRun | undefined): ResearchPanel {
    const panel = new ResearchPanel(view, deps, newComposer(), run);
    panels.add(panel);
    last = panel;
    view.onDidChangeViewState(() => {
      if (view.active) {
        last = panel;
      }
      changed.fire();
    });
    view.onDidDispose(() => {
      panels.delete(panel);
      if (last === panel) {
        last = [...panels].at(-1);
      }
      changed.fire();
    });
    changed.fire();
    return panel;
  }

  function open(run: OpenRun | undefined): ResearchPanel {
    const view = vscode.window.createWebviewPanel(
      PANEL_TYPE,
      deps.t('host.panel.title'),
      { viewColumn: vscode.ViewColumn.Active },
      { enableScripts: true, enableForms: false, enableFindWidget: true },
    );
    return adopt(view, run);
  }

  const find = (runId: string): ResearchPanel | undefined =>
    [...panels].find((panel) => panel.run?.live.run().id === runId);

  const serializer = vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
    deserializeWebviewPanel: async (view, state: unknown) => {
      const runId = readRunId(state);
      // A run that is gone leaves an empty composer, no error (F68).
      adopt(view, runId === undefined ? undefined : await desk.open(runId));
    },
  });

  // What another window had may be ours now; where a run stands in the queue is no part of the run.
  const stopListening = desk.onStateChange((run) => {
    const panel = find(run.id);
    if (panel?.run?.readOnly === true) {
      void desk.open(run.id).then((open) => {
        if (open !== undefined && open !== panel.run) {
          panel.bind(open);
        }
      });
    } else {
      panel?.refreshContext();
    }
  });

  return {
    current: () => [...panels].find((panel) => panel.active) ?? last,
    find,
    showRun: (run) => {
      const known = find(run.live.run().id);
      if (known === undefined) {
        return open(run);
      }
      known.reveal();
      return known;
    },
    showComposer: () => {
      const empty = [...panels].find((panel) => panel.run === undefined);
      if (empty === undefined) {
        return open(undefined);
      }
      empty.reveal();
      return empty;
    },
    refreshContexts: () => {
      for (const panel of panels) {
        panel.refreshContext();
      }
    },
    onDidChange: changed.event,
    dispose: () => {
      serializer.dispose();
      stopListening();
      changed.dispose();
    },
  };
}

/** The page keeps `runId` with its state; anything may come back (old versions, nothing). */
function readRunId(state: unknown): string | undefined {
  const id = (state as { runId?: unknown } | null | undefined)?.runId;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
