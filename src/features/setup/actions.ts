import * as vscode from 'vscode';
import { asObject, asText } from '../../core/wire/read.ts';
import type { SetupActions, SetupDeps } from './actionTypes.ts';
import { forgetSecrets, setApiKey, setWorkspaceId } from './apiKey.ts';
import { checkConnection } from './check/checkView.ts';
import {
  addToolServer,
  editToolServer,
  removeToolServer,
  setToolToken,
  testToolServer,
  type ToolServerDeps,
} from './mcp/manage.ts';
import { playFault } from './playFault.ts';
import { createToolApprovals } from './toolApprovals.ts';

/** Id of the walkthrough in the manifest. */
const WALKTHROUGH = 'firstRun';

/** The commands that set the extension up. None takes an argument: each asks the person. */
export function createSetupActions(deps: SetupDeps): SetupActions {
  const { connector, extension, refresh, state, t, tokens } = deps;
  const servers: ToolServerDeps = {
    t,
    tokens,
    approvals: createToolApprovals(state),
    version: asText(asObject(extension.packageJSON)?.['version']),
  };
  const thenRefresh = (action: () => Promise<unknown>) => async (): Promise<void> => {
    await action();
    refresh();
  };
  return {
    setApiKey: thenRefresh(() => setApiKey(connector, t)),
    setWorkspaceId: thenRefresh(() => setWorkspaceId(connector, t)),
    removeApiKey: thenRefresh(() => forgetSecrets(connector, tokens, t)),
    checkConnection: () => {
      checkConnection(deps);
      return Promise.resolve();
    },
    addToolServer: thenRefresh(() => addToolServer(servers)),
    editToolServer: thenRefresh(() => editToolServer(servers)),
    removeToolServer: thenRefresh(() => removeToolServer(servers)),
    testToolServer: () => testToolServer(servers),
    setToolToken: () => setToolToken(servers),
    playFault: () => playFault(connector, t),
    openWalkthrough: async () => {
      await vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${extension.id}#${WALKTHROUGH}`,
        false,
      );
    },
  };
}
