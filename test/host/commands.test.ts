import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, SECTION } from '../../src/manifest/ids.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';

/** Requests so far that could cost anything: those of Check Connection are malformed on purpose. */
async function requestCount(): Promise<number> {
  const answer = await fetch(new URL('/simulated/requests', service));
  const list = (await answer.json()) as unknown;
  const requests = list as readonly { readonly step: string }[];
  return requests.filter(({ step }) => step !== 'invalid').length;
}

/** The tab of a panel, as soon as the window has told of it. */
async function webviewTab(): Promise<vscode.Tab> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const tab = tabs.find(({ input }) => input instanceof vscode.TabInputWebview);
    if (tab !== undefined) {
      return tab;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no panel was opened');
}

/** Arguments that a hostile or broken caller might pass. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  42,
  '../../etc/passwd',
  { topic: 'Research this at my cost', images: ['file:///etc/passwd', 'http://127.0.0.1/x'] },
  { topic: { toString: () => 'x' }, images: 'none' },
  ['research'],
  { __proto__: { topic: 'x' } },
];

describe('commands', () => {
  before(async () => {
    const settings = vscode.workspace.getConfiguration(SECTION);
    await settings.update('baseUrl', service, vscode.ConfigurationTarget.Global);
    await vscode.extensions.getExtension('deep-research.qwen-deep-research')?.activate();
  });

  it('are all registered, and activating returns nothing', async () => {
    const extension = vscode.extensions.getExtension('deep-research.qwen-deep-research');
    assert.equal(extension?.exports, undefined);
    const registered = await vscode.commands.getCommands(true);
    for (const command of Object.values(COMMANDS)) {
      assert.ok(registered.includes(command), command);
    }
  });

  it('T8: send nothing, whoever calls them with whatever', async function () {
    this.timeout(60_000);
    const before = await requestCount();
    // These ask the person something and wait; a caller cannot answer.
    const asking: readonly string[] = [
      COMMANDS.start,
      COMMANDS.setApiKey,
      COMMANDS.removeApiKey,
      COMMANDS.playFault,
      COMMANDS.startFromTemplate,
      COMMANDS.setToolToken,
      COMMANDS.setWorkspaceId,
      COMMANDS.addToolServer,
      COMMANDS.editToolServer,
      COMMANDS.removeToolServer,
      COMMANDS.testToolServer,
      COMMANDS.insertReport,
      COMMANDS.saveReport,
    ];
    for (const command of Object.values(COMMANDS)) {
      for (const argument of HOSTILE) {
        // A dialog is refused in a test, which is an answer as well.
        const call = vscode.commands
          .executeCommand(command, argument)
          .then(undefined, () => undefined);
        await (asking.includes(command)
          ? Promise.race([call, new Promise((resolve) => setTimeout(resolve, 30))])
          : call);
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      }
    }
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal(await requestCount(), before);
  });

  it('start with a topic shows it in the composer and waits', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand(COMMANDS.start, { topic: 'From another extension' });
    const tab = await webviewTab();
    assert.equal(tab.label, 'Deep Research');
  });

  it('a selection of prose fills the composer; an empty one does nothing', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: '# Storage\n\nDuckDB for logs\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(COMMANDS.researchSelection);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
    editor.selection = new vscode.Selection(2, 0, 2, 15);
    await vscode.commands.executeCommand(COMMANDS.researchSelection);
    await webviewTab();
  });
});
