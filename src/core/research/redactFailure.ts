import { redact } from '../redact.ts';
import type { Connection } from './liveRun.ts';
import type { Failure } from './run.ts';

/** What went with a request and must come back into no file, no log and no page, also written as in JSON. */
export function secretsOf({ apiKey, tools }: Pick<Connection, 'apiKey' | 'tools'>): string[] {
  const secrets = [apiKey, ...tools.flatMap(({ bearer }) => bearer ?? [])];
  const escaped = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return [...new Set([...secrets, ...escaped])];
}

/**
 * A failure as it may be kept and shown: some services name the key that they refuse, and a proxy may
 * answer with the very headers that it was sent (F103, T6).
 */
export function redactFailure(failure: Failure, secrets: readonly string[]): Failure {
  const { excerpt, serviceCode, serviceMessage } = failure;
  return {
    ...failure,
    ...(excerpt === undefined ? {} : { excerpt: redact(excerpt, secrets) }),
    ...(serviceCode === undefined ? {} : { serviceCode: redact(serviceCode, secrets) }),
    ...(serviceMessage === undefined ? {} : { serviceMessage: redact(serviceMessage, secrets) }),
  };
}
