import * as vscode from 'vscode';
import type { Translate } from '../../core/text/translate.ts';
import { readEndpoint } from '../../core/wire/endpoint.ts';
import { cleanWorkspaceId, findWorkspaceIdProblem } from '../../core/workspaceId.ts';
import { SECTION, SETTINGS } from '../../manifest/ids.ts';
import { readSettings } from '../settings.ts';

/** A workspace id matters only beside the service's shared address: others are left alone. */
export function takesWorkspaceId(): boolean {
  return readEndpoint(readSettings().baseUrl)?.url.hostname === 'dashscope.aliyuncs.com';
}

/**
 * Asks for the workspace id and writes it into the user's own settings; an empty one removes it.
 *
 * @returns false where the person gave up or the settings could not be written
 */
export async function askForWorkspaceId(t: Translate, title: string): Promise<boolean> {
  const { baseUrl, workspaceId } = readSettings();
  const typed = await vscode.window.showInputBox({
    title,
    prompt: t('setup.workspace.prompt'),
    placeHolder: 'llm-…',
    value: workspaceId,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const id = cleanWorkspaceId(value);
      const problem = findWorkspaceIdProblem(id);
      const { Error, Info, Warning } = vscode.InputBoxValidationSeverity;
      if (problem !== undefined) {
        const severity = problem === 'shape' ? Warning : Error;
        return { message: t(`setup.workspace.${problem}`), severity };
      }
      const host = readEndpoint(baseUrl, id)?.host ?? '';
      return id === ''
        ? undefined
        : { message: t('setup.workspace.host', { host }), severity: Info };
    },
  });
  if (typed === undefined) {
    return false;
  }
  const id = cleanWorkspaceId(typed);
  if (id === workspaceId) {
    return true;
  }
  try {
    await vscode.workspace
      .getConfiguration(SECTION)
      .update(SETTINGS.workspaceId, id === '' ? undefined : id, vscode.ConfigurationTarget.Global);
    return true;
  } catch {
    void vscode.window.showErrorMessage(t('setup.workspace.notSaved'));
    return false;
  }
}
