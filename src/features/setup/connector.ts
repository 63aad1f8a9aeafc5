import type { KeyVault } from '../../core/ports.ts';
import type { Failure } from '../../core/research/run.ts';
import { cleanKey, findKeyProblem } from '../../core/apiKey.ts';
import {
  isLoopback,
  isServiceHost,
  readEndpoint,
  type Endpoint,
} from '../../core/wire/endpoint.ts';
import type { Settings } from '../settings.ts';

/** Endpoint and key for one request, or why there are none. */
export type Access =
  | {
      readonly kind: 'ready';
      readonly endpoint: Endpoint;
      readonly apiKey: string;
      /** `DASHSCOPE_API_KEY`: used, never copied. */
      readonly fromEnvironment: boolean;
    }
  /** `savedElsewhere`: hosts that a key was saved for, which is not used here (F9). */
  | {
      readonly kind: 'noKey';
      readonly endpoint: Endpoint;
      readonly savedElsewhere: readonly string[];
    }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Non-secret notes about keys, so that a vanished one can be told from one never entered (F11). */
export interface KeyNotes {
  origins(): readonly string[];
  add(origin: string): Promise<void>;
  clear(): Promise<void>;
}

/** Finds out where requests go and with which key. The only place that reads a key. */
export interface Connector {
  access(): Promise<Access>;
  /** A key can be had, without asking anybody. */
  hasKey(): Promise<boolean>;
  endpoint(): Endpoint | undefined;
  /** Keys that are in use, for the redactor. */
  secretsInUse(): readonly string[];
  saveKey(endpoint: Endpoint, key: string): Promise<void>;
  removeKeys(): Promise<void>;
}

export function createConnector(
  vault: KeyVault,
  notes: KeyNotes,
  settings: () => Settings,
  environmentKey: () => string | undefined,
): Connector {
  const inUse = new Set<string>();

  const endpoint = (): Endpoint | undefined => {
    const { baseUrl, workspaceId } = settings();
    return readEndpoint(baseUrl, workspaceId);
  };

  async function access(): Promise<Access> {
    const target = endpoint();
    if (target === undefined) {
      return { kind: 'failure', failure: { code: 'endpointRefused', charge: 'none' } };
    }
    const found = await vault.read(target.origin);
    if (found.kind === 'silent') {
      return { kind: 'failure', failure: { code: 'keyringSilent', charge: 'none' } };
    }
    const fromEnvironment = found.kind !== 'key';
    const apiKey = fromEnvironment ? keyFromEnvironment(target, environmentKey()) : found.value;
    if (apiKey !== undefined) {
      inUse.add(apiKey);
      return findKeyProblem(apiKey) === 'characters'
        ? { kind: 'failure', failure: { code: 'keyMalformed', charge: 'none' } }
        : { kind: 'ready', endpoint: target, apiKey, fromEnvironment };
    }
    const known = notes.origins();
    if (known.includes(target.origin)) {
      return {
        kind: 'failure',
        failure: { code: 'keyVanished', charge: 'none', host: target.host },
      };
    }
    return { kind: 'noKey', endpoint: target, savedElsewhere: known.map(hostOf) };
  }

  return {
    access,
    endpoint,
    hasKey: async () => (await access()).kind === 'ready',
    secretsInUse: () => [...inUse],
    saveKey: async (target, key) => {
      inUse.add(key);
      await vault.store(target.origin, key);
      await notes.add(target.origin);
    },
    removeKeys: async () => {
      await vault.removeAll();
      await notes.clear();
    },
  };
}

/**
 * `DASHSCOPE_API_KEY`, where it may go: to the service's own hosts, and to this computer itself. It
 * is bound to nothing else, so any other address needs a key that was entered for it (T3).
 */
function keyFromEnvironment(endpoint: Endpoint, value: string | undefined): string | undefined {
  const { hostname } = endpoint.url;
  const key = cleanKey(value ?? '');
  return key !== '' && (isServiceHost(hostname) || isLoopback(hostname)) ? key : undefined;
}

function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}
