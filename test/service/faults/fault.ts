import { frameSteps, streamSteps } from '../answers.ts';
import { streamHead } from '../errorShapes.ts';
import type { Beat, LooseBeat, Part } from '../frames.ts';
import type { RunShape } from '../research.ts';
import type { Call } from '../rules.ts';
import type { Step } from '../script.ts';
import type { FaultKnobs, StepFilter } from '../types.ts';

/** How the client sees the answer end. */
export type FaultEnd =
  /** `answer`/`finished` came and the body ended. */
  | 'complete'
  /** The body ended; it says that something failed, or it is no answer of the service. */
  | 'failure'
  /** The body ended as if all were well, without `answer`/`finished`. */
  | 'truncated'
  /** The connection failed. */
  | 'broken'
  /** Nothing more comes and the connection stays open. */
  | 'held';

export interface FaultContext {
  readonly call: Call;
  readonly requestId: string;
  readonly knobs: FaultKnobs;
  /** The ordinary answer. */
  readonly beats: readonly Beat[];
  /** A run about the same topic with another shape. */
  remake(change: Partial<RunShape>): Beat[];
}

export interface Fault {
  readonly name: string;
  /** A plain phrase a person can pick from a list. */
  readonly title: string;
  /** Row of the fault table, or the section of the wire facts it comes from. */
  readonly row: string;
  /** The calls it answers when nobody says otherwise. */
  readonly step: StepFilter;
  readonly ends: FaultEnd;
  /** Strikes when the client connects, before any request. */
  readonly onConnect?: true;
  steps(context: FaultContext): Iterable<Step>;
}

export type FaultRow = readonly [
  name: string,
  title: string,
  row: string,
  ends: FaultEnd,
  steps: (context: FaultContext) => Iterable<Step>,
];

/** Faults of one kind, from a table. */
export function faultsOf(step: StepFilter, rows: readonly FaultRow[]): Fault[] {
  return rows.map(([name, title, row, ends, steps]) => ({ name, title, row, step, ends, steps }));
}

/** The ordinary stream with other frames. */
export function stream(context: FaultContext, beats: readonly LooseBeat[]): Step[] {
  return streamSteps(context.requestId, beats);
}

/** Head and frames up to a place in the run, without an end. */
export function until(context: FaultContext, index: number): Step[] {
  return [streamHead(context.requestId), ...frameSteps(context.beats.slice(0, index))];
}

/** Index of the frame at a fraction of the whole run. */
export function indexAt(beats: readonly Beat[], at: number): number {
  return Math.max(1, Math.min(beats.length - 1, Math.floor(beats.length * at)));
}

/** Index of a frame in the middle of a part; the middle of the run if it has no such part. */
export function indexIn(beats: readonly Beat[], part: Part, at = 0.5): number {
  const first = beats.findIndex((beat) => beat.part === part);
  if (first === -1) {
    return indexAt(beats, at);
  }
  const count = beats.filter((beat) => beat.part === part).length;
  return Math.max(1, first + Math.min(count - 1, Math.floor(count * at)));
}

/** The bytes of an ordinary answer in one piece. */
export function wholeText(
  context: FaultContext,
  beats: readonly LooseBeat[] = context.beats,
): string {
  return frameSteps(beats)
    .map((step) => (step.do === 'bytes' ? String(step.data) : ''))
    .join('');
}

/** The same JSON with every value passed through `change`, inner values first. */
export function mapDeep(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  const visit = (key: string, item: unknown): unknown => {
    if (Array.isArray(item)) {
      return change(
        key,
        item.map((inner) => visit(key, inner)),
      );
    }
    if (typeof item !== 'object' || item === null) {
      return change(key, item);
    }
    const entries = Object.entries(item).map(
      ([name, inner]) => [name, visit(name, inner)] as const,
    );
    return change(key, Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)));
  };
  return visit('', value);
}
