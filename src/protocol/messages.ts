import type { AnswerDraft } from '../core/research/answers.ts';
import type { ResearchEvent } from '../core/research/events.ts';
import type { Estimate, PriceTable } from '../core/research/price.ts';
import type { SecretNotice } from '../core/research/review.ts';
import type { AttachedImage, Model, OutputFormat, Run, StepKind } from '../core/research/run.ts';
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

/** A text file that goes with the question, as it is shown. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: number;
  /** A careful guess. */
  readonly tokens: number;
}

/** Answers under way. The page takes them over when the version is a new one. */
export interface KeptAnswers extends AnswerDraft {
  readonly version: number;
}

/** Exactly what a press of the button would send. */
export interface RequestPreview {
  readonly step: StepKind;
  readonly host: string;
  /** The request's body as JSON; the bytes of pictures are shortened. */
  readonly body: string;
  /** `body` is only the beginning. */
  readonly cut: boolean;
  readonly parts: readonly PreviewPart[];
  readonly secrets: readonly SecretNotice[];
}

export interface PreviewPart {
  readonly kind: 'question' | 'questions' | 'answers' | 'file' | 'image';
  /** Of a file or an image. */
  readonly name?: string;
  /** Absent where it is not sent by us: an image by address. */
  readonly bytes?: number;
  /** A careful guess; absent for images, whose tokens are known only afterwards. */
  readonly tokens?: number;
}

/** Facts around the run that are no research data; always sent whole. */
export interface PanelContext {
  readonly options: ComposerOptions;
  readonly images: readonly AttachedImage[];
  readonly files: readonly AttachedFile[];
  /** MCP servers of the settings, by label. */
  readonly tools: readonly string[];
  /** Text for an empty composer: a selection, or a draft that was kept. */
  readonly draft: string;
  /** Counts up when the host has changed the draft; what the page typed itself is no change. */
  readonly draftVersion: number;
  /** Absent where none were kept. */
  readonly answers?: KeptAnswers;
  /** What looks like a secret in the text that would be sent now. */
  readonly secrets: readonly SecretNotice[];
  /** Why it cannot be sent as it is, as a sentence. */
  readonly problem?: string;
  readonly estimate: Estimate;
  readonly prices: PriceTable;
  readonly hasKey: boolean;
  /** Requests go to the simulated or another service on this computer. */
  readonly simulated: boolean;
  /** Path of the saved report within the workspace. */
  readonly savedPath?: string;
  /** Name of the document that Insert would go to; absent where it makes a new one. */
  readonly insertTarget?: string;
  /** It can be read here, not steered: another window's run, one of a newer version, or a recording. */
  readonly readOnly: boolean;
  /** Another window is at work on it: that window's name, or nothing where it has none. */
  readonly owner?: string;
  /** Written in part by a newer version of this extension (F71). */
  readonly newer?: true;
  /** How many runs of this window have to end before this one's turn. */
  readonly queuedBefore?: number;
  /** The disk does not take what this run brings; `code` is the system's. */
  readonly disk?: { readonly code: string; readonly path: string };
  /** What is shown is the recorded example, played at so many times its own speed. */
  readonly playback?: { readonly speed: 1 | 10 };
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
  /** The answer to `previewRequest`. */
  | { readonly type: 'preview'; readonly preview: RequestPreview }
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
  | { readonly name: 'ask'; readonly question: string; readonly despiteSecrets?: boolean }
  /** Sends the costly step. Comes only from a button that names the price. */
  | { readonly name: 'research'; readonly answers: string; readonly despiteSecrets?: boolean }
  | { readonly name: 'skipQuestions' }
  | { readonly name: 'stop' }
  | { readonly name: 'retryNow' }
  | { readonly name: 'cancelRetry' }
  /** The same question and answers as a new run. Comes only from a button that names the price. */
  | { readonly name: 'runAgain' }
  /** A new run that is given what this one found. Comes only from a button that names the price. */
  | { readonly name: 'continueRun' }
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
  /** What there is of the report, to a place that the person picks. */
  | { readonly name: 'saveElsewhere' }
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
  | { readonly name: 'removeFile'; readonly index: number }
  /** Files that were dropped or pasted: pictures or text, as their bytes say. */
  | { readonly name: 'attach'; readonly files: readonly DroppedFile[] }
  /** Files that were dragged from the Explorer: the host reads them, if they are the workspace's. */
  | { readonly name: 'attachUris'; readonly uris: readonly string[] }
  /** What `ask` would send, or with a run and `answers` what `research` would send. */
  | { readonly name: 'previewRequest'; readonly question: string }
  | { readonly name: 'previewRequest'; readonly answers: string }
  /** The same as a document, whole. */
  | { readonly name: 'openPreview' }
  /** Question, questions back and answers as a Markdown document. */
  | { readonly name: 'editAsDocument' }
  | { readonly name: 'showRawLog' }
  /** How fast the recorded example goes on; `end`: everything that is left at once. */
  | { readonly name: 'setPlayback'; readonly speed: 1 | 10 | 'end' }
  /** The recorded example from its beginning. */
  | { readonly name: 'playAgain' }
  /** What is typed is kept on every pause, so that nothing typed is ever lost. */
  | { readonly name: 'keepDraft'; readonly question?: string; readonly answers?: AnswerDraft };

/** A file as the page got it. */
export interface DroppedFile {
  readonly name: string;
  readonly data: ArrayBuffer;
}

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
