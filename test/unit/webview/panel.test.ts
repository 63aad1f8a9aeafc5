import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import type { Files, Panel, PanelOptions } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, ended, EVENTS, QUESTION, REPORT, runAt, STARTED_AT } from './sampleRun.ts';

/** What a person can read, on both tabs. */
function readVisible(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const read = (tab: string, parts: readonly string[]): (string | undefined)[] => {
      document.querySelector<HTMLElement>(`#tab-${tab}`)?.click();
      return parts.map((part) => document.querySelector<HTMLElement>(part)?.innerText);
    };
    return [
      read('report', ['.report', '.source-list', '.stages']),
      read('research', ['.rounds', '.plan']),
    ];
  });
}

describe('the panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel | undefined;

  before(async () => {
    browser = await openBrowser();
    files = await buildPanel();
  });

  afterEach(async () => {
    const problems = panel?.problems.filter((problem) => !/inline style|ERR_FAILED/u.test(problem));
    await panel?.close();
    panel = undefined;
    assert.deepEqual(problems ?? [], []);
  });

  after(() => browser.close());

  async function open(
    moment: string | undefined,
    facts: Parameters<typeof context>[0] = {},
    options: PanelOptions = {},
    seconds = 70,
  ): Promise<Panel> {
    panel = await openPanel(browser, files, options);
    await panel.post({
      type: 'snapshot',
      seq: 1,
      ...(moment === undefined ? {} : { run: runAt(moment) }),
      context: context(facts),
      now: STARTED_AT + seconds * 1000,
    });
    await panel.settle();
    return panel;
  }

  for (const missing of [[], ['controls.js']] as const) {
    const how = missing.length === 0 ? 'with' : 'without';

    it(`asks a question, ${how} the components`, async () => {
      const { page, commands } = await open(undefined, {}, { missing });
      const ask = page.getByRole('button', { name: 'Ask · about CNY 0.02' });
      await page.getByText('Write a question first.').waitFor();
      const box = page.getByRole('textbox', { name: 'Research question' });
      await box.fill(QUESTION);
      await box.press('Enter');
      await ask.click();
      await page.waitForTimeout(400);
      const sent = (await commands()).filter(({ name }) => name === 'ask' || name === 'keepDraft');
      assert.deepEqual(sent.at(-1), { name: 'ask', question: `${QUESTION}\n` });
      assert.equal(sent.filter(({ name }) => name === 'ask').length, 1);
    });

    it(`sends the answers with their questions, ${how} the components`, async () => {
      const { page, commands } = await open('waiting', {}, { missing });
      const boxes = page.getByRole('textbox');
      assert.equal(await boxes.count(), 4);
      await boxes.nth(0).fill('Scans');
      await boxes.nth(3).fill('Thanks');
      await page.getByRole('button', { name: 'Start research · about CNY 1.3–1.5' }).dblclick();
      const research = (await commands()).filter(({ name }) => name === 'research');
      assert.equal(research.length, 1);
      assert.deepEqual(research[0], {
        name: 'research',
        answers:
          '> 1. Which workloads matter most: analytical scans over days of logs, or many small point lookups?\nScans\n\nThanks',
      });
    });
  }

  it('sends by Ctrl+Enter, but never what an input method composes', async () => {
    const { page, commands } = await open(undefined);
    const box = page.getByRole('textbox', { name: 'Research question' });
    await box.fill('问题');
    await box.evaluate((element) => {
      const enter = { key: 'Enter', ctrlKey: true, bubbles: true, composed: true };
      element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
      element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, keyCode: 229 }));
    });
    assert.equal(
      (await commands()).some(({ name }) => name === 'ask'),
      false,
    );
    await box.press('Control+Enter');
    assert.equal((await commands()).filter(({ name }) => name === 'ask').length, 1);
  });

  it('keeps a draft while the components replace the box, and across a new page', async () => {
    const { page } = await open(undefined, {}, { missing: ['controls.js'] });
    await page.getByRole('textbox').fill('half a question');
    const state: unknown = await page.evaluate(() => window.fakeHost.state);
    await panel?.close();
    const { page: fresh } = await open(undefined, {}, { state });
    assert.equal(await fresh.getByRole('textbox').inputValue(), 'half a question');
  });

  it('shows a run event by event, as it shows the whole', async () => {
    const live = await open('asking');
    let seq = 1;
    for (const [, events] of EVENTS.slice(1)) {
      for (const event of events) {
        seq += 1;
        await live.post({ type: 'events', seq, events: [event] });
      }
    }
    await live.settle();
    const streamed = await readVisible(live.page);
    const sent = await live.sent();
    assert.equal(
      sent.some(({ type }) => type === 'resync'),
      false,
    );
    assert.deepEqual(
      sent.flatMap((message) => (message.type === 'taken' ? [message.seq] : [])).at(-1),
      seq,
    );
    await live.close();
    const { page: whole } = await open('done');
    assert.deepEqual(await readVisible(whole), streamed);
  });

  it('asks for a snapshot after a gap, and shows nothing out of turn', async () => {
    const { page, post, sent, settle } = await open('writing');
    await post({ type: 'events', seq: 5, events: [{ type: 'answerText', text: 'OUT OF TURN' }] });
    await settle();
    assert.equal((await sent()).filter(({ type }) => type === 'resync').length, 1);
    assert.equal(await page.getByText('OUT OF TURN').count(), 0);
    await post({
      type: 'snapshot',
      seq: 9,
      run: runAt('done'),
      context: context(),
      now: STARTED_AT,
    });
    await settle();
    assert.match((await page.locator('.report').textContent()) ?? '', /What remains open/u);
  });

  it('opens sources by number, sites by place and links by name', async () => {
    const { page, commands } = await open('done');
    await page.getByRole('complementary').getByRole('link', { name: 'Why DuckDB' }).click();
    await page.locator('.report').getByRole('link', { name: 'the manual' }).click();
    await page.getByRole('tab', { name: 'Research' }).click();
    await page.getByRole('link', { name: 'Write-Ahead Logging' }).click();
    const targets = (await commands()).flatMap((command) =>
      command.name === 'openLink' ? [command.target] : [],
    );
    assert.deepEqual(targets[0], { kind: 'reference', number: 4 });
    assert.equal(targets[1]?.kind, 'reportLink');
    assert.deepEqual(targets[2], { kind: 'site', round: 3, index: 1 });
  });

  it('opens a citation by Enter and goes back to it by Escape', async () => {
    const { page } = await open('done');
    const mark = page.getByRole('button', { name: 'Source 2, Write-Ahead Logging' }).first();
    await mark.focus();
    await mark.press('Enter');
    const card = page.getByRole('dialog');
    await card.getByText('Search snippet').waitFor();
    assert.equal(
      await card
        .getByRole('button', { name: 'Open' })
        .evaluate((e) => e === document.activeElement),
      true,
    );
    await page.keyboard.press('Escape');
    assert.equal(await card.isVisible(), false);
    assert.equal(await mark.evaluate((element) => element === document.activeElement), true);
  });

  it('says of a number without a source that there is none', async () => {
    const { page } = await open('done');
    await page.getByRole('button', { name: '9: no such source' }).waitFor();
    await page.getByText('Cited, but no such source: 9').waitFor();
  });

  it('follows the end only while the reader is there', async () => {
    const { page, post, settle } = await open('writing', {}, { height: 500 });
    const bottom = (): Promise<number> =>
      page.evaluate(
        () =>
          (document.querySelector('.report')?.getBoundingClientRect().bottom ?? 0) - innerHeight,
      );
    await page.evaluate(() => {
      document.querySelector('.report')?.scrollIntoView({ block: 'end' });
    });
    await settle();
    await post({
      type: 'events',
      seq: 2,
      events: [{ type: 'answerText', text: `\n\n${'More text. '.repeat(300)}` }],
    });
    await settle();
    assert.ok((await bottom()) < 80);
    await page.mouse.wheel(0, -600);
    await settle();
    const before = await page.evaluate(() => scrollY);
    await post({
      type: 'events',
      seq: 3,
      events: [{ type: 'answerText', text: `\n\n${'Even more. '.repeat(300)}` }],
    });
    await settle();
    assert.equal(await page.evaluate(() => scrollY), before);
    await page.getByRole('button', { name: 'New text below' }).click();
    await settle();
    assert.ok((await bottom()) < 80);
  });

  it('says milestones, not every word, and not more than one in ten seconds', async () => {
    const { page, post, settle } = await open('planning');
    const said: string[] = [];
    await page.exposeFunction('heard', (text: string) => said.push(text));
    await page.evaluate(() => {
      const region = document.querySelector('[aria-live]');
      new MutationObserver(() => {
        void (Reflect.get(window, 'heard') as (text: string) => void)(region?.textContent ?? '');
      }).observe(region as Node, { childList: true, characterData: true, subtree: true });
    });
    let seq = 1;
    for (const [, events] of EVENTS.slice(3)) {
      seq += 1;
      await post({ type: 'events', seq, events });
      await settle();
    }
    await page.waitForTimeout(500);
    assert.ok(said.length <= 1, said.join(' | '));
    assert.equal(await page.locator('.report [aria-live], .report[aria-live]').count(), 0);
  });

  it('keeps all that arrived of a run that was interrupted', async () => {
    panel = await openPanel(browser, files);
    const run = ended('writing', {
      type: 'interrupted',
      at: STARTED_AT + 300_000,
      failure: { code: 'streamCut', charge: 'produced', requestId: 'abc' },
    });
    await panel.post({
      type: 'snapshot',
      seq: 1,
      run,
      context: context(),
      now: STARTED_AT + 400_000,
    });
    await panel.settle();
    const { page } = panel;
    await page.getByRole('button', { name: 'Run again · about CNY 1.3–1.5' }).waitFor();
    await page.locator('.report').getByText('What the two are built for').waitFor();
    await page.getByRole('button', { name: 'Open What Was Found' }).click();
    await page.locator('.plan').getByText('Concurrent writers').waitFor();
  });

  it('moves the focus where a command wants it', async () => {
    const { page, post, settle } = await open('done');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    await post({ type: 'focus', target: 'latestSection' });
    await settle();
    assert.equal(await focused(), 'r-what-remains-open');
    await post({ type: 'focus', target: 'sources' });
    await settle();
    assert.equal(await focused(), 'sources-title');
  });

  it('is where it was when its page is made anew', async () => {
    const { page } = await open('done', {}, { height: 500 });
    await page.evaluate(() => {
      window.scrollTo(0, 700);
    });
    await page.waitForTimeout(400);
    const state: unknown = await page.evaluate(() => window.fakeHost.state);
    await panel?.close();
    const { page: fresh } = await open('done', {}, { height: 500, state });
    await fresh.waitForTimeout(300);
    assert.ok(Math.abs((await fresh.evaluate(() => scrollY)) - 700) < 5);
  });

  it('shows the report as plain text where its bundle does not load', async () => {
    const { page } = await open('done', {}, { missing: ['report.js'] });
    assert.match((await page.locator('#panel-report').textContent()) ?? '', /What remains open/u);
  });

  it('colours the code of a report that is complete', async () => {
    const { page } = await open('done');
    await page.locator('.token-keyword').getByText('COPY').waitFor({ state: 'attached' });
    assert.match((await page.locator('pre code').textContent()) ?? '', /^-- One file a day/u);
  });

  it('shows all of the report that came', async () => {
    const { page } = await open('done');
    const words = ((await page.locator('.report').textContent()) ?? '').replace(/\s+/gu, ' ');
    const last = REPORT.trim().split('\n').at(-1) ?? '';
    assert.ok(words.includes(last));
  });
});
