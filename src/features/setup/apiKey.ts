import * as vscode from 'vscode';
import { cleanKey, findKeyProblem } from '../../core/apiKey.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Endpoint } from '../../core/wire/endpoint.ts';
import type { Connector } from './connector.ts';

/** Asks for a key for this endpoint and keeps it in the keyring; false where the person gave up. */
export async function askForKey(
  connector: Connector,
  endpoint: Endpoint,
  t: Translate,
): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title: t('host.key.title'),
    prompt: t('host.key.prompt', { host: endpoint.host }),
    placeHolder: 'sk-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const problem = findKeyProblem(cleanKey(value));
      // An empty box needs no reproach; Enter on it does nothing.
      return problem === undefined ? undefined : t(`host.key.${problem}`);
    },
  });
  if (typed === undefined) {
    return false;
  }
  await connector.saveKey(endpoint, cleanKey(typed));
  return true;
}

/** The command: asks for a key for the address that the settings name. */
export async function setApiKey(connector: Connector, t: Translate): Promise<boolean> {
  const endpoint = connector.endpoint();
  if (endpoint === undefined) {
    void vscode.window.showErrorMessage(t('host.key.badEndpoint'));
    return false;
  }
  const saved = await askForKey(connector, endpoint, t);
  if (saved) {
    void vscode.window.showInformationMessage(t('host.key.saved', { host: endpoint.host }));
  }
  return saved;
}

/** The command: removes every key that we keep, after asking. */
export async function removeApiKey(connector: Connector, t: Translate): Promise<void> {
  const remove = t('host.key.removeButton');
  const answer = await vscode.window.showWarningMessage(
    t('host.key.removeQuestion'),
    { modal: true, detail: t('host.key.removeDetail') },
    remove,
  );
  if (answer === remove) {
    await connector.removeKeys();
    void vscode.window.showInformationMessage(t('host.key.removed'));
  }
}
