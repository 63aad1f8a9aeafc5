import type * as vscode from 'vscode';
import type { CitationStyle } from '../../core/report/citations.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { ReportActions } from '../panel/perform.ts';
import type { OpenRun } from '../runs/runDesk.ts';
import { readCitationStyle, readSaveFolder, readSettings } from '../settings.ts';
import { nativeDialogs, type Dialogs } from './dialogs.ts';
import { insertReport } from './insert.ts';
import { localDisk } from './localDisk.ts';
import { copyReport, openAsMarkdown } from './openAsMarkdown.ts';
import { saveReport, saveReportAs, type SaveDeps, type SaveOutcome } from './save.ts';
import type { EditorTracker } from './tracker.ts';

export interface ReportActionDeps {
  readonly t: Translate;
  readonly tracker: EditorTracker;
  /** By default VS Code's own. */
  readonly dialogs?: Dialogs;
}

/**
 * What a person does with a report: buttons of the panel and commands alike. Sentences come back to
 * whoever asked; only those with a way out are notifications, which nobody waits for.
 */
export function createReportActions({
  dialogs = nativeDialogs,
  t,
  tracker,
}: ReportActionDeps): Omit<ReportActions, 'link'> {
  const style = (uri: vscode.Uri | undefined): CitationStyle =>
    readCitationStyle(uri ?? { languageId: 'markdown' });

  async function copy(run: OpenRun): Promise<string> {
    const done = await copyReport(run.live.run(), { t, citationStyle: style(undefined) });
    return t(done ? 'report.copied' : 'report.nothing');
  }

  function saveDeps(): SaveDeps {
    const { prices } = readSettings();
    const citationStyle = style(undefined);
    return { t, tracker, dialogs, disk: localDisk, prices, citationStyle };
  }

  function settle(run: OpenRun, outcome: SaveOutcome): string | undefined {
    switch (outcome.kind) {
      case 'saved':
        if (!run.readOnly) {
          run.live.noteSaved(outcome.uri.toString(), outcome.path);
        }
        return outcome.message;
      case 'failed':
        void offerAnotherPlace(run, outcome.message);
        return undefined;
      case 'nothing':
        return outcome.message;
      case 'cancelled':
        return undefined;
    }
  }

  async function offerAnotherPlace(run: OpenRun, message: string): Promise<void> {
    if (await dialogs.offer(message, t('report.save.elsewhere'))) {
      settle(run, await saveReportAs(run.live.run(), saveDeps()));
    }
  }

  async function offerCopy(run: OpenRun, message: string): Promise<void> {
    if (await dialogs.offer(message, t('report.copy'))) {
      await copy(run);
    }
  }

  return {
    insert: async (run) => {
      const outcome = await insertReport(run.live.run(), {
        t,
        tracker,
        dialogs,
        citationStyle: style(tracker.target()?.uri),
      });
      if (outcome.kind === 'refused') {
        void offerCopy(run, outcome.message);
        return undefined;
      }
      return outcome.kind === 'cancelled' ? undefined : outcome.message;
    },
    save: async (run) => settle(run, await saveReport(run.live.run(), readSaveFolder, saveDeps())),
    copy,
    openAsMarkdown: async (run) => {
      const { prices } = readSettings();
      const shown = await openAsMarkdown(run.live.run(), {
        t,
        prices,
        citationStyle: style(undefined),
      });
      return shown === undefined ? t('report.nothing') : undefined;
    },
  };
}
