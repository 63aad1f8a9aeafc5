import type { Angle, Words } from './content/words.ts';
import { cutText } from './deltas.ts';
import { draft, keepAlive, type Draft } from './drafts.ts';
import type { Random } from './random.ts';
import { siteOnWire, type Site } from './sites.ts';

/** The two published layouts, and one status where main has two (spec 5.3, 6). */
export interface Dialect {
  readonly layout: 1 | 2;
  readonly thinking: boolean;
}

/** A page that is read in a round. */
export interface ReadPage {
  /** Its key in `learningMap`: another numbering than that of the citations (spec 5.3). */
  readonly key: string;
  readonly site: Site;
  /** What it is summed up as, where that was written beforehand. */
  readonly note?: string;
}

export interface Round {
  readonly id: number;
  readonly angle: Angle;
  /** Batches of found sites; none in some rounds. */
  readonly batches: readonly (readonly Site[])[];
  readonly pages: readonly ReadPage[];
}

/** The frames of one round: query, goal, sites, pages, `WebResultFinished` (spec 6). */
export function makeRound(
  round: Round,
  topic: string,
  words: Words,
  dialect: Dialect,
  random: Random,
): Draft[] {
  const wire = wireOf(round.id, dialect);
  const queries = cutText(round.angle.query, random, 3, 8);
  const goals = cutText(round.angle.goal, random, 3, 8);
  const query = queries.map((piece, i) =>
    wire.asking(i === 0 ? 'round' : 'thought', { query: piece }, piece),
  );
  const goal = goals.map((piece) =>
    wire.asking('thought', { query: '', researchGoal: piece }, piece),
  );
  const found = round.batches.map((batch) => wire.sites(batch));
  return [
    // The documented sample of layout 2 shows the goal first (spec 5.3).
    ...(dialect.layout === 1 ? [...query, ...goal] : [...goal, ...query]),
    ...found,
    ...(round.id === 1 || round.pages.length > 2 ? [keepAlive('research')] : []),
    ...readPages(round, topic, words, wire, random),
    wire.finished(),
  ];
}

interface RoundWire {
  asking(gap: 'round' | 'thought', fields: Readonly<Record<string, string>>, text: string): Draft;
  sites(batch: readonly Site[]): Draft;
  learning(map: Readonly<Record<string, string>>, text: string): Draft;
  finished(): Draft;
}

/** A frame carries only the fields that changed (spec 5.3). */
function wireOf(id: number, { layout, thinking }: Dialect): RoundWire {
  const room = layout === 1 ? 'research' : 'query';
  const asking = thinking ? 'streamingThinking' : 'streamingQueries';
  const reading = thinking ? 'streamingThinking' : 'streamingWebResult';
  const frame = (status: string, gap: Draft['gap'], deep: Record<string, unknown>, text = '') =>
    draft('research', gap, 'WebResearch', status, '', deep, text);
  return {
    asking: (gap, fields, text) => frame(asking, gap, { [room]: { id, ...fields } }, text),
    sites: (batch) => {
      const webSites = batch.map((site, i) => siteOnWire(site, layout, i + 1));
      const deep = layout === 1 ? { research: { id, webSites } } : { query: { id }, webSites };
      return frame(reading, 'search', deep);
    },
    learning: (learningMap, text) => frame(reading, 'page', { [room]: { id, learningMap } }, text),
    finished: () => frame('WebResultFinished', 'round', { [room]: { id } }),
  };
}

/** Several pages grow side by side, a few characters at a time (spec 5.3). */
function readPages(
  round: Round,
  topic: string,
  words: Words,
  wire: RoundWire,
  random: Random,
): Draft[] {
  const open = round.pages.map(({ key, note }) => ({
    key,
    pieces: cutText(note ?? words.page(topic, round.angle, random), random, 3, 9),
  }));
  const drafts: Draft[] = [];
  while (open.some(({ pieces }) => pieces.length > 0)) {
    const unread = open.filter(({ pieces }) => pieces.length > 0);
    const now = random.next() < 0.15 ? unread : [random.pick(unread)];
    const map = Object.fromEntries(now.map(({ key, pieces }) => [key, pieces.shift() ?? '']));
    drafts.push(wire.learning(map, Object.values(map).join('')));
  }
  return drafts;
}
