import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { createChannelLog } from './adapters/channelLog.ts';
import { createFileRunStore } from './adapters/fileRunStore.ts';
import { createRunLibrary, newRunId } from './adapters/runLibrary.ts';
import type { Clock, HttpTransport, KeyVault, ToolTokens } from './core/ports.ts';
import { createTranslate, type Language, type Texts } from './core/text/translate.ts';
import { createCommands, registerCommands } from './features/commands.ts';
import { createEditorTracker } from './features/editor/tracker.ts';
import { createLazyReportActions } from './features/lazyReport.ts';
import { createHistoryView } from './features/history/historyView.ts';
import { pickImages } from './features/images/attach.ts';
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
import { createChooseTools, setToolToken } from './features/setup/chooseTools.ts';
import { createNotifier } from './features/status/notify.ts';
import { createStatusBar } from './features/status/statusBar.ts';
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
  const store = createFileRunStore(root, {
    trouble: ({ code, path }) => {
      log.error(`cannot write: ${code}`);
      void vscode.window.showErrorMessage(t('host.disk.trouble', { code, path }));
    },
    recovered: () => {
      void vscode.window.showInformationMessage(t('host.disk.recovered'));
    },
  });
  const library = createRunLibrary(root, () => readSettings().prices);
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
      newRunId: () => newRunId(new Date(clock.now()), randomBytes(4).toString('hex')),
    },
    readSettings,
  );

  const conductor = createConductor(
    desk,
    createGetAccess(connector, t),
    createChooseTools(context.globalState, () => readSettings().tools, t),
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
  const report = createLazyReportActions(tracker, t);

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
        setToolToken: () => setToolToken(toolTokens, readSettings().tools, t),
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
