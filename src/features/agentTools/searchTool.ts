import type * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { loadSearchText, matches } from '../../core/history/search.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { createWaysInWords } from '../waysIn/words.ts';
import { readInputText, toolResult } from './result.ts';
import type { AgentToolDeps } from './toolTypes.ts';

const MOST_HITS = 10;
const READ_AT_ONCE = 8;

/** Earlier runs, so that nothing is researched and paid twice. */
export function createSearchTool(deps: AgentToolDeps): vscode.LanguageModelTool<unknown> {
  const { desk, library } = deps;
  const words = createWaysInWords(deps.language);

  /** The newest runs in which every word of the query stands. */
  async function search(
    query: string,
    token: vscode.CancellationToken,
  ): Promise<readonly RunSummary[]> {
    const hits: RunSummary[] = [];
    const waiting = [...(await desk.list())];
    while (waiting.length > 0 && hits.length < MOST_HITS && !token.isCancellationRequested) {
      const some = waiting.splice(0, READ_AT_ONCE);
      const texts = await Promise.all(some.map((run) => loadSearchText(run, library)));
      hits.push(...some.filter((_, index) => matches(texts[index] ?? '', query)));
    }
    return hits.slice(0, MOST_HITS);
  }

  return {
    prepareInvocation: () => ({ invocationMessage: words('toolSearching') }),
    invoke: async ({ input }, token) => {
      const hits = await search(readInputText(input, 'query', 500) ?? '', token);
      return hits.length === 0
        ? toolResult('No past run matches. Every word has to occur; try fewer or other words.')
        : toolResult(
            `${hits.length} runs, newest first. Read one with deepResearch_getReport.`,
            hits.map(line).join('\n'),
          );
    },
  };
}

/** Names are text of others too: a question may have been imported, or written by a model. */
function line({ cost, createdAt, id, question, sourcesRead, state, title }: RunSummary): string {
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const price = cost === undefined ? 'cost unknown' : `CNY ${cost.toFixed(2)}`;
  return `runId ${id} | ${day} | ${state} | ${sourcesRead} pages read | ${price} | ${cleanTitle(title ?? question, 200)}`;
}
