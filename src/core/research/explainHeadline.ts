import { cleanTitle } from '../text/clean.ts';
import type { TextKey, Translate } from '../text/translate.ts';
import type { Failure, FailureCode, Run } from './run.ts';

/** Longest name that goes into a sentence. */
export const MOST_NAME = 100;

/** Where a code of ours covers several of the service's, the headline names the right one. */
const BY_SERVICE_CODE: readonly (readonly [FailureCode, RegExp, TextKey])[] = [
  ['workspaceRefused', /^Workspace\.AccessDenied/, 'failure.workspaceRefused.denied.headline'],
  ['workspaceRefused', /^WorkSpaceNotFound/i, 'failure.workspaceRefused.missing.headline'],
  ['modelDenied', /^Model\.AccessDenied/, 'failure.modelDenied.workspace.headline'],
  ['billing', /^Arrearage/, 'failure.billing.overdue.headline'],
  ['billing', /BillOverdue/, 'failure.billing.unpaid.headline'],
  ['billing', /^CommodityNotPurchased/, 'failure.billing.notBought.headline'],
  ['imageRefused', /^InvalidURL|DataInspection/, 'failure.imageRefused.fetch.headline'],
  ['imageRefused', /^InvalidImageFormat/, 'failure.imageRefused.format.headline'],
  ['inspectionInput', /^(CustomRole|FaqRule)Blocked/, 'failure.inspectionInput.rule.headline'],
  ['inspectionInput', /^IPInfringement/, 'failure.inspectionInput.copyright.headline'],
];

const CUT_HEADLINES = {
  asking: 'failure.streamCut.asking.headline',
  planning: 'failure.streamCut.planning.headline',
  researching: 'failure.streamCut.researching.headline',
  writing: 'failure.streamCut.writing.headline',
} as const;

/** Ends of which a sleep of the computer is the cause, if it slept. */
const SLEEPING: readonly FailureCode[] = [
  'streamCut',
  'brokeAfterSending',
  'noAnswer',
  'hostTimeLimit',
  'idleLimit',
  'totalLimit',
];

/** What happened, in one sentence. Everything put into it is cleaned. */
export function failureHeadline(run: Run, failure: Failure, t: Translate): string {
  const values = {
    host: hostName(run, t),
    time: timeText(failure.afterMs ?? 15_000, t),
    n: run.rounds.length,
    into: clockText(run),
    tool: cleanTitle(run.options.tools[0]?.label ?? '', MOST_NAME),
  };
  return t(headlineKey(run, failure), values);
}

function headlineKey(run: Run, failure: Failure): TextKey {
  const { code, serviceCode = '' } = failure;
  if (failure.slept === true && SLEEPING.includes(code)) {
    return `failure.slept.${phaseOf(run)}.headline`;
  }
  switch (code) {
    case 'windowClosed':
      return closedKey(run);
    case 'streamCut':
      return CUT_HEADLINES[phaseOf(run)];
    case 'hostTimeLimit':
      return isSharedLimit(failure)
        ? 'failure.hostTimeLimit.headline'
        : 'failure.hostTimeLimit.workspace.headline';
    case 'serviceFailed':
      return failure.charge === 'produced'
        ? 'failure.serviceFailed.middle.headline'
        : 'failure.serviceFailed.headline';
    case 'inspectionReport':
      return run.report.text === ''
        ? 'failure.inspectionReport.early.headline'
        : 'failure.inspectionReport.headline';
    case 'tooLarge':
      return run.options.images.length === 0
        ? 'failure.tooLarge.text.headline'
        : 'failure.tooLarge.headline';
    case 'toolFailed':
      return run.options.tools.length === 1
        ? 'failure.toolFailed.named.headline'
        : 'failure.toolFailed.headline';
    default: {
      const special = BY_SERVICE_CODE.find(
        ([ours, name]) => ours === code && name.test(serviceCode),
      );
      return special?.[2] ?? plainHeadlineKey(code);
    }
  }
}

function plainHeadlineKey(code: Exclude<FailureCode, 'streamCut'>): TextKey {
  return `failure.${code}.headline`;
}

/** When it ended is known where the window said so, or the journal tells when it was written last. */
function closedKey(run: Run): TextKey {
  const phase = phaseOf(run);
  return run.endedAt === undefined || phase === 'asking' || phase === 'planning'
    ? 'failure.windowClosed.headline'
    : `failure.windowClosed.${phase}.headline`;
}

/** How long the last step had been under way, as `04:51`. */
function clockText({ endedAt, steps }: Run): string {
  const ms = Math.max(0, (endedAt ?? 0) - (steps.at(-1)?.startedAt ?? endedAt ?? 0));
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** How far the run had got, by what there is of it. */
function phaseOf(run: Run): keyof typeof CUT_HEADLINES {
  if (run.report.text !== '') {
    return 'writing';
  }
  if (run.rounds.length > 0) {
    return 'researching';
  }
  const step = run.steps.at(-1);
  return step?.kind === 'clarify' && !step.researchSeen ? 'asking' : 'planning';
}

/** The shared hosts end requests after 600 s, and there is a way out; the others after 3600 s. */
export function isSharedLimit(failure: Failure): boolean {
  return (failure.afterMs ?? 0) <= 600_000;
}

/** The host that was asked, cleaned; words where none is known. */
export function hostName(run: Run, t: Translate): string {
  const host = run.failure?.host ?? run.retry?.failure.host ?? run.steps.at(-1)?.host ?? '';
  return cleanTitle(host, MOST_NAME) || t('failure.theService');
}

function timeText(ms: number, t: Translate): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) {
    return t('failure.seconds', { n: seconds });
  }
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? t('failure.oneMinute') : t('failure.minutes', { n: minutes });
}
