import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createFileRunStore, JOURNAL } from '../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../src/adapters/runLibrary.ts';
import { ownRecord } from '../../src/core/history/journal.ts';
import { summarizeRun } from '../../src/core/history/record.ts';
import { loadSearchText, matches, searchTextOf } from '../../src/core/history/search.ts';
import type { RunLibrary } from '../../src/core/ports.ts';
import { PRICES } from '../../src/core/research/price.ts';
import type { Run } from '../../src/core/research/run.ts';
import { printTable, type Figure } from './measure.ts';
import { createRandom, makeDeltas, makeReport } from './reports.ts';

const RUNS = 1000;
const ROUNDS = 15;

const random = createRandom(20261122);
const idOf = (at: number): string => `20261122-120000-${at.toString(16).padStart(8, '0')}`;
const frame = (phase: string, status: string, more: object): string =>
  JSON.stringify({ output: { message: { phase, status, ...more } }, request_id: 'r'.repeat(36) });

/** Frames of a finished run: a plan, the report in small pieces, its references. */
function framesOf(report: string, sources: number): readonly string[] {
  const references = Array.from({ length: sources }, (_, index) => ({
    index_number: index + 1,
    title: `Source ${index + 1} on ${WORDS[random(WORDS.length)] ?? ''}`,
    url: `https://site${index}.example/${WORDS[random(WORDS.length)] ?? ''}`,
    description: '',
  }));
  return [
    frame('ResearchPlanning', 'finished', { content: 'Plan' }),
    ...makeDeltas(report).map((content) => frame('answer', 'typing', { content })),
    frame('answer', 'finished', { content: '', extra: { deep_research: { references } } }),
  ];
}

const WORDS = 'storage latency vector queue battery harvest genome orbit tariff membrane'.split(
  ' ',
);

async function write(root: string, id: string, frames: readonly string[]): Promise<void> {
  const fail = ({ code }: { readonly code: string }): never => {
    throw new Error(code);
  };
  const journal = createFileRunStore(root, { trouble: fail, recovered: () => undefined }).open(id);
  const question = `How does ${WORDS[random(WORDS.length)] ?? ''} change ${WORDS[random(WORDS.length)] ?? ''}, ${id}?`;
  const options = {
    model: 'qwen-deep-research',
    clarify: true,
    outputFormat: 'model_detailed_report',
    images: [],
    tools: [],
  } as const;
  journal.append(
    ownRecord({ type: 'created', at: random(1e9), id, question, options }),
    ownRecord({ type: 'sending', at: 2, step: 'research', host: 'h' }),
    ...frames.map((data) => ({
      kind: 'frame' as const,
      at: 3,
      frame: { data, id: '1', event: 'result' },
    })),
    ownRecord({ type: 'streamEnded', at: 4 }),
  );
  await journal.close();
}

/** Runs as the extension leaves them: journal, summary, text for searching. */
async function fill(root: string): Promise<void> {
  const frames = framesOf(makeReport('en', 400), 20);
  const library = libraryOf(root);
  for (let at = 0; at < RUNS; at += 1) {
    await write(root, idOf(at), frames);
    const run = await runOf(library, idOf(at));
    library.writeSummary(summarizeRun(run, PRICES));
    library.writeNote(run.id, 'search.txt', searchTextOf(run));
  }
}

async function runOf(library: RunLibrary, id: string): Promise<Run> {
  const stored = await library.read(id);
  if (stored?.run.state !== 'done') {
    throw new Error(`${id} is ${stored?.run.state ?? 'gone'}`);
  }
  return stored.run;
}

/** A new one each time: nothing is remembered. */
function libraryOf(root: string): RunLibrary {
  return createRunLibrary(root, () => PRICES);
}

/** Nothing can list the folder for less: one file of each run is read and parsed. */
function listFloor(root: string): number {
  let count = 0;
  for (const id of fs.readdirSync(root)) {
    const text = fs.readFileSync(path.join(root, id, 'summary.json'), 'utf8');
    count += typeof JSON.parse(text) === 'object' ? 1 : 0;
  }
  return count;
}

async function readTexts(root: string): Promise<readonly string[]> {
  const library = libraryOf(root);
  const waiting = [...(await library.list())];
  const texts: string[] = [];
  const work = async (): Promise<void> => {
    for (let run = waiting.pop(); run !== undefined; run = waiting.pop()) {
      texts.push(await loadSearchText(run, library));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return texts;
}

/** Medians in ms; one round of each after the other, so that a disturbance hits all of them. */
async function measure(
  tasks: Readonly<Record<string, () => unknown>>,
): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, task] of Object.entries(tasks)) {
      const started = performance.now();
      await task();
      // The first round only warms up.
      if (round > 0) {
        (times[name] ??= []).push(performance.now() - started);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN,
    ]),
  );
}

function expect(what: string, is: unknown, should: unknown): void {
  if (is !== should) {
    throw new Error(`${what}: ${String(is)} instead of ${String(should)}`);
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-bench-'));
try {
  const root = path.join(folder, 'many');
  await fill(root);
  const texts = await readTexts(root);
  const long = path.join(folder, 'long');
  const report = makeReport('en', 25_000).slice(0, 100_000);
  const frames = framesOf(report, 60);
  await write(long, idOf(0), frames);
  const journal = path.join(long, idOf(0), JOURNAL);

  const took = await measure({
    one: () => fs.readFileSync(path.join(root, idOf(0), 'summary.json'), 'utf8'),
    floor: () => {
      expect('runs', listFloor(root), RUNS);
    },
    list: async () => {
      expect('runs', (await libraryOf(root).list()).length, RUNS);
    },
    readTexts: () => readTexts(root),
    includes: () => texts.filter((text) => text.includes('membrane')).length,
    search: () => {
      expect('hits', texts.filter((text) => matches(text, 'source 3 membrane')).length > 0, true);
    },
    open: () => {
      fs.readFileSync(journal, 'utf8');
      return frames.map((text) => JSON.parse(text) as unknown).length;
    },
    reopen: async () => {
      expect('report', (await runOf(libraryOf(long), idOf(0))).report.text.length, report.length);
    },
  });
  const ms = (name: string): string => `${(took[name] ?? Number.NaN).toFixed(2)} ms`;
  const over = (name: string, floor: string): number => (took[name] ?? 0) / (took[floor] ?? 1);
  const figures: readonly Figure[] = [
    { name: 'reading one small file', value: ms('one') },
    {
      name: `floor: one file of each of ${RUNS} runs, read and parsed`,
      value: ms('floor'),
      ratio: 1,
    },
    {
      name: `list of ${RUNS} runs`,
      value: ms('list'),
      ratio: over('list', 'floor'),
      goal: '≤ 100 ms',
    },
    { name: 'list, and all texts to search in, read behind it', value: ms('readTexts') },
    { name: 'floor: one word in all texts', value: ms('includes'), ratio: 1 },
    {
      name: 'search for three words',
      value: ms('search'),
      ratio: over('search', 'includes'),
      goal: '≤ 50 ms',
    },
    {
      name: `floor: a journal of ${(fs.statSync(journal).size / 1e6).toFixed(1)} MB read, ${frames.length} frames parsed`,
      value: ms('open'),
      ratio: 1,
    },
    {
      name: `reopening it: a finished report of ${report.length / 1000} KB`,
      value: ms('reopen'),
      ratio: over('reopen', 'open'),
      goal: '≤ 300 ms',
    },
  ];
  printTable('History', figures);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
