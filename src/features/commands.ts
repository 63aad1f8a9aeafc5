import * as vscode from 'vscode';
import type { Translate } from '../core/text/translate.ts';
import { COMMANDS } from '../manifest/ids.ts';
import { readStartArguments } from '../manifest/types.ts';
import type { Briefs } from './brief/briefs.ts';
import type { HistoryActions } from './history/actionTypes.ts';
import type { ReportActions } from './panel/perform.ts';
import type { PanelManager } from './panel/panelManager.ts';
import type { ResearchPanel } from './panel/researchPanel.ts';
import type { OpenRun, RunDesk } from './runs/runDesk.ts';
import type { SetupActions } from './setup/actionTypes.ts';
import type { HistoryView } from './history/historyView.ts';
import type { WaysIn } from './waysIn/actionTypes.ts';

export interface CommandDeps {
  readonly t: Translate;
  readonly desk: RunDesk;
  /** Sends a panel's question with what is attached; a text says why it did not. */
  readonly ask: (panel: ResearchPanel, question: string) => Promise<string | undefined>;
  readonly briefs: () => Promise<Briefs>;
  readonly panels: PanelManager;
  readonly report: ReportActions;
  readonly history: HistoryView;
  readonly historyActions: HistoryActions;
  readonly waysIn: WaysIn;
  /** Fills the composer and shows it: whatever calls us, only the person's click sends. */
  readonly offer: (topic: string) => Promise<void>;
  readonly openRun: (runId: string) => Promise<void>;
  /** Opens the run of a saved report: of this document, or of the one in front. */
  readonly openRunOfReport: (report: vscode.Uri | undefined) => Promise<string | undefined>;
  readonly setup: SetupActions;
  readonly openExample: () => Promise<void>;
  readonly showLog: () => void;
}

type Handler = (...args: unknown[]) => Promise<void> | void;

/** All commands in one table; the contract test compares it with the manifest. */
export function createCommands(
  deps: CommandDeps,
): Readonly<Record<keyof typeof COMMANDS, Handler>> {
  const { desk, offer, panels, report, t } = deps;

  function newResearch(): void {
    panels.showComposer().focus('composer');
  }

  async function start(argument: unknown): Promise<void> {
    const given = readStartArguments(argument);
    if (given !== undefined) {
      // Without a topic nothing takes the place of what is being written.
      await (given.topic === undefined ? newResearch() : offer(given.topic));
      await addImages(given.images ?? []);
      return;
    }
    const question = await vscode.window.showInputBox({
      title: t('host.start.title'),
      prompt: t('host.start.prompt'),
      placeHolder: t('host.start.placeholder'),
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === '' ? t('host.start.empty') : undefined),
    });
    if (question !== undefined && question.trim() !== '') {
      await ask(question);
    }
  }

  /**
   * Sends the cheap step at once. Where asking back is off, or something is attached in the composer,
   * that comes first, with its price and all that would be sent.
   */
  async function ask(question: string): Promise<void> {
    const panel = panels.showComposer();
    const { files, images, options } = panel.composer;
    if (!options.clarify || files.length > 0 || images.length > 0) {
      await offer(question);
      return;
    }
    const message = await deps.ask(panel, question);
    if (message !== undefined) {
      const { review } = panel;
      panel.bind(undefined);
      panel.review = review;
      panel.refreshContext();
      void vscode.window.showWarningMessage(message);
    }
  }

  /** Images that another extension names: files are read and checked, addresses are not fetched. */
  async function addImages(images: readonly string[]): Promise<void> {
    const panel = panels.showComposer();
    const { attachNamed } = await import('./reportBundle.ts');
    const { added, message } = await attachNamed(images, panel.composer.images, t);
    panel.composer.images.push(...added);
    panel.refreshContext();
    if (message !== undefined) {
      void vscode.window.showWarningMessage(message);
    }
  }

  /** By id, by the row of the history that it was clicked in, or by a report that was saved of it. */
  async function openRun(argument: unknown): Promise<void> {
    if (argument === undefined || argument instanceof vscode.Uri) {
      const message = await deps.openRunOfReport(argument);
      if (message !== undefined) {
        void vscode.window.showInformationMessage(message);
      }
      return;
    }
    const id =
      typeof argument === 'object' && argument !== null && 'id' in argument
        ? argument.id
        : argument;
    await deps.openRun(typeof id === 'string' ? id : '');
  }

  function stop(): void {
    const current = panels.current()?.run;
    // What is in front, also where it only waits for its turn; else what runs, the youngest first.
    const all = [...desk.queued(), ...desk.live()];
    const target = current !== undefined && all.includes(current) ? current : all.at(-1);
    if (target === undefined) {
      void vscode.window.showInformationMessage(t('host.run.noLive'));
      return;
    }
    target.live.stop();
  }

  async function onReport(action: (run: OpenRun) => Promise<string | undefined>): Promise<void> {
    const run = panels.current()?.run;
    if (run === undefined || run.live.run().report.text === '') {
      void vscode.window.showInformationMessage(t('host.run.noReport'));
      return;
    }
    const message = await action(run);
    if (message !== undefined) {
      void vscode.window.showInformationMessage(message);
    }
  }

  /** Of the brief that is named, or of the document in front. */
  async function onBrief(action: 'start' | 'preview', argument: unknown): Promise<void> {
    const document =
      argument instanceof vscode.Uri
        ? vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === argument.toString())
        : vscode.window.activeTextEditor?.document;
    const message = await (await deps.briefs())[action](document);
    if (message !== undefined) {
      void vscode.window.showWarningMessage(message);
    }
  }

  async function showRawLog(): Promise<void> {
    const run = panels.current()?.run;
    if (run !== undefined) {
      const file = vscode.Uri.file(desk.journalFile(run.live.run().id));
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
    }
  }

  return {
    start,
    stop,
    insertReport: () => onReport((run) => report.insert(run)),
    saveReport: () => onReport((run) => report.save(run)),
    newResearch,
    openRun,
    refreshHistory: () => {
      deps.history.refresh();
    },
    showLog: deps.showLog,
    showRawLog,
    readLatestSection: () => {
      panels.current()?.focus('latestSection');
    },
    focusSources: () => {
      panels.current()?.focus('sources');
    },
    focusReport: () => {
      panels.current()?.focus('report');
    },
    startBrief: (argument) => onBrief('start', argument),
    previewBrief: (argument) => onBrief('preview', argument),
    openExample: deps.openExample,
    ...deps.setup,
    ...deps.historyActions,
    ...deps.waysIn,
  };
}

/** Registers the table under the manifest's names. */
export function registerCommands(
  handlers: Readonly<Record<keyof typeof COMMANDS, Handler>>,
): readonly vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([name, id]) =>
    vscode.commands.registerCommand(id, handlers[name as keyof typeof COMMANDS]),
  );
}
