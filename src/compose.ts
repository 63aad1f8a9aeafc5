import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { createChannelLog } from './adapters/channelLog.ts';
import { createFileRunStore } from './adapters/fileRunStore.ts';
import { createRunLibrary, newRunId } from './adapters/runLibrary.ts';
import type { Clock, HttpTransport, KeyVault, ToolTokens } from './core/ports.ts';
import { createTranslate, type Language, type Texts } from './core/text/translate.ts';
import { createCommands, registerCommands } from './features/commands.ts';
import { followEnds } from './features/editor/saveAfterRun.ts';
import { followSavedReport } from './features/editor/savedReportKey.ts';
import { createEditorTracker } from './features/editor/tracker.ts';
import { createLazyHistoryActions } from './features/lazyHistory.ts';
import { createLazyReportActions } from './features/lazyReport.ts';
import { createHistoryView } from './features/history/historyView.ts';
import { createSourcesView } from './features/sources/sourcesView.ts';
import { createContext, newComposer } from './features/panel/context.ts';
import { createPanelManager, type PanelManager } from './features/panel/panelManager.ts';
import { createPerform } from './features/panel/perform.ts';
import { createConductor } from './features/runs/conductor.ts';
import { createRunDesk } from './features/runs/runDesk.ts';
import { readSettings } from './features/settings.ts';
import { createGetAccess } from './features/setup/access.ts';
import { setApiKey } from './features/setup/apiKey.ts';
import { createConnector } from './features/setup/connector.ts';
import { createKeyNotes } from './features/setup/keyNotes.ts';
import { createNotifier } from './features/status/notify.ts';
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
  readonly toolTokens: ToolTokens;
  readonly environmentKey: () => string | undefined;
  readonly language: Language;
  readonly texts: Texts;
}

/** Key of the kept draft in the workspace's state. */
const DRAFT = 'draft';
/** A longer draft is kept by the page alone. */
const MOST_DRAFT = 100_000;

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
  const trouble = createDiskNotices(t, log);
  const store = createFileRunStore(root, trouble);
  const library = createRunLibrary(root, () => readSettings().prices, {
    trouble: (told) => {
      trouble.minor(told);
    },
  });
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
      onCostNotice: (limit) => {
        void vscode.window.showWarningMessage(t('host.cost.notice', { limit }));
      },
      newRunId: nextRunId,
      elsewhereText: t('host.run.elsewhere'),
    },
    readSettings,
  );

  const conductor = createConductor(
    desk,
    createGetAccess(connector, t),
    async (model) => {
      const { createChooseTools } = await import('./features/reportBundle.ts');
      return createChooseTools(context.globalState, () => readSettings().tools, t)(model);
    },
    async (question) => {
      const texts = await loadTexts(/\p{Script=Han}/u.test(question) ? 'zh-cn' : 'en');
      return createTranslate(texts)('host.skip.answer');
    },
    {
      emptyQuestion: t('host.start.empty'),
      tooLong: (tokens) => t('host.start.tooLong', { tokens: tokens.toLocaleString() }),
    },
  );
  const tracker = createEditorTracker();
  const report = createLazyReportActions(tracker, library, t);

  const keepDraft = (question: string): void => {
    void context.workspaceState.update(DRAFT, question.length > MOST_DRAFT ? '' : question);
  };
  let hasKey = false;
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
          hasKey,
          insertTarget: tracker.targetName(),
        }),
      perform: createPerform({
        t,
        desk,
        conductor,
        report,
        keepDraft,
        setApiKey: () => setApiKey(connector, t),
        pickImages: async (panel) => {
          const { pickImages } = await import('./features/reportBundle.ts');
          const { added, message } = await pickImages(panel.composer.images, t);
          panel.composer.images.push(...added);
          panel.refreshContext();
          return message;
        },
      }),
    },
    desk,
    () => newComposer(context.workspaceState.get(DRAFT, '')),
  );

  const history = createHistoryView({
    t,
    list: () => desk.list(),
    now,
    onShown: () => {
      keys.start();
    },
  });
  const refreshHistory = desk.onStateChange(() => {
    history.refresh();
  });
  /** Fills the composer and shows it: whatever calls us, only the person's click sends. */
  const prefill = (topic: string): void => {
    const panel = panels.showComposer();
    panel.composer.question = topic;
    panel.bind(undefined);
    panel.focus('composer');
  };
  const openRun = async (runId: string): Promise<void> => {
    const run = await desk.open(runId);
    if (run === undefined) {
      void vscode.window.showWarningMessage(t('host.run.notFound'));
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
    library,
    panels,
    tracker,
    report,
    prefill,
    openRun,
    newRunId: nextRunId,
    refresh: () => {
      history.refresh();
    },
    setFilter: (filter, name) => {
      history.setFilter(filter, name);
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
        conductor,
        connector,
        panels,
        report,
        history,
        historyActions,
        prefill,
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
        setToolToken: async () =>
          (await import('./features/reportBundle.ts')).setToolToken(
            toolTokens,
            readSettings().tools,
            t,
          ),
        showLog: () => {
          log.show();
        },
      }),
    ),
    tracker,
    panels,
    history,
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
        keys.refresh();
        panels.refreshContexts();
      }
    }),
    tracker.onDidChange(() => {
      panels.refreshContexts();
    }),
    { dispose: refreshHistory },
  );
  return () => {
    desk.close();
  };
}
