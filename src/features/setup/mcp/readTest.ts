import type { ResearchTool } from '../../../core/research/run.ts';
import { cleanTitle } from '../../../core/text/clean.ts';
import type { Translate } from '../../../core/text/translate.ts';
import { askMcpServer, type Introduction } from './client.ts';
import { McpError } from './connection.ts';

/** What a test found out, in words. */
export interface TestResult {
  readonly ok: boolean;
  readonly headline: string;
  /** One sentence a line. */
  readonly detail: string;
}

/** Both tools that the service calls, and the field that it sends (spec 2.5). */
const NEEDED = [
  { name: 'search', input: 'query' },
  { name: 'fetch', input: 'id' },
] as const;

const MOST_SHOWN = 20;

/**
 * Asks the server and says what came of it. Names that the server made up are cleaned; its address
 * must have been checked before (only https, nothing private).
 */
export async function readTest(
  tool: ResearchTool,
  token: string | undefined,
  version: string,
  t: Translate,
): Promise<TestResult> {
  const label = cleanTitle(tool.label, 64);
  try {
    const answer = await askMcpServer(new URL(tool.url), token, version);
    const missing = findMissing(tool, answer, t);
    return {
      ok: missing.length === 0,
      headline: t(missing.length === 0 ? 'tool.test.ok' : 'tool.test.missing', { label }),
      detail: [
        ...missing,
        listTools(answer, t),
        t(answer.transport === 'sse' ? 'tool.test.older' : 'tool.test.newer'),
        t('tool.test.limits'),
        t('tool.test.reach'),
      ].join('\n\n'),
    };
  } catch (error) {
    const reason = reasonOf(error, t);
    return {
      ok: false,
      headline: t('tool.test.failed', { label, reason }),
      detail: t('tool.test.reach'),
    };
  }
}

function findMissing(tool: ResearchTool, { tools }: Introduction, t: Translate): string[] {
  const offered = new Map(tools.map((one) => [one.name, one]));
  const lacking = tool.allowedTools
    .filter((name) => !offered.has(name))
    .map((name) => t('tool.test.lacks', { name: cleanTitle(name, 64) }));
  const needed = NEEDED.flatMap(({ input, name }) => {
    if (!tool.allowedTools.includes(name)) {
      return [t('tool.test.notAllowed', { name })];
    }
    const inputs = offered.get(name)?.inputs;
    return inputs === undefined || inputs.includes(input)
      ? []
      : [t('tool.test.input', { name, input })];
  });
  return [...lacking, ...needed];
}

function listTools({ tools }: Introduction, t: Translate): string {
  if (tools.length === 0) {
    return t('tool.test.none');
  }
  const names = tools.slice(0, MOST_SHOWN).map(({ name }) => cleanTitle(name, 64));
  return t('tool.test.offers', {
    tools: tools.length > MOST_SHOWN ? `${names.join(', ')} …` : names.join(', '),
  });
}

function reasonOf(error: unknown, t: Translate): string {
  if (!(error instanceof McpError)) {
    throw error;
  }
  const { detail, reason } = error;
  if (reason === 'status' && ['401', '403'].includes(detail)) {
    return t('tool.test.reason.status.token');
  }
  return t(`tool.test.reason.${reason}`, { detail: cleanTitle(detail, 60) });
}
