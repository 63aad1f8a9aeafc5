import * as vscode from 'vscode';
import { PRICES, type PriceTable, type TokenPrice } from '../core/research/price.ts';
import {
  MAIN_MODEL,
  MODELS,
  type Model,
  type OutputFormat,
  type ResearchTool,
} from '../core/research/run.ts';
import { DEFAULT_BASE_URL } from '../core/wire/endpoint.ts';
import { asObject, asText } from '../core/wire/read.ts';
import { DEFAULT_LIMITS, type Limits } from '../core/wire/watchdog.ts';
import { SECTION, SETTINGS, type SettingName } from '../manifest/ids.ts';

export type CitationStyle = 'footnotes' | 'links' | 'numbers';

/** The settings that decide where a request goes and what it may cost: the user's own only. */
export interface Settings {
  readonly baseUrl: string;
  readonly workspaceId: string;
  readonly model: Model;
  readonly clarify: boolean;
  readonly outputFormat: OutputFormat;
  readonly limits: Limits;
  /** CNY; 0 means no limit. */
  readonly maxCostPerRun: number;
  readonly maxCostPerMonth: number;
  /** Costly steps under way at the same time in this window; the rest is queued. */
  readonly maxParallelRuns: number;
  readonly prices: PriceTable;
  /** MCP servers as the user wrote them, not yet checked. */
  readonly tools: readonly ResearchTool[];
}

/**
 * Reads them as they are now. Only what the user set for themselves counts, never a workspace: the
 * scope in the manifest says the same, and this is the second lock (T1 to T3). A value of a wrong
 * type counts as not set (F92).
 */
export function readSettings(): Settings {
  return {
    baseUrl: text(SETTINGS.baseUrl, DEFAULT_BASE_URL),
    workspaceId: text(SETTINGS.workspaceId, ''),
    model: oneOf(SETTINGS.model, MODELS, MAIN_MODEL),
    clarify: oneOf(SETTINGS.clarify, ['ask', 'skip'], 'ask') === 'ask',
    outputFormat:
      oneOf(SETTINGS.outputFormat, ['detailed', 'summary'], 'detailed') === 'detailed'
        ? 'model_detailed_report'
        : 'model_summary_report',
    limits: {
      ...DEFAULT_LIMITS,
      idleMs: count(SETTINGS.idleLimitMinutes, 15, 1, 120) * 60_000,
      firstByteMs: count(SETTINGS.idleLimitMinutes, 15, 1, 120) * 60_000,
      totalMs: count(SETTINGS.totalLimitMinutes, 60, 5, 240) * 60_000,
    },
    maxCostPerRun: count(SETTINGS.maxCostPerRun, 0, 0, 1_000_000),
    maxCostPerMonth: count(SETTINGS.maxCostPerMonth, 0, 0, 1_000_000),
    maxParallelRuns: Math.floor(count(SETTINGS.maxParallelRuns, 2, 1, 3)),
    prices: readPrices(),
    tools: readTools(),
  };
}

/** How citations are written in a document of this language. */
export function readCitationStyle(scope: vscode.ConfigurationScope | undefined): CitationStyle {
  const value = vscode.workspace.getConfiguration(SECTION, scope).get(SETTINGS.citationStyle);
  return value === 'links' || value === 'numbers' ? value : 'footnotes';
}

/** The folder for saved reports as the user or this workspace folder has it; checked before use. */
export function readSaveFolder(scope: vscode.Uri | undefined): string {
  const value = vscode.workspace.getConfiguration(SECTION, scope).get(SETTINGS.saveFolder);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : 'research';
}

/** What is saved into a workspace folder whenever a run has ended. */
export function readSaveAfterRun(scope: vscode.Uri | undefined): 'off' | 'report' | 'run' {
  const value = vscode.workspace.getConfiguration(SECTION, scope).get(SETTINGS.saveAfterRun);
  return value === 'report' || value === 'run' ? value : 'off';
}

/** Whether a lens stands above each `TODO(research)`. */
export function readTodoLens(): boolean {
  return userValue(SETTINGS.todoLens) !== false;
}

/** The person's own templates as they wrote them, not yet checked. */
export function readTemplateSetting(): unknown {
  return userValue(SETTINGS.templates);
}

function userValue(name: SettingName): unknown {
  const inspected = vscode.workspace.getConfiguration(SECTION).inspect(name);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

function text(name: SettingName, fallback: string): string {
  const value = userValue(name);
  return typeof value === 'string' ? value : fallback;
}

function oneOf<T extends string>(name: SettingName, values: readonly T[], fallback: T): T {
  const value = userValue(name);
  return values.find((known) => known === value) ?? fallback;
}

function count(name: SettingName, fallback: number, least: number, most: number): number {
  const value = userValue(name);
  return typeof value === 'number' && value >= least && value <= most ? value : fallback;
}

function readPrices(): PriceTable {
  const own = asObject(userValue(SETTINGS.prices));
  const price = (model: Model): TokenPrice => {
    const value = asObject(own?.[model]);
    const { input, output } = { input: value?.['input'], output: value?.['output'] };
    const good = (figure: unknown): figure is number => typeof figure === 'number' && figure >= 0;
    return good(input) && good(output) ? { input, output } : PRICES[model];
  };
  return {
    'qwen-deep-research': price('qwen-deep-research'),
    'qwen-deep-research-2025-12-15': price('qwen-deep-research-2025-12-15'),
  };
}

function readTools(): readonly ResearchTool[] {
  const list = userValue(SETTINGS.researchTools);
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
    const tool = asObject(item);
    const names: unknown = tool?.['allowedTools'];
    const allowedTools = Array.isArray(names)
      ? names.filter((name): name is string => typeof name === 'string')
      : ['search', 'fetch'];
    return tool === undefined
      ? []
      : [{ label: asText(tool['label']), url: asText(tool['url']), allowedTools }];
  });
}
