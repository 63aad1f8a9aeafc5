import * as vscode from 'vscode';
import { TOOLS } from '../../manifest/ids.ts';
import type { AgentTools } from './agentTools.ts';
import type { AgentToolDeps } from './toolTypes.ts';

/** Registers the tools under the manifest's names; their code is loaded with the first call. */
export function registerAgentTools(deps: AgentToolDeps): vscode.Disposable {
  let loaded: Promise<AgentTools> | undefined;
  const load = (): Promise<AgentTools> => {
    loaded ??= import('../waysInBundle.ts').then(({ createAgentTools }) => createAgentTools(deps));
    return loaded;
  };
  const register = (name: keyof typeof TOOLS): vscode.Disposable =>
    vscode.lm.registerTool<unknown>(TOOLS[name], {
      prepareInvocation: async (options, token) =>
        (await load())[name].prepareInvocation?.(options, token),
      invoke: async (options, token) => (await load())[name].invoke(options, token),
    });
  return vscode.Disposable.from(...(Object.keys(TOOLS) as (keyof typeof TOOLS)[]).map(register));
}
