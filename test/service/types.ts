import type { Step } from './script.ts';
import type { Pace } from './pace.ts';

/** Which of the two calls a request is (spec 3.1, 3.2), or that it broke a rule. */
export type CallStep = 'clarify' | 'research' | 'invalid';

/** The calls a fault may answer. */
export type StepFilter = 'clarify' | 'research' | 'any';

/** Knobs of a fault; each fault reads those that mean something to it. */
export interface FaultKnobs {
  /** Length of a silence or a delay, in milliseconds. */
  readonly ms?: number;
  /** Where in the run it strikes, 0 to 1. */
  readonly at?: number;
  /** Words of a huge report. */
  readonly words?: number;
  /** Size of a huge event, in bytes. */
  readonly bytes?: number;
  /** Bytes in each piece of a sliced stream. */
  readonly size?: number;
  /** Rounds of a long run. */
  readonly rounds?: number;
  /** Where a redirect points. */
  readonly to?: string;
}

export interface PlayOptions extends FaultKnobs {
  /** How many requests it answers; without it, every one until `play(undefined)`. */
  readonly times?: number;
  /** Which calls it answers; without it, what the fault itself says. */
  readonly step?: StepFilter;
}

/** An own answer instead of a named fault. */
export interface OwnScript {
  readonly script: Iterable<Step>;
}

export interface ServiceOptions {
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** How fast answers are sent; 'instant' without it. */
  readonly pace?: Pace;
  /** Another seed gives other rounds, sites and figures for the same topic. */
  readonly seed?: number;
  /** The only keys accepted; without it, every key that looks right. */
  readonly keys?: readonly string[];
  /** The only models that the account may use; without it, both. */
  readonly models?: readonly string[];
  /** A code with which every request with a right key is refused, such as `Arrearage`. */
  readonly accountError?: string;
  /** Layout of `deep_research` that the snapshot model sends (spec 5.3); 2 without it. */
  readonly snapLayout?: 1 | 2;
  /**
   * How a request that breaks a rule about its parameters or messages is refused: with its HTTP
   * status (shape A, spec 4.3), or with HTTP 200 and an error frame (shape B). Both were captured.
   */
  readonly refusals?: 'http' | 'stream';
}

export type Outcome =
  /** Still being answered. */
  | 'running'
  /** A whole answer was sent. */
  | 'completed'
  /** The request broke a rule. */
  | 'refused'
  /** A fault or an own script was played to its end. */
  | 'faulted'
  /** The client left before the end. */
  | 'abandoned';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The parsed JSON, or undefined if it was none. */
  readonly body: unknown;
  /** The body as it came. */
  readonly text: string;
  readonly step: CallStep;
  readonly requestId: string;
  /** Name of the fault that answered. */
  readonly fault?: string;
  /** Code of the rule that was broken. */
  readonly refusedWith?: string;
  /** Things a client should not send, though the service lets them pass. */
  readonly remarks: readonly string[];
  /** Milliseconds of `Date.now()`. */
  readonly receivedAt: number;
  readonly outcome: Outcome;
  /** Set when the client closed the connection before the service had ended its answer. */
  readonly closedByClientAt?: number;
}

export interface SimulatedService {
  /** `http://127.0.0.1:PORT/api/v1`, the base the product is configured with. */
  readonly url: string;
  readonly port: number;
  /** Every request to the service's own paths in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** How many requests of that step came; all without it. */
  count(step?: CallStep): number;
  /** The next requests are answered with that fault; undefined: with ordinary answers again. */
  play(fault: string | OwnScript | undefined, options?: PlayOptions): void;
  setPace(pace: Pace): void;
  /** Resolves when no answer is under way. */
  whenIdle(): Promise<void>;
  /** Forgets requests and faults, breaks open answers, returns to the first pace. */
  reset(): void;
  close(): Promise<void>;
}
