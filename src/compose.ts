import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { createChannelLog } from './adapters/channelLog.ts';
import { createDraftFile } from './adapters/draftFile.ts';
import { createFileRunStore } from './adapters/fileRunStore.ts';
import { createRunLibrary, newRunId } from './adapters/runLibrary.ts';
import type { Clock, HttpTransport, KeyVault, ToolTokenVault } from './core/ports.ts';
import { createTranslate, type Language, type Texts } from './core/text/translate.ts';
import { createCommands, registerCommands } from './features/commands.ts';
import { followEnds } from './features/editor/saveAfterRun.ts';
import { followSavedReport } from './features/editor/savedReportKey.ts';
import { createExample } from './features/example/openExample.ts';
import { createEditorTracker } from './features/editor/tracker.ts';
import { followBriefs } from './features/brief/briefLens.ts';
import { createLazyComposing } from './features/lazyComposing.ts';
import { createLazyHistoryActions } from './features/lazyHistory.ts';
import { createLazySetupActions } from './features/lazySetup.ts';
import { createLazyReportActions } from './features/lazyReport.ts';
import { createRoomWatch } from './features/history/room.ts';
import { createHistoryView } from './features/history/historyView.ts';
import { createSourcesView } from './features/sources/sourcesView.ts';
import { createContext, newComposer } from './features/panel/context.ts';
import { createDrafts } from './features/panel/drafts.ts';
import { createPanelManager, type PanelManager } from './features/panel/panelManager.ts';
import { createPerform } from './features/panel/perform.ts';
import { createSending } from './features/panel/sending.ts';
import { createConductor } from './features/runs/conductor.ts';
import { createRunDesk } from './features/runs/runDesk.ts';
import { readSettings } from './features/settings.ts';
import { createGetAccess } from './features/setup/access.ts';
import { createConnector } from './features/setup/connector.ts';
import { createKeyNotes } from './features/setup/keyNotes.ts';
import { createNotifier } from './features/status/notify.ts';
import { registerAgentTools } from './features/agentTools/lazyAgentTools.ts';
import { createLazyWaysIn } from './features/waysIn/lazyWaysIn.ts';
import { createStatusBar } from './features/status/statusBar.ts';
import { createDiskNotices } from './features/status/diskNotices.ts';
import { followContextKeys } from './features/status/contextKeys.ts';
import { SECTION } from './manifest/ids.ts';

/** What touches the outside world. */
export interface Outside {
  readonly context: vscode.ExtensionContext;
  readonly clock: Clock;
  readonly transport: HttpTransport;
  readonly vault: KeyVault;
  readonly toolTokens: ToolTokenVault;
  readonly environmentKey: () => string | undefined;
  readonly language: Language;
  readonly texts: Texts;
}

/** Name of the kept draft in the workspace's folder. */
const DRAFT = 'draft.txt';

/** The texts of a language: each is a bundle of its own, so that one is loaded and not both. */
export async function loadTexts(language: Language): Promise<Texts> {
  return language === 'en'
    ? (await import('./core/text/en.ts')).en
    : (await import('./core/text/zhCn.ts')).zhCn;
}

/**
 * Puts the extension together: the only file that knows everyone.
 *
 * @returns what ends every run of this window at once, to be called last
 */
export function compose({
  clock,
  context,
  environmentKey,
  language,
  texts,
  toolTokens,
  transport,
  vault,
}: Outside): () => void {
  const t = createTranslate(texts);
  const now = (): number => clock.now();

  const connector = createConnector(
    vault,
    createKeyNotes(context.globalState),
    readSettings,
    environmentKey,
  );
  const log = createChannelLog(
    () => vscode.window.createOutputChannel('Qwen Deep Research', { log: true }),
    () => connector.secretsInUse(),
  );

  const root = vscode.Uri.joinPath(context.globalStorageUri, 'runs').fsPath;
  const trouble = createDiskNotices(t, log, () => {
    panels.refreshContexts();
  });
  const store = createFileRunStore(root, trouble);
  const library = createRunLibrary(
    root,
    () => readSettings().prices,
    {
      trouble: (told) => {
        trouble.minor(told);
      },
    },
    undefined,
    vscode.workspace.name,
  );
  const nextRunId = (): string => newRunId(new Date(clock.now()), randomBytes(4).toString('hex'));
  const desk = createRunDesk(
    {
      transport,
      clock,
      log,
      store,
      library,
      random: Math.random,
      toolTokens,
      accessNow: async () => {
        const access = await connector.access();
        return access.kind === 'ready' ? access : undefined;
      },
      onCostNotice: (limit) => {
        void vscode.window.showWarningMessage(t('host.cost.notice', { limit }));
      },
      newRunId: nextRunId,
      elsewhereText: t('host.run.elsewhere'),
      monthLimitText: (limit) => t('runs.limit.month', { limit }),
    },
    readSettings,
  );

  const conductor = createConductor(
    desk,
    createGetAccess(connector, t),
    async (model, given) => {
      const { createChooseTools } = await import('./features/reportBundle.ts');
      return createChooseTools(context.globalState, () => readSettings().tools, t)(model, given);
    },
    async (question) =>
      createTranslate(await loadTexts(/\p{Script=Han}/u.test(question) ? 'zh-cn' : 'en')),
    {
      emptyQuestion: t('host.start.empty'),
      tooLong: (tokens) => t('host.start.tooLong', { tokens: tokens.toLocaleString() }),
      nothingToContinue: t('runs.continue.nothing'),
      continuedTitle: (title) => t('runs.continue.title', { title }),
    },
    async (run, texts) =>
      (await import('./features/reportBundle.ts')).composeContinuation(run, texts),
  );
  const tracker = createEditorTracker();
  const report = createLazyReportActions(tracker, library, t);

  const drafts = createDrafts({
    file: createDraftFile(
      vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, DRAFT).fsPath,
      (code) => {
        log.warn(`the draft of the question could not be kept: ${code}`);
      },
    ),
    library,
    onRead: () => {
      panels.refreshContexts();
    },
  });
  const sending = createSending(t, conductor, (question) => {
    drafts.keepQuestion(question);
  });
  const {
    briefs,
    composing,
    dispose: disposeComposing,
  } = createLazyComposing({
    t,
    desk,
    library,
    conductor,
    connector,
    drafts,
    openRun: (runId) => openRun(runId),
    onAnswers: () => {
      panels.refreshContexts();
    },
  });
  let hasKey = false;
  const example = createExample({
    extensionUri: context.extensionUri,
    language,
    clock,
    t,
    panels: () => panels,
    onStateChange: () => {
      keys.update();
      panels.refreshContexts();
    },
  });
  const setup = createLazySetupActions({
    t,
    connector,
    tokens: toolTokens,
    transport,
    clock,
    state: context.globalState,
    extension: context.extension,
    refresh: () => {
      keys.refresh();
      panels.refreshContexts();
    },
  });
  const panels: PanelManager = createPanelManager(
    {
      extensionUri: context.extensionUri,
      language,
      texts,
      t,
      now,
      log: (message) => {
        log.warn(message);
      },
      context: (panel) =>
        createContext(panel, {
          desk,
          connector,
          drafts,
          hasKey,
          insertTarget: tracker.targetName(),
          diskTrouble: (runId) => trouble.of(runId),
        }),
      perform: createPerform({
        t,
        desk,
        conductor,
        report,
        drafts,
        sending,
        composing,
        setApiKey: () => setup.setApiKey(),
        loadExample: () => example.load(),
        pickImages: async (panel) => {
          const { pickImages } = await import('./features/reportBundle.ts');
          const { added, message } = await pickImages(panel.composer.images, t, async () => {
            const { pickTextFiles } = await import('./features/reportBundle.ts');
            return pickTextFiles(panel.composer, t);
          });
          panel.composer.images.push(...added);
          sending.review(panel);
          panel.refreshContext();
          return message;
        },
      }),
    },
    { ...desk, open: async (runId) => (await example.restore(runId)) ?? desk.open(runId) },
    () => newComposer(drafts.question()),
  );

  const room = createRoomWatch({ t, library, state: context.globalState, now: () => Date.now() });
  const history = createHistoryView({
    t,
    list: () => desk.list(),
    now,
    waiting: () => desk.waiting().map(({ live }) => live.run().id),
    isOpen: (runId) => desk.isOpen(runId),
    queuedBefore: (runId) => desk.queuedBefore(runId),
    onShown: (runs) => {
      keys.start();
      room.shown(runs);
    },
  });
  const refreshHistory = desk.onStateChange(() => {
    history.refresh();
    // Where a run was saved may have been decided outside of its panel.
    panels.refreshContexts();
  });
  /** Fills the composer and shows it: whatever calls us, only the person's click sends. */
  const prefill = (topic: string): void => {
    const panel = panels.showComposer();
    panel.composer.question = topic;
    drafts.keepQuestion(topic);
    panel.bind(undefined);
    sending.review(panel);
    panel.focus('composer');
  };
  const openRun = async (runId: string): Promise<void> => {
    const run = await desk.open(runId);
    if (run === undefined) {
      const isNewer = (await desk.list()).some(({ id, newer }) => id === runId && newer === true);
      void vscode.window.showWarningMessage(
        t(isNewer ? 'runs.newer.unreadable' : 'host.run.notFound'),
      );
      return;
    }
    const panel = panels.find(runId);
    // What another window has is read anew each time.
    if (panel !== undefined && panel.run !== run) {
      panel.bind(run);
    }
    panels.showRun(run);
  };
  const historyActions = createLazyHistoryActions({
    t,
    language,
    desk,
    conductor,
    library,
    panels,
    tracker,
    report,
    prefill: (question) => void waysIn.offer(question),
    openRun,
    newRunId: nextRunId,
    refresh: () => {
      history.refresh();
    },
    setFilter: (filter, name) => {
      history.setFilter(filter, name);
    },
  });
  const waysIn = createLazyWaysIn({
    t,
    language,
    panels,
    prefill,
    review: (panel) => {
      sending.review(panel);
    },
  });
  const keys = followContextKeys(desk, panels, connector, (value) => {
    hasKey = value;
    panels.refreshContexts();
  });

  context.globalState.setKeysForSync([]);
  context.subscriptions.push(
    ...registerCommands(
      createCommands({
        t,
        desk,
        panels,
        report,
        history,
        historyActions,
        waysIn: waysIn.actions,
        ask: async (panel, question) => {
          const draft = drafts.question();
          const message = await sending.ask(panel, question, false);
          // What was being written in the composer is no part of this: it comes with the next one.
          if (message === undefined && draft.trim() !== question.trim()) {
            drafts.keepQuestion(draft);
          }
          return message;
        },
        briefs,
        offer: waysIn.offer,
        openRun,
        openRunOfReport: async (document) =>
          (await import('./features/reportBundle.ts')).openRunOfReport(document, {
            t,
            library,
            openRun,
            newRunId: nextRunId,
            isKnown: async (runId) => (await desk.open(runId)) !== undefined,
            refresh: () => {
              history.refresh();
            },
          }),
        setup,
        openExample: () => example.open(),
        showLog: () => {
          log.show();
        },
      }),
    ),
    followBriefs(
      root,
      async (document) => (await briefs()).lenses(document),
      (listener) => desk.onStateChange(listener),
    ),
    waysIn,
    registerAgentTools({ language, desk, library, conductor, connector, panels, now }),
    tracker,
    panels,
    history,
    room,
    log,
    keys,
    followSavedReport(),
    followEnds(desk, async (run) => {
      const message = await report.saveAfterRun(run);
      if (message !== undefined) {
        void vscode.window.showInformationMessage(message);
      }
    }),
    createSourcesView(panels, desk, language),
    createStatusBar(desk, t, now),
    createNotifier(desk, (runId) => panels.find(runId)?.visible === true, t),
    context.secrets.onDidChange(() => {
      keys.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SECTION)) {
        desk.reconsider();
        keys.refresh();
        panels.refreshContexts();
      }
    }),
    tracker.onDidChange(() => {
      panels.refreshContexts();
    }),
    { dispose: refreshHistory },
    { dispose: disposeComposing },
  );
  return () => {
    desk.close();
  };
}
