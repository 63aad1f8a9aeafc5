import type { Random } from '../random.ts';

/** One side from which a topic is looked at: a round of the research. */
export interface Angle {
  readonly query: string;
  readonly goal: string;
  /** What a page about it is said to hold. */
  readonly finding: string;
}

/** A piece of a report; those marked `short` make the summary. */
export interface Block {
  readonly text: string;
  readonly short: boolean;
}

/** What a topic is called in sentences, and what the person asked to look at most. */
export interface Subject {
  readonly topic: string;
  readonly focus?: string;
  readonly images: number;
}

/** All the words of a run in one language, made by this project. */
export interface Words {
  /** Least and most characters of a piece of a report. */
  readonly delta: readonly [low: number, high: number];
  questions(topic: string): readonly string[];
  plan(subject: Subject): string;
  readonly angles: readonly ((topic: string) => Angle)[];
  siteTitles(topic: string): readonly string[];
  readonly snippets: readonly string[];
  /** What a read page is summed up as. */
  page(topic: string, angle: Angle, random: Random): string;
  report(subject: Subject, random: Random): readonly Block[];
  /** A section that can be repeated to make a report huge. */
  appendix(topic: string, number: number): string;
  /** The report of a run that found nothing. */
  readonly nothingFound: (topic: string) => string;
}

export const long = (text: string): Block => ({ text, short: false });
export const both = (text: string): Block => ({ text, short: true });
