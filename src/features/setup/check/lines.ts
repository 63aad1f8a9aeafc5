import type { Failure, FailureCode, Model } from '../../../core/research/run.ts';
import { isLoopback, isServiceHost, type Endpoint } from '../../../core/wire/endpoint.ts';
import type { TextKey, TextValues } from '../../../core/text/translate.ts';
import type { Probe } from './probe.ts';

/** What has to be right, in the order in which it can be found out. */
export const CHECKS = ['network', 'host', 'key', 'region', 'model'] as const;
export type CheckName = (typeof CHECKS)[number];

export type CheckState = 'checking' | 'ok' | 'failed' | 'unproven' | 'skipped';

/** What a person can do about a line. */
export type CheckAction =
  | 'setApiKey'
  | 'setWorkspaceId'
  | 'openSettings'
  | 'openProxySettings'
  | 'openConsole'
  | 'openBilling'
  | 'chooseModel'
  | 'ask';

/** A text by its key, or the sentences that every other place uses for a failure. */
export type Said =
  { readonly key: TextKey; readonly values?: TextValues } | { readonly failure: Failure };

export interface CheckLine {
  readonly state: CheckState;
  readonly text?: Said;
  readonly next?: Said;
  readonly action?: CheckAction;
}

export type CheckLines = Readonly<Record<CheckName, CheckLine>>;

export const CHECKING: CheckLine = { state: 'checking' };
export const SKIPPED: CheckLine = { state: 'skipped' };

/** The way to the host failed. */
const WAY: readonly FailureCode[] = [
  'offline',
  'connectTimeout',
  'connectRefused',
  'tlsUntrusted',
  'tlsInvalid',
  'proxyAuth',
];

/** Found by the service once it knew whose key it was. */
const RIGHTS: Readonly<Partial<Record<FailureCode, CheckAction>>> = {
  modelDenied: 'openConsole',
  notActivated: 'openConsole',
  freeTierOnly: 'openConsole',
  billing: 'openBilling',
  modelWithdrawn: 'chooseModel',
  modelNotFound: 'chooseModel',
};

const say = (key: TextKey, values?: TextValues): Said => ({
  key,
  ...(values === undefined ? {} : { values }),
});

/** Network and address, by the answer to a request without a key. */
export function readWay(
  endpoint: Endpoint,
  hasWorkspaceId: boolean,
  { failure, sent }: Probe,
): { readonly network: CheckLine; readonly host: CheckLine } {
  const { host } = endpoint;
  if (failure !== undefined && (WAY.includes(failure.code) || !sent)) {
    const lost = failure.code === 'offline' && hasWorkspaceId;
    return {
      network: {
        state: 'failed',
        text: { failure },
        ...(lost
          ? {
              next: say('check.network.workspace', { host }),
              action: 'setWorkspaceId',
            }
          : { action: failure.code === 'connectRefused' ? 'openSettings' : 'openProxySettings' }),
      },
      host: SKIPPED,
    };
  }
  const network: CheckLine = { state: 'ok', text: say('check.network.ok', { host }) };
  if (failure === undefined || speaksLikeService(failure)) {
    const shared = endpoint.url.hostname === 'dashscope.aliyuncs.com';
    return {
      network,
      host: {
        state: 'ok',
        text: say('check.host.ok', { host }),
        ...(shared ? { next: say('check.host.shared'), action: 'setWorkspaceId' } : {}),
      },
    };
  }
  const foreign = !['redirected', 'noAnswer', 'brokeAfterSending'].includes(failure.code);
  return {
    network,
    host: {
      state: 'failed',
      text: foreign ? say('check.host.foreign', { host }) : { failure },
      ...(foreign ? { next: say('check.host.foreignNext') } : {}),
      action: 'openSettings',
    },
  };
}

/** An error in the service's own terms: a code of its, and a request id. */
function speaksLikeService({ code, requestId, serviceCode }: Failure): boolean {
  return serviceCode !== undefined && requestId !== undefined && code !== 'wrongPath';
}

/** Where the address is: by its name, since nothing else tells. */
export function readRegion({ host, url }: Endpoint): CheckLine {
  const { hostname } = url;
  if (isServiceHost(hostname)) {
    return { state: 'ok', text: say('check.region.ok', { host }) };
  }
  if (isLoopback(hostname)) {
    return { state: 'ok', text: say('check.region.local') };
  }
  return /(^|\.)aliyuncs\.com$/.test(hostname)
    ? {
        state: 'failed',
        text: say('check.region.other', { host }),
        next: say('check.region.otherNext'),
        action: 'openSettings',
      }
    : { state: 'unproven', text: say('check.region.own', { host }) };
}

/** What is known of the request that carried the key. */
interface Signed {
  readonly endpoint: Endpoint;
  readonly model: Model;
  readonly fromEnvironment: boolean;
  /** The same request without a key was refused for want of one. */
  readonly keyCounts: boolean;
}

/** Key and model, by the answer to the same request with the key. */
export function readKey(
  { endpoint, fromEnvironment, keyCounts, model }: Signed,
  { failure }: Probe,
): Partial<CheckLines> {
  const accepted: CheckLine = keyCounts
    ? { state: 'ok', text: say(fromEnvironment ? 'check.key.okEnvironment' : 'check.key.ok') }
    : { state: 'unproven', text: say('check.key.unproven'), action: 'ask' };
  if (failure === undefined) {
    return { key: accepted, model: { state: 'ok', text: say('check.model.ok', { model }) } };
  }
  if (failure.code === 'keyRefused') {
    const beijing = isServiceHost(endpoint.url.hostname);
    return {
      key: { state: 'failed', text: { failure }, action: 'setApiKey' },
      ...(beijing
        ? { region: { state: 'unproven', text: say('check.region.key', { host: endpoint.host }) } }
        : {}),
      model: SKIPPED,
    };
  }
  if (failure.code === 'workspaceRefused') {
    return {
      key: { state: 'failed', text: { failure }, action: 'setWorkspaceId' },
      model: SKIPPED,
    };
  }
  const missing = RIGHTS[failure.code];
  if (missing !== undefined) {
    return { key: accepted, model: { state: 'failed', text: { failure }, action: missing } };
  }
  if (failure.code === 'requestRefused') {
    return {
      key: accepted,
      model: {
        state: 'unproven',
        text: say('check.model.unproven', { model }),
        next: say('check.model.unprovenNext'),
        action: 'ask',
      },
    };
  }
  // Busy, broken or lost: it says nothing about the key.
  return {
    key: { state: 'unproven', text: { failure } },
    model: SKIPPED,
  };
}

/** The key that is not there, in words. */
export function readMissingKey(
  host: string,
  problem: { readonly failure: Failure } | { readonly savedElsewhere: readonly string[] },
): CheckLine {
  if ('failure' in problem) {
    return { state: 'failed', text: problem, action: 'setApiKey' };
  }
  const saved = problem.savedElsewhere.join(', ');
  return {
    state: 'failed',
    text:
      saved === '' ? say('check.key.none', { host }) : say('check.key.elsewhere', { host, saved }),
    next: say('check.key.next'),
    action: 'setApiKey',
  };
}

export const CODING_PLAN: CheckLine = {
  state: 'failed',
  text: say('check.key.codingPlan'),
  next: say('check.key.next'),
  action: 'setApiKey',
};

/** Nothing failed, and the key is known to be taken. */
export function isReady(lines: CheckLines): boolean {
  return (
    CHECKS.every((name) => ['ok', 'unproven'].includes(lines[name].state)) &&
    lines.key.state === 'ok'
  );
}
