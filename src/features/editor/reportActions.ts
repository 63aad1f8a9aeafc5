import * as vscode from 'vscode';
import type { RunLibrary } from '../../core/ports.ts';
import type { CitationStyle } from '../../core/report/citations.ts';
import { hasContent } from '../../core/report/compose.ts';
import type { TextKey, Translate } from '../../core/text/translate.ts';
import { CONTEXTS } from '../../manifest/ids.ts';
import type { ReportActions } from '../panel/perform.ts';
import type { OpenRun } from '../runs/runDesk.ts';
import { readCitationStyle, readSaveAfterRun, readSaveFolder, readSettings } from '../settings.ts';
import { nativeDialogs, type Dialogs } from './dialogs.ts';
import { insertReport } from './insert.ts';
import { localDisk } from './localDisk.ts';
import { copyReport, openAsMarkdown } from './openAsMarkdown.ts';
import {
  saveElsewhere,
  saveInto,
  saveRun,
  type SaveDeps,
  type SaveOutcome,
  type SaveWhat,
} from './save.ts';
import { chooseWorkspaceFolder, nativeWorkspace, type Workspace } from './saveTarget.ts';
import type { EditorTracker } from './tracker.ts';

export interface ReportActionDeps {
  readonly t: Translate;
  readonly tracker: EditorTracker;
  readonly library: Pick<RunLibrary, 'journalText'>;
  /** By default VS Code's own. */
  readonly dialogs?: Dialogs;
  readonly workspace?: Workspace;
}

/**
 * What a person does with a report: buttons of the panel and commands alike. Sentences come back to
 * whoever asked; only those with a way out are notifications, which nobody waits for.
 */
export function createReportActions({
  dialogs = nativeDialogs,
  library,
  t,
  tracker,
  workspace = nativeWorkspace,
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
    const { journalText } = library;
    return { t, tracker, dialogs, workspace, disk: localDisk, prices, citationStyle, journalText };
  }

  function settle(run: OpenRun, what: SaveWhat, outcome: SaveOutcome): string | undefined {
    switch (outcome.kind) {
      case 'saved':
        if (!run.readOnly || run.playback !== undefined) {
          run.live.noteSaved(outcome.uri.toString(), outcome.path);
        }
        return outcome.message;
      case 'failed':
        void offerAnotherPlace(run, what, outcome.message);
        return undefined;
      case 'nothing':
        return outcome.message;
      case 'cancelled':
        return undefined;
    }
  }

  async function offerAnotherPlace(run: OpenRun, what: SaveWhat, message: string): Promise<void> {
    if (await dialogs.offer(message, t('report.save.elsewhere'))) {
      settle(run, what, await saveElsewhere(run.live.run(), what, saveDeps()));
    }
  }

  async function save(run: OpenRun, what: SaveWhat): Promise<string | undefined> {
    return settle(run, what, await saveRun(run.live.run(), what, readSaveFolder, saveDeps()));
  }

  /** Reasons that hold for every run of this window: once is enough. */
  const said = new Set<TextKey>();

  function sayOnce(key: TextKey): string | undefined {
    const isNew = !said.has(key);
    said.add(key);
    return isNew ? t(key) : undefined;
  }

  /** Nobody clicked: at most one question, and a place is offered only where one failed. */
  async function saveAfterRun(run: OpenRun): Promise<string | undefined> {
    if (workspace.folders().length === 0) {
      return sayOnce('report.save.noFolder');
    }
    if (!workspace.isTrusted()) {
      return sayOnce('report.save.untrusted');
    }
    if (!hasContent(run.live.run())) {
      return t('report.save.nothingAfter');
    }
    const question = t('report.save.pickFolder');
    const folder = await chooseWorkspaceFolder(workspace, tracker, dialogs, question);
    const what = folder === undefined ? 'off' : readSaveAfterRun(folder.uri);
    if (folder === undefined || what === 'off') {
      return undefined;
    }
    const setting = readSaveFolder(folder.uri);
    const outcome = await saveInto(folder.uri, run.live.run(), what, setting, saveDeps());
    // Where it went stands in the panel and in the history.
    const message = settle(run, what, outcome);
    return outcome.kind === 'saved' ? undefined : message;
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
      if (outcome.kind === 'inserted' || outcome.kind === 'newDocument') {
        void vscode.commands.executeCommand('setContext', CONTEXTS.inserted, true);
      }
      return outcome.kind === 'cancelled' ? undefined : outcome.message;
    },
    save: (run) => save(run, 'report'),
    saveRun: (run) => save(run, 'run'),
    saveElsewhere: async (run) =>
      settle(run, 'report', await saveElsewhere(run.live.run(), 'report', saveDeps())),
    saveAfterRun,
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
