import * as vscode from 'vscode';
import type { ToolTokens } from '../../core/ports.ts';
import { SNAPSHOT_MODEL, type ResearchTool } from '../../core/research/run.ts';
import { findToolProblem, toolFingerprint } from '../../core/research/tools.ts';
import { cleanTitle, displayHost } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { ChooseTools } from '../runs/conductor.ts';

const APPROVALS = 'approvedTools';

/**
 * Checks the servers of the settings and asks for each that was not allowed in exactly this form.
 * Nothing is sent with a server that has a fault or was refused (F99, F100, T20).
 */
export function createChooseTools(
  state: vscode.Memento,
  readTools: () => readonly ResearchTool[],
  t: Translate,
): ChooseTools {
  const approved = (): readonly string[] => {
    const value: unknown = state.get(APPROVALS);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };

  async function approve(tool: ResearchTool): Promise<boolean> {
    if (approved().includes(toolFingerprint(tool))) {
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
    await state.update(APPROVALS, [...approved(), toolFingerprint(tool)]);
    return true;
  }

  return async (model) => {
    const tools = readTools();
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

/** The command: keeps a server's token in the keyring; an empty one removes it. */
export async function setToolToken(
  tokens: ToolTokens,
  tools: readonly ResearchTool[],
  t: Translate,
): Promise<void> {
  if (tools.length === 0) {
    void vscode.window.showInformationMessage(t('tool.none'));
    return;
  }
  const items = tools.map((tool) => ({
    label: cleanTitle(tool.label, 64),
    description: displayHost(tool.url),
    tool,
  }));
  const choice = await vscode.window.showQuickPick(items, { title: t('tool.pick') });
  if (choice === undefined) {
    return;
  }
  const { label } = choice;
  const token = await vscode.window.showInputBox({
    title: t('tool.pick'),
    prompt: t('tool.token', { label }),
    password: true,
    ignoreFocusOut: true,
  });
  if (token !== undefined) {
    await tokens.store(choice.tool.url, token.trim());
    const key = token.trim() === '' ? 'tool.tokenRemoved' : 'tool.tokenSaved';
    void vscode.window.showInformationMessage(t(key, { label }));
  }
}
