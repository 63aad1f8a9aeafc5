import * as vscode from 'vscode';
import type { RunLibrary } from '../../core/ports.ts';
import type { RunSummary } from '../../core/history/record.ts';
import type { Translate } from '../../core/text/translate.ts';
import { COMMANDS } from '../../manifest/ids.ts';

/** From this size on the person is asked, in bytes (F83). */
const MUCH = 500 * 1024 * 1024;
/** Nobody is asked more often than this, in ms. */
const QUIET_MS = 31 * 86_400_000;
/** Key of the time of the last question, in ms since 1970. */
export const ASKED_AT = 'historyRoomAskedAt';
/** After the list has been seen; nothing waits for it. */
const AFTER_MS = 5_000;

/** Looks once a window, some time after the history was shown, how much room it takes. */
export interface RoomWatch extends vscode.Disposable {
  shown(runs: readonly RunSummary[]): void;
}

interface Deps {
  readonly t: Translate;
  readonly library: Pick<RunLibrary, 'sizeOf'>;
  readonly state: vscode.Memento;
  readonly now: () => number;
  readonly afterMs?: number;
}

/** One question when the history has grown large. Deletes nothing, and looks only when asked to. */
export function createRoomWatch({ afterMs = AFTER_MS, library, now, state, t }: Deps): RoomWatch {
  let timer: NodeJS.Timeout | undefined;
  let looked = false;

  async function look(runs: readonly RunSummary[]): Promise<void> {
    let bytes = 0;
    for (const { id } of runs) {
      bytes += await library.sizeOf(id);
    }
    if (bytes <= MUCH) {
      return;
    }
    await state.update(ASKED_AT, now());
    const size = Math.round(bytes / 1024 / 1024).toLocaleString();
    const show = t('runs.room.show');
    const answer = await vscode.window.showInformationMessage(
      t('runs.room.question', { size }),
      show,
      t('runs.room.later'),
    );
    if (answer === show) {
      await vscode.commands.executeCommand(COMMANDS.deleteOldRuns);
    }
  }

  return {
    shown: (runs) => {
      // A time in the future is one that somebody set back.
      const quiet = Math.abs(now() - (state.get<number>(ASKED_AT) ?? 0)) < QUIET_MS;
      if (looked || quiet || runs.length === 0) {
        return;
      }
      looked = true;
      timer = setTimeout(() => void look(runs), afterMs);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
