import { MOST_OUTPUT_TOKENS } from './brief.ts';
import type { OwnEvent, ResearchEvent, WireEvent } from './events.ts';
import type {
  Charge,
  Exchange,
  PageNote,
  Reference,
  Round,
  Run,
  RunOptions,
  Site,
  Step,
  UnqueueReason,
} from './run.ts';
import { isLive } from './run.ts';

/** So many tokens below the limit count as having reached it: the last frames bring several. */
const NEAR_LIMIT = 64;
/** At most this many names of unknown things are kept; the raw frames are in the journal anyway. */
const MOST_ODD_NAMES = 20;

/** A run that has not been sent. */
export function createRun(
  id: string,
  question: string,
  options: RunOptions,
  createdAt: number,
): Run {
  return {
    id,
    question,
    options,
    createdAt,
    state: 'draft',
    exchanges: [],
    plan: { text: '', finished: false },
    rounds: [],
    references: [],
    report: { text: '', finished: false, truncated: false },
    steps: [],
    oddities: { unreadable: 0, unknown: [] },
  };
}

/**
 * The run after an event. Pure: host, webview, history and replay all get the same run from the
 * same events. Accepts any order (F40); a run that has ended keeps its state whatever comes late.
 */
export function reduce(run: Run, event: ResearchEvent): Run {
  switch (event.type) {
    case 'created':
      return {
        ...createRun(event.id, event.question, event.options, event.at),
        ...(event.recorded === true ? { recorded: true } : {}),
      };
    case 'sending':
    case 'sent':
    case 'accepted':
    case 'answered':
    case 'streamEnded':
    case 'failed':
    case 'interrupted':
    case 'stopped':
    case 'retryPlanned':
    case 'retryCancelled':
    case 'queued':
    case 'unqueued':
    case 'briefed':
    case 'saved':
    case 'renamed':
      return reduceOwn(run, event);
    default:
      return reduceWire(run, event);
  }
}

function reduceOwn(run: Run, event: Exclude<OwnEvent, { type: 'created' }>): Run {
  switch (event.type) {
    case 'sending':
      return startStep(run, event);
    case 'sent':
      return changeStep(run, { sent: 'sent' });
    case 'accepted':
      return changeStep(run, {
        sent: 'running',
        ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
      });
    case 'answered':
      return answer(run, event.answers);
    case 'streamEnded':
      return endStream(run, event.at);
    case 'failed':
    case 'interrupted':
      return {
        ...changeStep(without(run, 'retry'), { endedAt: event.at, charge: event.failure.charge }),
        state: event.type,
        failure: event.failure,
        endedAt: event.at,
      };
    case 'stopped':
      return {
        ...changeStep(without(run, 'retry'), { endedAt: event.at, charge: chargeOfStop(run) }),
        state: 'stopped',
        endedAt: event.at,
      };
    case 'retryPlanned':
      return {
        ...changeStep(run, { endedAt: event.at, charge: event.retry.failure.charge }),
        retry: event.retry,
      };
    case 'retryCancelled':
      return without(run, 'retry');
    case 'queued':
      return enterQueue(run, event);
    case 'unqueued':
      return leaveQueue(run, event.reason);
    case 'briefed':
      return {
        ...run,
        exchanges: event.exchanges,
        ...(event.origin === undefined ? {} : { origin: event.origin }),
      };
    case 'saved':
      return { ...run, saved: { uri: event.uri, path: event.path } };
    case 'renamed':
      return { ...run, title: event.title };
  }
}

function reduceWire(run: Run, event: WireEvent): Run {
  switch (event.type) {
    case 'planText':
      return enterPlanning({
        ...run,
        plan: { ...run.plan, text: joined(run.plan.text, event) },
      });
    case 'planFinished':
      return enterPlanning({ ...run, plan: { ...run.plan, finished: true } });
    case 'roundStarted':
      return changeRound(run, event.round, (round) => round);
    case 'roundQuery':
      return changeRound(run, event.round, (round) => ({
        ...round,
        query: joined(round.query, event),
      }));
    case 'roundGoal':
      return changeRound(run, event.round, (round) => ({
        ...round,
        goal: joined(round.goal, event),
      }));
    case 'sitesFound':
      return changeRound(run, event.round, (round) => ({
        ...round,
        sites: addSites(round.sites, event.sites),
      }));
    case 'note':
      return changeRound(run, event.round, (round) => ({
        ...round,
        notes: addNote(round.notes, event),
      }));
    case 'roundFinished':
      return changeRound(run, event.round, (round) => ({ ...round, finished: true }));
    case 'researchFinished':
      return enterState(withResearchSeen(run), 'researching');
    case 'answerText':
      return addAnswerText(run, event);
    case 'references':
      return addReferences(run, event.references);
    case 'answerFinished':
      return finishAnswer(run);
    case 'lengthReached':
      return { ...run, report: { ...run.report, truncated: true } };
    case 'usage':
      return changeStep(run, { usage: event.usage });
    case 'requestId':
      return changeStep(run, { requestId: event.requestId });
    case 'oddity':
      return addOddity(run, event);
    default:
      // From a newer version's journal: what this one does not know changes nothing.
      return run;
  }
}

function enterQueue(run: Run, { answers, at }: OwnEvent & { type: 'queued' }): Run {
  if (isLive(run.state) || run.state === 'queued') {
    return run;
  }
  const queued = { at, before: run.state, ...(answers === undefined ? {} : { answers }) };
  return { ...without(run, 'unsent'), state: 'queued', queued };
}

/** A run that was never sent waits for the person then: it has left the composer for good. */
function leaveQueue(run: Run, reason: UnqueueReason): Run {
  const { queued } = run;
  if (queued === undefined) {
    return run;
  }
  const { answers, before } = queued;
  return {
    ...without(run, 'queued'),
    state: before === 'draft' ? 'waiting' : before,
    unsent: { reason, ...(answers === undefined ? {} : { answers }) },
  };
}

function startStep(run: Run, event: OwnEvent & { type: 'sending' }): Run {
  const step: Step = {
    kind: event.step,
    startedAt: event.at,
    host: event.host,
    sent: 'notSent',
    researchSeen: false,
  };
  const ended = without(without(without(run, 'failure'), 'endedAt'), 'retry');
  const fresh = without(without(ended, 'queued'), 'unsent');
  const last = run.exchanges.at(-1);
  return {
    ...fresh,
    // Questions that broke off are asked anew.
    exchanges: last?.answers === undefined ? run.exchanges.slice(0, -1) : run.exchanges,
    state: event.step === 'clarify' ? 'asking' : 'planning',
    steps: [...run.steps, step],
  };
}

function changeStep(run: Run, change: Partial<Step>): Run {
  const last = run.steps.at(-1);
  return last === undefined
    ? run
    : { ...run, steps: [...run.steps.slice(0, -1), { ...last, ...change }] };
}

/** The run is over with its stream, unless the service only asked back. */
function endStream(run: Run, at: number): Run {
  const ended = changeStep(run, { sent: 'ended', endedAt: at });
  return isLive(run.state) || run.state === 'waiting' ? ended : { ...ended, endedAt: at };
}

/** What a stop leaves charged, by how far the request had got (F57, F58). */
export function chargeOfStop(run: Run): Charge {
  if (run.retry !== undefined) {
    return run.retry.failure.charge;
  }
  const step = run.steps.at(-1);
  if (step === undefined || step.sent === 'notSent') {
    return 'none';
  }
  return step.sent === 'sent' ? 'maybe' : 'produced';
}

/** The answers belong to the last questions; without questions they stand for themselves. */
function answer(run: Run, answers: string): Run {
  const last = run.exchanges.at(-1);
  if (last === undefined || last.answers !== undefined) {
    return { ...run, exchanges: [...run.exchanges, { questions: '', finished: true, answers }] };
  }
  return { ...run, exchanges: [...run.exchanges.slice(0, -1), { ...last, answers }] };
}

/** Moves a live run; never brings back one that has ended. */
function enterState(run: Run, state: 'planning' | 'researching' | 'writing'): Run {
  return isLive(run.state) || run.state === 'waiting' ? { ...run, state } : run;
}

function enterPlanning(run: Run): Run {
  const seen = withResearchSeen(run);
  // A late plan frame does not lead back from the rounds (F40).
  return run.state === 'asking' || run.state === 'waiting' ? enterState(seen, 'planning') : seen;
}

/**
 * From now on the step is research, whatever it was sent as: one project met questions where it had
 * switched them off, so phases decide (spec 3.3). Text that came before is moved to the report.
 */
function withResearchSeen(run: Run): Run {
  if (run.steps.at(-1)?.researchSeen === true) {
    return run;
  }
  const seen = changeStep(run, { researchSeen: true });
  const early = run.exchanges.at(-1);
  if (early === undefined || early.answers !== undefined) {
    return seen;
  }
  return {
    ...seen,
    exchanges: seen.exchanges.slice(0, -1),
    report: { ...seen.report, text: early.questions + seen.report.text },
  };
}

function changeRound(run: Run, number: number | undefined, change: (round: Round) => Round): Run {
  const seen = enterState(withResearchSeen(run), 'researching');
  const wanted = number ?? seen.rounds.at(-1)?.number ?? 1;
  const index = seen.rounds.findIndex((round) => round.number === wanted);
  if (index < 0) {
    const fresh: Round = {
      number: wanted,
      goal: '',
      query: '',
      sites: [],
      notes: [],
      finished: false,
    };
    return { ...seen, rounds: [...seen.rounds, change(fresh)] };
  }
  return {
    ...seen,
    rounds: seen.rounds.map((round, at) => (at === index ? change(round) : round)),
  };
}

/** Batches add up; a page that comes again is the same page (spec 5.3). */
function addSites(known: readonly Site[], sites: readonly Site[]): readonly Site[] {
  const key = (site: Site): string => (site.url === '' ? `title:${site.title}` : site.url);
  const seen = new Set(known.map(key));
  const fresh: Site[] = [];
  for (const site of sites) {
    if (!seen.has(key(site))) {
      seen.add(key(site));
      fresh.push(site);
    }
  }
  return fresh.length === 0 ? known : [...known, ...fresh];
}

function addNote(
  notes: readonly PageNote[],
  event: WireEvent & { type: 'note' },
): readonly PageNote[] {
  const index = notes.findIndex((note) => note.key === event.key);
  if (index < 0) {
    return [...notes, { key: event.key, text: event.text }];
  }
  return notes.map((note, at) =>
    at === index ? { ...note, text: joined(note.text, event) } : note,
  );
}

/** They may come before, with or after the text, even after its end (spec 5.3). */
function addReferences(run: Run, fresh: readonly Reference[]): Run {
  const references = mergeReferences(run.references, fresh);
  return { ...run, references, state: run.state === 'noEvidence' ? 'done' : run.state };
}

/** Merged by number, the latest wins (spec 5.3). */
function mergeReferences(
  known: readonly Reference[],
  fresh: readonly Reference[],
): readonly Reference[] {
  const byNumber = new Map(known.map((reference) => [reference.number, reference]));
  for (const reference of fresh) {
    byNumber.set(reference.number, reference);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** The same phase name serves questions and report; whether research was seen decides (spec 3.3). */
function addAnswerText(run: Run, event: WireEvent & { type: 'answerText' }): Run {
  if (run.steps.at(-1)?.researchSeen === true) {
    return {
      ...enterState(run, 'writing'),
      report: { ...run.report, text: joined(run.report.text, event) },
    };
  }
  const last = run.exchanges.at(-1);
  const open: Exchange | undefined = last?.answers === undefined ? last : undefined;
  const text = joined(open?.questions ?? '', event);
  const before = open === undefined ? run.exchanges : run.exchanges.slice(0, -1);
  return { ...run, exchanges: [...before, { questions: text, finished: open?.finished ?? false }] };
}

function finishAnswer(run: Run): Run {
  if (!isLive(run.state)) {
    return run;
  }
  if (run.steps.at(-1)?.researchSeen === true) {
    return finishReport({ ...run, report: { ...run.report, finished: true } });
  }
  const last = run.exchanges.at(-1);
  if (last === undefined || last.answers !== undefined) {
    // It asked nothing at all: after a question that is fine, after the answers it is no report.
    return run.steps.at(-1)?.kind === 'clarify'
      ? {
          ...run,
          state: 'waiting',
          exchanges: [...run.exchanges, { questions: '', finished: true }],
        }
      : endWithoutReport(run);
  }
  const exchanges = [...run.exchanges.slice(0, -1), { ...last, finished: true }];
  return { ...run, exchanges, state: 'waiting' };
}

function finishReport(run: Run): Run {
  if (run.report.text.trim() === '') {
    return endWithoutReport(run);
  }
  const output = run.steps.at(-1)?.usage?.outputTokens ?? 0;
  return {
    ...run,
    state: run.references.length === 0 ? 'noEvidence' : 'done',
    // Some cuts are not announced: who used the whole allowance was cut (ux S7).
    report: {
      ...run.report,
      truncated: run.report.truncated || output >= MOST_OUTPUT_TOKENS - NEAR_LIMIT,
    },
  };
}

function endWithoutReport(run: Run): Run {
  const requestId = run.steps.at(-1)?.requestId;
  return {
    ...changeStep(run, { charge: 'produced' }),
    state: 'failed',
    failure: {
      code: 'emptyReport',
      charge: 'produced',
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

function addOddity(run: Run, event: WireEvent & { type: 'oddity' }): Run {
  const { unreadable, unknown } = run.oddities;
  if (event.kind === 'unreadable') {
    return { ...run, oddities: { unreadable: unreadable + 1, unknown } };
  }
  if (unknown.includes(event.name) || unknown.length >= MOST_ODD_NAMES) {
    return run;
  }
  return { ...run, oddities: { unreadable, unknown: [...unknown, event.name] } };
}

function joined(before: string, delta: { readonly text: string; readonly replace?: true }): string {
  return delta.replace === true ? delta.text : before + delta.text;
}

function without<K extends 'failure' | 'endedAt' | 'retry' | 'queued' | 'unsent'>(
  run: Run,
  key: K,
): Omit<Run, K> & Run {
  if (run[key] === undefined) {
    return run;
  }
  const copy = { ...run };
  delete copy[key];
  return copy;
}
