import { changed, frame, type Frame } from '../support/wire.ts';

/** Step 1 of the main model: three questions, nothing else (spec 3.1). */
export const clarifyFrames: readonly Frame[] = [
  frame({ phase: 'answer', status: 'typing', content: '1. 您更关注' }, [196, 4]),
  frame(
    { phase: 'answer', status: 'typing', content: '哪些场景？\n\n2. Which versions' },
    [196, 40],
  ),
  frame({ phase: 'KeepAlive', status: 'typing' }, [196, 40]),
  frame({ phase: 'answer', status: 'typing', content: ' should be compared? 😀' }, [196, 83]),
  frame({ phase: 'answer', status: 'finished' }, [196, 83]),
];

/** What the clarification says in the end. */
export const CLARIFY_TEXT = '1. 您更关注哪些场景？\n\n2. Which versions should be compared? 😀';

const site = (n: number): Record<string, unknown> => ({
  title: `Page ${n} 页面`,
  url: `https://example.org/${n}`,
  description: 'cut in mid-sen ',
  favicon: '',
});

const source = (n: number): Record<string, unknown> => ({
  title: `Source ${n}`,
  url: `https://example.org/${n}`,
  description: '摘要',
  icon: '',
  index_number: n,
});

/** Everything that changes between the published layouts and the two models (spec 5.3, 6). */
interface Dialect {
  readonly query: string;
  readonly results: string;
  readonly round: (n: number, fields: Record<string, unknown>) => Record<string, unknown>;
  readonly sites: (n: number, sites: readonly unknown[]) => Record<string, unknown>;
}

const layout1 = (n: number, fields: Record<string, unknown>): Record<string, unknown> => ({
  research: { id: n, ...fields },
});
const layout2 = (n: number, fields: Record<string, unknown>): Record<string, unknown> => ({
  query: { id: n, ...fields },
});

const MAIN: Dialect = {
  query: 'streamingQueries',
  results: 'streamingWebResult',
  round: layout1,
  sites: (n, webSites) => layout1(n, { webSites }),
};
const SNAPSHOT_1: Dialect = { ...MAIN, query: 'streamingThinking', results: 'streamingThinking' };
const SNAPSHOT_2: Dialect = {
  ...SNAPSHOT_1,
  round: layout2,
  sites: (n, webSites) => ({ ...layout2(n, {}), webSites }),
};
const MIXED: Dialect = {
  ...SNAPSHOT_1,
  round: (n, fields) => (n === 1 ? { research: {}, ...layout2(n, fields) } : layout1(n, fields)),
  sites: (n, webSites) => ({ ...layout1(n, {}), webSites }),
};

function research(dialect: Dialect): readonly Frame[] {
  const { query, results, round, sites } = dialect;
  const search = (
    status: string,
    details: Record<string, unknown>,
    usage: readonly [number, number],
  ): Frame => frame({ phase: 'WebResearch', status, research: details }, usage);
  const answer = (content: string, output: number, references?: readonly unknown[]): Frame =>
    frame(
      {
        phase: 'answer',
        status: 'typing',
        content,
        research: references === undefined ? {} : { references },
      },
      [652, output],
    );
  return [
    frame({ phase: 'ResearchPlanning', status: 'typing', content: '本研究聚焦于' }, [652, 4]),
    frame(
      { phase: 'ResearchPlanning', status: 'typing', content: '嵌入式分析数据库，' },
      [652, 20],
    ),
    frame(
      {
        phase: 'ResearchPlanning',
        status: 'typing',
        content: 'that is DuckDB and SQLite, in 2026.',
      },
      [652, 41],
    ),
    frame({ phase: 'ResearchPlanning', status: 'finished' }, [652, 41]),
    search(query, round(1, { query: '嵌入式' }), [652, 54]),
    search(query, round(1, { query: '数据库 2026' }), [652, 58]),
    search(query, round(1, { query: '', researchGoal: '比较' }), [652, 63]),
    search(query, round(1, { researchGoal: '两者的用途' }), [652, 70]),
    search(results, sites(1, [site(1), site(2)]), [652, 97]),
    frame({ phase: 'KeepAlive', status: 'typing' }, [652, 97]),
    search(results, sites(1, [site(2), site(3)]), [652, 97]),
    search('WebResultFinished', round(1, {}), [652, 97]),
    search(query, round(2, { query: 'DuckDB logs' }), [652, 120]),
    search(results, round(2, { learningMap: { '11': '该' } }), [652, 264]),
    search(results, round(2, { learningMap: { '4': 'A', '11': '页' } }), [652, 270]),
    search(results, round(2, { learningMap: { '4': ' page' } }), [652, 300]),
    search('WebResultFinished', round(2, {}), [652, 300]),
    frame({ phase: 'WebResearch', status: 'finished' }, [652, 300]),
    answer('#', 2347, [source(1), source(2)]),
    answer(' 报告 🧪\n\nDuckDB is fast [[1', 2400),
    answer(']] and SQLite is everywhere [[1,2]].\n\n|a|b|\n|-|-|\n', 2500),
    answer('|1|2|\n', 2510),
    frame({ phase: 'answer', status: 'finished' }, [652, 8930]),
  ];
}

/** What every research golden says in the end. */
export const PLAN_TEXT = '本研究聚焦于嵌入式分析数据库，that is DuckDB and SQLite, in 2026.';
export const REPORT_TEXT =
  '# 报告 🧪\n\nDuckDB is fast [[1]] and SQLite is everywhere [[1,2]].\n\n|a|b|\n|-|-|\n|1|2|\n';

export const mainFrames = research(MAIN);
export const snapshotFrames1 = research(SNAPSHOT_1);
export const snapshotFrames2 = research(SNAPSHOT_2);
export const mixedFrames = research(MIXED);

/** With a KeepAlive between any two frames (spec 6). */
export const keepAliveFrames: readonly Frame[] = mainFrames.flatMap((one) => [
  one,
  frame({ phase: 'KeepAlive', status: 'typing' }, usageOf(one)),
]);

/** Content that comes whole each time, as the generic default would have it (spec 5.4). */
export const cumulativeFrames: readonly Frame[] = (() => {
  const soFar = new Map<string, string>();
  return mainFrames.map((one) => {
    const message = messageOf(one);
    const phase = String(message['phase']);
    const text = (soFar.get(phase) ?? '') + String(message['content']);
    soFar.set(phase, text);
    return changed(one, ['output', 'message', 'content'], message['content'] === '' ? '' : text);
  });
})();

/** Null, missing, array parts and numbers as text: all tolerated (spec 5.2, 12). */
export const looseFrames: readonly Frame[] = mainFrames.map((one, at) => {
  const message = messageOf(one);
  const [input, output] = usageOf(one);
  let loose = changed(one, ['usage'], { input_tokens: String(input), output_tokens: `${output}` });
  if (message['content'] === '') {
    loose = changed(loose, ['output', 'message', 'content'], at % 2 === 0 ? null : undefined);
  } else {
    loose = changed(loose, ['output', 'message', 'content'], [{ text: message['content'] }, {}]);
  }
  const details = (message['extra'] as { deep_research: Record<string, unknown> }).deep_research;
  if (Object.keys(details).length === 0) {
    loose = changed(loose, ['output', 'message', 'extra'], [null, [], undefined][at % 3]);
  }
  const round = details['research'] as Record<string, unknown> | undefined;
  if (round !== undefined) {
    loose = changed(loose, ['output', 'message', 'extra', 'deep_research', 'research'], {
      ...round,
      id: String(round['id']),
      query: round['query'] ?? null,
      webSites: round['webSites'] ?? null,
    });
  }
  return changed(loose, ['output', 'fininshed_reason'], at % 2 === 0 ? null : 'null');
});

/** The documented end mark alone, in both spellings (spec 5.1, 8). */
export const fininshedFrames = withEndMark('fininshed', 'fininshed_reason');
export const finishedFrames = withEndMark('finished', 'finish_reason');

function withEndMark(mark: string, reason: string): readonly Frame[] {
  const last = mainFrames.at(-1);
  if (last === undefined) {
    throw new Error('no frames');
  }
  const typing = changed(last, ['output', 'message', 'status'], 'typing');
  const marked = changed(typing, ['output', mark], true);
  return [...mainFrames.slice(0, -1), changed(marked, ['output', reason], 'stop')];
}

function messageOf(one: Frame): Record<string, unknown> {
  return (one.data as { output: { message: Record<string, unknown> } }).output.message;
}

function usageOf(one: Frame): [number, number] {
  const { usage } = one.data as { usage: { input_tokens: number; output_tokens: number } };
  return [usage.input_tokens, usage.output_tokens];
}
