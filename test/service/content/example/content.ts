import type { PageId } from './pages.ts';

/** A page that a round opens, and what it is summed up as. */
export interface ReadNote {
  readonly page: PageId;
  readonly note: string;
}

export interface ExampleRound {
  readonly query: string;
  readonly goal: string;
  /** Batches of what the searches found. */
  readonly found: readonly (readonly PageId[])[];
  readonly read: readonly ReadNote[];
}

/**
 * A whole run as this project wrote it. Reference n of the report is the n-th page of all `read`, from the first round
 * to the last.
 */
export interface ExampleContent {
  readonly question: string;
  readonly questions: readonly string[];
  readonly answers: string;
  readonly plan: string;
  readonly rounds: readonly ExampleRound[];
  readonly report: string;
}
