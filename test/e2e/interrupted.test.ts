import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';
import { startRelay, type Relay } from './relay.ts';

const TOPIC = 'What does a heat pump cost over twenty years?';
const OTHER = 'Which insulation keeps best?';

/** One person whose window goes away in the middle: what is kept, shown, run again, saved, compared. */
describe('a person whose research is interrupted', () => {
  let service: SimulatedService;
  let relay: Relay;
  let window: Window;
  let panel: FrameLocator;
  let runs: string;

  const button = (name: RegExp) => panel.getByRole('button', { name });
  const rows = (name: RegExp | string) => window.page.getByRole('treeitem', { name });
  const folders = () => readdirSync(runs).length;

  before('opens a window with the packaged extension', async () => {
    service = await startService({ pace: 'fast' });
    relay = await startRelay(service.url);
    window = await openWindow({
      serviceUrl: relay.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
    });
    runs = path.join(
      window.host.userDataDir,
      'User/globalStorage/deep-research.qwen-deep-research/runs',
    );
  });

  after(async () => {
    await window?.close();
    await relay?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`interrupted-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  /** Starts a run and slows it down as soon as this phase has begun. */
  async function researchUntil(question: string, phase: string): Promise<void> {
    service.setPace('fast');
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(question, 'What should be researched?');
    await until('the panel of this question', async () => {
      panel = await window.webviewFrame();
      return (await panel.getByRole('heading', { name: question }).count()) > 0;
    });
    await button(/^Skip questions · about CNY/).waitFor();
    const answers = relay.answers().length;
    await button(/^Skip questions/).click();
    await until(`the phase ${phase}`, () =>
      relay
        .answers()
        .slice(answers)
        .some((frames) => frames.some(({ data }) => data.includes(`"${phase}"`))),
    );
    service.setPace('real');
  }

  /** What the panel shows of a run: its rounds, and the report as far as it came. */
  async function shown(): Promise<string> {
    return (await panel.getByRole('main').innerText()).replace(/\s+/g, ' ');
  }

  /** Of the newest round. */
  async function sitesShown(): Promise<number> {
    return Number(/(\d+) sites found/.exec(await shown())?.[1] ?? 0);
  }

  async function showHistory(): Promise<void> {
    const tab = window.page.getByRole('tab', { name: /^Deep Research/ });
    if ((await tab.first().getAttribute('aria-selected')) !== 'true') {
      await tab.first().click();
    }
    await rows(/./).first().waitFor();
  }

  async function chooseFromMenu(row: Locator, label: string): Promise<void> {
    await row.click({ button: 'right' });
    // A menu lets the button that opened it be let go first.
    await window.page.waitForTimeout(300);
    await window.page.locator('.monaco-menu .action-label', { hasText: label }).first().click();
  }

  it('starts a run, and the window is reloaded while the report is being written', async () => {
    await researchUntil(TOPIC, 'answer');
    await panel.getByRole('heading', { level: 1 }).first().waitFor();
    await button(/^Stop$/).waitFor();
    await window.screenshot('interrupted-1-under-way');
    await window.reload();
    await window.tab(TOPIC.slice(0, 20)).waitFor();
    assert.equal(service.count('research'), 1);
  });

  it('finds it interrupted in the history, with what had come and what it cost', async () => {
    await showHistory();
    await rows(/Interrupted/)
      .first()
      .click();
    panel = await window.webviewFrame(undefined, 60_000);
    await panel.getByText('Interrupted').first().waitFor();
    await panel
      .getByText(/CNY \d\.\d\d/)
      .first()
      .waitFor();
    await button(/^Run again · about CNY/).waitFor();
    await window.screenshot('interrupted-2-found');
    assert.equal(service.count('research'), 1, 'looking sends nothing');
  });

  it('runs it again for its price, as a run of its own', async () => {
    service.setPace('fast');
    await button(/^Run again · about CNY/).click();
    await rows(/, Done, /)
      .first()
      .waitFor({ timeout: 60_000 });
    assert.equal(service.count('research'), 2);
    await until('two runs', () => folders() === 2);
    await rows(/, Done, /)
      .first()
      .waitFor();
    await rows(/, Interrupted, /)
      .first()
      .waitFor();
  });

  it('saves the whole run into the workspace', async () => {
    await chooseFromMenu(rows(/, Done, /).first(), 'Save Run into Workspace');
    const research = path.join(window.workspaceDir, 'research');
    const name = await until('a folder', () =>
      existsSync(research) ? readdirSync(research)[0] : undefined,
    );
    const folder = path.join(research, name);
    const files = ['brief.md', 'report.md', 'run.jsonl', 'sources.json'];
    await until('its files', () => readdirSync(folder).sort().join() === files.join());
    assert.match(readFileSync(path.join(folder, 'report.md'), 'utf8'), /^---\ntitle: .*\nrun: "\d/);
    await panel.getByText(`research/${name}/report.md`).first().waitFor();
    await window.screenshot('interrupted-3-saved');
  });

  it('goes from the saved report back to its run by the button above the editor', async () => {
    await window.runCommand('View: Close All Editors');
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill('report.md');
    await window.quickRow('report.md').click();
    await window.tab('report.md').waitFor();
    const open = window.page.locator('.editor-actions .action-label[aria-label^="Open Run"]');
    await open.first().waitFor();
    await window.screenshot('interrupted-4-saved-report');
    await open.first().click();
    panel = await window.webviewFrame(undefined, 60_000);
    await panel.getByRole('heading', { name: TOPIC }).first().waitFor();
    await button(/^Insert into Document/).waitFor();
  });

  it('compares the interrupted run with the whole one', async () => {
    await showHistory();
    await chooseFromMenu(rows(/, Interrupted, /).first(), 'Compare with');
    await window.page.locator('.quick-input-list .monaco-list-row').first().click();
    await window.page.locator('.monaco-diff-editor').first().waitFor();
    const diff = window.page.locator('.monaco-diff-editor');
    await diff.getByText('This research was interrupted').first().waitFor();
    await window.screenshot('interrupted-5-compared');
  });

  it('deletes the interrupted one after a question', async () => {
    await chooseFromMenu(rows(/, Interrupted, /).first(), 'Delete');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText('The whole run goes').waitFor();
    await window.screenshot('interrupted-6-delete');
    await dialog.getByRole('button', { name: 'Move to Bin' }).click();
    // There is no bin on a server: said in a second question.
    await until('the folder to go', async () => {
      const forGood = dialog.getByRole('button', { name: /^Delete$/ });
      if ((await forGood.count()) > 0) {
        await forGood.click();
      }
      return folders() === 1;
    });
    await until('the row to go', async () => (await rows(/, Interrupted, /).count()) === 0);
    await rows(/, Done, /)
      .first()
      .waitFor();
  });

  it('shows everything after the plug was pulled in the middle of the rounds', async () => {
    await window.runCommand('View: Close All Editors');
    await researchUntil(OTHER, 'WebResearch');
    await panel.getByText('Round 1').first().waitFor();
    await panel
      .getByText(/\d+ sites found/)
      .first()
      .waitFor();
    const plan = /“[^”]+”: first what the words cover/.exec(await shown())?.[0] ?? '';
    assert.notEqual(plan, '');
    const sites = await sitesShown();
    assert.ok(sites > 0);
    // What came in the last second may be lost; what is read here came before.
    await window.page.waitForTimeout(1500);
    for (const pid of window.host.extensionHosts()) {
      process.kill(pid, 'SIGKILL');
    }
    await window.page.waitForTimeout(1000);
    await window.screenshot('interrupted-7-killed');
    await window.reload();
    await showHistory();
    await rows(/, Interrupted, /)
      .first()
      .click();
    panel = await window.webviewFrame(undefined, 60_000);
    await panel.getByRole('heading', { name: OTHER }).first().waitFor();
    await panel.getByText('Interrupted').first().waitFor();
    await panel.getByText('Round 1').first().waitFor();
    await until('the sites', async () => (await sitesShown()) >= sites);
    assert.ok((await shown()).includes(plan));
    await button(/^Run again · about CNY/).waitFor();
    await window.screenshot('interrupted-8-after-the-kill');
    assert.equal(service.count('research'), 3, 'nothing was sent again');
  });
});
