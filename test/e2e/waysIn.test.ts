import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

/** Every way in ends in the composer, where all of it is seen, and nothing is sent. */
describe('a person comes to a question from where they work', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const composer = (): Promise<string> => panel.getByRole('textbox').first().inputValue();
  const composed = (text: RegExp): Promise<string> =>
    until(`the composer with ${String(text)}`, async () => {
      const value = await composer();
      return text.test(value) ? value : undefined;
    });
  const menuItem = (name: RegExp) => window.page.getByRole('menuitem', { name }).first();

  before('opens a window with the packaged extension', async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({ serviceUrl: service.url });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`ways-in-failed-${this.currentTest.title.slice(0, 40)}`);
    }
    assert.equal(service.requests.length, 0, 'something was sent');
  });

  async function open(name: string): Promise<void> {
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill(name);
    await window.quickRow(name).click();
    await window.tab(name).waitFor();
    await window.page.locator('.monaco-editor .view-lines').first().click();
  }

  it('by a template, of which one place is left open', async () => {
    await window.runCommand('Deep Research: Start from a Template');
    await window.quickRow('Compare').click();
    await window.typeQuickInput('DuckDB', 'first');
    await window.typeQuickInput('SQLite', 'second');
    await window.typeQuickInput('', 'purpose');
    panel = await window.webviewFrame();
    const text = await composed(/^Compare DuckDB and SQLite for \{purpose\}/u);
    assert.match(text, /cost, maturity/u);
    await window.screenshot('ways-in-1-template');
  });

  it('by a comment TODO(research), by lens and by light bulb', async () => {
    await open('server.ts');
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.type('// TODO(research): which cache evicts fairly?\n');
    const lens = window.page.getByText('Research this TODO', { exact: true });
    await lens.waitFor();
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('Control+.');
    const offer = window.page.getByText('Research this TODO: which cache evicts fairly?').first();
    await offer.waitFor();
    await window.screenshot('ways-in-2-todo');
    await window.page.keyboard.press('Escape');
    await offer.waitFor({ state: 'hidden' });
    await lens.click();
    panel = await window.webviewFrame();
    assert.equal(await composed(/evicts/u), 'which cache evicts fairly?');
    await window.page.getByText('The question you were writing was replaced.').first().waitFor();
    await window.page.getByRole('button', { name: 'Bring It Back' }).click();
    await composed(/^Compare DuckDB/u);
  });

  it('by the key, with a selection in a text', async () => {
    await open('notes.md');
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('Shift+End');
    await window.page.keyboard.press('Control+K');
    await window.page.keyboard.press('Alt+R');
    panel = await window.webviewFrame();
    assert.match(
      await composed(/HTTP\/3/u),
      /^Moving the edge cache to HTTP\/3\n\n\(From notes\.md\)\n$/u,
    );
  });

  it('by a file in the Explorer, which is listed with its size', async () => {
    await window.page
      .getByRole('treeitem', { name: /^notes\.md/u })
      .first()
      .click({ button: 'right' });
    // A menu takes no click of the very moment in which it opens.
    await menuItem(/^Research This File/u).hover();
    await window.page.keyboard.press('Enter');
    panel = await window.webviewFrame();
    await panel.getByText('notes.md', { exact: true }).first().waitFor();
    await window.screenshot('ways-in-3-file');
  });
});
