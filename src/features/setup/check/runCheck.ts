import { findKeyProblem } from '../../../core/apiKey.ts';
import type { Model } from '../../../core/research/run.ts';
import type { Access, Connector } from '../connector.ts';
import {
  CHECKING,
  CODING_PLAN,
  readKey,
  readMissingKey,
  readRegion,
  readWay,
  SKIPPED,
  type CheckLines,
} from './lines.ts';
import { sendProbe, type ProbePorts } from './probe.ts';

/** What a check found out, as far as it has got. */
export interface CheckResult {
  readonly lines: CheckLines;
  readonly requestIds: readonly string[];
  readonly over: boolean;
}

export interface CheckFacts {
  readonly connector: Connector;
  readonly model: Model;
  readonly hasWorkspaceId: boolean;
}

const START: CheckLines = {
  network: CHECKING,
  host: CHECKING,
  region: CHECKING,
  key: CHECKING,
  model: CHECKING,
};

/**
 * Finds out, without a charge, what works and what does not: first a malformed request without a
 * key, and only where the service itself answered, the same with the key. Nothing is repeated, and a
 * host that is not the service never sees a key.
 *
 * @param onChange called with each line that is new; the last time with `over`
 */
export async function runCheck(
  ports: ProbePorts,
  { connector, hasWorkspaceId, model }: CheckFacts,
  onChange: (result: CheckResult) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  let result: CheckResult = { lines: START, requestIds: [], over: false };
  const tell = (lines: Partial<CheckLines>, requestId?: string): void => {
    result = {
      ...result,
      lines: { ...result.lines, ...lines },
      requestIds: requestId === undefined ? result.requestIds : [...result.requestIds, requestId],
    };
    onChange(result);
  };
  /** Whatever is not known by now will not be. */
  const stop = (): CheckResult => {
    const open = Object.entries(result.lines).filter(([, { state }]) => state === 'checking');
    result = { ...result, over: true };
    tell(Object.fromEntries(open.map(([name]) => [name, SKIPPED])));
    return result;
  };

  onChange(result);
  const endpoint = connector.endpoint();
  if (endpoint === undefined) {
    const failure = { code: 'endpointRefused', charge: 'none' } as const;
    tell({ host: { state: 'failed', text: { failure }, action: 'openSettings' } });
    return stop();
  }
  const region = readRegion(endpoint);
  tell({ region });
  if (region.state === 'failed') {
    return stop();
  }
  const way = await sendProbe(ports, endpoint, undefined, model, signal);
  tell(readWay(endpoint, hasWorkspaceId, way), way.failure?.requestId);
  if (result.lines.network.state !== 'ok' || result.lines.host.state !== 'ok' || signal.aborted) {
    return stop();
  }
  const access = await connector.access().catch((): Access => {
    // A keyring that fails is one that does not answer.
    return { kind: 'failure', failure: { code: 'keyringSilent', charge: 'none' } };
  });
  if (access.kind !== 'ready') {
    const problem = access.kind === 'failure' ? { failure: access.failure } : access;
    tell({ key: readMissingKey(endpoint.host, problem) });
    return stop();
  }
  if (findKeyProblem(access.apiKey) === 'codingPlan') {
    tell({ key: CODING_PLAN });
    return stop();
  }
  const signed = await sendProbe(ports, endpoint, access.apiKey, model, signal);
  const facts = {
    endpoint,
    model,
    fromEnvironment: access.fromEnvironment,
    keyCounts: way.failure?.code === 'keyRefused',
  };
  tell(readKey(facts, signed), signed.failure?.requestId);
  return stop();
}
