import * as vscode from 'vscode';
import { importRun } from '../../core/history/importRun.ts';
import type { RunSummary } from '../../core/history/record.ts';
import { isLive } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { MOST_IMPORTED } from '../editor/savedReport.ts';
import { createSourceActions } from '../sources/sourceActions.ts';
import type { HistoryActionDeps, HistoryActions } from './actionTypes.ts';
import { createCompare } from './compare.ts';
import { createContinue } from './continueRun.ts';
import { createDeleteOld } from './deleteOld.ts';
import { createExport } from './exportRun.ts';
import type { FilterName } from './groups.ts';
import { showSearch } from './search.ts';
import { createWords } from './words.ts';

const FILTERS: readonly FilterName[] = ['All', 'Live', 'Done', 'Ended', 'Damaged'];

/** Name of a run on one line. */
export function nameOf(run: Pick<RunSummary, 'question' | 'title'>): string {
  return cleanTitle(run.title ?? run.question, 60);
}

/** Everything behind the history's menus. Every run is looked up by its id: rows may be old. */
export function createHistoryActions(deps: HistoryActionDeps): HistoryActions {
  const { desk, library, panels, refresh } = deps;
  const words = createWords(deps.language);

  /** The run that is meant; without a row that is the one in front. */
  async function find(argument: unknown): Promise<RunSummary | undefined> {
    const given = readRunId(argument);
    const id = argument === undefined ? panels.current()?.run?.live.run().id : given;
    const run = (await desk.list()).find((summary) => summary.id === id);
    if (run === undefined) {
      say(words('notFound'));
    }
    return run;
  }

  const withRun =
    (action: (run: RunSummary) => Promise<void>) =>
    async (argument: unknown): Promise<void> => {
      const run = await find(argument);
      if (run !== undefined) {
        await action(run);
      }
    };

  const withOwn = (action: (run: RunSummary) => Promise<void>) =>
    withRun(async (run) => {
      if (run.elsewhere === true || run.newer === true) {
        say(words('elsewhere'));
        return;
      }
      await action(run);
    });

  async function rename(run: RunSummary): Promise<void> {
    const title = await vscode.window.showInputBox({
      title: words('renameTitle'),
      prompt: words('renamePrompt'),
      value: run.title ?? '',
      placeHolder: nameOf(run),
    });
    if (title !== undefined) {
      await desk.rename(run.id, cleanTitle(title, 200));
      panels.refreshContexts();
      refresh();
    }
  }

  async function pin(run: RunSummary, pinned: boolean): Promise<void> {
    await library.pin(run.id, pinned);
    refresh();
  }

  async function remove(run: RunSummary): Promise<void> {
    if (isLive(run.state)) {
      say(words('deleteRunning'));
      return;
    }
    const title = nameOf(run);
    const detail = words('deleteDetail');
    const button = words('deleteButton');
    const answer = await vscode.window.showWarningMessage(
      words('deleteQuestion', { title }),
      { modal: true, detail },
      button,
    );
    if (answer === button) {
      await discard(run, title, detail);
    }
  }

  async function discard(run: RunSummary, title: string, detail: string): Promise<void> {
    if (!desk.forget(run.id)) {
      say(words('deleteRunning'));
      return;
    }
    panels.find(run.id)?.bind(undefined);
    const folder = vscode.Uri.file(library.folder(run.id));
    const { fs } = vscode.workspace;
    try {
      await fs.delete(folder, { recursive: true, useTrash: true });
    } catch {
      const button = words('deleteForeverButton');
      const answer = await vscode.window.showWarningMessage(
        words('deleteForeverQuestion', { title }),
        { modal: true, detail },
        button,
      );
      if (answer === button) {
        await fs.delete(folder, { recursive: true }).then(undefined, (error: unknown) => {
          const reason = cleanTitle(error instanceof Error ? error.message : '', 200);
          say(words('deleteFailed', { reason }));
        });
      }
    }
    refresh();
  }

  async function importFile(): Promise<void> {
    const [file] =
      (await vscode.window.showOpenDialog({
        title: words('importTitle'),
        openLabel: words('importButton'),
        filters: { [words('runFiles')]: ['ndjson', 'jsonl'] },
      })) ?? [];
    if (file === undefined) {
      return;
    }
    if ((await vscode.workspace.fs.stat(file)).size > MOST_IMPORTED) {
      say(words('importTooLarge'));
      return;
    }
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const id = await importRun(text, deps.newRunId(), library);
    if (id === undefined) {
      say(words('importFailed'));
      return;
    }
    refresh();
    await deps.openRun(id);
  }

  async function filter(): Promise<void> {
    const items = FILTERS.map((name) => ({ label: words(`filter${name}`), name }));
    const chosen = await vscode.window.showQuickPick(items, { title: words('filterTitle') });
    if (chosen !== undefined) {
      deps.setFilter(chosen.name, chosen.name === 'All' ? undefined : chosen.label);
    }
  }

  return {
    renameRun: withOwn(rename),
    pinRun: withRun((run) => pin(run, true)),
    unpinRun: withRun((run) => pin(run, false)),
    duplicateQuestion: withRun((run) => {
      deps.prefill(run.question);
      return Promise.resolve();
    }),
    continueRun: withRun(createContinue(deps)),
    compareRuns: withRun(createCompare(deps, words)),
    exportRun: withRun(createExport(deps, words)),
    importRun: withoutWaiting(importFile),
    saveRun: withRun(async ({ id }) => {
      const run = await desk.open(id);
      const message = run === undefined ? words('notFound') : await deps.report.saveRun(run);
      if (message !== undefined) {
        say(message);
      }
    }),
    revealRun: withRun(async (run) => {
      await vscode.commands.executeCommand(
        'revealFileInOS',
        vscode.Uri.file(library.folder(run.id)),
      );
    }),
    deleteRun: withOwn(remove),
    deleteOldRuns: withoutWaiting(
      createDeleteOld(deps, words, async (runs) => {
        for (const run of runs) {
          await discard(run, nameOf(run), words('deleteDetail'));
        }
      }),
    ),
    searchRuns: () => showSearch(deps, words),
    filterRuns: withoutWaiting(filter),
    ...createSourceActions(deps, words),
  };
}

/** Whoever runs the command need not wait until the person has chosen. */
function withoutWaiting(ask: () => Promise<void>): () => Promise<void> {
  return () => {
    void ask();
    return Promise.resolve();
  };
}

/** The id in what a menu, a link or another extension passed. */
export function readRunId(argument: unknown): string | undefined {
  const id =
    typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : argument;
  return typeof id === 'string' ? id : undefined;
}

function say(text: string): void {
  void vscode.window.showInformationMessage(text);
}
