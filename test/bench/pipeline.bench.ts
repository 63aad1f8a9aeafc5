import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checksum, createFileRunStore, JOURNAL } from '../../src/adapters/fileRunStore.ts';
import { createReplayer, frameRecord, readJournal } from '../../src/core/history/journal.ts';
import type { ResearchEvent } from '../../src/core/research/events.ts';
import { createRun, reduce } from '../../src/core/research/reduce.ts';
import { MAIN_MODEL, type Run } from '../../src/core/research/run.ts';
import { createDecoder } from '../../src/core/wire/decode.ts';
import { createSseReader } from '../../src/core/wire/sse.ts';
import { compare, printTable, type Figure } from './measure.ts';
import { makeChunks } from './stream.ts';

/** Nothing can read such a stream for less: decode the bytes, split at blank lines, parse the JSON. */
function floor(chunks: readonly Uint8Array[]): number {
  const decoder = new TextDecoder();
  let rest = '';
  let characters = 0;
  for (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const frame = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const at = frame.indexOf('data:');
      const value = JSON.parse(frame.slice(at + 5)) as {
        output: { message: { content: string } };
      };
      characters += value.output.message.content.length;
    }
  }
  return characters;
}

function emptyRun(): Run {
  const run = createRun(
    'bench',
    'question',
    {
      model: MAIN_MODEL,
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    },
    0,
  );
  return reduce(run, { type: 'sending', at: 0, step: 'research', host: 'bench' });
}

/** The pipeline without the disk: reader, decoder, reducer. */
function pipeline(chunks: readonly Uint8Array[], onFrame?: () => void): Run {
  let run = emptyRun();
  const decoder = createDecoder();
  const reader = createSseReader((frame) => {
    for (const event of decoder.decode(frame).events) {
      run = reduce(run, event);
    }
    onFrame?.();
  });
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  reader.end();
  return run;
}

/** The same with the journal in front, as a live run has it; `fdatasync` is on a timer and not in here. */
function pipelineWithJournal(chunks: readonly Uint8Array[], root: string): Run {
  let run = emptyRun();
  const journal = createFileRunStore(root, {
    trouble: ({ code }) => {
      throw new Error(code);
    },
    recovered: () => undefined,
  }).open(`run-${Math.random().toString(36).slice(2)}`);
  const decoder = createDecoder();
  const reader = createSseReader((frame) => {
    journal.append(frameRecord(1_795_000_000_000, frame));
    for (const event of decoder.decode(frame).events) {
      run = reduce(run, event);
    }
  });
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  reader.end();
  void journal.close();
  return run;
}

export function benchPipeline(): readonly Figure[] {
  const root = mkdtempSync(path.join(os.tmpdir(), 'deep-research-bench-'));
  try {
    const chunks = makeChunks(11_876);
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    const [base, plain, journaled] = compare(9, [
      () => floor(chunks),
      () => pipeline(chunks),
      () => pipelineWithJournal(chunks, root),
    ]);
    const speed = (ms: number): string =>
      `${Math.round(chunks.length / ms)}k frames/s, ${(bytes / 1000 / ms).toFixed(0)} MB/s`;
    const rows = [
      { name: 'floor: split + JSON.parse', value: speed(base), ratio: 1 },
      { name: 'socket → events → run', value: speed(plain), ratio: base / plain, goal: '≥ 0.80' },
      {
        name: 'socket → journal → events → run',
        value: speed(journaled),
        ratio: base / journaled,
        goal: '≥ 0.70',
      },
    ];
    return [...rows, ...benchReplay(root), benchMemory()];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function benchReplay(root: string): readonly Figure[] {
  const chunks = makeChunks(40_000);
  const folder = path.join(root, 'replay');
  pipelineWithJournal(chunks, folder);
  const [name = ''] = readdirSync(folder);
  const started = performance.now();
  const { records } = readJournal(readFileSync(path.join(folder, name, JOURNAL), 'utf8'), checksum);
  const replay = createReplayer();
  let run = emptyRun();
  for (const record of records) {
    for (const event of replay(record) as readonly ResearchEvent[]) {
      run = reduce(run, event);
    }
  }
  const ms = performance.now() - started;
  return [{ name: `replay of ${records.length} frames`, value: `${ms.toFixed(0)} ms`, goal: '≤ 500 ms' }];
}

/** Heap that a long run keeps beyond its text. */
function benchMemory(): Figure {
  const chunks = makeChunks(40_000);
  const collect = globalThis.gc;
  collect?.();
  const before = process.memoryUsage().heapUsed;
  const run = pipeline(chunks);
  const characters = run.report.text.length;
  collect?.();
  const grown = (process.memoryUsage().heapUsed - before - characters * 2) / 1_000_000;
  return {
    name: 'heap kept by a 40,000-frame run, beyond its text',
    value: `${grown.toFixed(1)} MB`,
    goal: '≤ 20 MB',
  };
}

if (process.argv[1]?.endsWith('pipeline.bench.mjs') === true) {
  printTable('Host pipeline', benchPipeline());
}
