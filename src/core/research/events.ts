import type {
  Exchange,
  Failure,
  Origin,
  PendingRetry,
  Reference,
  RunOptions,
  Site,
  StepKind,
  UnqueueReason,
  Usage,
} from './run.ts';

/** What we did ourselves; stands in the journal as it is. `at` is ms since 1970. */
export type OwnEvent =
  | {
      readonly type: 'created';
      readonly at: number;
      readonly id: string;
      readonly question: string;
      readonly options: RunOptions;
      /** It is the recorded example: made-up content, never sent. */
      readonly recorded?: true;
    }
  /** Written and synced before the request's first byte (reliability, rule 6). */
  | {
      readonly type: 'sending';
      readonly at: number;
      readonly step: StepKind;
      readonly host: string;
    }
  | { readonly type: 'sent'; readonly at: number }
  /** Headers came: the service has the request. */
  | { readonly type: 'accepted'; readonly at: number; readonly requestId?: string }
  /** The costly step was clicked and waits for its turn: it is not on its way yet. */
  | { readonly type: 'queued'; readonly at: number; readonly answers?: string }
  /** It left the queue without being sent. */
  | { readonly type: 'unqueued'; readonly at: number; readonly reason: UnqueueReason }
  /** Questions and answers taken over from another run: this one starts with the costly step. */
  | {
      readonly type: 'briefed';
      readonly at: number;
      readonly exchanges: readonly Exchange[];
      /** Present where the other run's findings are among them. */
      readonly origin?: Origin;
    }
  | { readonly type: 'answered'; readonly at: number; readonly answers: string }
  | { readonly type: 'streamEnded'; readonly at: number }
  | { readonly type: 'failed'; readonly at: number; readonly failure: Failure }
  | { readonly type: 'interrupted'; readonly at: number; readonly failure: Failure }
  | { readonly type: 'stopped'; readonly at: number }
  | { readonly type: 'retryPlanned'; readonly at: number; readonly retry: PendingRetry }
  | { readonly type: 'retryCancelled'; readonly at: number }
  /** The report was saved; `path` is for reading, `uri` for opening. */
  | { readonly type: 'saved'; readonly at: number; readonly uri: string; readonly path: string }
  | { readonly type: 'renamed'; readonly at: number; readonly title: string };

/** Which text a delta belongs to. `replace` is set where the wire turned out to be cumulative. */
interface TextDelta {
  readonly text: string;
  readonly replace?: true;
}

/**
 * What the wire said, decoded from one frame. A frame may yield several. `round` is absent where
 * the wire left the number out: it then means the round under way (spec 12).
 */
export type WireEvent =
  | ({ readonly type: 'planText' } & TextDelta)
  | { readonly type: 'planFinished' }
  | { readonly type: 'roundStarted'; readonly round?: number }
  | ({ readonly type: 'roundQuery'; readonly round?: number } & TextDelta)
  | ({ readonly type: 'roundGoal'; readonly round?: number } & TextDelta)
  | { readonly type: 'sitesFound'; readonly round?: number; readonly sites: readonly Site[] }
  | ({ readonly type: 'note'; readonly round?: number; readonly key: string } & TextDelta)
  | { readonly type: 'roundFinished'; readonly round?: number }
  | { readonly type: 'researchFinished' }
  | ({ readonly type: 'answerText' } & TextDelta)
  | { readonly type: 'references'; readonly references: readonly Reference[] }
  | { readonly type: 'answerFinished' }
  /** The service says that it cut the text at its output limit. */
  | { readonly type: 'lengthReached' }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'requestId'; readonly requestId: string }
  | { readonly type: 'oddity'; readonly kind: 'unreadable' | 'unknown'; readonly name: string };

/** The one event language: journal, panel, history, replay and tests all speak it. */
export type ResearchEvent = OwnEvent | WireEvent;
