import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import type { Run, RunOptions, Site } from '../../../src/core/research/run.ts';
import { MAIN_MODEL } from '../../../src/core/research/run.ts';
import type { PanelContext } from '../../../src/protocol/messages.ts';

/** A made-up run, event by event, and the runs that come of its parts. */
export const STARTED_AT = Date.UTC(2026, 10, 22, 9, 0, 0);

const OPTIONS: RunOptions = {
  model: MAIN_MODEL,
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
};

export const QUESTION = 'DuckDB or SQLite for log analytics on one server?';

export function context(change: Partial<PanelContext> = {}): PanelContext {
  return {
    options: {
      model: OPTIONS.model,
      clarify: true,
      outputFormat: OPTIONS.outputFormat,
      useTools: false,
    },
    tools: [],
    images: [],
    files: [],
    draft: '',
    draftVersion: 1,
    secrets: [],
    estimate: { low: 1.3, high: 1.5, basis: 'public' },
    prices: PRICES,
    hasKey: true,
    simulated: false,
    readOnly: false,
    ...change,
  };
}

export const QUESTIONS = `Before I start, a few questions:

1. Which workloads matter most: analytical scans over days of logs, or many small point lookups?

2. How large is the log volume in a day, and how long is it kept?

3. Will several processes write at the same time?`;

const SITES: readonly Site[] = [
  [
    'Concurrency – DuckDB',
    'https://duckdb.org/docs/stable/connect/concurrency',
    'DuckDB has two configurable options for concurrency: one process can both read and write to the database, or multiple processes can read.',
  ],
  [
    'Write-Ahead Logging',
    'https://sqlite.org/wal.html',
    'There are advantages and disadvantages to using WAL instead of a rollback journal. Readers do not block writers and a writer does not block readers.',
  ],
  [
    'Appropriate Uses For SQLite',
    'https://sqlite.org/whentouse.html',
    'SQLite is not directly comparable to client/server SQL database engines.',
  ],
  [
    'Why DuckDB',
    'https://duckdb.org/why_duckdb',
    'DuckDB uses a columnar-vectorized query execution engine, where queries are still interpreted, but a large batch of values are processed in one operation.',
  ],
  [
    'DuckDB：面向分析的嵌入式数据库',
    'https://zhuanlan.example.cn/p/61230',
    '本文介绍 DuckDB 的列式存储与向量化执行，并与 SQLite 的行式存储作对比。',
  ],
  [
    'Benchmarking embedded databases on log data',
    'https://bench.example.org/embedded-2026',
    'We loaded 40 GB of web server logs into three embedded engines and ran eleven queries.',
  ],
].map(([title = '', url = '', description = '']) => ({ title, url, description }));

export const REPORT = `# DuckDB or SQLite for log analytics

For analytical questions over days of logs on one server, **DuckDB** is the better engine; SQLite stays the better *store of record* where many small writes come from several processes[[1]][[2]].

## What the two are built for

SQLite keeps rows together and is tuned for transactions: a point lookup touches one page, and a writer never blocks readers in WAL mode[[2]]. DuckDB keeps columns together and works on batches of values, so that a scan over one column of a hundred million rows reads only that column[[4]].

| Property | SQLite | DuckDB |
| --- | --- | --- |
| Storage | rows | columns |
| Writers at a time | one process, queued[[2]] | one process[[1]] |
| Typical scan of 40 GB | 74 s[[6]] | 3.1 s[[6]] |
| Compression | none | by column[[4,6]] |

### A note on concurrency

> One process can both read and write, or several processes can read.

In practice three ways work:

1. **Append to files**, read them with DuckDB as Parquet.
2. Write to SQLite, and attach it from DuckDB: \`ATTACH 'logs.db' (TYPE sqlite)\`[[1]].
3. Give one process the writer's role:
   - the others send it batches,
   - it commits once a second[[9]].

## Loading a day of logs

\`\`\`sql
-- One file a day, sorted by time
COPY (SELECT * FROM read_json_auto('access-*.json.gz') ORDER BY ts)
TO 'logs/2026-11-22.parquet' (FORMAT parquet, COMPRESSION zstd);
\`\`\`

The measurements are described at https://bench.example.org/embedded-2026 and in [the manual](https://duckdb.org/docs/).

![A chart of scan times](https://bench.example.org/scan.png)

## 中文资料怎么说

列式存储对只读取少数字段的查询优势明显，日志分析正属于这一类[[5]]。若写入来自多个进程，则需要一个专门的写入者，或先写文件再批量导入[[1,5]]。

## What remains open

Nothing in the sources measures both engines under a mixed load for longer than an hour.
`;

const NOTE_1 =
  'The page states that a DuckDB file can be opened for writing by one process only, and that several processes may read it at the same time if all of them open it read-only.';
const NOTE_2 =
  'WAL mode lets readers and one writer work at the same time on one machine; it does not work over a network file system.';

const REFERENCES = SITES.map((site, at) => ({ ...site, number: at + 1 }));

const second = (n: number): number => STARTED_AT + n * 1000;

/** Names of the moments that a page can be shown at. */
export const EVENTS: readonly (readonly [string, readonly ResearchEvent[]])[] = [
  [
    'asking',
    [
      { type: 'sending', at: second(0), step: 'clarify', host: 'dashscope.aliyuncs.com' },
      { type: 'sent', at: second(0) },
      { type: 'accepted', at: second(1), requestId: '0c9d8f8e-1111-4a5b-9c1c-2f1e5a7c0001' },
    ],
  ],
  [
    'waiting',
    [
      { type: 'answerText', text: QUESTIONS },
      { type: 'usage', usage: { inputTokens: 196, outputTokens: 83 } },
      { type: 'answerFinished' },
      { type: 'streamEnded', at: second(9) },
    ],
  ],
  [
    'planning',
    [
      {
        type: 'answered',
        at: second(60),
        answers:
          '> 1. Which workloads matter most?\nScans over days of logs.\n\nKept for 90 days, about 4 GB a day.',
      },
      { type: 'sending', at: second(60), step: 'research', host: 'dashscope.aliyuncs.com' },
      { type: 'sent', at: second(60) },
      { type: 'accepted', at: second(61), requestId: '0c9d8f8e-2222-4a5b-9c1c-2f1e5a7c0002' },
      {
        type: 'planText',
        text: 'Compare the two engines for scans over days of logs:\n\n1. Storage layout and scan speed\n2. Concurrent writers',
      },
    ],
  ],
  [
    'researching',
    [
      { type: 'planText', text: '\n3. Operations: backup, retention, size on disk\n' },
      { type: 'planFinished' },
      { type: 'roundStarted', round: 1 },
      {
        type: 'roundGoal',
        round: 1,
        text: 'Get an overview of how both engines store data and what that means for scans.',
      },
      { type: 'roundQuery', round: 1, text: 'duckdb sqlite storage layout analytics' },
      { type: 'sitesFound', round: 1, sites: SITES.slice(2) },
      { type: 'usage', usage: { inputTokens: 652, outputTokens: 97 } },
      { type: 'roundFinished', round: 1 },
      { type: 'roundStarted', round: 2 },
      { type: 'roundFinished', round: 2 },
      { type: 'roundStarted', round: 3 },
      { type: 'roundQuery', round: 3, text: 'duckdb sqlite concurrent writers processes' },
      {
        type: 'roundGoal',
        round: 3,
        text: 'Compare what happens when several processes write at the same time.',
      },
      { type: 'sitesFound', round: 3, sites: SITES.slice(0, 2) },
      { type: 'note', round: 3, key: '11', text: NOTE_1 },
      { type: 'note', round: 3, key: '7', text: NOTE_2.slice(0, 60) },
      { type: 'usage', usage: { inputTokens: 652, outputTokens: 1070 } },
    ],
  ],
  [
    'writing',
    [
      { type: 'note', round: 3, key: '7', text: NOTE_2.slice(60) },
      { type: 'roundFinished', round: 3 },
      { type: 'researchFinished' },
      { type: 'answerText', text: REPORT.slice(0, 1350) },
      { type: 'references', references: REFERENCES },
      { type: 'usage', usage: { inputTokens: 652, outputTokens: 2347 } },
    ],
  ],
  [
    'done',
    [
      { type: 'answerText', text: REPORT.slice(1350) },
      { type: 'usage', usage: { inputTokens: 652, outputTokens: 8930 } },
      { type: 'answerFinished' },
      { type: 'streamEnded', at: second(408) },
    ],
  ],
];

/** The run as it is after the events of a moment. */
export function runAt(moment: string, question = QUESTION): Run {
  let run = createRun('20261122-090000-demo', question, OPTIONS, STARTED_AT);
  for (const [name, events] of EVENTS) {
    run = events.reduce(reduce, run);
    if (name === moment) {
      return run;
    }
  }
  throw new Error(`No such moment: ${moment}`);
}

/** A run that ends otherwise. */
export function ended(moment: string, ...events: readonly ResearchEvent[]): Run {
  return events.reduce(reduce, runAt(moment));
}
