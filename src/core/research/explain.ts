import { cleanTitle } from '../text/clean.ts';
import type { TextKey, Translate } from '../text/translate.ts';
import { canContinue } from './continueFrom.ts';
import { failureHeadline, hostName, isSharedLimit, MOST_NAME } from './explainHeadline.ts';
import { LOOK_THEN_AGAIN, OFFERS, type Offer } from './explainOffers.ts';
import { costOf, type PriceTable } from './price.ts';
import { chargeOfStop } from './reduce.ts';
import {
  countSources,
  isLive,
  SNAPSHOT_MODEL,
  totalUsage,
  type Charge,
  type Failure,
  type FailureCode,
  type Run,
} from './run.ts';

/** What can be offered after a run that did not end well; each has its label in `action.<name>`. */
export const FAILURE_ACTIONS = [
  'setApiKey',
  'setWorkspaceId',
  'openSettings',
  'openProxySettings',
  /** Sends the cheap step of this run again. */
  'askAgain',
  /** Sends the costly step of this run again: only where it was not charged. */
  'researchAgain',
  /** A new run with the same question and answers, paid anew. */
  'runAgain',
  /** A new run that is given what this one found, paid anew. */
  'continueRun',
  'editQuestion',
  'useMainModel',
  'removeImages',
  'openPartial',
  'saveReport',
  'copyRequestId',
  'showRawLog',
  'openConsole',
  'openBilling',
] as const;
export type FailureAction = (typeof FAILURE_ACTIONS)[number];

/** How a run ended, in words: each of the first four is one sentence. */
export interface Explanation {
  /** What happened. No codes, no JSON. */
  readonly headline: string;
  /** What there is all the same. */
  readonly kept: string;
  /** What it cost, or may have cost. */
  readonly cost: string;
  /** What to do. */
  readonly next: string;
  /** For support: codes, request id, the service's own words; one line each. */
  readonly details: readonly string[];
  /** What to offer, the most useful first. */
  readonly actions: readonly FailureAction[];
}

/** Longest piece of the service's own words that is shown. */
const MOST_WORDS = 300;

/** Codes against which nothing helps but starting again. */
const WITHOUT_ADVICE = [
  'emptyAnswer',
  'malformedAnswer',
  'brokeAfterSending',
  'noAnswer',
  'streamCut',
  'idleLimit',
  'totalLimit',
  'emptyReport',
  'costCap',
  'windowClosed',
] as const satisfies readonly FailureCode[];
type AdvisedCode = Exclude<FailureCode, (typeof WITHOUT_ADVICE)[number]>;

function isAdvised(code: FailureCode): code is AdvisedCode {
  return !WITHOUT_ADVICE.some((one) => one === code);
}

/** What to do where every repetition is a new, paid run. */
const NEXT_PAID: Readonly<Partial<Record<FailureCode, TextKey>>> = {
  rateLimit: 'failure.waitPaid',
  burstLimit: 'failure.waitPaid',
  tokenLimit: 'failure.waitPaid',
  serviceTimeout: 'failure.serviceTimeout.nextPaid',
  toolFailed: 'failure.toolFailed.nextPaid',
  hostTimeLimit: 'failure.hostTimeLimit.nextPaid',
  inspectionReport: 'failure.inspectionReport.nextPaid',
  costCap: 'failure.costCap.nextPaid',
  notTheService: 'failure.fixPaid',
  keyRefused: 'failure.fixPaid',
  workspaceRefused: 'failure.fixPaid',
  modelDenied: 'failure.fixPaid',
  notActivated: 'failure.fixPaid',
  modelWithdrawn: 'failure.fixPaid',
  freeTierOnly: 'failure.fixPaid',
  billing: 'failure.fixPaid',
  modelNotFound: 'failure.fixPaid',
  imageRefused: 'failure.fixPaid',
};

/**
 * Why a run ended as it did, what is left of it, what it cost and what can be done; for a run that
 * ended well, what there is to say about it. Everything put into the sentences is cleaned.
 */
export function explainFailure(run: Run, prices: PriceTable, t: Translate): Explanation {
  const charge = chargeOf(run);
  const { failure } = run;
  return {
    headline: failure === undefined ? endHeadline(run, t) : failureHeadline(run, failure, t),
    kept: keptSentence(run, t),
    cost: costSentence(run, charge, prices, t),
    next: failure === undefined ? endNext(run, charge, t) : failureNext(run, failure, charge, t),
    details: listDetails(run, t),
    actions: chooseActions(run, charge),
  };
}

/** One line about where a run stands, for a tooltip or a list. */
export function describeState(run: Run, t: Translate): string {
  const state = t(`state.${run.state}`);
  const detail = stateDetail(run, t).replace(/[.。]$/u, '');
  return detail === '' ? state : t('stateLine.detailed', { state, detail });
}

/** The sentence beside the countdown of a planned repetition; `undefined` where none is planned. */
export function retryText(run: Run, now: number, t: Translate): string | undefined {
  if (run.retry === undefined) {
    return undefined;
  }
  const { dueAt, failure } = run.retry;
  const seconds = Math.max(0, Math.ceil((dueAt - now) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  switch (failure.code) {
    case 'offline':
    case 'connectTimeout':
    case 'connectRefused':
      return t('retry.offline', { time, host: hostName(run, t) });
    case 'rateLimit':
    case 'burstLimit':
    case 'tokenLimit':
      return t('retry.throttled', { time });
    default:
      return t('retry.service', { time });
  }
}

function failureNext(run: Run, failure: Failure, charge: Charge, t: Translate): string {
  const { code, serviceCode = '' } = failure;
  const wayOut = code !== 'hostTimeLimit' || isSharedLimit(failure);
  if (againAction(run, charge) === 'runAgain') {
    return t((wayOut ? NEXT_PAID[code] : undefined) ?? 'failure.againPaid');
  }
  if (code === 'modelDenied' && serviceCode.startsWith('Model.')) {
    return t('failure.modelDenied.workspace.next');
  }
  if (code === 'tooLarge' && run.options.images.length === 0) {
    return t('failure.tooLarge.text.next');
  }
  const again = charge === 'none' ? 'failure.againFree' : 'failure.againCheap';
  return t(wayOut && isAdvised(code) ? `failure.${code}.next` : again);
}

/** For runs without a failure: the person stopped it, or it has ended or not ended otherwise. */
function endHeadline(run: Run, t: Translate): string {
  switch (run.state) {
    case 'stopped':
      return t('ended.stopped.headline');
    case 'noEvidence':
      return t('ended.noEvidence.headline');
    case 'damaged':
      return t('ended.damaged.headline');
    default:
      return run.report.truncated ? t('ended.truncated.headline') : describeState(run, t);
  }
}

function endNext(run: Run, charge: Charge, t: Translate): string {
  switch (run.state) {
    case 'stopped':
      if (againAction(run, charge) === 'runAgain') {
        return t('ended.stopped.nextPaid');
      }
      return t(charge === 'none' ? 'failure.againFree' : 'failure.againCheap');
    case 'noEvidence':
      return t('ended.noEvidence.next');
    case 'damaged':
      return t('ended.damaged.next');
    default:
      return run.report.truncated ? t('ended.truncated.next') : '';
  }
}

/** The worst of what the run's steps may have cost: an earlier one may be the one that counts. */
function chargeOf(run: Run): Charge {
  const last: Charge = run.failure?.charge ?? run.steps.at(-1)?.charge ?? chargeOfStop(run);
  const doubtful = run.steps.some((step) => step.charge === 'maybe');
  return last === 'none' && doubtful ? 'maybe' : last;
}

function costSentence(run: Run, charge: Charge, prices: PriceTable, t: Translate): string {
  const usage = totalUsage(run);
  const values =
    usage === undefined
      ? undefined
      : {
          cost: costText(costOf(usage, prices[run.options.model])),
          input: group(usage.inputTokens),
          output: group(usage.outputTokens),
        };
  if (run.failure === undefined && run.state !== 'stopped' && run.steps.length > 0) {
    return values === undefined ? t('charge.totalUnknown') : t('charge.total', values);
  }
  switch (charge) {
    case 'produced':
      return values === undefined ? t('charge.producedUnknown') : t('charge.produced', values);
    case 'maybe':
      return values === undefined ? t('charge.maybe') : t('charge.maybeEarlier', values);
    case 'none':
      if (values !== undefined) {
        return t('charge.noneEarlier', values);
      }
      return run.steps.some((step) => step.sent !== 'notSent')
        ? t('charge.none')
        : t('charge.notSent');
  }
}

function keptSentence(run: Run, t: Translate): string {
  const items: string[] = [];
  const keep = (there: boolean, key: TextKey, n?: number): void => {
    if (there) {
      items.push(t(key, n === undefined ? undefined : { n: group(n) }));
    }
  };
  const answered = run.exchanges.some((exchange) => exchange.answers !== undefined);
  const asked = run.exchanges.some((exchange) => exchange.questions !== '');
  const rounds = run.rounds.length;
  const sources = countSources(run).found;
  const begun = hasResearch(run);
  keep(run.question !== '', 'kept.question');
  keep(asked && !answered, 'kept.questions');
  keep(answered, 'kept.answers');
  keep(run.plan.text !== '', 'kept.plan');
  keep(rounds > 0, rounds === 1 ? 'kept.round' : 'kept.rounds', rounds);
  keep(sources > 0, sources === 1 ? 'kept.source' : 'kept.sources', sources);
  keep(run.report.text !== '', run.report.finished ? 'kept.report' : 'kept.partialReport');
  keep(begun && run.report.text === '', 'kept.noReport');
  return items.length === 0 ? '' : t('kept.sentence', { items: items.join(t('kept.separator')) });
}

function listDetails(run: Run, t: Translate): readonly string[] {
  const { failure, oddities } = run;
  const lines: string[] = [];
  const add = (key: TextKey, value: string | number | undefined, most = MOST_NAME): void => {
    const clean = value === undefined ? '' : cleanTitle(String(value), most);
    if (clean !== '') {
      lines.push(t(key, { value: clean }));
    }
  };
  add('detail.kind', failure?.code);
  add('detail.code', failure?.serviceCode);
  add('detail.status', failure?.httpStatus);
  add('detail.requestId', requestIdOf(run), 200);
  add('detail.host', failure?.host);
  add('detail.words', failure?.serviceMessage, MOST_WORDS);
  add('detail.excerpt', failure?.excerpt, MOST_WORDS);
  add('detail.unreadable', oddities.unreadable === 0 ? undefined : oddities.unreadable);
  add('detail.unknown', oddities.unknown.join(', '), MOST_WORDS);
  return lines;
}

function chooseActions(run: Run, charge: Charge): readonly FailureAction[] {
  const { failure, options } = run;
  if (failure === undefined && run.state !== 'stopped') {
    return run.report.text === '' ? [] : ['saveReport'];
  }
  const offers: readonly Offer[] = failure === undefined ? LOOK_THEN_AGAIN : OFFERS[failure.code];
  const found = hasResearch(run) || run.report.text !== '';
  const fits: Readonly<Partial<Record<FailureAction, boolean>>> = {
    useMainModel: options.model === SNAPSHOT_MODEL,
    removeImages: options.images.length > 0,
    openPartial: found,
    continueRun: canContinue(run),
    saveReport: run.report.text !== '',
    copyRequestId: requestIdOf(run) !== undefined,
    setWorkspaceId: failure?.code !== 'hostTimeLimit' || isSharedLimit(failure),
  };
  const all: readonly Offer[] = [
    ...offers,
    'openPartial',
    'continueRun',
    'saveReport',
    'copyRequestId',
  ];
  const actions = all
    .map((offer) => (offer === 'again' ? againAction(run, charge) : offer))
    .filter((action) => fits[action] !== false);
  return [...new Set(actions)];
}

/** Which repetition is allowed: the costly step is sent again only where it was not charged. */
function againAction(run: Run, charge: Charge): FailureAction {
  const step = run.steps.at(-1);
  const costly =
    step === undefined ? !run.options.clarify : step.kind === 'research' || step.researchSeen;
  if (!costly) {
    return 'askAgain';
  }
  return charge === 'none' && !run.steps.some((one) => one.researchSeen)
    ? 'researchAgain'
    : 'runAgain';
}

function stateDetail(run: Run, t: Translate): string {
  const { failure, state } = run;
  if (failure !== undefined) {
    return failureHeadline(run, failure, t);
  }
  const { found } = countSources(run);
  const cited = group(run.references.length);
  if (isLive(state)) {
    if (state === 'researching' && run.rounds.length > 0) {
      return t('stateLine.round', { n: run.rounds.length, found: group(found) });
    }
    return state === 'writing' ? t('stateLine.writing', { cited }) : '';
  }
  switch (state) {
    case 'waiting':
      return t('stateLine.waiting');
    case 'done':
      return t('stateLine.done', { cited, found: group(found) });
    case 'noEvidence':
      return t('ended.noEvidence.headline');
    case 'damaged':
      return t('ended.damaged.headline');
    default:
      return '';
  }
}

function hasResearch(run: Run): boolean {
  return run.plan.text !== '' || run.rounds.length > 0;
}

function requestIdOf(run: Run): string | undefined {
  return run.failure?.requestId ?? run.steps.at(-1)?.requestId;
}

/** Two decimals, rounded up to the smallest that is not nothing. */
function costText(cost: number): string {
  return (cost > 0 ? Math.max(0.01, cost) : 0).toFixed(2);
}

/** 8930 as `8,930`: both languages write it so. */
function group(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
