import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

/** As people paste it. */
const KEY = ' "sk-person-0123456789" ';
const TOPIC = 'What does QUIC cost a server compared with TCP?';

/** One person, one window, one report: the whole main job, in the order it happens. */
describe('a person researches a question and uses the report', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;
  let original: string;

  const notes = (): string => readFileSync(path.join(window.workspaceDir, 'notes.md'), 'utf8');
  const button = (name: RegExp) => panel.getByRole('button', { name });

  before('opens a window with the packaged extension', async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({ serviceUrl: service.url });
    original = notes();
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`story-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  it('opens the notes that the report is for', async () => {
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill('notes.md');
    await window.quickRow('notes.md').click();
    await window.tab('notes.md').waitFor();
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
  });

  it('starts from the palette, is asked for a key, and the question is kept', async () => {
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(TOPIC, 'What should be researched?');
    await window.typeQuickInput(KEY, 'Model Studio key');
    panel = await window.webviewFrame();
    await panel.getByText('Start research · about CNY').first().waitFor();
    await window.screenshot('story-1-questions');
    assert.equal(service.count('clarify'), 1);
    assert.equal(service.requests.at(-1)?.headers['authorization'], 'Bearer sk-person-0123456789');
    const body = service.requests.at(-1)?.body as { input: { messages: { content: string }[] } };
    assert.equal(body.input.messages[0]?.content, TOPIC);
  });

  it('answers, reads the price, and only then is the costly step sent', async () => {
    const boxes = panel.getByRole('textbox');
    await until('answer boxes', async () => (await boxes.count()) >= 3);
    await boxes.nth(0).fill('CPU per connection and per gigabyte');
    await boxes.nth(1).fill('The operations team');
    await boxes.nth(2).fill('The last three years');
    assert.equal(service.count('research'), 0);
    service.setPace('real');
    await button(/^Start research · about CNY \d/).click();
    await panel.getByText('The service has started on this plan').waitFor();
    await window.screenshot('story-2-plan');
  });

  it('watches the rounds, then lets it run to its end', async () => {
    await panel.getByText('Round 1').first().waitFor();
    await panel
      .getByText(/\d+ sites found, \d+ read/)
      .first()
      .waitFor();
    await window.screenshot('story-3-rounds');
    await panel
      .getByText(/CNY \d\.\d\d \(/)
      .first()
      .waitFor();
    await window.statusItem(/Research \d\d:\d\d/).waitFor();
    const started = panel
      .getByRole('heading', { level: 1 })
      .or(panel.getByRole('heading', { level: 2 }));
    await started.first().waitFor();
  });

  it('reads the report with its sources', async () => {
    await button(/^Insert into Document/).waitFor({ timeout: 120_000 });
    await panel.getByText('Done').first().waitFor();
    const cited = panel
      .getByRole('button', { name: /^Source \d+, / })
      .or(panel.getByRole('link', { name: /^Source \d+, / }));
    assert.ok((await cited.count()) > 10, 'citations are links');
    assert.equal(service.count('research'), 1);
    await window.screenshot('story-4-report');
  });

  it('inserts it into the notes as footnotes after the ones there', async () => {
    await panel.getByText('notes.md').first().waitFor();
    await button(/^Insert into Document/).click();
    await window.tab('notes.md').click();
    await window.page.keyboard.press('Control+S');
    const after = await until('inserted text', () => (notes() === original ? undefined : notes()));
    assert.ok(after.startsWith(original.trimEnd()), 'what was there is still there');
    assert.match(after, /\[\^2\]/);
    assert.match(after, /^\[\^2\]: .*https:\/\//m);
    assert.equal(after.match(/^\[\^1\]:/gm)?.length, 1, 'the old footnote keeps its number');
    assert.doesNotMatch(after, /\[\[\d/);
    await window.screenshot('story-5-inserted');
  });

  it('takes it back with one undo, byte for byte', async () => {
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('Control+Z');
    await window.page.keyboard.press('Control+S');
    await until('restored text', () => notes() === original);
  });

  it('saves the report into the workspace', async () => {
    await window.tab(/What does QUIC/).click();
    panel = await window.webviewFrame();
    await button(/^Save$/).click();
    const folder = path.join(window.workspaceDir, 'research');
    await until('saved folder', () => existsSync(folder) && readdirSync(folder).length > 0);
    const [name = ''] = readdirSync(folder);
    assert.match(name, /^\d{4}-\d\d-\d\d-/);
    const report = await until('report', () => {
      const file = path.join(folder, name, 'report.md');
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    });
    assert.match(report, /^---\n/);
    assert.ok(report.includes(TOPIC));
    assert.match(report, /CPU per connection/);
    assert.match(report, /qwen-deep-research/);
    await panel.getByText(`research/${name}/report.md`).first().waitFor();
    await window.screenshot('story-6-saved');
  });

  it('finds it in the history after the window was reloaded, and the panel is back', async () => {
    await window.reload();
    await window.tab(/What does QUIC/).click();
    panel = await window.webviewFrame(undefined, 60_000);
    await button(/^Insert into Document/).waitFor();
    await window.page.getByRole('tab', { name: /^Deep Research/ }).click();
    await window.page
      .getByRole('treeitem', { name: /What does QUIC/ })
      .first()
      .waitFor();
    await window.screenshot('story-7-history');
    assert.equal(service.count('research'), 1, 'nothing was sent again');
  });

  it('G16: the key is in no file of the window, the run or the workspace', () => {
    const canary = KEY.trim().replaceAll('"', '');
    const folders = [window.host.userDataDir, window.workspaceDir];
    let files = 0;
    for (const folder of folders) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const file = path.join(folder, name);
        if (statSync(file).isFile()) {
          files += 1;
          assert.equal(readFileSync(file).includes(canary), false, file);
        }
      }
    }
    assert.ok(files > 10, `${files} files read`);
    assert.equal(
      window.console.some((line) => line.includes(canary)),
      false,
    );
  });

  it('looks right in every kind of theme', async () => {
    for (const [theme, name] of [
      ['Dark Modern', 'dark'],
      ['Dark High Contrast', 'hc-dark'],
      ['Light High Contrast', 'hc-light'],
      ['Light Modern', 'light'],
    ] as const) {
      await window.setTheme(theme);
      await window.tab(/What does QUIC/).click();
      await button(/^Insert into Document/).waitFor();
      await window.screenshot(`story-8-${name}`);
    }
  });
});
