import * as vscode from 'vscode';
import { SNAPSHOT_MODEL, type ResearchTool } from '../../core/research/run.ts';
import { findToolProblem } from '../../core/research/tools.ts';
import { cleanTitle, displayHost } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { ChooseTools } from '../runs/conductor.ts';
import { createToolApprovals } from './toolApprovals.ts';

/**
 * Checks the servers of the settings, or of a run that has its own, and asks for each that was not allowed in exactly this form.
 * Nothing is sent with a server that has a fault or was refused (F99, F100, T20).
 */
export function createChooseTools(
  state: vscode.Memento,
  readTools: () => readonly ResearchTool[],
  t: Translate,
): ChooseTools {
  const approvals = createToolApprovals(state);

  async function approve(tool: ResearchTool): Promise<boolean> {
    if (approvals.has(tool)) {
      return true;
    }
    const allow = t('tool.approveButton');
    const answer = await vscode.window.showWarningMessage(
      t('tool.approve', { label: tool.label, host: displayHost(tool.url) }),
      {
        modal: true,
        detail: t('tool.approveDetail', { tools: tool.allowedTools.join(', ') }),
      },
      allow,
    );
    if (answer !== allow) {
      return false;
    }
    await approvals.add(tool);
    return true;
  }

  return async (model, given) => {
    const tools = given ?? readTools();
    if (model !== SNAPSHOT_MODEL) {
      return { message: t('tool.onlySnapshot') };
    }
    if (tools.length === 0) {
      return { message: t('tool.none') };
    }
    for (const tool of tools) {
      const problem = findToolProblem(tool);
      if (problem !== undefined) {
        const label = cleanTitle(tool.label, 64);
        return { message: t('tool.problem', { label, problem: t(`tool.${problem}`) }) };
      }
      if (!(await approve(tool))) {
        return { message: t('tool.refused') };
      }
    }
    return { tools };
  };
}
