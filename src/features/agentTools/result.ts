import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Run } from '../../core/research/run.ts';
import { fenceUntrusted } from '../../core/waysIn/untrusted.ts';
import type { AgentToolDeps } from './toolTypes.ts';

/** Characters of a result: a report at once would fill another model's context. */
const MOST_CHARACTERS = 12_000;
const LEAST_CHARACTERS = 500;

/** How much text a result may hold. In Chinese a character is about a token, so it counts as one. */
export function roomFor(
  options: Pick<vscode.LanguageModelToolInvocationOptions<unknown>, 'tokenizationOptions'>,
): number {
  const budget = options.tokenizationOptions?.tokenBudget ?? MOST_CHARACTERS;
  return Math.max(LEAST_CHARACTERS, Math.min(MOST_CHARACTERS, Math.trunc(budget / 2)));
}

/** A result: our own words, and between marks what the web or the other model said. */
export function toolResult(text: string, untrusted?: string): vscode.LanguageModelToolResult {
  const parts =
    untrusted === undefined
      ? [text]
      : [text, '', fenceUntrusted(untrusted, randomBytes(16).toString('hex'))];
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(parts.join('\n'))]);
}

/** A text of the input; `undefined` where it is none or too long. */
export function readInputText(input: unknown, name: string, most: number): string | undefined {
  const value = (input as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' && value.length <= most ? value.trim() : undefined;
}

/** A run as it is now: this window's own, else from the disk without opening it. */
export async function findRun(
  { desk, library }: Pick<AgentToolDeps, 'desk' | 'library'>,
  runId: string,
): Promise<Run | undefined> {
  const ours = [...desk.live(), ...desk.waiting(), ...desk.queued()].find(
    ({ live }) => live.run().id === runId,
  );
  return ours?.live.run() ?? (await library.read(runId))?.run;
}

export const NO_SUCH_RUN =
  'There is no run with this id. deepResearch_search lists the runs that there are.';
