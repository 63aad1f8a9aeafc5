import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { loadSearchText, matches, matchingLine, plainText } from '../../core/history/search.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import { nameOf } from './actions.ts';
import type { Words } from './words.ts';

/** Runs that are read at the same time while the list is already there. */
const READ_AT_ONCE = 8;
/** More hits than a person looks through. */
const MOST_SHOWN = 200;

interface Hit extends vscode.QuickPickItem {
  readonly id: string;
}

/** Titles and questions are searched at once, headings and sources as soon as they are read. */
export async function showSearch(deps: HistoryActionDeps, words: Words): Promise<void> {
  const { desk, library, t } = deps;
  const runs = await desk.list();
  const texts = new Map(runs.map((run) => [run.id, plainText(run)]));
  const pick = vscode.window.createQuickPick<Hit>();
  let open = true;

  function update(): void {
    const query = pick.value;
    pick.items = runs
      .filter(({ id }) => matches(texts.get(id) ?? '', query))
      .slice(0, MOST_SHOWN)
      .map((run) => hit(run, query));
  }

  function hit(run: RunSummary, query: string): Hit {
    const line = cleanTitle(matchingLine(texts.get(run.id) ?? '', query), 120);
    const name = nameOf(run);
    return {
      id: run.id,
      label: name,
      description: `${t(`state.${run.state}`)} · ${new Date(run.createdAt).toLocaleDateString()}`,
      ...(line === '' || name.toLowerCase().includes(line) ? {} : { detail: line }),
      // We have looked ourselves, and in more than what is shown.
      alwaysShow: true,
    };
  }

  async function read(): Promise<void> {
    const waiting = [...runs].reverse();
    const work = async (): Promise<void> => {
      for (let run = waiting.pop(); open && run !== undefined; run = waiting.pop()) {
        texts.set(run.id, await loadSearchText(run, library));
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, work));
    if (open) {
      pick.busy = false;
      update();
    }
  }

  pick.title = words('searchTitle', { count: runs.length });
  pick.placeholder = words('searchPlaceholder');
  pick.busy = true;
  pick.onDidChangeValue(update);
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen !== undefined) {
      void deps.openRun(chosen.id);
    }
  });
  pick.onDidHide(() => {
    open = false;
    pick.dispose();
  });
  update();
  pick.show();
  void read();
}
