import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { isHeld } from '../../core/research/run.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import { nameOf } from './actions.ts';
import type { Words } from './words.ts';

interface Item extends vscode.QuickPickItem {
  readonly run: RunSummary;
}

/**
 * Shows runs, the oldest first, with the room that each takes; what is picked is deleted after one
 * more question. Pinned ones, those under way and those of other windows are not shown (F83).
 */
export function createDeleteOld(
  { desk, library }: HistoryActionDeps,
  words: Words,
  discard: (runs: readonly RunSummary[]) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const free = (await desk.list()).filter(
      ({ elsewhere, newer, pinned, state }) =>
        pinned !== true && elsewhere !== true && newer !== true && !isHeld(state),
    );
    const items: Item[] = [];
    for (const run of free.reverse()) {
      const size = (await library.sizeOf(run.id)) / 1024 / 1024;
      items.push({
        run,
        label: nameOf(run),
        description: `${new Date(run.createdAt).toLocaleDateString()} · ${size.toFixed(1)} MB`,
      });
    }
    if (items.length === 0) {
      void vscode.window.showInformationMessage(words('oldNone'));
      return;
    }
    const picked = await vscode.window.showQuickPick(items, {
      title: words('oldTitle'),
      placeHolder: words('oldPlaceholder'),
      canPickMany: true,
      matchOnDescription: true,
    });
    if (picked === undefined || picked.length === 0) {
      return;
    }
    const button = words('deleteButton');
    const answer = await vscode.window.showWarningMessage(
      picked.length === 1 ? words('oldQuestionOne') : words('oldQuestion', { n: picked.length }),
      { modal: true, detail: words('deleteDetail') },
      button,
    );
    if (answer === button) {
      await discard(picked.map(({ run }) => run));
    }
  };
}
