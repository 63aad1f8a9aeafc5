import * as vscode from 'vscode';
import type { TextFile } from '../../core/research/attachedText.ts';
import type { SecretNotice } from '../../core/research/review.ts';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Language, Texts, Translate } from '../../core/text/translate.ts';
import type {
  ComposerOptions,
  FocusTarget,
  HostMessage,
  PanelCommand,
  PanelContext,
  RequestPreview,
} from '../../protocol/messages.ts';
import type { Attachment, OpenRun } from '../runs/runDesk.ts';
import { createFeed, type Feed } from './feed.ts';
import { panelHtml } from './html.ts';
import { readWebviewMessage } from './readMessage.ts';

/** What the person is writing in this panel, before there is a run. */
export interface Composer {
  question: string;
  options: ComposerOptions;
  images: Attachment[];
  files: ComposerFile[];
}

/** A text file of the composer. */
export interface ComposerFile extends TextFile {
  /** A careful guess. */
  readonly tokens: number;
}

/** What was found in the text that would be sent. */
export interface Review {
  readonly secrets: readonly SecretNotice[];
  /** Why it cannot be sent, as a sentence. */
  readonly problem?: string;
}

const NOTHING_FOUND: Review = { secrets: [] };

/** Counts over all panels: a page that shows another panel's draft has never seen its number. */
let lastDraft = 0;

/** What a panel needs from the rest of the extension. */
export interface PanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly language: Language;
  readonly texts: Texts;
  readonly t: Translate;
  readonly now: () => number;
  /** Facts around the run; asked anew for every message that holds them. */
  readonly context: (panel: ResearchPanel) => PanelContext;
  /** Does what the page asks for; a text it returns is shown there. Throws only for bugs. */
  readonly perform: (panel: ResearchPanel, command: PanelCommand) => Promise<string | undefined>;
  readonly log: (message: string) => void;
}

/** One webview panel: a composer, and from the first sending on the view of one run. */
export class ResearchPanel {
  readonly composer: Composer;
  review: Review = NOTHING_FOUND;
  /** The number of the draft that the host gave last: typing is no new draft. */
  draftVersion = (lastDraft += 1);
  /** The preview that the page shows, whole: also what it only shows in part. */
  preview = '';
  #run: OpenRun | undefined;
  #feed: Feed;
  #clientId = '';
  /** A page is there and listens; VS Code throws it away when it is hidden. */
  #isReady = false;
  #focusLater: FocusTarget | undefined;
  #disposed = false;
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: PanelDeps;

  constructor(
    panel: vscode.WebviewPanel,
    deps: PanelDeps,
    composer: Composer,
    run: OpenRun | undefined,
  ) {
    this.#panel = panel;
    this.#deps = deps;
    this.composer = composer;
    this.#run = run;
    this.#feed = this.#newFeed();
    const media = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'webview');
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [media],
    };
    panel.iconPath = vscode.Uri.joinPath(deps.extensionUri, 'media', 'activity-tab.svg');
    panel.webview.onDidReceiveMessage((message: unknown) => {
      void this.#receive(message);
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        // The page is thrown away; a new one will say that it is ready.
        this.#feed.pause();
        this.#isReady = false;
      }
    });
    panel.onDidDispose(() => {
      this.#disposed = true;
      this.#feed.dispose();
    });
    this.#setTitle();
    const address = (name: string): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
    panel.webview.html = panelHtml(
      {
        cspSource: panel.webview.cspSource,
        script: address('main.js'),
        style: address('main.css'),
        report: address('report.js'),
        controls: address('controls.js'),
        highlight: address('highlight.js'),
      },
      { language: deps.language, texts: deps.texts },
      deps.t('host.panel.fallback'),
    );
  }

  get run(): OpenRun | undefined {
    return this.#run;
  }

  get visible(): boolean {
    return !this.#disposed && this.#panel.visible;
  }

  get active(): boolean {
    return !this.#disposed && this.#panel.active;
  }

  /** Shows another run in this panel, or with `undefined` its composer. */
  bind(run: OpenRun | undefined): void {
    this.#feed.dispose();
    this.#run = run;
    this.review = NOTHING_FOUND;
    this.draftVersion = lastDraft += 1;
    this.#feed = this.#newFeed();
    this.#setTitle();
    if (this.#clientId !== '' && this.visible) {
      this.#feed.snapshot();
    }
  }

  reveal(): void {
    this.#panel.reveal(undefined, false);
  }

  refreshContext(): void {
    this.#setTitle();
    this.#feed.context();
  }

  showPreview(preview: RequestPreview): void {
    this.#post({ type: 'preview', preview });
  }

  /** At once, or as soon as the page is there. */
  focus(target: FocusTarget): void {
    if (this.#isReady) {
      this.#post({ type: 'focus', target });
    } else {
      this.#focusLater = target;
    }
  }

  #newFeed(): Feed {
    return createFeed(
      this.#run?.live,
      (message) => {
        this.#post(message);
      },
      () => this.#deps.context(this),
      () => this.#run?.playback?.now() ?? this.#deps.now(),
    );
  }

  async #receive(value: unknown): Promise<void> {
    const message = readWebviewMessage(value);
    if (message === undefined) {
      this.#deps.log('the page sent a message that is none');
      return;
    }
    if (message.type === 'ready') {
      this.#clientId = message.clientId;
      this.#isReady = true;
      this.#feed.snapshot();
      if (this.#focusLater !== undefined) {
        this.focus(this.#focusLater);
        this.#focusLater = undefined;
      }
      return;
    }
    // A page that was replaced may still say something.
    if (message.clientId !== this.#clientId) {
      return;
    }
    switch (message.type) {
      case 'resync':
        this.#feed.snapshot();
        break;
      case 'taken':
        this.#feed.taken(message.seq);
        break;
      case 'command':
        await this.#perform(message.id, message.command);
    }
  }

  async #perform(id: number, command: PanelCommand): Promise<void> {
    try {
      const text = await this.#deps.perform(this, command);
      this.#post({ type: 'reply', id, ok: true, ...(text === undefined ? {} : { message: text }) });
    } catch (error) {
      this.#deps.log(
        `${command.name} failed: ${error instanceof Error ? error.message : 'unknown'}`,
      );
      const reason = error instanceof Error ? cleanTitle(error.message, 200) : '';
      this.#post({
        type: 'reply',
        id,
        ok: false,
        message: this.#deps.t('host.run.cannotStart', { reason }),
      });
    }
  }

  #post(message: HostMessage): void {
    if (!this.#disposed) {
      void this.#panel.webview.postMessage(message);
    }
  }

  #setTitle(): void {
    const run = this.#run?.live.run();
    this.#panel.title = run === undefined ? this.#deps.t('host.panel.title') : titleOf(run, 40);
  }
}

/** What a run is called: the person's own name for it, else its question, on one clean line. */
export function titleOf(run: Pick<Run, 'question' | 'title'>, most: number): string {
  return cleanTitle(run.title ?? run.question, most);
}
