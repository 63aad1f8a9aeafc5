/** The marks stand for the pages in the order in which the rounds of `english.ts` read them. */
export const exampleReportEnglish = `# DuckDB or SQLite for log analytics on one server?

**Short answer: let SQLite take the lines in, and DuckDB answer the questions.** The running day lives in a SQLite file, which is good at small writes and at finding single rows. Each night the day before is written to a Parquet file, and DuckDB computes totals and trends over those files. Neither needs a server, and the two are joined by a few lines of SQL. If you want one engine only, the section *If it must be one* says which.

## What each was built for

Both are libraries. They run inside your program, keep their data in ordinary files and ask for no administration. What differs is the work they were made for.

- **SQLite** stores rows. Its authors compare it with opening a file rather than with a database server, and recommend it for application data, small and medium websites, and also for analysis of moderate amounts of data [[2]]. Finding, adding or changing a few rows is what its B-trees are good at.
- **DuckDB** stores columns and works on batches of values. It was made for queries that read many rows and few columns, such as totals, averages and joins over a whole table, and it brings transactions and a single-file format along [[1]].

The question "errors by service and day for the last four weeks" touches three columns of many rows. A column store reads those three. A row store reads past everything else in each row, unless an index happens to hold all that the query needs. The question "show me request 7f3a…" is the opposite: one row, all columns, best answered by an index.

Your answers name both kinds, the first far more often. That is why this report does not end with one name.

## Writing while others read

A log is written all day, so this matters more than speed.

**SQLite in WAL mode** lets readers and a writer work side by side: readers do not block the writer, and the writer does not block readers. There is still *one* writer at a time, and all processes have to be on the same machine, because they share memory; a network drive will not do [[3]]. Two points deserve attention:

1. **Checkpoints.** What is written collects in a second file and is moved into the database now and then. A reader that stays open for a long time can keep this from finishing, and the file grows [[3]]. Close reading transactions soon.
2. **Batches.** Put many lines into one transaction. One line per transaction pays the cost of a commit for each.

**DuckDB** draws the line around the process. In its ordinary, in-process use one process may read and write, or several processes may read and none may write. Inside the writing process many threads can work at the same time, and appends do not conflict with each other [[4]]. While your application holds a DuckDB file open for writing, a developer therefore cannot open the same file from a command line on the side. Newer releases add ways to reach a running DuckDB from other processes; check what your version offers before you build on this rule.

For one writer and three curious readers SQLite is the easier home for the *current* day. For days that are over the restriction does not matter, since files that nobody changes can be read by anybody.

## Keeping ninety days

With SQLite alone, old rows have to be deleted. The freed pages are used again, but the file does not shrink by itself, and each index makes every insert a little dearer.

DuckDB can query Parquet files where they lie, one by one or by a pattern of names. It reads only the columns that a query mentions, and by the statistics inside the files it passes over parts in which nothing can match [[5]]. With one folder a day this makes retention simple: **deleting a day means deleting a folder.** Parquet is also an open format that many other tools read, so the archive does not tie you to this choice.

Memory is rarely a problem at this size, and it can be bounded. Grouping, sorting and joining may go beyond the memory limit by writing to a temporary directory; some aggregates that collect whole lists may not [[6]]. On a server that also runs the application, set the limit and the number of threads yourself, as the defaults assume that the machine is there for the query.

## Finding one event or a phrase

For a request id an ordinary index in SQLite is enough. For words in messages there is FTS5: phrases, prefixes, boolean combinations and ranking; its trigram tokenizer also finds parts of words, at the price of a larger index [[7]]. The index can be kept in step with the table by triggers, so lines can be found as soon as they are committed [[7]].

DuckDB has a full-text extension as well. Its index is built over a table as it is at that time and does not follow later changes; it has to be made anew [[8]]. For a table that grows all day this is the wrong shape. For finished days a plain scan with \`LIKE\` or a regular expression over one column, limited to a few days, is often good enough for a search that happens a few times a week. Try it with your own data before you add an index.

## Side by side

| | SQLite | DuckDB | For this case |
| --- | --- | --- | --- |
| Layout | rows [[2]] | columns, in batches [[1]] | totals: DuckDB |
| Small, steady writes | good, one writer at a time [[3]] | better in bulk | SQLite |
| Reading from other processes while one writes | yes, same machine [[3]] | no, if in-process [[4]] | SQLite |
| One row by its id | index | scan, or an index of its own | SQLite |
| Words in messages | FTS5, kept up to date [[7]] | index is rebuilt [[8]] | SQLite |
| Totals over weeks | reads whole rows | reads the columns needed [[1,5]] | DuckDB |
| More data than memory | pages from disk | spills to disk, with exceptions [[6]] | both |
| Dropping old days | delete, then reuse of space | delete files | DuckDB with Parquet |

A study from 2022, which SQLite's creator took part in, points the same way: SQLite was ahead with many small transactions, DuckDB with analytical queries [[9]]. Both projects have changed since, SQLite partly because of that work. Rely on the direction, and measure the distance yourself.

## Using both

DuckDB can attach a SQLite file and query its tables next to Parquet files [[10]]. One job a night is enough. The example assumes that the writer stores the day (UTC) as text in a column \`day\`, and that the folder exists:

\`\`\`sql
-- DuckDB, once a night: yesterday becomes one Parquet file
INSTALL sqlite;
LOAD sqlite;
ATTACH 'live.db' AS live (TYPE sqlite, READ_ONLY);

COPY (
  SELECT * EXCLUDE (day)
  FROM live.log
  WHERE day = '2026-01-15'
  ORDER BY ts
) TO 'logs/day=2026-01-15/part.parquet'
  (FORMAT parquet, COMPRESSION zstd);

-- Any time: one week, by day and service
SELECT day, service,
       count(*) AS requests,
       avg((status >= 500)::INT) AS error_share,
       quantile_cont(duration_ms, 0.95) AS p95_ms
FROM read_parquet('logs/*/*.parquet', hive_partitioning = true)
WHERE day >= DATE '2026-01-09'
GROUP BY ALL
ORDER BY day, service;
\`\`\`

Running the job twice writes the same file again, which makes it safe to repeat. Delete the day from SQLite only after the row count of the Parquet file agrees with that of the table.

Mind the types. SQLite takes a value of almost any type in almost any column unless a table is declared \`STRICT\`, while DuckDB expects what the column was declared as. A stray text in a number column stops the query; there is a setting, to be made before attaching, that reads everything as text, and then you convert on your own terms [[10]].

## If it must be one

- **Only SQLite**, if looking up single events is the main work, if several processes have to write in turn, or if the totals can be prepared: a small table of counts by hour and service, updated with each batch, answers most dashboards without a second engine.
- **Only DuckDB**, if the logs arrive as files anyway (JSON lines, CSV) and nobody needs the last minute. Then convert each file to Parquet once it is closed, and leave SQLite out.
- **Neither**, if several servers are to write to one place over the network, or if many people work on it at the same time. SQLite's own page recommends a client/server database for that [[2]].

## What to do first

1. Switch on WAL [[3]], write in batches of some hundreds of lines or once a second, and put an index on the request id.
2. Keep two days in SQLite; run the nightly job for a week without deleting anything.
3. Compare: the same ten questions against the SQLite file and the Parquet files, on your machine, with your data.
4. Only then add FTS5 or a retention job, and only if the week showed that you need it.

## How sure this is

- **Settled:** the storage models, one writer in SQLite, one writing process in in-process DuckDB. This is documented behaviour and has been stable for years [[1,3,4]].
- **Depends on the version:** access to DuckDB from several processes, details of spilling, and which DuckDB release reads which of its own files. Parquet avoids the last point.
- **Not answered here:** how fast it will be for you. No figure from elsewhere replaces step 3, because the length of your messages and your disk decide most of it.
`;
