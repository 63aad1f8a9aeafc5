import { ownRecord } from '../history/journal.ts';
import type { Clock, HttpTransport, JournalWriter, Log } from '../ports.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { cutStream, startExchange, type Exchange } from '../wire/exchange.ts';
import { classifyServiceError } from '../wire/failure.ts';
import { buildRequest, type AuthorizedTool } from '../wire/request.ts';
import type { ServiceError } from '../wire/serviceError.ts';
import type { Limits } from '../wire/watchdog.ts';
import { outgoingOf } from './outgoing.ts';
import type { OwnEvent, ResearchEvent } from './events.ts';
import { createFrameIntake, type FrameIntake } from './frameIntake.ts';
import { redactFailure, secretsOf } from './redactFailure.ts';
import { chargeOfStop, reduce } from './reduce.ts';
import { retryDelay } from './retry.ts';
import {
  isLive,
  type Exchange as Answered,
  type Failure,
  type FailureCode,
  type Origin,
  type Run,
  type Step,
  type StepKind,
  type UnqueueReason,
} from './run.ts';

/** What a request needs and a run must never keep: used for one step, then forgotten. */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly apiKey: string;
  readonly tools: readonly AuthorizedTool[];
  /** Public addresses or data URLs of the images, in the order of the run's. */
  readonly images: readonly string[];
  readonly limits: Limits;
  /** Called after each new token count; a failure ends the run with it (cost cap). */
  readonly check?: (run: Run) => Failure | undefined;
}

/** Hears of every change, after it is in the journal. */
export type RunListener = (events: readonly ResearchEvent[], run: Run) => void;

/** A run with its journal open: the only thing that sends, and the only writer of the journal. */
export interface LiveRun {
  run(): Run;
  /** When the last byte came, of the clock; absent before the first. */
  lifeAt(): number | undefined;
  subscribe(listener: RunListener): () => void;
  /** Sends the question; the service asks back. Cheap. No effect while a request is under way. */
  ask(connection: Connection): void;
  /**
   * Sends the costly step, once: no effect while a request is under way, nor after one that may
   * have been charged (rule 6). Callers ask the person first.
   */
  research(connection: Connection, answers: string | undefined): void;
  /** Notes that the costly step was clicked and waits for its turn. No effect where it may not be sent. */
  queue(answers: string | undefined): void;
  /** The step leaves the queue without being sent. */
  unqueue(reason: UnqueueReason): void;
  /** Aborts the request at once, keeps everything; again has no effect. A queued step is not sent. */
  stop(): void;
  /** Ends a planned repetition's pause now. */
  retryNow(): void;
  /** Gives a planned repetition up: the run fails with what it was planned for. */
  cancelRetry(): void;
  /**
   * Takes over questions and answers of an earlier run; only before anything was sent.
   *
   * @param origin the run whose findings are among the answers
   */
  brief(exchanges: readonly Answered[], origin?: Origin): void;
  rename(title: string): void;
  /** Writes down where the report was saved. */
  noteSaved(uri: string, path: string): void;
  /** Ends whatever is under way as interrupted and closes the journal. Synchronous but for the close. */
  close(failure?: Failure): Promise<void>;
}

export interface LiveRunPorts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: JournalWriter;
  readonly random: () => number;
}

/** After `answer.finished` late figures may come for this long, in ms; then we close (F51). */
const GRACE_MS = 5_000;

/** The connection or the waiting ended, not the research: what the service would have said is unknown. */
const CUT: readonly FailureCode[] = [
  'streamCut',
  'hostTimeLimit',
  'idleLimit',
  'totalLimit',
  'brokeAfterSending',
  'noAnswer',
  'costCap',
  'windowClosed',
];

/** Takes a run on: a fresh one, or one that was replayed from its journal. */
export function createLiveRun(ports: LiveRunPorts, start: Run): LiveRun {
  const { clock, journal, log } = ports;
  const listeners = new Set<RunListener>();
  let run = start;
  let lifeAt: number | undefined;
  let exchange: Exchange | undefined;
  let pending: ResearchEvent[] = [];
  let cancelTimer = (): void => undefined;
  let resend: (() => void) | undefined;
  let attempts = 0;
  let closed = false;

  /** Journal first, then state; listeners hear of it in {@link publish}. */
  function record(event: OwnEvent): void {
    journal.append(ownRecord(event));
    run = reduce(run, event);
    pending.push(event);
  }

  function publish(): void {
    if (pending.length === 0) {
      return;
    }
    const events = pending;
    pending = [];
    for (const listener of listeners) {
      try {
        listener(events, run);
      } catch (error) {
        // A broken view must not break a paid run.
        log.error(`listener failed: ${error instanceof Error ? error.name : 'unknown'}`);
      }
    }
  }

  function say(event: OwnEvent): void {
    record(event);
    publish();
  }

  async function send(step: StepKind, connection: Connection, attempt: number): Promise<void> {
    const { endpoint } = connection;
    attempts = attempt;
    if (exchange !== undefined) {
      // The step before said its end; only its connection was still open for late figures (F51).
      abandon();
      record({ type: 'streamEnded', at: clock.now() });
    }
    say({ type: 'sending', at: clock.now(), step, host: endpoint.host });
    const mine = run.steps.length;
    // On the disk before the first byte leaves: a crash can then never send it again (rule 6).
    await journal.sync();
    if (closed || !isLive(run.state) || run.steps.length !== mine) {
      return;
    }
    const outgoing = outgoingOf(run, step, connection.images, connection.tools);
    const request = buildRequest(endpoint, connection.apiKey, outgoing);
    log.info(`run ${run.id}: ${step} to ${endpoint.host}, ${request.body.byteLength} bytes`);
    const intake = createFrameIntake(secretsOf(connection));
    exchange = startExchange(ports, endpoint, request, connection.limits, {
      sent: () => {
        say({ type: 'sent', at: clock.now() });
      },
      accepted: (requestId) => {
        say({
          type: 'accepted',
          at: clock.now(),
          ...(requestId === undefined ? {} : { requestId }),
        });
      },
      life: () => {
        lifeAt = clock.now();
      },
      frames: (frames, raw) => {
        intake.push(frames, raw, clock.now());
      },
      flush: () => {
        takeFrames(intake, connection);
        publish();
      },
      done: (failure, slept) => {
        finish(step, connection, failure, slept);
      },
    });
  }

  /**
   * Everything that came with the same bytes: to the journal in one write, then decoded, then
   * reduced. A frame alone goes the same way; a burst costs little more than a frame.
   */
  function takeFrames(intake: FrameIntake, connection: Connection): void {
    const { entries, frames } = intake.collect();
    // An aborted exchange may still hold frames of the same bytes.
    if (entries.length === 0 || closed || isOver(run)) {
      return;
    }
    const before = run.state;
    journal.append(...entries);
    const { error, events } = intake.decode(frames);
    for (const event of events) {
      run = reduce(run, event);
      pending.push(event);
    }
    if (error !== undefined) {
      failByFrame(error, connection);
      return;
    }
    if (run.state !== before) {
      watchForEnd();
    }
    const overCap = events.some((event) => event.type === 'usage')
      ? connection.check?.(run)
      : undefined;
    if (overCap !== undefined && isLive(run.state)) {
      abandon();
      end(overCap);
    }
  }

  function watchForEnd(): void {
    void journal.sync();
    // The wire may go on after what looked like its end (F40): then the pause is off.
    cancelTimer();
    if (!isLive(run.state)) {
      cancelTimer = clock.after(GRACE_MS, () => {
        abandon();
        say({ type: 'streamEnded', at: clock.now() });
      });
    }
  }

  /** An error frame (spec 4.3 B): at the start it is a refusal, later it ends a paid run. */
  function failByFrame(error: ServiceError, connection: Connection): void {
    const step = run.steps.at(-1);
    if (!isLive(run.state) || step === undefined) {
      return;
    }
    const asked = run.exchanges.at(-1);
    const streaming =
      step.researchSeen ||
      step.usage !== undefined ||
      (asked?.answers === undefined && (asked?.questions ?? '') !== '');
    const failure = classifyServiceError(error, streaming, connection.endpoint.host);
    abandon();
    finish(step.kind, connection, failure);
  }

  function finish(
    step: StepKind,
    connection: Connection,
    told: Failure | undefined,
    slept = false,
  ): void {
    const failure = told && redactFailure(told, secretsOf(connection));
    cancelTimer();
    exchange = undefined;
    if (!isLive(run.state)) {
      // It had said its end already; how the connection then closed does not matter.
      say({ type: 'streamEnded', at: clock.now() });
      void journal.sync();
      return;
    }
    if (failure === undefined) {
      const last = run.steps.at(-1);
      const elapsed = clock.now() - (last?.startedAt ?? 0);
      end(withSleep(cutStream(connection.endpoint, elapsed, last?.requestId), slept));
      return;
    }
    const delay = retryDelay(failure, step, attempts, ports.random());
    if (delay === undefined) {
      end(withSleep(failure, slept));
      return;
    }
    planRetry(step, connection, attempts + 1, failure, delay);
  }

  function planRetry(
    step: StepKind,
    connection: Connection,
    attempt: number,
    failure: Failure,
    delay: number,
  ): void {
    const at = clock.now();
    say({ type: 'retryPlanned', at, retry: { step, failure, attempt, dueAt: at + delay } });
    resend = () => {
      resend = undefined;
      cancelTimer();
      void send(step, connection, attempt);
    };
    cancelTimer = clock.after(delay, resend);
  }

  /** What broke off is interrupted; what the service or the way to it refused is failed. */
  function end(failure: Failure): void {
    const type = CUT.includes(failure.code) ? 'interrupted' : 'failed';
    log.warn(
      `run ${run.id}: ${type} ${failure.code} ${failure.serviceCode ?? ''} request ${failure.requestId ?? '-'}`,
    );
    const requestId = run.steps.at(-1)?.requestId;
    say({
      type,
      at: clock.now(),
      failure:
        failure.requestId === undefined && requestId !== undefined
          ? { ...failure, requestId }
          : failure,
    });
    void journal.sync();
  }

  function abandon(): void {
    cancelTimer();
    cancelTimer = () => undefined;
    resend = undefined;
    exchange?.abort();
    exchange = undefined;
  }

  /** A step that may have been charged is not sent again under the same run. */
  function mayResearch(): boolean {
    return !isLive(run.state) && !run.steps.some(isSpent);
  }

  function unqueue(reason: UnqueueReason): void {
    if (!closed && run.state === 'queued') {
      say({ type: 'unqueued', at: clock.now(), reason });
      void journal.sync();
    }
  }

  return {
    run: () => run,
    lifeAt: () => lifeAt,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    ask: (connection) => {
      if (!closed && mayResearch()) {
        void send('clarify', connection, 0);
      }
    },
    research: (connection, answers) => {
      if (closed || !mayResearch()) {
        return;
      }
      if (answers !== undefined) {
        // Published together with the sending, so that no listener can start the step a second time.
        record({ type: 'answered', at: clock.now(), answers });
      }
      void send('research', connection, 0);
    },
    queue: (answers) => {
      if (!closed && mayResearch() && run.state !== 'queued') {
        say({ type: 'queued', at: clock.now(), ...(answers === undefined ? {} : { answers }) });
        void journal.sync();
      }
    },
    unqueue,
    stop: () => {
      unqueue('cancelled');
      if (closed || !isLive(run.state)) {
        return;
      }
      abandon();
      say({ type: 'stopped', at: clock.now() });
      void journal.sync();
    },
    retryNow: () => resend?.(),
    cancelRetry: () => {
      const failure = run.retry?.failure;
      if (failure !== undefined && resend !== undefined) {
        abandon();
        end(failure);
      }
    },
    brief: (exchanges, origin) => {
      if (run.steps.length === 0) {
        const at = clock.now();
        say({ type: 'briefed', at, exchanges, ...(origin === undefined ? {} : { origin }) });
      }
    },
    rename: (title) => {
      if (closed) {
        return;
      }
      say({ type: 'renamed', at: clock.now(), title });
    },
    noteSaved: (uri, path) => {
      if (closed) {
        return;
      }
      say({ type: 'saved', at: clock.now(), uri, path });
    },
    close: async (failure) => {
      if (closed) {
        return;
      }
      abandon();
      unqueue('windowClosed');
      if (isLive(run.state)) {
        end(failure ?? { code: 'windowClosed', charge: chargeOfStop(run) });
      }
      closed = true;
      listeners.clear();
      await journal.close();
    },
  };
}

function withSleep(failure: Failure, slept: boolean): Failure {
  return slept ? { ...failure, slept } : failure;
}

/** Nothing that comes now can belong to it. */
function isOver(run: Run): boolean {
  return !isLive(run.state) && run.steps.at(-1)?.endedAt !== undefined;
}

/** Whether a step was research and may have been charged; one that only asked back was not. */
function isSpent(step: Step): boolean {
  return step.researchSeen || (step.kind === 'research' && (step.charge ?? 'none') !== 'none');
}
