import type { ResearchEvent } from '../core/research/events.ts';
import type { Estimate, PriceTable } from '../core/research/price.ts';
import type { AttachedImage, Model, OutputFormat, Run } from '../core/research/run.ts';
import type { Language, Texts } from '../core/text/translate.ts';

/** What the page gets with its HTML, as JSON in `<body data-bootstrap>`. */
export interface Bootstrap {
  readonly language: Language;
  readonly texts: Texts;
  /** Address of the report's bundle (Markdown and its view), loaded right after first paint. */
  readonly reportUrl: string;
  /** Address of the form controls' bundle, loaded after that. */
  readonly controlsUrl: string;
  /** Address of the code-highlighting bundle, loaded when a code block appears. */
  readonly highlightUrl: string;
  readonly nonce: string;
}

/** What the composer offers next to the question. */
export interface ComposerOptions {
  readonly model: Model;
  readonly clarify: boolean;
  readonly outputFormat: OutputFormat;
  /** Let the service call the MCP servers of the settings; snapshot model only, off by default. */
  readonly useTools: boolean;
}

/** Facts around the run that are no research data; always sent whole. */
export interface PanelContext {
  readonly options: ComposerOptions;
  readonly images: readonly AttachedImage[];
  /** MCP servers of the settings, by label. */
  readonly tools: readonly string[];
  /** Text for an empty composer: a selection, or a draft that was kept. */
  readonly draft: string;
  readonly estimate: Estimate;
  readonly prices: PriceTable;
  readonly hasKey: boolean;
  /** Requests go to the simulated or another service on this computer. */
  readonly simulated: boolean;
  /** Path of the saved report within the workspace. */
  readonly savedPath?: string;
  /** Name of the document that Insert would go to; absent where it makes a new one. */
  readonly insertTarget?: string;
  /** The run belongs to another window: it can be read here, not steered. */
  readonly readOnly: boolean;
}

export type HostMessage =
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      /** Absent: an empty composer. */
      readonly run?: Run;
      readonly context: PanelContext;
      /** The journal's clock when this was sent, in ms: the page corrects its own by it. */
      readonly now: number;
    }
  /** `seq` counts up by one from the snapshot's; a gap means that something was missed. */
  | { readonly type: 'events'; readonly seq: number; readonly events: readonly ResearchEvent[] }
  | { readonly type: 'context'; readonly context: PanelContext }
  /** The last sign of life, at most once a second. */
  | { readonly type: 'pulse'; readonly lifeAt: number; readonly now: number }
  /** A command from the palette that concerns what is on the screen. */
  | { readonly type: 'focus'; readonly target: FocusTarget }
  /** The answer to a command; `message` is ready to be shown. */
  | {
      readonly type: 'reply';
      readonly id: number;
      readonly ok: boolean;
      readonly message?: string;
    };

export type FocusTarget = 'composer' | 'latestSection' | 'sources' | 'report';

/** A link by what it is, never by its address: the host looks the address up and checks it. */
export type LinkTarget =
  | { readonly kind: 'reference'; readonly number: number }
  | { readonly kind: 'site'; readonly round: number; readonly index: number }
  /** A link in the report's own text: `id` as made by `linkId` in core/report/links.ts. */
  | { readonly kind: 'reportLink'; readonly id: string };

export type PanelCommand =
  /** Sends the question: the cheap step, or with `clarify` off the costly one. */
  | { readonly name: 'ask'; readonly question: string }
  /** Sends the costly step. Comes only from a button that names the price. */
  | { readonly name: 'research'; readonly answers: string }
  | { readonly name: 'skipQuestions' }
  | { readonly name: 'stop' }
  | { readonly name: 'retryNow' }
  | { readonly name: 'cancelRetry' }
  /** The same question and answers as a new run. Comes only from a button that names the price. */
  | { readonly name: 'runAgain' }
  /** The cheap step of this run again. */
  | { readonly name: 'askAgain' }
  /** The costly step of this run again, which was not charged. From a button that names the price. */
  | { readonly name: 'researchAgain' }
  /** Back to a composer that holds this run's question, with the main model chosen. */
  | { readonly name: 'useMainModel' }
  | { readonly name: 'openConsole' }
  | { readonly name: 'openBilling' }
  | { readonly name: 'openProxySettings' }
  /** Back to a composer that holds this run's question. */
  | { readonly name: 'editQuestion' }
  | { readonly name: 'newQuestion' }
  | { readonly name: 'insertReport' }
  | { readonly name: 'saveReport' }
  | { readonly name: 'openSaved' }
  | { readonly name: 'copyReport' }
  | { readonly name: 'openAsMarkdown' }
  | { readonly name: 'copyRequestId' }
  | { readonly name: 'openLink'; readonly target: LinkTarget }
  | { readonly name: 'copyLink'; readonly target: LinkTarget }
  | { readonly name: 'setApiKey' }
  | { readonly name: 'openSettings'; readonly setting?: string }
  | { readonly name: 'setOptions'; readonly options: ComposerOptions }
  | { readonly name: 'addImages' }
  | { readonly name: 'removeImage'; readonly index: number }
  | { readonly name: 'previewRequest'; readonly question: string }
  | { readonly name: 'showRawLog' }
  /** What is typed is kept on every pause, so that nothing typed is ever lost. */
  | { readonly name: 'keepDraft'; readonly question?: string; readonly answers?: string };

export type WebviewMessage =
  /** The page is there; `clientId` tells a straggler of a dead page from the living one. */
  | { readonly type: 'ready'; readonly clientId: string }
  /** It missed something and wants a snapshot. */
  | { readonly type: 'resync'; readonly clientId: string }
  /** It has taken in everything up to `seq`: the next batch may come. */
  | { readonly type: 'taken'; readonly clientId: string; readonly seq: number }
  | {
      readonly type: 'command';
      readonly clientId: string;
      readonly id: number;
      readonly command: PanelCommand;
    };
