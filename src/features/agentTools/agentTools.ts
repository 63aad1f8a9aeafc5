import type * as vscode from 'vscode';
import type { TOOLS } from '../../manifest/ids.ts';
import { createReportTool } from './reportTool.ts';
import { createSearchTool } from './searchTool.ts';
import { createStartTool } from './startTool.ts';
import { createStatusTool } from './statusTool.ts';
import type { AgentToolDeps } from './toolTypes.ts';

export type AgentTools = Readonly<Record<keyof typeof TOOLS, vscode.LanguageModelTool<unknown>>>;

/** What other agents in VS Code can do with deep research. */
export function createAgentTools(deps: AgentToolDeps): AgentTools {
  return {
    start: createStartTool(deps),
    status: createStatusTool(deps),
    getReport: createReportTool(deps),
    search: createSearchTool(deps),
  };
}
