import type * as vscode from 'vscode';
import { createClock } from './adapters/clock.ts';
import { createNodeHttp } from './adapters/nodeHttp.ts';
import { createKeyVault } from './adapters/secretVault.ts';
import { compose } from './compose.ts';

let close: (() => void) | undefined;

/** Builds what touches the outside and hands it over. Does no work: no disk, no network, no key. */
export function activate(context: vscode.ExtensionContext): void {
  close = compose({
    context,
    clock: createClock(),
    transport: createNodeHttp(),
    vault: createKeyVault(context.secrets),
    environmentKey: () => process.env['DASHSCOPE_API_KEY'],
  });
}

/** VS Code's API is gone already when this runs: only our own files, and at once (reliability, rule 13). */
export function deactivate(): void {
  close?.();
}
