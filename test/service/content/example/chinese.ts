import type { ExampleContent } from './content.ts';
import { exampleReportChinese } from './reportChinese.ts';

export const EXAMPLE_CHINESE: ExampleContent = {
  question: '单台服务器上分析日志，用 DuckDB 还是 SQLite？',
  questions: [
    '您主要向日志提什么问题：按天、按周的汇总与趋势，还是查找单个事件，例如某个请求 ID 或一条错误信息？',
    '日志怎样到来、保留多久：有几个进程写入，每天大约多少行，由谁来读取？',
    '哪些条件已经确定：能否增加一个服务，能否把数据复制到别的文件，希望采用哪类资料？',
  ],
  answers: [
    '1. 主要是汇总与趋势：按天、按服务统计错误率和慢接口。每周有几次需要查找某个请求 ID 或信息中的一个短语。',
    '2. 一台应用服务器，一个进程写入，每天几百万行，保留 90 天。三名开发人员读取。',
    '3. 不增加需要运维的服务。可以复制数据。请采用官方文档和论文，结论与版本有关时请注明。',
  ].join('\n\n'),
  plan: '两者都在程序内部运行，因此取舍取决于工作内容，而不是运维。先看各自为什么而设计；再看谁能同时写入和读取，因为日志不会停下来；然后看历史数据怎样保存和查询；接着看怎样查找单个事件和短语；最后看已发表的比较，以及两者能否一起使用。只采用官方文档和论文。',
  rounds: [
    {
      query: 'DuckDB SQLite 嵌入式数据库 行存储 列存储 分析 适用场景',
      goal: '弄清两个项目各自说明的用途，以及遇到哪些工作时会建议改用别的系统。',
      found: [
        ['whyDuckdb', 'whenToUse', 'cidr', 'sigmod', 'limits', 'faq', 'storage', 'brin'],
        ['parquetOverview', 'json1'],
      ],
      read: [
        {
          page: 'whyDuckdb',
          note: '说明 DuckDB 的用途：在宿主进程内做分析查询。按列存储、成批处理、支持事务、单个文件、没有外部依赖。用于“设计目标”一节。',
        },
        {
          page: 'whenToUse',
          note: '把 SQLite 看作普通文件的替代品，数据分析也在适用范围之内。写者很多或数据在网络另一端时，建议使用客户端/服务器数据库。',
        },
      ],
    },
    {
      query: 'SQLite WAL 读者 单一写者 检查点 DuckDB 单进程读写 访问模式',
      goal: '日志一边写入一边被查询，需要知道同一时刻谁能写、谁能读。',
      found: [['wal', 'concurrency', 'isolation', 'pragma', 'backup', 'vacuum']],
      read: [
        {
          page: 'wal',
          note: '读者与唯一的写者互不阻塞。所有进程必须在同一台机器上；长时间不结束的读者会使日志文件不断增长。',
        },
        {
          page: 'concurrency',
          note: '进程内使用时：要么一个进程读写，要么多个进程只读。写入进程内部可以有多个线程。它决定了日志以什么方式进入。',
        },
      ],
    },
    {
      query: 'DuckDB 查询 Parquet 文件 每天一个目录 过滤下推 内存限制 溢写',
      goal: '了解怎样保存、查询和清理 90 天的数据，而不必重新导入。',
      found: [['parquet', 'tuning', 'hive', 'parquetFormat', 'fileFormats', 'csv', 'json']],
      read: [
        {
          page: 'parquet',
          note: '可以读取单个文件或用通配符匹配的多个文件，只取查询用到的列，并根据文件内的统计信息跳过行组。',
        },
        {
          page: 'tuning',
          note: '排序、分组和连接可以溢写到磁盘，从而超出内存；某些收集整个列表的聚合函数不行。列出了需要调整的设置。',
        },
      ],
    },
    {
      query: '日志信息 短语搜索 SQLite FTS5 trigram DuckDB 全文搜索 索引更新',
      goal: '比较怎样找到单个事件和短语，以及维护这样的索引要付出什么。',
      found: [['fts5', 'duckdbFts', 'partialIndex', 'expressionIndex', 'indexing']],
      read: [
        {
          page: 'fts5',
          note: '支持词、短语、前缀和排序；trigram 分词器能找到词的一部分。索引随自身表的写入更新，外部内容表需要触发器。',
        },
        {
          page: 'duckdbFts',
          note: '为已有的表建立索引并给匹配打分。之后的修改不会反映到索引中，必须重建。不适合整天都在增长的表。',
        },
      ],
    },
    {
      query: 'SQLite DuckDB 评测论文 负载 在 DuckDB 中附加 SQLite 文件',
      goal: '用已发表的测量检验前面的判断，并确认一个引擎能否读取另一个的文件。',
      found: [['vldb', 'sqliteExtension']],
      read: [
        {
          page: 'vldb',
          note: '同时测量两者：大量小事务时 SQLite 领先，分析查询时 DuckDB 领先。所用版本是 2022 年的，因此这里只采用方向。',
        },
        {
          page: 'sqliteExtension',
          note: 'SQLite 文件可以附加进来，与 Parquet 文件一起查询。值与列的声明类型不符时会报错，除非全部按文本读取。',
        },
      ],
    },
  ],
  report: exampleReportChinese,
};
