import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { isLive, type RunState } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import { COMMANDS, VIEWS } from '../../manifest/ids.ts';
import { groupRuns, isShown, type FilterName, type HistoryGroup } from './groups.ts';

/** What the history view needs. */
export interface HistoryDeps {
  readonly t: Translate;
  readonly list: () => Promise<readonly RunSummary[]>;
  readonly now: () => number;
  /** Runs of this window that wait for the person: known before the list is read. */
  readonly waiting: () => readonly string[];
  /** Whether a run is open in this window: what we know of it is newer than the list. */
  readonly isOpen: (runId: string) => boolean;
  /** How many runs have to end before this one's turn. */
  readonly queuedBefore: (runId: string) => number | undefined;
  /** The list is about to be seen. */
  readonly onShown: (summaries: readonly RunSummary[]) => void;
}

export interface HistoryView extends vscode.Disposable {
  refresh(): void;
  setFilter(filter: FilterName, name?: string): void;
}

/** The Research view in the Activity Bar: every run, also stopped and failed ones. */
export function createHistoryView(deps: HistoryDeps): HistoryView {
  const changed = new vscode.EventEmitter<undefined>();
  let timer: NodeJS.Timeout | undefined;
  const provider = new HistoryProvider(deps, changed.event);
  const view = vscode.window.createTreeView(VIEWS.history, { treeDataProvider: provider });
  let listed: readonly string[] = [];
  provider.onLoaded = (summaries) => {
    deps.onShown(summaries);
    listed = summaries.filter(({ state }) => state === 'waiting').map(({ id }) => id);
    showBadge();
  };
  /** The view may never have been opened, or its list be older than what happened since. */
  function showBadge(): void {
    const own = deps.waiting();
    const waiting = new Set([...own, ...listed.filter((id) => !deps.isOpen(id))]).size;
    view.badge =
      waiting === 0 ? undefined : { value: waiting, tooltip: deps.t('host.status.waiting') };
  }
  /** Many things may change at once; the list is read once for all of them. */
  function refresh(): void {
    showBadge();
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire(undefined);
    }, 100);
  }

  return {
    refresh,
    setFilter: (filter, name) => {
      provider.filter = filter;
      view.description = name ?? '';
      refresh();
    },
    dispose: () => {
      clearTimeout(timer);
      view.dispose();
      changed.dispose();
    },
  };
}

type Node = HistoryGroup | RunSummary;

class HistoryProvider implements vscode.TreeDataProvider<Node> {
  onLoaded: (summaries: readonly RunSummary[]) => void = () => undefined;
  filter: FilterName = 'All';
  readonly onDidChangeTreeData: vscode.Event<undefined>;
  readonly #deps: HistoryDeps;

  constructor(deps: HistoryDeps, changed: vscode.Event<undefined>) {
    this.#deps = deps;
    this.onDidChangeTreeData = changed;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) {
      return 'runs' in node ? [...node.runs] : [];
    }
    const summaries = await this.#deps.list();
    this.onLoaded(summaries);
    const shown = summaries.filter((run) => isShown(run, this.filter));
    return [...groupRuns(shown, new Date(this.#deps.now()))];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return 'runs' in node ? this.#groupItem(node) : this.#runItem(node);
  }

  #groupItem(group: HistoryGroup): vscode.TreeItem {
    const item = new vscode.TreeItem(
      this.#deps.t(`host.history.group${group.name}`),
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = `group:${group.name}`;
    return item;
  }

  #runItem(run: RunSummary): vscode.TreeItem {
    const { t } = this.#deps;
    const title = cleanTitle(run.title ?? run.question, 80);
    const item = new vscode.TreeItem(title);
    const n = run.state === 'queued' ? this.#deps.queuedBefore(run.id) : undefined;
    const state = n === undefined ? t(`state.${run.state}`) : t('runs.queued.before', { n });
    const cost =
      run.cost === undefined
        ? t('host.history.costUnknown')
        : t('host.history.cost', { cost: run.cost.toFixed(2) });
    const figures = t('host.history.description', { sources: run.sourcesRead, cost });
    item.id = run.id;
    const remarks = this.#remarks(run);
    // What a newer version wrote looks damaged to this one, and is not.
    const isForeign = run.newer === true && run.damage === undefined && run.state === 'damaged';
    const words = run.state === 'done' || isForeign ? [] : [state];
    item.description = [...words, ...remarks, figures].join(' · ');
    item.iconPath = iconOf(remarks.length > 0 && run.state === 'done' ? 'damaged' : run.state);
    item.contextValue = `run.${run.state}${run.pinned === true ? '.pinned' : ''}`;
    item.tooltip = this.#tooltip(run, state);
    item.accessibilityInformation = {
      label: t('host.history.row', {
        title,
        state,
        description: [...remarks, figures].join(' · '),
      }),
    };
    item.command = {
      command: COMMANDS.openRun,
      title: t('host.toast.open'),
      arguments: [run.id],
    };
    return item;
  }

  /** What is odd about a run, in words: damage is named, never hidden. */
  #remarks({ damage, elsewhere, newer }: RunSummary): readonly string[] {
    const { t } = this.#deps;
    const damages = {
      unreadable: 'host.history.damageUnreadable',
      missing: 'host.history.damageMissing',
      lines: 'host.history.damageLines',
    } as const;
    return [
      ...(damage === undefined ? [] : [t(damages[damage])]),
      ...(newer === true ? [t('host.history.newer')] : []),
      ...(elsewhere === true ? [t('host.history.elsewhere')] : []),
    ];
  }

  /** Questions are the person's, request ids the service's: all of it as plain text. */
  #tooltip(run: RunSummary, state: string): vscode.MarkdownString {
    const { t } = this.#deps;
    const tooltip = new vscode.MarkdownString();
    tooltip.appendText(`${cleanTitle(run.question, 500)}\n`);
    tooltip.appendText(`${t('host.history.tooltip', { state, model: run.model })}\n`);
    tooltip.appendText(`${new Date(run.createdAt).toLocaleString()}\n`);
    if (run.savedPath !== undefined) {
      tooltip.appendText(`${cleanTitle(run.savedPath, 200)}\n`);
    }
    if (run.requestIds.length > 0) {
      const ids = run.requestIds.map((id) => cleanTitle(id, 80)).join(', ');
      tooltip.appendText(t('host.history.requestIds', { ids }));
    }
    return tooltip;
  }
}

const ICONS: Readonly<Record<RunState, string>> = {
  draft: 'edit',
  asking: 'sync~spin',
  waiting: 'comment-discussion',
  queued: 'clock',
  planning: 'sync~spin',
  researching: 'sync~spin',
  writing: 'sync~spin',
  done: 'pass',
  noEvidence: 'question',
  stopped: 'circle-slash',
  interrupted: 'debug-disconnect',
  failed: 'error',
  damaged: 'warning',
};

function iconOf(state: RunState): vscode.ThemeIcon {
  const colour =
    state === 'failed'
      ? 'problemsErrorIcon.foreground'
      : state === 'interrupted' || state === 'noEvidence' || state === 'damaged'
        ? 'problemsWarningIcon.foreground'
        : undefined;
  return new vscode.ThemeIcon(
    ICONS[state],
    colour === undefined || isLive(state) ? undefined : new vscode.ThemeColor(colour),
  );
}
