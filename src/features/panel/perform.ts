import * as vscode from 'vscode';
import type { Translate } from '../../core/text/translate.ts';
import { composeDraft } from '../../core/research/answers.ts';
import { MAIN_MODEL } from '../../core/research/run.ts';
import { SECTION } from '../../manifest/ids.ts';
import type { LinkTarget, PanelCommand } from '../../protocol/messages.ts';
import type { Conductor, Outcome } from '../runs/conductor.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';
import type { Composing } from './composing.ts';
import type { Drafts } from './drafts.ts';
import type { ResearchPanel } from './researchPanel.ts';
import type { Sending } from './sending.ts';

/** What is done with a report; each returns the sentence to show, if any. */
export interface ReportActions {
  insert(run: OpenRun): Promise<string | undefined>;
  save(run: OpenRun): Promise<string | undefined>;
  /** Saves what there is to a place that the person picks. */
  saveElsewhere(run: OpenRun): Promise<string | undefined>;
  /** Saves report, sources, brief and the run as it came. */
  saveRun(run: OpenRun): Promise<string | undefined>;
  /** Saves what the setting wishes of a run that has just ended. */
  saveAfterRun(run: OpenRun): Promise<string | undefined>;
  copy(run: OpenRun): Promise<string | undefined>;
  openAsMarkdown(run: OpenRun): Promise<string | undefined>;
  /** The checked address that a link of the page stands for, if the run holds it. */
  link(run: OpenRun, target: LinkTarget): Promise<URL | undefined>;
}

export interface PerformDeps {
  readonly t: Translate;
  readonly desk: RunDesk;
  readonly conductor: Conductor;
  readonly report: ReportActions;
  readonly setApiKey: () => Promise<void>;
  readonly pickImages: (panel: ResearchPanel) => Promise<string | undefined>;
  readonly drafts: Drafts;
  /** The recorded example from its beginning. */
  readonly loadExample: () => Promise<OpenRun | undefined>;
  readonly sending: Sending;
  /** What is loaded only when somebody attaches a file or wants to see a request. */
  readonly composing: () => Promise<Composing>;
}

/** The command concerns a run, and this panel has to have one. */
const NEEDS_RUN = Symbol('needs a run');

/** Pages of the service's maker, where a person can mend what only they can mend. */
const PAGES = {
  openConsole: 'https://bailian.console.aliyun.com/',
  openBilling: 'https://usercenter2.aliyun.com/finance/fund-management/overview',
} as const;

/** Commands that send a request. */
const SENDING: readonly PanelCommand['name'][] = [
  'ask',
  'askAgain',
  'research',
  'researchAgain',
  'runAgain',
  'continueRun',
  'skipQuestions',
];

/** Commands that change a run: not for one that another window is at work on (F63). */
const STEERING: readonly PanelCommand['name'][] = [
  'askAgain',
  'cancelRetry',
  'research',
  'researchAgain',
  'retryNow',
  'skipQuestions',
  'stop',
];

/** All that can be done with a recording: it was never sent, and there is no journal of it. */
const WITH_RECORDING: readonly PanelCommand['name'][] = [
  'copyLink',
  'copyReport',
  'editQuestion',
  'insertReport',
  'newQuestion',
  'openAsMarkdown',
  'openLink',
  'openSaved',
  'openSettings',
  'playAgain',
  'saveReport',
  'setApiKey',
  'setPlayback',
];

/** Carries out what a page asks for. A text that comes back is shown in the page. */
export function createPerform(
  deps: PerformDeps,
): (panel: ResearchPanel, command: PanelCommand) => Promise<string | undefined> {
  const { conductor, desk, sending, t } = deps;

  function show(panel: ResearchPanel, outcome: Outcome): string | undefined {
    if ('message' in outcome) {
      return outcome.message;
    }
    panel.bind(outcome.run);
    return undefined;
  }

  /** Commands that need no run. */
  async function performAlone(
    panel: ResearchPanel,
    command: PanelCommand,
  ): Promise<string | undefined | typeof NEEDS_RUN> {
    switch (command.name) {
      case 'ask':
        // A page that has a run has no composer: a late double click lands here (F90).
        return panel.run === undefined
          ? sending.ask(panel, command.question, command.despiteSecrets === true)
          : undefined;
      case 'newQuestion':
        // The draft as it is now: this panel's may have been sent from another one.
        panel.composer.question = deps.drafts.question();
        panel.bind(undefined);
        return undefined;
      case 'setApiKey':
        await deps.setApiKey();
        panel.refreshContext();
        return undefined;
      case 'openSettings':
        await vscode.commands.executeCommand(
          'workbench.action.openSettings',
          `${SECTION}.${command.setting ?? ''}`,
        );
        return undefined;
      case 'openProxySettings':
        await vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy');
        return undefined;
      case 'openConsole':
      case 'openBilling':
        await openLink(new URL(PAGES[command.name]));
        return undefined;
      case 'setOptions':
        panel.composer.options = command.options;
        panel.refreshContext();
        return undefined;
      case 'addImages':
        return deps.pickImages(panel);
      case 'removeImage':
        panel.composer.images.splice(command.index, 1);
        panel.refreshContext();
        return undefined;
      case 'removeFile':
        panel.composer.files.splice(command.index, 1);
        sending.review(panel);
        panel.refreshContext();
        return undefined;
      case 'attach':
      case 'attachUris':
        return attach(panel, command);
      case 'previewRequest':
        await (await deps.composing()).preview(panel, command);
        return undefined;
      case 'openPreview':
        await (await deps.composing()).openPreview(panel);
        return undefined;
      case 'keepDraft':
        keepDraft(panel, command);
        return undefined;
      default:
        return NEEDS_RUN;
    }
  }

  /** Only what an empty page shows gets files: a run has been asked already. */
  async function attach(
    panel: ResearchPanel,
    command: Extract<PanelCommand, { name: 'attach' | 'attachUris' }>,
  ): Promise<string | undefined> {
    const composing = await deps.composing();
    const message =
      command.name === 'attach'
        ? composing.attachDropped(panel.composer, command.files)
        : await composing.attachUris(panel.composer, command.uris);
    sending.review(panel);
    panel.refreshContext();
    return message;
  }

  function keepDraft(
    panel: ResearchPanel,
    { answers, question }: Extract<PanelCommand, { name: 'keepDraft' }>,
  ): void {
    const run = panel.run?.live.run();
    if (question !== undefined && run === undefined) {
      panel.composer.question = question;
      deps.drafts.keepQuestion(question);
      sending.review(panel);
    }
    if (answers !== undefined && run?.state === 'waiting' && panel.run?.readOnly === false) {
      deps.drafts.keepAnswers(run.id, answers, 'page');
      sending.review(panel, composeDraft(run.exchanges.at(-1)?.questions ?? '', answers.fields));
    }
  }

  async function performOnRun(
    panel: ResearchPanel,
    run: OpenRun,
    command: PanelCommand,
  ): Promise<string | undefined> {
    const { live } = run;
    if (run.readOnly && STEERING.includes(command.name)) {
      return t('host.run.readOnly');
    }
    switch (command.name) {
      case 'research':
        return sending.research(panel, run, command.answers, command.despiteSecrets === true);
      case 'editAsDocument':
        return (await deps.composing()).editAsDocument(run);
      case 'skipQuestions':
        return conductor.research(run, '');
      case 'runAgain':
        return show(panel, await conductor.again(run));
      case 'continueRun':
        return show(panel, await conductor.continueFrom(run));
      case 'askAgain':
        return conductor.askAgain(run);
      case 'researchAgain':
        return conductor.research(run, '');
      case 'useMainModel':
        panel.composer.options = { ...panel.composer.options, model: MAIN_MODEL };
        panel.composer.question = live.run().question;
        panel.bind(undefined);
        return undefined;
      case 'setPlayback':
        run.playback?.setSpeed(command.speed);
        panel.refreshContext();
        return undefined;
      case 'playAgain':
        panel.bind(await deps.loadExample());
        return undefined;
      case 'stop':
        live.stop();
        return undefined;
      case 'retryNow':
        live.retryNow();
        return undefined;
      case 'cancelRetry':
        live.cancelRetry();
        return undefined;
      case 'editQuestion':
        panel.composer.question = live.run().question;
        panel.composer.images = [...(await desk.images(run))];
        panel.bind(undefined);
        return undefined;
      case 'insertReport':
        return deps.report.insert(run);
      case 'saveReport':
        return deps.report.save(run);
      case 'saveElsewhere':
        return deps.report.saveElsewhere(run);
      case 'copyReport':
        return deps.report.copy(run);
      case 'openAsMarkdown':
        return deps.report.openAsMarkdown(run);
      case 'openSaved':
        return openSaved(run);
      case 'copyRequestId': {
        const ids = live.run().steps.flatMap(({ requestId }) => requestId ?? []);
        await vscode.env.clipboard.writeText(ids.join('\n'));
        return t('host.copied');
      }
      case 'openLink':
      case 'copyLink':
        return followLink(run, command.name, command.target);
      case 'showRawLog': {
        const file = vscode.Uri.file(desk.journalFile(live.run().id));
        await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
        return undefined;
      }
      default:
        return undefined;
    }
  }

  async function openSaved(run: OpenRun): Promise<string | undefined> {
    const { saved } = run.live.run();
    if (saved === undefined) {
      return deps.report.save(run);
    }
    const uri = vscode.Uri.parse(saved.uri, true);
    const isOurs = uri.authority === '' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    if (uri.scheme === 'file' && !isOurs) {
      // A run may be imported: what it names on another computer is not asked for.
      return deps.report.save(run);
    }
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    return undefined;
  }

  async function followLink(
    run: OpenRun,
    name: 'openLink' | 'copyLink',
    target: LinkTarget,
  ): Promise<string | undefined> {
    const url = await deps.report.link(run, target);
    if (url === undefined) {
      return t('host.link.refused');
    }
    if (name === 'openLink') {
      await openLink(url);
      return undefined;
    }
    await vscode.env.clipboard.writeText(url.href);
    return t('host.copied');
  }

  /** Panels that are about to send: a second click in that time is the same click (F90, T9). */
  const busy = new WeakSet<ResearchPanel>();

  async function perform(panel: ResearchPanel, command: PanelCommand): Promise<string | undefined> {
    if (panel.run?.playback !== undefined && !WITH_RECORDING.includes(command.name)) {
      return command.name === 'keepDraft' ? undefined : t('example.cannot');
    }
    const answer = await performAlone(panel, command);
    if (answer !== NEEDS_RUN) {
      return answer;
    }
    return panel.run === undefined ? undefined : performOnRun(panel, panel.run, command);
  }

  return async (panel, command) => {
    if (!SENDING.includes(command.name)) {
      return perform(panel, command);
    }
    if (busy.has(panel)) {
      return undefined;
    }
    busy.add(panel);
    try {
      return await perform(panel, command);
    } finally {
      busy.delete(panel);
    }
  };
}

/** Opens it in the browser; VS Code's own question about unknown sites stays on. */
async function openLink(url: URL): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}
