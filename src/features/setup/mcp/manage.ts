import * as vscode from 'vscode';
import type { ToolTokens } from '../../../core/ports.ts';
import type { ResearchTool } from '../../../core/research/run.ts';
import { findToolProblem, type ToolProblem } from '../../../core/research/tools.ts';
import { cleanTitle, displayHost } from '../../../core/text/clean.ts';
import type { TextKey, Translate } from '../../../core/text/translate.ts';
import { COMMANDS, SECTION, SETTINGS } from '../../../manifest/ids.ts';
import { readSettings } from '../../settings.ts';
import type { ToolApprovals } from '../toolApprovals.ts';
import { readTest } from './readTest.ts';

export interface ToolServerDeps {
  readonly t: Translate;
  readonly tokens: ToolTokens;
  readonly approvals: ToolApprovals;
  /** Of this extension, told to the servers. */
  readonly version: string;
}

/** A good entry, to find what is wrong with one field of another. */
const SAMPLE: ResearchTool = {
  label: 'x',
  url: 'https://example.com/sse',
  allowedTools: ['search'],
};

/** The command: a new server, in four short steps. */
export async function addToolServer(deps: ToolServerDeps): Promise<void> {
  const tool = await askForServer(undefined, 'tool.add.title', deps);
  if (tool !== undefined) {
    await keep([...readSettings().tools, tool], tool, deps);
  }
}

/** The command: the same steps with what is there. A new address needs its token anew. */
export async function editToolServer(deps: ToolServerDeps): Promise<void> {
  const old = await pickServer('tool.pickEdit', deps.t);
  const tool = old && (await askForServer(old, 'tool.edit.title', deps));
  if (old === undefined || tool === undefined) {
    return;
  }
  const tools = readSettings().tools.map((one) => (isSame(one, old) ? tool : one));
  if ((await keep(tools, tool, deps)) && !tools.some(({ url }) => url === old.url)) {
    await store(deps, old.url, '');
  }
}

/** The command: forgets the server, its token and its approval, after asking. */
export async function removeToolServer(deps: ToolServerDeps): Promise<void> {
  const { approvals, t } = deps;
  const tool = await pickServer('tool.pickRemove', t);
  if (tool === undefined) {
    return;
  }
  const label = cleanTitle(tool.label, 64);
  const remove = t('tool.remove.button');
  const answer = await vscode.window.showWarningMessage(
    t('tool.remove.question', { label, host: displayHost(tool.url) }),
    { modal: true, detail: t('tool.remove.detail') },
    remove,
  );
  if (answer !== remove) {
    return;
  }
  const left = readSettings().tools.filter((one) => !isSame(one, tool));
  if (!(await write(left, t))) {
    return;
  }
  await approvals.remove(tool);
  const gone = left.some(({ url }) => url === tool.url) || (await store(deps, tool.url, ''));
  if (gone) {
    void vscode.window.showInformationMessage(t('tool.remove.done', { label }));
  }
}

/** The command: keeps a server's token in the keyring; an empty one removes it. */
export async function setToolToken(deps: ToolServerDeps): Promise<void> {
  const { t } = deps;
  const tool = await pickServer('tool.pick', t);
  if (tool === undefined) {
    return;
  }
  const label = cleanTitle(tool.label, 64);
  const token = await vscode.window.showInputBox({
    title: t('tool.pick'),
    prompt: t('tool.token', { label }),
    password: true,
    ignoreFocusOut: true,
  });
  if (token !== undefined && (await store(deps, tool.url, token.trim()))) {
    const key = token.trim() === '' ? 'tool.tokenRemoved' : 'tool.tokenSaved';
    void vscode.window.showInformationMessage(t(key, { label }));
  }
}

/** The command: introduces itself to the server and lists its tools, from this computer. */
export async function testToolServer(deps: ToolServerDeps, given?: ResearchTool): Promise<void> {
  const { t } = deps;
  const tool = given ?? (await pickServer('tool.pickTest', t));
  if (tool === undefined) {
    return;
  }
  const label = cleanTitle(tool.label, 64);
  const problem = findToolProblem(tool);
  if (problem !== undefined) {
    const message = t('tool.problem', { label, problem: t(`tool.${problem}`) });
    void vscode.window.showErrorMessage(message);
    return;
  }
  const token = await deps.tokens.read(tool.url);
  const title = t('tool.test.running', { host: displayHost(tool.url) });
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title },
    () => readTest(tool, token, deps.version, t),
  );
  const show = result.ok ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  await show(result.headline, { modal: true, detail: result.detail });
}

async function pickServer(title: TextKey, t: Translate): Promise<ResearchTool | undefined> {
  const { tools } = readSettings();
  if (tools.length === 0) {
    const add = t('tool.addButton');
    if ((await vscode.window.showInformationMessage(t('tool.none'), add)) === add) {
      await vscode.commands.executeCommand(COMMANDS.addToolServer);
    }
    return undefined;
  }
  const items = tools.map((tool) => ({
    label: cleanTitle(tool.label, 64),
    description: displayHost(tool.url),
    detail: tool.allowedTools.map((name) => cleanTitle(name, 64)).join(', '),
    tool,
  }));
  return (await vscode.window.showQuickPick(items, { title: t(title) }))?.tool;
}

/** Four boxes, each checked while one types. `undefined` where the person gave up; keeps the token. */
async function askForServer(
  old: ResearchTool | undefined,
  title: 'tool.add.title' | 'tool.edit.title',
  deps: ToolServerDeps,
): Promise<ResearchTool | undefined> {
  const { t, tokens } = deps;
  const others = readSettings().tools.filter((one) => old === undefined || !isSame(one, old));
  const ask = (
    step: number,
    prompt: string,
    value: string,
    placeHolder: string,
    check: (text: string) => string | undefined,
  ): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: t(title, { step }),
      prompt,
      value,
      placeHolder,
      ignoreFocusOut: true,
      validateInput: (text) => check(text.trim()),
    });
  const wrong = (part: Partial<ResearchTool>): string | undefined => {
    const problem: ToolProblem | undefined = findToolProblem({ ...SAMPLE, ...part });
    // Elsewhere it is the second half of a sentence.
    const text = problem === undefined ? undefined : t(`tool.${problem}`);
    return text && text.charAt(0).toUpperCase() + text.slice(1);
  };
  const label = await ask(1, t('tool.ask.label'), old?.label ?? '', 'my-docs', (text) =>
    others.some((one) => one.label === text) ? t('tool.taken') : wrong({ label: text }),
  );
  const url =
    label === undefined
      ? undefined
      : await ask(2, t('tool.ask.url'), old?.url ?? '', 'https://example.com/sse', (text) =>
          wrong({ url: text }),
        );
  const names =
    url === undefined
      ? undefined
      : await ask(
          3,
          t('tool.ask.tools'),
          (old?.allowedTools ?? ['search', 'fetch']).join(', '),
          'search, fetch',
          (text) => wrong({ allowedTools: toNames(text) }),
        );
  if (label === undefined || url === undefined || names === undefined) {
    return undefined;
  }
  const address = url.trim();
  const kept = (await tokens.read(address)) !== undefined;
  const token = await vscode.window.showInputBox({
    title: t(title, { step: 4 }),
    prompt: kept ? t('tool.ask.tokenKept') : t('tool.ask.token'),
    password: true,
    ignoreFocusOut: true,
  });
  if (token === undefined) {
    return undefined;
  }
  if (token.trim() !== '' && !(await store(deps, address, token.trim()))) {
    return undefined;
  }
  return { label: label.trim(), url: address, allowedTools: toNames(names) };
}

function toNames(text: string): readonly string[] {
  const names = text.split(/[\s,，、;]+/).filter((name) => name !== '');
  return [...new Set(names)];
}

function isSame(one: ResearchTool, other: ResearchTool): boolean {
  return one.label === other.label && one.url === other.url;
}

/** Writes them down and offers the test; whether that was possible. */
async function keep(
  tools: readonly ResearchTool[],
  tool: ResearchTool,
  deps: ToolServerDeps,
): Promise<boolean> {
  const { t } = deps;
  if (!(await write(tools, t))) {
    return false;
  }
  void offerTest(tool, deps);
  return true;
}

async function offerTest(tool: ResearchTool, deps: ToolServerDeps): Promise<void> {
  const { t } = deps;
  const test = t('tool.test.button');
  const message = t('tool.saved', { label: cleanTitle(tool.label, 64) });
  if ((await vscode.window.showInformationMessage(message, test)) === test) {
    await testToolServer(deps, tool);
  }
}

async function write(tools: readonly ResearchTool[], t: Translate): Promise<boolean> {
  try {
    await vscode.workspace
      .getConfiguration(SECTION)
      .update(
        SETTINGS.researchTools,
        tools.length === 0 ? undefined : tools,
        vscode.ConfigurationTarget.Global,
      );
    return true;
  } catch {
    void vscode.window.showErrorMessage(t('tool.settings'));
    return false;
  }
}

async function store({ t, tokens }: ToolServerDeps, url: string, token: string): Promise<boolean> {
  try {
    await tokens.store(url, token);
    return true;
  } catch {
    void vscode.window.showErrorMessage(t('tool.notStored'));
    return false;
  }
}
