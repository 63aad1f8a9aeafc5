import process from 'node:process';
import { printTable, type Figure } from './measure.ts';
import { makeDeltas, makeReport } from './reports.ts';
import { metric, open, WAYS, type Stage, type WayName } from './stage.ts';

const TOKENS = 128_000;
/** The floor only for comparison: it grows with the report. */
const WHICH: readonly WayName[] =
  process.env['DEEP_RESEARCH_BENCH'] === 'long' ? ['floor', 'ours', 'view'] : ['ours', 'view'];
/** How much of the report stands already when the measured passage comes. */
const EARLY = 0.04;
const LATE = 0.9;
const WARM_UP = 150;
const FRAMES = 40;

/** CPU of the page's main thread for so many frames, in ms each. */
async function feed({ cdp, page }: Stage, frames: number): Promise<number> {
  await page.bringToFront();
  const before = await metric(cdp, 'TaskDuration');
  await page.evaluate((count) => window.renderBench.feed(count), frames);
  return (((await metric(cdp, 'TaskDuration')) - before) * 1e3) / frames;
}

/** A page on which the first part of a report stands, about to get the passage. */
async function standing(way: WayName, head: string, passage: readonly string[]): Promise<Stage> {
  const stage = await open(way, [head, ...passage]);
  await stage.page.evaluate(() => window.renderBench.skip(1));
  await feed(stage, WARM_UP);
  return stage;
}

async function compare(way: WayName, language: 'zh' | 'en'): Promise<Figure> {
  const whole = makeReport(language, TOKENS);
  const headOf = (share: number): string =>
    `${whole.slice(0, whole.indexOf('\n\n## ', Math.floor(whole.length * share)))}\n\n`;
  const first = whole.indexOf('\n\n## ') + 2;
  const passage = makeDeltas(whole.slice(first, first + (language === 'zh' ? 4_000 : 9_000)));
  const stages = [
    await standing(way, headOf(EARLY), passage),
    await standing(way, headOf(LATE), passage),
  ] as const;
  const sums = [0, 0];
  const rounds = Math.floor((passage.length - WARM_UP) / FRAMES);
  // In turn, so that whatever slows the machine down hits both.
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, stage] of stages.entries()) {
      sums[index] = (sums[index] ?? 0) + (await feed(stage, FRAMES)) / rounds;
    }
  }
  await Promise.all(stages.map(({ page }) => page.close()));
  const [early = Number.NaN, late = Number.NaN] = sums;
  return {
    name: `${language}, ${WAYS[way]}`,
    value: `${early.toFixed(2)} ms a frame early, ${late.toFixed(2)} ms late, late/early ${(late / early).toFixed(2)}`,
    ...(way === 'ours' ? { goal: '1.1' } : {}),
  };
}

/** What a frame costs late in a report against early in it: the same passage, and two pages at once. */
export async function measureLate(): Promise<void> {
  const figures: Figure[] = [];
  for (const language of ['zh', 'en'] as const) {
    for (const way of WHICH) {
      figures.push(await compare(way, language));
    }
  }
  printTable(
    `The same passage after ${EARLY * 100} % and after ${LATE * 100} % of ${TOKENS / 1000}k tokens`,
    figures,
  );
}
