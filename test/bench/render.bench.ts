import process from 'node:process';
import type { Page } from 'playwright-core';
import { HOSTILE } from '../unit/webview/hostile.ts';
import { measureLate } from './late.ts';
import type { Figure } from './measure.ts';
import { printTable } from './measure.ts';
import { makeDeltas, makeLongBlock, makeReport } from './reports.ts';
import { browser, metric, open, peer, WAYS, type WayName } from './stage.ts';

/*
 * Cost of showing a streamed report: CPU time of the page's main thread, script, style, layout and
 * paint together, at one piece of 2 to 8 characters a frame. Frames follow each other without
 * waiting. Of a long report only some stretches are fed that way, evenly spread over it, and what
 * lies between comes in one go: the total is their mean times the number of pieces.
 *
 * DEEP_RESEARCH_BENCH=long adds 6k and 128k tokens and measures more of everything.
 */
const LONG = process.env['DEEP_RESEARCH_BENCH'] === 'long';
const SIZES = LONG ? [6_000, 32_000, 128_000] : [32_000];
const STRETCHES = LONG ? 10 : 6;
const FRAMES = LONG ? 240 : 100;
/** Of what takes a hundred milliseconds a frame a few must do. */
const SLOW_FRAMES = 8;

interface Cost {
  /** Milliseconds of CPU a frame, stretch by stretch. */
  readonly stretches: readonly number[];
  readonly frame: number;
  readonly nodes: number;
  readonly heap: number;
  readonly equal: boolean;
}

async function measure(way: WayName, text: string, deltas: readonly string[]): Promise<Cost> {
  const { page, cdp } = await open(way, deltas);
  // A short report has room for short stretches only.
  const most = Math.floor(deltas.length / (STRETCHES + 2));
  const frames = Math.min(way === 'naive' ? SLOW_FRAMES : FRAMES, most);
  const stretches: number[] = [];
  // The program warms up on the first frames.
  await page.evaluate((count) => window.renderBench.feed(count), frames);
  for (let index = 0; index < STRETCHES; index++) {
    const from = Math.floor(((index + 1) * deltas.length) / STRETCHES) - frames - 2;
    await page.evaluate((to) => window.renderBench.skip(to), from);
    const before = await metric(cdp, 'TaskDuration');
    await page.evaluate((count) => window.renderBench.feed(count), frames);
    stretches.push(((await metric(cdp, 'TaskDuration')) - before) * (1e3 / frames));
  }
  await page.evaluate((to) => window.renderBench.skip(to), deltas.length);
  const equal = await page.evaluate((whole) => window.renderBench.equals(whole), text);
  await cdp.send('HeapProfiler.collectGarbage');
  const nodes = await metric(cdp, 'Nodes');
  const heap = (await metric(cdp, 'JSHeapUsedSize')) / 1e6;
  await page.close();
  const frame = stretches.reduce((sum, one) => sum + one, 0) / stretches.length;
  return { stretches, frame, nodes, heap, equal };
}

/** The longest tasks of the main thread in milliseconds of CPU, while something goes on. */
async function longestTask(page: Page, work: () => Promise<unknown>): Promise<number> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: {
      name: string;
      pid: number;
      tid: number;
      tdur?: number;
      args?: { name?: string };
    }[];
  };
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${String(pid)} ${String(tid)}`),
  );
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) => name.includes('RunTask') && main.has(`${String(pid)} ${String(tid)}`),
  );
  return Math.max(0, ...tasks.map(({ tdur }) => (tdur ?? 0) / 1e3));
}

async function longestOf(text: string, stream: boolean, way: WayName = 'ours'): Promise<number> {
  const deltas = makeDeltas(text);
  const { page } = await open(way, deltas);
  await page.evaluate(() => window.renderBench.feed(20));
  const work = (): Promise<unknown> =>
    stream
      ? page.evaluate(() => window.renderBench.feed(1_500))
      : page.evaluate((to) => window.renderBench.skip(to), deltas.length);
  const longest = await longestTask(page, work);
  await page.close();
  return longest;
}

/** The last third against the first: one stretch alone may hit a table. */
function lateToEarly({ stretches }: Cost): number {
  const third = Math.ceil(stretches.length / 3);
  const sum = (costs: readonly number[]): number => costs.reduce((all, one) => all + one, 0);
  return sum(stretches.slice(-third)) / sum(stretches.slice(0, third));
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

async function report(language: 'zh' | 'en', tokens: number): Promise<void> {
  const text = makeReport(language, tokens);
  const deltas = makeDeltas(text);
  const figures: Figure[] = [];
  let floor = Number.NaN;
  let strict = Number.NaN;
  for (const way of Object.keys(WAYS) as WayName[]) {
    if (way === 'streamingMarkdown' && peer === undefined) {
      continue;
    }
    const cost = await measure(way, text, deltas);
    floor = way === 'floor' ? cost.frame : floor;
    strict = way === 'strictFloor' ? cost.frame : strict;
    const isOurs = way === 'ours' || way === 'view';
    const late = lateToEarly(cost);
    figures.push({
      name: WAYS[way],
      value:
        `${ms(cost.frame * deltas.length).padStart(9)}, ${ms(cost.frame)} a frame, late/early ${late.toFixed(2)}, ` +
        `${String(cost.nodes)} nodes, ${cost.heap.toFixed(1)} MB heap` +
        (way.toLowerCase().includes('floor')
          ? ''
          : `, ${(cost.frame / strict).toFixed(2)} × strict floor`) +
        // The view adds names of sources to the marks; the others make a DOM of another shape.
        (way === 'ours' ? `, DOM ${cost.equal ? 'equal' : 'DIFFERS'}` : ''),
      ratio: cost.frame / floor,
      ...(isOurs ? { goal: '1.3 × floor (not the strict one)' } : {}),
    });
  }
  printTable(
    `${language}, ${String(tokens / 1000)}k tokens: ${String(text.length)} characters, ${String(deltas.length)} pieces`,
    figures,
  );
}

async function measureReports(): Promise<void> {
  for (const tokens of SIZES) {
    for (const language of ['zh', 'en'] as const) {
      await report(language, tokens);
    }
  }
}

async function measureBlocks(): Promise<void> {
  const figures: Figure[] = [];
  for (const kind of ['list', 'table', 'code'] as const) {
    const text = makeLongBlock(kind);
    const deltas = makeDeltas(text);
    const floor = await measure('floor', text, deltas);
    const ours = await measure('ours', text, deltas);
    figures.push({
      name: `${kind} of ${String(text.length)} characters`,
      value: `${ms(ours.frame)} a frame, late/early ${lateToEarly(ours).toFixed(2)}, DOM ${ours.equal ? 'equal' : 'DIFFERS'}`,
      ratio: ours.frame / floor.frame,
    });
  }
  printTable('One long block', figures);
}

async function measureTasks(): Promise<void> {
  const figures: Figure[] = [];
  for (const language of ['zh', 'en'] as const) {
    const text = makeReport(language, 32_000);
    figures.push(
      {
        name: `${language}, 1,500 frames of 32k tokens`,
        value: ms(await longestOf(text, true)),
        goal: '16 ms',
      },
      {
        name: `${language}, 32k tokens at once`,
        value: ms(await longestOf(text, false)),
        goal: '50 ms',
      },
    );
  }
  printTable('Longest task of the main thread (CPU)', figures);
}

/** The whole report view: texts of very many lines are its to show as they are. */
async function measureHostileAt(length: number): Promise<void> {
  const all: { name: string; longest: number }[] = [];
  for (const [name, make] of Object.entries(HOSTILE)) {
    all.push({ name, longest: await longestOf(make(length), false, 'view') });
  }
  all.sort((a, b) => b.longest - a.longest);
  const slow = all.filter(({ longest }) => longest > 50).length;
  printTable(
    `Hostile Markdown, ${String(all.length)} patterns of ${String(length / 1000)} kB at once, longest task: ${String(slow)} over the goal of 50 ms, the worst are`,
    all.slice(0, LONG ? all.length : 12).map(({ name, longest }) => ({ name, value: ms(longest) })),
  );
}

async function measureHostile(): Promise<void> {
  await measureHostileAt(50_000);
  if (LONG) {
    await measureHostileAt(1_000_000);
  }
}

/** `node render.bench.mjs tasks hostile` runs only these. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  reports: measureReports,
  late: measureLate,
  blocks: measureBlocks,
  tasks: measureTasks,
  hostile: measureHostile,
};
const chosen = process.argv.slice(2).filter((name) => name in PARTS);
if (peer === undefined) {
  console.log('(streaming-markdown is not installed: left out)');
}
for (const [name, run] of Object.entries(PARTS)) {
  if (chosen.length === 0 || chosen.includes(name)) {
    await run();
  }
}
await browser.close();
