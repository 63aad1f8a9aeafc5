/** The two models of the service. Spec 1: `qwen-deep-research` is "main", the dated one "snapshot". */
export const MODELS = ['qwen-deep-research', 'qwen-deep-research-2025-12-15'] as const;
export type Model = (typeof MODELS)[number];
export const MAIN_MODEL: Model = 'qwen-deep-research';
export const SNAPSHOT_MODEL: Model = 'qwen-deep-research-2025-12-15';

/** Report lengths: about 6,000 tokens, or about 1,500 to 2,000 (spec 2.3). */
export const OUTPUT_FORMATS = ['model_detailed_report', 'model_summary_report'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/**
 * Where a run stands; the words people read are in `core/text`.
 *
 * `draft` was never sent. `asking` waits for the service's questions. `waiting` waits for the
 * person. `queued` means that the costly step was clicked and waits for its turn: nothing is sent.
 * The three live states follow the phases of the wire. `interrupted` means that the stream
 * ended without its end mark, for whatever reason; `damaged` that the journal cannot be read.
 */
export type RunState =
  | 'draft'
  | 'asking'
  | 'waiting'
  | 'queued'
  | 'planning'
  | 'researching'
  | 'writing'
  | 'done'
  | 'noEvidence'
  | 'stopped'
  | 'interrupted'
  | 'failed'
  | 'damaged';

/** Which of the two requests: the cheap one that asks back, or the costly one that researches. */
export type StepKind = 'clarify' | 'research';

/** Tokens of one request. The wire counts them cumulatively within the request (spec 5.4). */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A web page that a search found. Text fields are raw web text: clean before showing. */
export interface Site {
  readonly title: string;
  readonly url: string;
  readonly description: string;
}

/**
 * What the model noted while reading one page. `key` is the wire's own number of the page, which is
 * neither a citation number nor an index into the found sites (spec 5.3): never join on it.
 */
export interface PageNote {
  readonly key: string;
  readonly text: string;
}

/** One round of searching: its goal, its query, what it found and what was read. */
export interface Round {
  readonly number: number;
  readonly goal: string;
  readonly query: string;
  readonly sites: readonly Site[];
  readonly notes: readonly PageNote[];
  readonly finished: boolean;
}

/** A source that the report cites: `number` is the `n` of `[[n]]`. */
export interface Reference {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly description: string;
}

/** The service's questions and what the person answered. */
export interface Exchange {
  readonly questions: string;
  readonly finished: boolean;
  /** Absent until the person has answered. */
  readonly answers?: string;
}

/**
 * What may have been charged for a request that failed:
 * `none` - no byte left this computer, or the service refused the request;
 * `maybe` - it was sent and nothing is known about what the service did with it;
 * `produced` - the tokens produced so far are charged.
 */
export type Charge = 'none' | 'maybe' | 'produced';

/** Why a run failed or was interrupted. Holds no request, no header and no secret. */
export interface Failure {
  readonly code: FailureCode;
  readonly charge: Charge;
  /** The service's own code, such as `InvalidApiKey`. */
  readonly serviceCode?: string;
  /** The service's own words: untrusted text. */
  readonly serviceMessage?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** Host that was asked, or that a redirect named. */
  readonly host?: string;
  /** Length of a silence or of a time limit, in ms. */
  readonly afterMs?: number;
  /** How long the service asks to wait (`Retry-After`), in ms. */
  readonly retryAfterMs?: number;
  /** The first characters of an answer that was none of the service's: untrusted text. */
  readonly excerpt?: string;
  /** The computer slept between the last sign of life and the end (F54). */
  readonly slept?: true;
}

/** Every way in which a request can fail; each has its sentence in `core/text`. */
export const FAILURE_CODES = [
  // Before anything is sent
  'noKey',
  'keyVanished',
  'keyringSilent',
  'keyMalformed',
  'endpointRefused',
  'endpointChanged',
  'requestInvalid',
  'tooLong',
  'offline',
  'connectTimeout',
  'connectRefused',
  'tlsUntrusted',
  'tlsInvalid',
  'proxyAuth',
  // Answers before any frame
  'redirected',
  'notTheService',
  'keyRefused',
  'workspaceRefused',
  'modelDenied',
  'notActivated',
  'modelWithdrawn',
  'freeTierOnly',
  'billing',
  'modelNotFound',
  'wrongPath',
  'requestRefused',
  'imageRefused',
  'tooLarge',
  'inspectionInput',
  'rateLimit',
  'burstLimit',
  'tokenLimit',
  'overloaded',
  'serviceFailed',
  'serviceTimeout',
  'toolFailed',
  'emptyAnswer',
  'malformedAnswer',
  'brokeAfterSending',
  'noAnswer',
  // In the stream
  'streamCut',
  'hostTimeLimit',
  'idleLimit',
  'totalLimit',
  'inspectionReport',
  'emptyReport',
  'costCap',
  'windowClosed',
  'unknownError',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** An image that goes with the question, as the run remembers it (the bytes are in the run's folder). */
export interface AttachedImage {
  readonly name: string;
  /** `image/png` and the like, decided by content; absent for an image given by address. */
  readonly mediaType?: string;
  /** Size in bytes; absent for an image given by address. */
  readonly bytes?: number;
  /** Public address, or absent for an image sent as Base64. */
  readonly url?: string;
}

/** An MCP server as the run remembers it: never its token. Snapshot model only (spec 2.5). */
export interface ResearchTool {
  readonly label: string;
  readonly url: string;
  readonly allowedTools: readonly string[];
}

/** What a run was started with. Frozen: later changes of settings do not touch it (F70). */
export interface RunOptions {
  readonly model: Model;
  /** Ask the service to ask back first (`enable_feedback`). */
  readonly clarify: boolean;
  readonly outputFormat: OutputFormat;
  readonly images: readonly AttachedImage[];
  readonly tools: readonly ResearchTool[];
}

/** How far a request got: a fact that we record, since what was charged depends on it. */
export type SentState = 'notSent' | 'sent' | 'running' | 'ended';

/** One request to the service. */
export interface Step {
  readonly kind: StepKind;
  /** Milliseconds since 1970, of the journal's clock. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly host: string;
  readonly sent: SentState;
  readonly requestId?: string;
  /** Absent while unknown: never shown as zero (F104). */
  readonly usage?: Usage;
  /** A planning or research frame came: from here on nothing is ever repeated silently. */
  readonly researchSeen: boolean;
  /** What it may have cost, where it ended otherwise than well. */
  readonly charge?: Charge;
}

/** A pause before a permitted automatic repetition, shown with a countdown. */
export interface PendingRetry {
  readonly step: StepKind;
  readonly failure: Failure;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  readonly attempt: number;
}

/** The costly step of a run that was clicked while no place was free. Nothing of it was sent. */
export interface Queued {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absent where there was nothing to answer. */
  readonly answers?: string;
  /** The state that the run goes back to if it leaves the queue without being sent. */
  readonly before: RunState;
}

/** Why a queued step was never sent. */
export const UNQUEUE_REASONS = [
  /** The person took it out. */
  'cancelled',
  /** The window was closed or reloaded, or its process ended. */
  'windowClosed',
  /** When its turn came, the month's limit of cost was reached. */
  'monthLimit',
  /** When its turn came, it could not be started. */
  'refused',
] as const;
export type UnqueueReason = (typeof UNQUEUE_REASONS)[number];

/** A costly step that left the queue without being sent; its answers are kept. */
export interface Unsent {
  readonly reason: UnqueueReason;
  readonly answers?: string;
}

/** The run that a new one goes on from. */
export interface Origin {
  readonly runId: string;
  readonly title: string;
}

/** Counters of what the wire sent and we could not use; shown under Details. */
export interface Oddities {
  /** Messages that were not readable as JSON. */
  readonly unreadable: number;
  /** Names of phases, statuses and other fields that we do not know. */
  readonly unknown: readonly string[];
}

/** Everything known about one piece of research: the result of reducing its events in order. */
export interface Run {
  readonly id: string;
  readonly question: string;
  /** Name given by the person; absent means that the question is shown. */
  readonly title?: string;
  readonly options: RunOptions;
  readonly createdAt: number;
  readonly state: RunState;
  readonly exchanges: readonly Exchange[];
  readonly plan: { readonly text: string; readonly finished: boolean };
  readonly rounds: readonly Round[];
  readonly references: readonly Reference[];
  readonly report: {
    readonly text: string;
    readonly finished: boolean;
    /** The service cut it at its output limit (`length`). */
    readonly truncated: boolean;
  };
  readonly steps: readonly Step[];
  readonly failure?: Failure;
  readonly retry?: PendingRetry;
  /** Present while the state is `queued`. */
  readonly queued?: Queued;
  /** Until something is sent: what was clicked last, and never sent. */
  readonly unsent?: Unsent;
  /** The run whose findings this one was given. */
  readonly origin?: Origin;
  readonly endedAt?: number;
  /** Where the report was saved last. */
  readonly saved?: { readonly uri: string; readonly path: string };
  readonly oddities: Oddities;
  /** The recorded example: its content came with the extension, and what is made of it has to say so. */
  readonly recorded?: true;
}

const LIVE: readonly RunState[] = ['asking', 'planning', 'researching', 'writing'];

/** A request of this run is under way. */
export function isLive(state: RunState): boolean {
  return LIVE.includes(state);
}

/** Something of this run is under way or about to be: its window keeps it, and nobody deletes it. */
export function isHeld(state: RunState): boolean {
  return isLive(state) || state === 'queued';
}

/** Sum of the tokens of all requests; `undefined` while none is known. */
export function totalUsage(run: Pick<Run, 'steps'>): Usage | undefined {
  let known = false;
  let inputTokens = 0;
  let outputTokens = 0;
  for (const { usage } of run.steps) {
    if (usage === undefined) {
      continue;
    }
    known = true;
    inputTokens += usage.inputTokens;
    outputTokens += usage.outputTokens;
  }
  return known ? { inputTokens, outputTokens } : undefined;
}

/** Pages found (different addresses) and pages read (notes), over all rounds. */
export function countSources(run: Pick<Run, 'rounds'>): { found: number; read: number } {
  const urls = new Set<string>();
  let read = 0;
  for (const round of run.rounds) {
    for (const site of round.sites) {
      urls.add(site.url === '' ? `title:${site.title}` : site.url);
    }
    read += round.notes.length;
  }
  return { found: urls.size, read };
}
