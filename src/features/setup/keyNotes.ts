import type { Memento } from 'vscode';
import type { KeyNotes } from './connector.ts';

const NOTE = 'keySavedFor';

/** Which origins a key was saved for: no secret, and all that is kept about keys outside the keyring. */
export function createKeyNotes(state: Memento): KeyNotes {
  const origins = (): readonly string[] => {
    const value: unknown = state.get(NOTE);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    origins,
    add: async (origin) => {
      await state.update(NOTE, [...new Set([...origins(), origin])]);
    },
    clear: async () => {
      await state.update(NOTE, undefined);
    },
  };
}
