import type { SecretStorage } from 'vscode';
import type { KeyVault, ToolTokenVault } from '../core/ports.ts';
import { asObject, asText, parseJson } from '../core/wire/read.ts';

/** A keyring that hangs must not hang us (F12). */
const LONGEST_WAIT_MS = 10_000;
const PREFIX = 'apiKey:';

/** The vault over VS Code's SecretStorage. */
export function createKeyVault(secrets: SecretStorage): KeyVault {
  return {
    read: async (origin) => {
      const found = await withinTime(secrets.get(PREFIX + origin));
      if (found === SILENT) {
        return { kind: 'silent' };
      }
      const entry = asObject(parseJson(found ?? ''));
      const value = asText(entry?.['value']);
      return value !== '' && entry?.['origin'] === origin
        ? { kind: 'key', value }
        : { kind: 'none' };
    },
    store: async (origin, value) => {
      await inTime(secrets.store(PREFIX + origin, JSON.stringify({ value, origin })));
    },
    remove: async (origin) => {
      await secrets.delete(PREFIX + origin);
    },
    removeAll: () => removeAll(secrets, PREFIX),
  };
}

const TOOL_PREFIX = 'toolToken:';

/** The tokens over VS Code's SecretStorage. */
export function createToolTokens(secrets: SecretStorage): ToolTokenVault {
  return {
    read: async (url) => {
      const found = await withinTime(secrets.get(TOOL_PREFIX + url));
      return found === SILENT ? undefined : found;
    },
    store: async (url, token) => {
      await inTime(
        token === '' ? secrets.delete(TOOL_PREFIX + url) : secrets.store(TOOL_PREFIX + url, token),
      );
    },
    removeAll: () => removeAll(secrets, TOOL_PREFIX),
  };
}

async function removeAll(secrets: SecretStorage, prefix: string): Promise<void> {
  const keys = (await inTime(secrets.keys())).filter((key) => key.startsWith(prefix));
  await inTime(Promise.all(keys.map((key) => secrets.delete(key))));
}

const SILENT = Symbol('silent');

/** @throws where the keyring does not answer: whoever stores or removes has to say so */
async function inTime<T>(promise: Thenable<T>): Promise<T> {
  const done = await withinTime(promise);
  if (done === SILENT) {
    throw new Error('the keyring did not answer');
  }
  return done;
}

async function withinTime<T>(promise: Thenable<T>): Promise<T | typeof SILENT> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof SILENT>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS, SILENT);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
