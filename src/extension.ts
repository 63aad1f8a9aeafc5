import * as vscode from 'vscode';
import { createClock } from './adapters/clock.ts';
import { createNodeHttp } from './adapters/nodeHttp.ts';
import { createKeyVault, createToolTokens } from './adapters/secretVault.ts';
import { compose, loadTexts } from './compose.ts';
import type { Language } from './core/text/translate.ts';

let close: (() => void) | undefined;

/** Builds what touches the outside and hands it over. Does no work: no disk, no network, no key. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const language: Language = /^zh\b/i.test(vscode.env.language) ? 'zh-cn' : 'en';
  const texts = await loadTexts(language);
  close = compose({
    context,
    clock: createClock(),
    transport: createNodeHttp(),
    vault: createKeyVault(context.secrets),
    toolTokens: createToolTokens(context.secrets),
    language,
    texts,
    environmentKey: () => process.env['DASHSCOPE_API_KEY'],
  });
}

/** VS Code's API is gone already when this runs: only our own files, and at once (reliability, rule 13). */
export function deactivate(): void {
  close?.();
}
