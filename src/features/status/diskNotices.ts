import * as vscode from 'vscode';
import type { Log, StoreTrouble } from '../../core/ports.ts';
import type { TextKey, Translate } from '../../core/text/translate.ts';

/** A nearly full disk fails and recovers again and again: nobody is told more often than this. */
const QUIET_MS = 60_000;

const TEXTS: Readonly<Record<string, TextKey>> = {
  ENOSPC: 'host.disk.full',
  EDQUOT: 'host.disk.full',
  EROFS: 'host.disk.readOnly',
  EACCES: 'host.disk.readOnly',
  EPERM: 'host.disk.readOnly',
};

/** Where trouble with the disk is told. */
interface DiskNotices {
  trouble(trouble: StoreTrouble): void;
  recovered(runId: string): void;
  /** A file that can be made again could not be written (F78). */
  minor(trouble: StoreTrouble): void;
  /** What keeps a run from being saved now. */
  of(runId: string): StoreTrouble | undefined;
}

/**
 * One sentence when runs cannot be written, and one when they can again (F75, F76); which run it is can be
 * asked, since its panel says so as long as it lasts.
 *
 * @param onChange a run cannot be saved any more, or can again
 */
export function createDiskNotices(t: Translate, log: Log, onChange: () => void): DiskNotices {
  const troubled = new Map<string, StoreTrouble>();
  let toldAt = -Infinity;
  let told = false;

  function tell({ code, path, runId }: StoreTrouble): boolean {
    log.error(`run ${runId}: cannot write: ${code}`);
    if (told || Date.now() - toldAt <= QUIET_MS) {
      return false;
    }
    toldAt = Date.now();
    void vscode.window.showErrorMessage(t(TEXTS[code] ?? 'host.disk.trouble', { code, path }));
    return true;
  }

  return {
    of: (runId) => troubled.get(runId),
    trouble: (trouble) => {
      troubled.set(trouble.runId, trouble);
      onChange();
      told = tell(trouble) || told;
    },
    minor: tell,
    recovered: (runId) => {
      troubled.delete(runId);
      onChange();
      log.info(`run ${runId}: everything is on the disk again`);
      if (told) {
        told = false;
        void vscode.window.showInformationMessage(t('host.disk.recovered'));
      }
    },
  };
}
