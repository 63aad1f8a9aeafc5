import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

const TOPIC = 'What does QUIC cost a server?';

/** The whole job without a mouse: nothing in this file clicks. */
describe('a person works by keyboard alone', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const press = (key: string) => window.page.keyboard.press(key);
  const notes = (): string => readFileSync(path.join(window.workspaceDir, 'notes.md'), 'utf8');
  /** The part with the focus, from the page's point of view: a component, not its inside. */
  const focused = (): Locator => panel.locator(':focus').first();
  const name = async (): Promise<string> => {
    const element = focused();
    return (await element.count()) === 0
      ? ''
      : element
          .evaluate((found) => found.getAttribute('aria-label') ?? found.textContent ?? '')
          .catch(() => '');
  };

  before('opens a window with a key from the environment', async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({
      serviceUrl: service.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
    });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`keyboard-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  /** Opens the palette and runs what is typed. */
  async function run(command: string): Promise<void> {
    await window.openPalette(command);
    const row = window.page.locator('.quick-input-widget .monaco-list-row.focused');
    await until(command, async () => (await row.textContent())?.includes(command));
    await press('Enter');
  }

  /** Tab, until what has the focus is called so; back with Shift. */
  async function tabTo(wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let count = 0; count < 80; count++) {
      if (wanted.test(await name())) {
        return;
      }
      await press(key);
    }
    throw new Error(`${String(wanted)} is not reached, the last was ${await name()}`);
  }

  it('opens the notes and asks a question', async () => {
    await press('Control+P');
    await window.page.locator('.quick-input-widget input').first().waitFor();
    await window.page.keyboard.type('notes.md');
    await window.quickRow('notes.md').waitFor();
    await press('Enter');
    await window.tab('notes.md').waitFor();
    await run('Deep Research: New Question');
    panel = await window.webviewFrame();
    await until('the box has the focus', async () => /question/iu.test(await name()));
    await window.page.keyboard.type(TOPIC);
    await press('Control+Enter');
    await panel.getByText('Start research · about CNY').first().waitFor();
  });

  it('answers, and starts for the price on the button', async () => {
    await until('the first answer has the focus', async () =>
      (await name()).includes('Answer to question 1'),
    );
    await window.page.keyboard.type('CPU per connection');
    await press('Tab');
    await until('the second answer', async () => (await name()).includes('Answer to question 2'));
    await window.page.keyboard.type('Operations');
    service.setPace('real');
    await tabTo(/^Start research · about CNY/u);
    await press('Enter');
    await panel.getByText('The service has started on this plan').waitFor();
    assert.equal(service.count('research'), 1);
  });

  it('walks through the rounds while they come', async () => {
    await panel.getByText('Round 2').first().waitFor({ timeout: 60_000 });
    await tabTo(/^Round \d/u);
    const first = await name();
    await press('ArrowDown');
    await until('another round', async () => (await name()) !== first);
    assert.match(await name(), /^Round 1/u);
    await press('Enter');
    await until(
      'it is open',
      async () => (await focused().getAttribute('aria-expanded')) === 'true',
    );
    await press('s');
    await until('its first site', async () => (await focused().getAttribute('href')) === '#');
    await press('Escape');
    await until('its head', async () => (await name()).startsWith('Round 1'));
    await press('ArrowUp');
    service.setPace('fast');
  });

  it('reads a citation, and is back at the same word', async () => {
    await panel
      .getByRole('button', { name: /^Insert into Document/u })
      .waitFor({ timeout: 120_000 });
    await run('Deep Research: Focus Report');
    await until('the report', async () =>
      focused()
        .evaluate((element) => element.closest('.report') !== null)
        .catch(() => false),
    );
    await tabTo(/^Source \d+, /u);
    const word = await name();
    const place = await focused().evaluate((element) => element.getBoundingClientRect().top);
    await press('Enter');
    await until('the card', async () => (await name()).includes('Open'));
    await press('Escape');
    await until('the word', async () => (await name()) === word);
    assert.equal(await focused().evaluate((element) => element.getBoundingClientRect().top), place);
    await window.screenshot('keyboard-1-citation');
  });

  it('inserts the report', async () => {
    const before = notes();
    await tabTo(/^Insert into Document/u, 'Shift+Tab');
    await press('Enter');
    await until('the inserted text', async () => {
      await run('File: Save All');
      return notes() !== before;
    });
    assert.match(notes(), /^\[\^\d+\]: .*https:\/\//mu);
  });

  it('finds what was typed after the panel was closed, and answers after a reload', async () => {
    const draft = 'Is HTTP/3 worth it for an intranet?';
    /** In the panel that is there now: another may be going. */
    const untilReady = (): Promise<boolean> =>
      until('the box has the focus', async () => {
        panel = await window.webviewFrame();
        return /question/iu.test(await name());
      });
    await run('Deep Research: New Question');
    await untilReady();
    await window.page.keyboard.type(draft);
    await run('View: Close All Editor Groups');
    await run('Deep Research: New Question');
    await untilReady();
    const box = panel.getByRole('textbox').first();
    await until('the draft', async () => (await box.inputValue()) === draft);
    await press('Control+Enter');
    await panel.getByText('Start research · about CNY').first().waitFor();
    await until('the first answer has the focus', async () =>
      (await name()).includes('question 1'),
    );
    await window.page.keyboard.type('About 300 desks');
    await run('View: Close All Editor Groups');
    await window.reload();
    await run('Deep Research: Search Runs');
    await window.page.keyboard.type('intranet');
    await window.quickRow(draft).waitFor();
    await press('Enter');
    await until('the answer', async () => {
      panel = await window.webviewFrame(draft).catch(() => window.webviewFrame());
      const first = panel.getByRole('textbox').first();
      return (await first.count()) > 0 && (await first.inputValue()) === 'About 300 desks';
    });
    await window.screenshot('keyboard-2-answers');
  });

  it('writes the answers as a document, and starts it from there', async () => {
    const before = service.count('research');
    await tabTo(/^Edit as Document/u);
    await press('Enter');
    await window.tab('brief.md').waitFor();
    await window.page.locator('.codelens-decoration a', { hasText: 'Start research' }).waitFor();
    await window.screenshot('keyboard-3-brief');
    await run('Deep Research: Start Research of This Brief');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/about CNY \d/u).waitFor();
    assert.equal(service.count('research'), before);
    await press('Enter');
    await until('the research', () => service.count('research') === before + 1);
    const body = service.requests.at(-1)?.body as { input: { messages: { content: string }[] } };
    assert.match(body.input.messages.at(-1)?.content ?? '', /^> 1\. .*\nAbout 300 desks$/u);
  });
});
