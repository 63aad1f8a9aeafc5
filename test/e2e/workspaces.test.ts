import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window, type WindowOptions } from './harness.ts';

const FILES = ['brief.md', 'report.md', 'run.jsonl', 'sources.json'];

/** What works in a workspace that is not trusted or not on the disk, and what says no. */
describe('workspaces that are not like others', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const button = (name: RegExp) => panel.getByRole('button', { name });
  const saved = () => path.join(window.workspaceDir, 'research');

  async function open(options: WindowOptions): Promise<void> {
    service = await startService({ pace: 'fast' });
    window = await openWindow({
      serviceUrl: service.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
      ...options,
    });
  }

  async function close(): Promise<void> {
    await window?.close();
    await service?.close();
  }

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`workspaces-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  async function research(question: string): Promise<void> {
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(question, 'What should be researched?');
    await until('the panel of this question', async () => {
      panel = await window.webviewFrame();
      return (await panel.getByRole('heading', { name: question }).count()) > 0;
    });
    await button(/^Skip questions · about CNY/).click();
    await panel.getByText('Done').first().waitFor({ timeout: 60_000 });
  }

  async function savedFiles(): Promise<string> {
    const name = await until('a saved folder', () =>
      existsSync(saved()) ? readdirSync(saved())[0] : undefined,
    );
    const folder = path.join(saved(), name);
    await until('its files', () => readdirSync(folder).sort().join() === FILES.join());
    return folder;
  }

  describe('Restricted Mode', () => {
    before('opens a folder whose own settings send requests elsewhere and save every run', () =>
      open({
        restricted: true,
        // The editor of trust is a tab like others, and covers no panel.
        settings: { 'workbench.editor.useModal': 'off' },
        prepare: (folder) => {
          mkdirSync(path.join(folder, '.vscode'));
          const settings = {
            'deepResearch.baseUrl': 'http://127.0.0.1:9/api/v1',
            'deepResearch.saveAfterRun': 'run',
          };
          writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
        },
      }),
    );

    after(close);

    it('researches, with the connection of the user and not of the folder', async () => {
      await window.statusItem('Restricted Mode').waitFor();
      await research('May I trust this?');
      assert.equal(service.count('research'), 1);
      assert.equal(existsSync(saved()), false, 'the folder’s wish to save is not heard');
    });

    it('saves nothing into the folder, says so in one line, and offers another place', async () => {
      await button(/^Save$/).click();
      const toast = window.toast('This workspace is not trusted, so nothing is saved into it.');
      await toast.waitFor();
      await toast.getByText('Choose Another Place').waitFor();
      const all = window.page.locator('.notifications-toasts .notification-list-item');
      assert.equal(await all.count(), 1, 'nothing was said about a wish that does not count');
      await window.screenshot('workspaces-1-restricted');
      assert.equal(existsSync(saved()), false);
      await window.runCommand('Notifications: Clear All Notifications');
    });

    it('shows the report as a document all the same', async () => {
      await button(/^Open as Markdown$/).click();
      await window.tab(/Untitled/).waitFor();
    });

    it('saves as soon as the folder is trusted', async () => {
      await window.runCommand('Workspaces: Manage Workspace Trust');
      await window.page
        .locator('.workspace-trust-editor')
        .getByRole('button', { name: /^Trust/ })
        .first()
        .click();
      await window.statusItem('Restricted Mode').waitFor({ state: 'hidden' });
      await window.tab(/May I trust/).click();
      panel = await window.webviewFrame();
      await button(/^Save$/).click();
      await until('the report', () => existsSync(saved()) && readdirSync(saved()).length > 0);
      assert.equal(service.count('research'), 1);
    });
  });

  describe('a virtual workspace', () => {
    before('opens a folder that no path leads to', () =>
      open({ virtual: true, settings: { 'deepResearch.saveAfterRun': 'run' } }),
    );

    after(close);

    it('saves the run by itself when it has ended, as the setting says', async () => {
      await research('Where does this live?');
      const folder = await savedFiles();
      assert.match(readFileSync(path.join(folder, 'report.md'), 'utf8'), /^---\ntitle: /);
      await panel
        .getByText(`research/${path.basename(folder)}/report.md`)
        .first()
        .waitFor();
      await window.screenshot('workspaces-2-virtual');
      assert.equal(readdirSync(saved()).length, 1, 'saved once');
    });

    it('opens the saved report, and by it the run', async () => {
      await button(/^Show$|^Open$/)
        .first()
        .click();
      await window.tab('report.md').waitFor();
      await window.tab('report.md').click();
      const action = window.page.locator('.editor-actions .action-label[aria-label^="Open Run"]');
      await action.first().click();
      panel = await window.webviewFrame();
      await panel.getByRole('heading', { name: 'Where does this live?' }).first().waitFor();
      assert.equal(service.count('research'), 1);
    });
  });
});
