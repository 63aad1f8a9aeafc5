import type { RunJournal } from '../../core/ports.ts';

/** The journal of a run that is only read here: nothing is ever written to it. */
export const NO_JOURNAL: RunJournal = {
  append: () => undefined,
  sync: () => Promise.resolve(),
  check: () => undefined,
  rest: () => undefined,
  close: () => Promise.resolve(),
};
