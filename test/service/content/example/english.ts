import type { ExampleContent } from './content.ts';
import { exampleReportEnglish } from './reportEnglish.ts';

export const EXAMPLE_ENGLISH: ExampleContent = {
  question: 'DuckDB or SQLite for log analytics on one server?',
  questions: [
    'What do you mostly ask your logs: totals and trends over days and weeks, or single events such as one request id or an error message?',
    'How do the logs arrive and how long are they kept: how many processes write, roughly how many lines a day, and who reads them?',
    'What is fixed already: may a service be added, may data be copied into other files, and which sources should count?',
  ],
  answers: [
    '1. Mostly totals and trends: error rates and slow routes by day and service. A few times a week we look for one request id or a phrase in a message.',
    '2. One application server, one process that writes, a few million lines a day, kept for 90 days. Three developers read.',
    '3. No new service to operate. Copies are fine. Official documentation and papers, please, and say where an answer depends on the version.',
  ].join('\n\n'),
  plan: 'Both run inside a program, so the choice depends on the work and not on operations. First what each was built for; then who may write and read at the same time, since a log never stops; then how old days are stored and queried; then the search for single events and phrases; and at the end published comparisons, and whether the two can be used together. Official documentation and papers only.',
  rounds: [
    {
      query: 'DuckDB SQLite embedded database row store column store analytics intended use',
      goal: 'Find out what each project says it is for, and for which work it sends people elsewhere.',
      found: [
        ['whyDuckdb', 'whenToUse', 'cidr', 'sigmod', 'limits', 'faq', 'storage', 'brin'],
        ['parquetOverview', 'json1'],
      ],
      read: [
        {
          page: 'whyDuckdb',
          note: 'Says what DuckDB is for: analytical queries inside the host process. Columns, work on batches of values, transactions, one file, no dependencies. Basis for the part on design.',
        },
        {
          page: 'whenToUse',
          note: 'Sees SQLite as a replacement for files, and counts data analysis among its uses. Recommends a client/server system for many writers or for data behind a network.',
        },
      ],
    },
    {
      query: 'SQLite WAL readers one writer checkpoint; DuckDB one process read-write access mode',
      goal: 'Learn who can write and who can read at the same moment, as logs are written while people query them.',
      found: [['wal', 'concurrency', 'isolation', 'pragma', 'backup', 'vacuum']],
      read: [
        {
          page: 'wal',
          note: 'Readers and the one writer do not block each other. All of them must be on one machine; a reader that stays open for long keeps the log file growing.',
        },
        {
          page: 'concurrency',
          note: 'In-process: one process that reads and writes, or several that only read. Threads inside the writing process are fine. Decides how logs can get in.',
        },
      ],
    },
    {
      query: 'DuckDB query Parquet files one folder per day filter pushdown memory limit spill',
      goal: 'See how 90 days can be stored, queried and thrown away without loading them again.',
      found: [['parquet', 'tuning', 'hive', 'parquetFormat', 'fileFormats', 'csv', 'json']],
      read: [
        {
          page: 'parquet',
          note: 'Reads single files or patterns of names, takes only the columns that are asked for, and uses the statistics in the file to pass over row groups.',
        },
        {
          page: 'tuning',
          note: 'Sorting, grouping and joining can go beyond memory by spilling to disk; some aggregates that collect whole lists cannot. Names the settings to change.',
        },
      ],
    },
    {
      query:
        'search phrase in log messages SQLite FTS5 trigram DuckDB full-text search index update',
      goal: 'Compare how single events and phrases are found, and what keeping such an index costs.',
      found: [['fts5', 'duckdbFts', 'partialIndex', 'expressionIndex', 'indexing']],
      read: [
        {
          page: 'fts5',
          note: 'Words, phrases, prefixes and ranking; the trigram tokenizer finds parts of words. The index follows the inserts into its own table; external content needs triggers.',
        },
        {
          page: 'duckdbFts',
          note: 'Makes an index over a table that exists and scores matches. It does not follow later changes: it has to be built again. Poor fit for a table that grows all day.',
        },
      ],
    },
    {
      query: 'SQLite DuckDB evaluation paper workloads; attach SQLite file in DuckDB',
      goal: 'Check the impression against published measurements, and whether one engine can read the file of the other.',
      found: [['vldb', 'sqliteExtension']],
      read: [
        {
          page: 'vldb',
          note: 'Measures both: SQLite ahead with many small transactions, DuckDB ahead with analytical queries. The releases are from 2022, so only the direction is used here.',
        },
        {
          page: 'sqliteExtension',
          note: 'A SQLite file can be attached and queried beside Parquet files. Values that do not fit the declared type of a column lead to errors unless everything is read as text.',
        },
      ],
    },
  ],
  report: exampleReportEnglish,
};
