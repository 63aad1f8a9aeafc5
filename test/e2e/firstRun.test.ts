import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

const KEY = 'sk-person-0123456789';

describe('a person without a key sees what it does', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const notes = (): string => readFileSync(path.join(window.workspaceDir, 'notes.md'), 'utf8');
  const button = (name: RegExp | string) => panel.getByRole('button', { name });

  before('opens a window with the packaged extension', async () => {
    service = await startService({ keys: [KEY] });
    window = await openWindow({ serviceUrl: service.url });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`first-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  it('opens the notes, then the view: one sentence and three ways on', async () => {
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill('notes.md');
    await window.quickRow('notes.md').click();
    await window.tab('notes.md').waitFor();
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
    await window.page.getByRole('tab', { name: /^Deep Research/ }).click();
    for (const name of ['Ask a Research Question', 'See a Recorded Example', 'Set API Key']) {
      await window.page.getByRole('button', { name }).first().waitFor();
    }
    await window.screenshot('first-1-welcome');
  });

  it('sees the recording, ten times as fast, through questions, plan and rounds', async () => {
    await window.page.getByRole('button', { name: 'See a Recorded Example' }).first().click();
    panel = await window.webviewFrame();
    await panel.getByText('Recording. This project wrote it').waitFor();
    for (const name of ['At its own speed', 'Ten times as fast']) {
      await button(name).click();
      await until(`the pressed speed: ${name}`, async () => {
        return (await button(name).getAttribute('aria-pressed')) === 'true';
      });
    }
    await panel.getByText('Round 1').first().waitFor();
    await window.screenshot('first-2-recording');
    assert.equal(await panel.getByRole('button', { name: /^Stop/ }).isVisible(), false);
  });

  it('reads its end, with the recorded answers', async () => {
    await button('To the End').click();
    await button(/^Insert into Document/).waitFor();
    await button('Play Again').waitFor();
    await panel.getByText('Done').first().waitFor();
    await window.screenshot('first-3-end');
  });

  it('inserts it into the notes, with the mark', async () => {
    const original = notes();
    await button(/^Insert into Document/).click();
    await window.tab('notes.md').click();
    await window.page.keyboard.press('Control+S');
    const after = await until('inserted text', () => (notes() === original ? undefined : notes()));
    assert.ok(after.startsWith(original.trimEnd()));
    assert.ok(after.includes('> **Recorded example'));
    assert.match(after, /^\[\^2\]: /m);
    await window.screenshot('first-4-inserted');
  });

  it('saves it into the workspace, with the mark', async () => {
    await window.tab(/DuckDB or SQLite/).click();
    panel = await window.webviewFrame();
    await button(/^Save$/).click();
    const folder = path.join(window.workspaceDir, 'research');
    const report = await until('the saved report', () => {
      const [name = ''] = existsSync(folder) ? readdirSync(folder) : [];
      const file = path.join(folder, name, 'report.md');
      return name !== '' && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    });
    assert.match(report, /^recorded_example: true$/m);
    await panel
      .getByText(/research\/.*report\.md/)
      .first()
      .waitFor();
  });

  it('finds the recording again after the window was reloaded, at its end', async () => {
    await window.reload();
    await window.tab(/DuckDB or SQLite/).click();
    panel = await window.webviewFrame(undefined, 60_000);
    await button('Play Again').waitFor();
    await button('Play Again').click();
    await button('At its own speed').waitFor();
  });

  it('needed no key, no network and no folder of the history', async () => {
    assert.equal(service.requests.length, 0);
    const runs = readdirSync(window.host.userDataDir, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      runs.filter((name) => name.endsWith('journal.ndjson')),
      [],
    );
    await window.page.getByRole('button', { name: 'See a Recorded Example' }).first().waitFor();
  });

  it('looks right in every kind of theme', async () => {
    await button('To the End').click();
    await button('Play Again').waitFor();
    for (const [theme, name] of [
      ['Light Modern', 'light'],
      ['Dark High Contrast', 'hc-dark'],
      ['Light High Contrast', 'hc-light'],
    ] as const) {
      await window.setTheme(theme);
      await window.tab(/DuckDB or SQLite/).click();
      panel = await window.webviewFrame('DuckDB or SQLite for log analytics on o…');
      await button('Play Again').waitFor();
      await window.screenshot(`first-5-${name}`);
      await window.runCommand('Deep Research: Open Walkthrough');
      await window.page.getByText('Set the key and your workspace id').first().click();
      await window.page
        .getByRole('button', { name: 'Check Connection' })
        .or(window.page.getByText('Check Connection'))
        .first()
        .waitFor();
      await window.page.waitForTimeout(500);
      await window.screenshot(`first-6-walkthrough-${name}`);
    }
  });
});

describe('a person sets a key and checks the connection', () => {
  let service: SimulatedService;
  let window: Window;

  before('opens a window with the packaged extension', async () => {
    service = await startService({ keys: [KEY] });
    window = await openWindow({ serviceUrl: service.url });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`key-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  const box = () => window.page.locator('.quick-input-widget .quick-input-box input');
  const message = (text: string) =>
    window.page.locator('.quick-input-widget').filter({ hasText: text });

  it('is told while typing what is wrong with a key', async () => {
    await window.runCommand('Deep Research: Set API Key');
    for (const [typed, said] of [
      ['sk-sp-0123456789abcdef', 'This is a Coding Plan key'],
      ['sk-abc def 0123456789', 'without blanks'],
      ['sk-1234********cdef', 'This key is masked'],
      ['LTAI5tAbcdefgh0123', 'This is an AccessKey'],
      ['password', 'This does not look like a DashScope key'],
    ] as const) {
      await box().fill(typed);
      await message(said).waitFor();
    }
    assert.equal(await box().getAttribute('type'), 'password');
    await window.screenshot('key-1-shape');
    await box().press('Escape');
  });

  it('checks before there is a key: everything but the key is right', async () => {
    await window.runCommand('Deep Research: Check Connection');
    await window.quickRow(/API key: failed/).waitFor();
    await window.quickRow(/Service address: ok/).waitFor();
    await window.screenshot('key-2-missing');
    await window.quickRow('Set Key').click();
    await window.typeQuickInput(` "${KEY}" `, 'Model Studio key');
    await window.toast('is saved').waitFor();
  });

  it('checks again: ready, for free, and nothing like a key is shown', async () => {
    await window.runCommand('Deep Research: Check Connection');
    await window.quickRow(/API key: ok/).waitFor();
    await window.quickRow(/Model: not proven/).waitFor();
    await window.screenshot('key-3-ready');
    assert.equal(service.count('clarify') + service.count('research'), 0);
    await window.quickRow('Show the result as text').click();
    await window.page.getByText('Made by Check Connection').first().waitFor();
    await window.screenshot('key-4-text');
  });

  it('says that a workspace id changes nothing at an address of one’s own', async () => {
    await window.page.keyboard.press('Escape');
    const settings = path.join(window.host.userDataDir, 'User/settings.json');
    const read = () => JSON.parse(readFileSync(settings, 'utf8')) as Record<string, unknown>;
    await window.runCommand('Deep Research: Set Workspace Id');
    await window.toast('an address').or(window.toast('address in your settings')).waitFor();
    assert.equal(read()['deepResearch.workspaceId'], undefined);
  });

  it('forgets everything after a question', async () => {
    await window.runCommand('Deep Research: Forget All Keys and Tokens');
    const dialog = window.page.getByRole('dialog').filter({ hasText: 'Forget every API key' });
    await dialog.waitFor();
    await window.screenshot('key-5-forget');
    await dialog.getByRole('button', { name: 'Forget All' }).click();
    await window.toast('are removed').waitFor();
    await window.runCommand('Deep Research: Check Connection');
    await window.quickRow(/API key: failed/).waitFor();
    await window.page.keyboard.press('Escape');
  });
});

describe('a person whose address is the shared one sets key and workspace id', () => {
  let window: Window;

  before('opens a window with the packaged extension', async () => {
    window = await openWindow();
  });

  after(() => window?.close());

  it('in two steps; the id is taken out of a pasted address, and the key goes to its host', async () => {
    await window.runCommand('Deep Research: Set API Key');
    const widget = window.page.locator('.quick-input-widget');
    await widget.filter({ hasText: 'Set API Key (1/2)' }).waitFor();
    await window.typeQuickInput(KEY, 'dashscope.aliyuncs.com');
    await widget.filter({ hasText: 'Set API Key (2/2)' }).waitFor();
    const input = window.page.locator('.quick-input-widget .quick-input-box input');
    await input.fill('https://llm-abc123.cn-beijing.maas.aliyuncs.com/');
    await widget
      .filter({ hasText: 'your key will go to llm-abc123.cn-beijing.maas.aliyuncs.com' })
      .waitFor();
    await window.screenshot('key-6-workspace');
    await input.press('Enter');
    await window.toast('llm-abc123.cn-beijing.maas.aliyuncs.com is saved').waitFor();
    const settings = readFileSync(path.join(window.host.userDataDir, 'User/settings.json'), 'utf8');
    assert.match(settings, /"deepResearch\.workspaceId": "llm-abc123"/);
    assert.equal(settings.includes(KEY), false);
  });
});

describe('a person manages tool servers', () => {
  let window: Window;

  const servers = (): unknown => {
    const file = path.join(window.host.userDataDir, 'User/settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return settings['deepResearch.researchTools'];
  };

  before('opens a window with the packaged extension', async () => {
    window = await openWindow();
  });

  after(() => window?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`tools-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  it('adds one in four steps, each checked while typing; the token is in no setting', async () => {
    const widget = window.page.locator('.quick-input-widget');
    const input = window.page.locator('.quick-input-widget .quick-input-box input');
    await window.runCommand('Deep Research: Add Tool Server (MCP)');
    await window.typeQuickInput('my-docs', 'A name for the server');
    await widget.filter({ hasText: 'Address of the MCP server' }).waitFor();
    for (const [typed, said] of [
      ['http://tools.example.com/sse', 'must start with https://'],
      ['https://localhost/sse', 'must be able to reach it'],
      ['https://me:secret@tools.example.com/sse', 'must not contain a user name'],
    ] as const) {
      await input.fill(typed);
      await widget.filter({ hasText: said }).waitFor();
    }
    await window.screenshot('tools-1-address');
    await window.typeQuickInput('https://tools.example.com/sse');
    await widget.filter({ hasText: 'Tools that may be called' }).waitFor();
    await input.press('Enter');
    await window.typeQuickInput('T-canary-0123', 'Token for this exact address');
    await window.toast('The tool server “my-docs” is saved').waitFor();
    assert.deepEqual(servers(), [
      {
        label: 'my-docs',
        url: 'https://tools.example.com/sse',
        allowedTools: ['search', 'fetch'],
      },
    ]);
  });

  it('tests it, and reads what a test from here can and cannot tell', async () => {
    await window.runCommand('Deep Research: Test Tool Server (MCP)');
    await window.quickRow('my-docs').click();
    const dialog = window.page.getByRole('dialog').filter({ hasText: 'could not be asked' });
    await dialog.waitFor();
    await dialog.getByText('it must be reachable from there as well').waitFor();
    await window.screenshot('tools-2-test');
    await window.page.keyboard.press('Escape');
  });

  it('edits it, and removes it after a question', async () => {
    await window.runCommand('Deep Research: Edit Tool Server (MCP)');
    await window.quickRow('my-docs').click();
    await window.typeQuickInput('our-docs', 'A name for the server');
    await window.typeQuickInput('https://tools.example.com/v2/sse', 'Address of the MCP server');
    await window.typeQuickInput('search, fetch, list', 'Tools that may be called');
    // A token is bound to its exact address: the new one has none.
    await window.typeQuickInput('', 'Token for this exact address');
    await until('the edited server', () => JSON.stringify(servers()).includes('our-docs'));
    assert.deepEqual(servers(), [
      {
        label: 'our-docs',
        url: 'https://tools.example.com/v2/sse',
        allowedTools: ['search', 'fetch', 'list'],
      },
    ]);
    await window.runCommand('Deep Research: Remove Tool Server (MCP)');
    await window.quickRow('our-docs').click();
    const dialog = window.page.getByRole('dialog').filter({ hasText: 'Remove the tool server' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await until('no server', () => servers() === undefined);
  });
});
