import type { Block } from './content/words.ts';
import { cutText } from './deltas.ts';
import { draft, keepAlive, settle, type Draft } from './drafts.ts';
import type { Beat } from './frames.ts';
import { createRandom, type Random } from './random.ts';
import { planRounds, type RoundPlan } from './roundPlan.ts';
import { makeRound, type Dialect } from './rounds.ts';
import { referenceOnWire } from './sites.ts';
import type { Theme } from './topic.ts';

/** What a run is made of; the faults change some of it. */
export interface RunShape {
  readonly theme: Theme;
  readonly seed: number;
  readonly requestId: string;
  readonly inputTokens: number;
  readonly dialect: Dialect;
  readonly detailed: boolean;
  /** Labels of the tool servers of the request. */
  readonly tools: readonly string[];
  readonly rounds?: number;
  /** Words of a huge report. */
  readonly words?: number;
  /** False: the searches find nothing. */
  readonly evidence?: boolean;
  /** When the references come; captured with the first frame of the report (spec 5.3). */
  readonly references?: 'first' | 'late' | 'repeated' | 'none';
  /** The rounds of a run whose content was written beforehand; made up without them. */
  readonly given?: RoundPlan;
}

/** Step 2: planning, rounds, report (spec 6). The same shape gives the same frames. */
export function makeResearch(shape: RunShape): Beat[] {
  const { theme, seed, dialect } = shape;
  const { subject, words } = theme;
  const plan = shape.given ?? planRounds(theme, createRandom(seed), shape);
  const random = createRandom(seed + 1);
  const planning = cutText(words.plan(subject), random, 3, 8).map((piece, i) =>
    draft('plan', i === 0 ? 'first' : 'thought', 'ResearchPlanning', 'typing', piece),
  );
  const rounds = plan.rounds.flatMap((round) =>
    makeRound(round, subject.topic, words, dialect, random),
  );
  const drafts = [
    ...planning,
    draft('plan', 'phase', 'ResearchPlanning', 'finished'),
    ...rounds,
    draft('research', 'phase', 'WebResearch', 'finished'),
    keepAlive('research', 'phase'),
    ...makeReport(shape, plan, createRandom(seed + 2)),
  ];
  return settle(drafts, tokenGoals(shape, createRandom(seed + 3)), shape.requestId);
}

/** Cumulative figures of public runs: about 2,300 before the report, 7,500 to 8,930 in all. */
function tokenGoals(shape: RunShape, random: Random): Parameters<typeof settle>[1] {
  const beforeReport = random.between(2240, 2360);
  const report = shape.detailed ? random.between(4900, 6500) : random.between(1500, 2000);
  const huge = shape.words === undefined ? 0 : Math.round(shape.words * 1.4);
  return { input: shape.inputTokens, beforeReport, total: beforeReport + Math.max(report, huge) };
}

function makeReport(shape: RunShape, plan: RoundPlan, random: Random): Draft[] {
  const text = reportText(shape, random);
  const references = plan.read.map((page, i) => referenceOnWire(page.site, i + 1));
  const when = shape.references ?? 'first';
  const [low, high] = shape.words === undefined ? shape.theme.words.delta : [30, 60];
  // The first delta is the bare heading mark (spec 5.3).
  const pieces = ['#', ...cutText(text.slice(1), random, low, high)];
  const late = Math.min(40, pieces.length - 1);
  const carries = (i: number): boolean =>
    references.length > 0 &&
    ((i === 0 && (when === 'first' || when === 'repeated')) ||
      (i === late && (when === 'late' || when === 'repeated')));
  return [
    ...pieces.map((piece, i) =>
      draft('report', i === 0 ? 'phase' : 'text', 'answer', 'typing', piece, {
        ...(carries(i) ? { references } : {}),
      }),
    ),
    draft('report', 'text', 'answer', 'finished'),
  ];
}

function reportText(shape: RunShape, random: Random): string {
  const { subject, words } = shape.theme;
  if (shape.evidence === false) {
    return words.nothingFound(subject.topic);
  }
  const keep = ({ short }: Block): boolean => shape.detailed || short;
  const text = words
    .report(subject, random)
    .filter(keep)
    .map((block) => block.text)
    .join('\n\n');
  if (shape.words === undefined) {
    return text;
  }
  const parts = [text];
  const one = words.appendix(subject.topic, 1);
  const each = Math.max(40, one.split(/\s+/).length, Math.round(one.length / 2.5) - 60);
  for (let number = 1; number * each < shape.words; number += 1) {
    parts.push(words.appendix(subject.topic, number));
  }
  return parts.join('\n\n');
}
