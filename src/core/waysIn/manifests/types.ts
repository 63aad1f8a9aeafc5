/** A dependency as a manifest declares it. */
export interface Dependency {
  readonly name: string;
  /** The range as it was written; empty where the manifest leaves it to somebody else. */
  readonly wanted: string;
  /** Zero-based line of its name. */
  readonly line: number;
}

/** Where a manifest lies from its lock file's folder: `packages/app`, or `''` for the same folder. */
export interface Wanted {
  readonly name: string;
  readonly wanted: string;
  readonly folder: string;
}

/** Names of packages everywhere: what is no such name is not offered, and not put into a question. */
const NAME = /^@?[A-Za-z0-9][\w.~/-]{0,213}$/u;

export function isPackageName(name: string): boolean {
  return NAME.test(name);
}

/** No line of ours is that long; a longer one is only there to take time. */
const LONGEST_LINE = 5_000;

/** The lines of a text without their ends; very long ones are empty. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n/u).map((line) => (line.length > LONGEST_LINE ? '' : line));
}
