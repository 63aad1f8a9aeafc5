import { cleanTitle } from '../text/clean.ts';

/** An absolute path of some system, with at least two parts; its last part stays. */
const PATH =
  /(?<![\w:/\\.@-])(?:file:\/\/\/?|[A-Za-z]:[\\/]|\\\\|~?\/)(?:[^\s"'`<>|:*?()[\]{},;\\/]+[\\/])+([^\s"'`<>|:*?()[\]{},;\\/]*)/gu;

const MOST_MESSAGE = 2_000;

/** A diagnostic as far as it says what is wrong in general. */
export interface Problem {
  readonly message: string;
  /** Who says so, such as `ts` or `eslint`. */
  readonly source?: string;
  /** Its number or rule, such as `2345` or `no-unused-vars`. */
  readonly code?: string;
}

/**
 * The message as it may leave this computer: where the project lies, and with it often a person's
 * or a customer's name, is no part of the problem. Relative paths and quoted names stay.
 */
export function withoutPaths(message: string): string {
  return message.slice(0, MOST_MESSAGE).replace(PATH, '$1');
}

/** Such as `ts(2345)`; empty where the diagnostic does not say. */
export function problemLabel({ code, source }: Problem): string {
  const from = cleanTitle(source ?? '', 60);
  const rule = cleanTitle(code ?? '', 120);
  return rule === '' ? from : from === '' ? rule : `${from}(${rule})`;
}
