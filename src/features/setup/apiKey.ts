import * as vscode from 'vscode';
import { cleanKey, findKeyProblem } from '../../core/apiKey.ts';
import type { ToolTokenVault } from '../../core/ports.ts';
import type { TextKey, Translate } from '../../core/text/translate.ts';
import type { Endpoint } from '../../core/wire/endpoint.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import type { Connector } from './connector.ts';
import { askForWorkspaceId, takesWorkspaceId } from './workspaceId.ts';

const PROBLEMS = {
  empty: 'host.key.empty',
  codingPlan: 'host.key.codingPlan',
  characters: 'host.key.characters',
  shape: 'host.key.shape',
  masked: 'setup.key.masked',
  accessKey: 'setup.key.accessKey',
} as const satisfies Record<string, TextKey>;

/**
 * Asks for a key, and at the shared address for the workspace id as well, which decides to which
 * host the key is bound. Giving up at the second step keeps the key for the address of the first.
 *
 * @returns where the key is now used; `undefined` where there is none
 */
export async function askForKey(connector: Connector, t: Translate): Promise<Endpoint | undefined> {
  const endpoint = connector.endpoint();
  if (endpoint === undefined) {
    void vscode.window.showErrorMessage(t('host.key.badEndpoint'));
    return undefined;
  }
  const steps = takesWorkspaceId() ? 2 : 1;
  const title = (step: number): string =>
    steps === 1 ? t('host.key.title') : t('setup.key.title', { step, steps });
  const key = await askForText(connector, endpoint, title(1), t);
  if (key === undefined) {
    return undefined;
  }
  if (steps === 2) {
    await askForWorkspaceId(t, title(2));
  }
  const target = connector.endpoint() ?? endpoint;
  try {
    await connector.saveKey(target, key);
    return target;
  } catch {
    void vscode.window.showErrorMessage(t('setup.key.notSaved'));
    return undefined;
  }
}

async function askForText(
  connector: Connector,
  { host }: Endpoint,
  title: string,
  t: Translate,
): Promise<string | undefined> {
  const access = await connector.access();
  const fromEnvironment = access.kind === 'ready' && access.fromEnvironment;
  const prompt = t('host.key.prompt', { host });
  const typed = await vscode.window.showInputBox({
    title,
    prompt: fromEnvironment ? `${t('setup.key.environment')} ${prompt}` : prompt,
    placeHolder: 'sk-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const problem = findKeyProblem(cleanKey(value));
      return problem === undefined ? undefined : t(PROBLEMS[problem]);
    },
  });
  return typed === undefined ? undefined : cleanKey(typed);
}

/** The command: asks for a key for the address that the settings name, and offers to try it. */
export async function setApiKey(connector: Connector, t: Translate): Promise<boolean> {
  const target = await askForKey(connector, t);
  if (target !== undefined) {
    void offerCheck(t('setup.key.saved', { host: target.host }), t);
  }
  return target !== undefined;
}

/** The command: the workspace id alone. A key of the shared address is not used at the new one. */
export async function setWorkspaceId(connector: Connector, t: Translate): Promise<void> {
  if (!takesWorkspaceId()) {
    void vscode.window.showInformationMessage(t('setup.workspace.ownAddress'));
    return;
  }
  const before = connector.endpoint()?.host;
  if (!(await askForWorkspaceId(t, t('setup.workspace.title')))) {
    return;
  }
  const target = connector.endpoint();
  if (target === undefined || target.host === before) {
    return;
  }
  if (await connector.hasKey()) {
    void offerCheck(t('setup.workspace.saved', { host: target.host }), t);
    return;
  }
  const key = await askForText(connector, target, t('host.key.title'), t);
  if (key !== undefined) {
    try {
      await connector.saveKey(target, key);
      void offerCheck(t('setup.key.saved', { host: target.host }), t);
    } catch {
      void vscode.window.showErrorMessage(t('setup.key.notSaved'));
    }
  }
}

async function offerCheck(message: string, t: Translate): Promise<void> {
  const check = t('setup.key.check');
  if ((await vscode.window.showInformationMessage(message, check)) === check) {
    await vscode.commands.executeCommand(COMMANDS.checkConnection);
  }
}

/** The command: removes every key and every token that we keep, after asking. */
export async function forgetSecrets(
  connector: Connector,
  tokens: ToolTokenVault,
  t: Translate,
): Promise<void> {
  const forget = t('setup.forget.button');
  const answer = await vscode.window.showWarningMessage(
    t('setup.forget.question'),
    { modal: true, detail: t('setup.forget.detail') },
    forget,
  );
  if (answer !== forget) {
    return;
  }
  try {
    await Promise.all([connector.removeKeys(), tokens.removeAll()]);
    void vscode.window.showInformationMessage(t('setup.forget.done'));
  } catch {
    void vscode.window.showErrorMessage(t('setup.forget.failed'));
  }
}
