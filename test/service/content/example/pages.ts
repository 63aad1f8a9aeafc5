/**
 * The pages of the recorded example: they exist, and are the projects' own documentation or published papers. What is
 * said of each is this project's summary, in its own words. Nothing here ever calls them.
 */
const PAGES = {
  whyDuckdb: {
    url: 'https://duckdb.org/why_duckdb',
    title: 'Why DuckDB – DuckDB',
    en: 'The reasons of its authors: an analytical database inside the host program, with columns, vectors and no server.',
    zh: '作者说明动机：嵌入宿主程序的分析型数据库，按列存储、向量化执行，不需要服务器。',
  },
  whenToUse: {
    url: 'https://www.sqlite.org/whentouse.html',
    title: 'Appropriate Uses For SQLite',
    en: 'Where SQLite fits, where a client/server system fits better, and a short checklist for choosing.',
    zh: 'SQLite 适合哪些场合，哪些场合更适合客户端/服务器数据库，并附一份简短的选择清单。',
  },
  wal: {
    url: 'https://www.sqlite.org/wal.html',
    title: 'Write-Ahead Logging',
    en: 'How the WAL mode lets readers and one writer work side by side, what checkpoints do, and its limits.',
    zh: 'WAL 模式如何让读者与一个写者并行，检查点的作用，以及它的限制。',
  },
  concurrency: {
    url: 'https://duckdb.org/docs/current/connect/concurrency',
    title: 'Concurrency – DuckDB',
    en: 'Who may open a database file and how: one process that writes, or several that only read.',
    zh: '谁能以什么方式打开数据库文件：一个可写进程，或多个只读进程。',
  },
  parquet: {
    url: 'https://duckdb.org/docs/current/data/parquet/overview',
    title: 'Reading and Writing Parquet Files – DuckDB',
    en: 'Querying Parquet files and whole folders of them by name, writing them, and what a scan can leave out.',
    zh: '按文件名直接查询单个或整个目录的 Parquet 文件、写出文件，以及扫描时可以略过的部分。',
  },
  tuning: {
    url: 'https://duckdb.org/docs/current/guides/performance/how_to_tune_workloads',
    title: 'Tuning Workloads – DuckDB',
    en: 'Threads, memory, spilling to disk, and the setting that gives up the order of rows to save memory.',
    zh: '线程、内存、向磁盘溢写，以及以放弃行序换取内存的设置。',
  },
  fts5: {
    url: 'https://www.sqlite.org/fts5.html',
    title: 'SQLite FTS5 Extension',
    en: 'Full-text index as a virtual table: query language, tokenizers, external content, ranking.',
    zh: '以虚拟表实现的全文索引：查询语法、分词器、外部内容表和排序。',
  },
  duckdbFts: {
    url: 'https://duckdb.org/docs/current/core_extensions/full_text_search',
    title: 'Full-Text Search Extension – DuckDB',
    en: 'Building a full-text index over a table, scoring matches, and the limit that it is not kept up to date.',
    zh: '为表建立全文索引、为匹配打分，以及索引不会自动更新这一限制。',
  },
  vldb: {
    url: 'https://www.vldb.org/pvldb/vol15/p3535-gaffney.pdf',
    title: 'SQLite: Past, Present, and Future (PVLDB 15, 2022)',
    en: 'A study, co-written by the creator of SQLite, that measures SQLite and DuckDB on several workloads.',
    zh: '一项研究，SQLite 的创建者也是作者之一，用多种负载测量 SQLite 与 DuckDB。',
  },
  sqliteExtension: {
    url: 'https://duckdb.org/docs/current/core_extensions/sqlite',
    title: 'SQLite Extension – DuckDB',
    en: 'Attaching a SQLite file to DuckDB: reading, writing, and how loosely typed columns are handled.',
    zh: '把 SQLite 文件附加到 DuckDB：读取、写入，以及如何处理类型宽松的列。',
  },
  limits: {
    url: 'https://www.sqlite.org/limits.html',
    title: 'Implementation Limits For SQLite',
    en: 'Upper bounds for columns, rows, SQL text and the size of a database file.',
    zh: '列数、行数、SQL 文本长度和数据库文件大小的上限。',
  },
  json1: {
    url: 'https://www.sqlite.org/json1.html',
    title: 'JSON Functions And Operators',
    en: 'Taking values out of JSON text in SQL, for log lines that carry extra fields.',
    zh: '在 SQL 中取出 JSON 文本里的值，适合带有附加字段的日志行。',
  },
  backup: {
    url: 'https://www.sqlite.org/backup.html',
    title: 'SQLite Backup API',
    en: 'Copying a database while it is in use.',
    zh: '在数据库使用过程中复制它。',
  },
  partialIndex: {
    url: 'https://www.sqlite.org/partialindex.html',
    title: 'Partial Indexes',
    en: 'Indexes over some of the rows, such as only the errors.',
    zh: '只覆盖部分行的索引，例如只索引错误记录。',
  },
  expressionIndex: {
    url: 'https://www.sqlite.org/expridx.html',
    title: 'Indexes On Expressions',
    en: 'Indexing what is computed from a row instead of a stored column.',
    zh: '为由行计算出的值（而不是存储的列）建立索引。',
  },
  faq: {
    url: 'https://www.sqlite.org/faq.html',
    title: 'SQLite Frequently Asked Questions',
    en: 'Short answers, among them why many single inserts are slow without a transaction around them.',
    zh: '简短的问答，其中解释了为什么不放进事务的逐条插入会很慢。',
  },
  vacuum: {
    url: 'https://www.sqlite.org/lang_vacuum.html',
    title: 'VACUUM',
    en: 'What happens to the space of deleted rows, and how a file is made smaller.',
    zh: '删除的行所占空间如何处理，怎样缩小文件。',
  },
  isolation: {
    url: 'https://www.sqlite.org/isolation.html',
    title: 'Isolation In SQLite',
    en: 'What one connection sees while another one writes.',
    zh: '一个连接写入时，另一个连接能看到什么。',
  },
  pragma: {
    url: 'https://www.sqlite.org/pragma.html',
    title: 'Pragma statements supported by SQLite',
    en: 'Reference of the settings, with journal_mode, synchronous and busy_timeout among them.',
    zh: '各项设置的参考，包括 journal_mode、synchronous 和 busy_timeout。',
  },
  csv: {
    url: 'https://duckdb.org/docs/current/data/csv/overview',
    title: 'CSV Import – DuckDB',
    en: 'Reading delimited text, with the dialect and the types detected.',
    zh: '读取分隔符文本，并自动识别方言和类型。',
  },
  json: {
    url: 'https://duckdb.org/docs/current/data/json/overview',
    title: 'JSON Overview – DuckDB',
    en: 'Reading JSON, also one object per line as many loggers write it.',
    zh: '读取 JSON，包括许多日志库采用的每行一个对象的格式。',
  },
  hive: {
    url: 'https://duckdb.org/docs/current/data/partitioning/hive_partitioning',
    title: 'Hive Partitioning – DuckDB',
    en: 'Folders named key=value become columns, and filters on them leave files unread.',
    zh: '以 key=value 命名的目录会成为列，按这些列过滤时可以不读无关文件。',
  },
  storage: {
    url: 'https://duckdb.org/docs/current/internals/storage',
    title: 'Storage Versions and Format – DuckDB',
    en: 'Which versions read which files, and how data is compressed inside them.',
    zh: '哪些版本能读取哪些文件，以及文件内部如何压缩数据。',
  },
  indexing: {
    url: 'https://duckdb.org/docs/current/guides/performance/indexing',
    title: 'Indexing – DuckDB',
    en: 'Zonemaps that come by themselves, and indexes that are made on purpose.',
    zh: '自动建立的区域映射（zonemap），以及需要手动创建的索引。',
  },
  fileFormats: {
    url: 'https://duckdb.org/docs/current/guides/performance/file_formats',
    title: 'File Formats – DuckDB',
    en: 'When to query files where they are, and when to load them first.',
    zh: '什么时候直接查询文件，什么时候先导入。',
  },
  parquetFormat: {
    url: 'https://parquet.apache.org/docs/file-format/',
    title: 'File Format – Apache Parquet',
    en: 'Row groups, column chunks, pages, and the metadata at the end of the file.',
    zh: '行组、列块、页，以及位于文件末尾的元数据。',
  },
  parquetOverview: {
    url: 'https://parquet.apache.org/docs/overview/',
    title: 'Overview – Apache Parquet',
    en: 'What the open column-oriented format was made for.',
    zh: '这种开放的列式格式为何而设计。',
  },
  cidr: {
    url: 'https://www.cidrdb.org/cidr2020/papers/p23-raasveldt-cidr20.pdf',
    title: 'Data Management for Data Science – Towards Embedded Analytics (CIDR 2020)',
    en: 'The paper that argues for analytical databases inside the host process.',
    zh: '论述为什么需要嵌入宿主进程的分析型数据库。',
  },
  sigmod: {
    url: 'https://doi.org/10.1145/3299869.3320212',
    title: 'DuckDB: an Embeddable Analytical Database (SIGMOD 2019)',
    en: 'The first demonstration of DuckDB at a conference.',
    zh: 'DuckDB 首次在学术会议上的演示。',
  },
  brin: {
    url: 'https://www.postgresql.org/docs/current/brin.html',
    title: 'PostgreSQL: Documentation: BRIN Indexes',
    en: 'Small indexes over ranges of blocks, for large tables in the order of time.',
    zh: '针对数据块范围的小型索引，适合按时间排列的大表。',
  },
} as const;

export type PageId = keyof typeof PAGES;

/** Every page, for whoever counts or checks them. */
export const PAGE_IDS = Object.keys(PAGES) as readonly PageId[];

/** A page as a search finds it; without an icon, since nothing of it is loaded. */
export function examplePage(
  id: PageId,
  language: 'en' | 'zh',
): { title: string; description: string; url: string; icon: string } {
  const { title, url, [language]: description } = PAGES[id];
  return { title, description, url, icon: '' };
}
