import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import type { PanelContext } from '../../../src/protocol/messages.ts';
import { openBrowser } from './browser.ts';
import type { Files, Panel, PanelOptions } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, runAt, STARTED_AT } from './sampleRun.ts';

const OUT = 'test/out';
const ANSWERS = 'Scans over one day <img src=x onerror=alert(1)>';

/** What the panel says about a run besides its research: queue, other windows, versions, the disk. */
describe('notices about a run', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel | undefined;

  before(async () => {
    mkdirSync(OUT, { recursive: true });
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
    run: Run,
    facts: Partial<PanelContext> = {},
    options: PanelOptions = {},
  ): Promise<Panel> {
    panel = await openPanel(browser, files, options);
    await panel.post({
      type: 'snapshot',
      seq: 1,
      run,
      context: context(facts),
      now: STARTED_AT + 70_000,
    });
    await panel.settle();
    return panel;
  }

  const at = STARTED_AT + 60_000;
  const queuedRun = (): Run => reduce(runAt('waiting'), { type: 'queued', at, answers: ANSWERS });

  it('a queued run names its place and can be taken out; nothing can be started twice', async () => {
    const { commands, page, post, settle } = await open(queuedRun(), { queuedBefore: 2 });
    await page.locator('.state', { hasText: 'Queued (2 before)' }).waitFor();
    await page
      .getByText(/waits for its turn: 2 before it.*not been sent|waits for its turn/u)
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /^Start research/u }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
    await page.screenshot({ path: `${OUT}/notice-queued.png` });
    await post({ type: 'context', context: context({ queuedBefore: 1 }) });
    await settle();
    await page.locator('.state', { hasText: 'Queued (1 before)' }).waitFor();
    await page.getByRole('button', { name: 'Take Out of the Queue' }).click();
    assert.deepEqual(
      (await commands()).filter(({ name }) => name === 'stop'),
      [{ name: 'stop' }],
    );
    await post({
      type: 'events',
      seq: 2,
      events: [{ type: 'unqueued', at, reason: 'cancelled' }],
    });
    await settle();
    await page.getByText('Taken out of the queue. The research was not sent').waitFor();
    await page.getByRole('button', { name: /^Start research · about CNY/u }).waitFor();
    await page.getByText('Your answers', { exact: true }).click();
    await page.getByText(ANSWERS).waitFor();
  });

  it('a run that lost its window in the queue says that nothing was sent', async () => {
    const left = reduce(queuedRun(), { type: 'unqueued', at, reason: 'windowClosed' });
    const { page } = await open(left, {}, { language: 'zh-cn' });
    await page.getByText(/VS Code 关闭或重新加载时，这次研究正在排队/u).waitFor();
    await page.screenshot({ path: `${OUT}/notice-unsent-zh.png` });
  });

  it("another window's run names the window as text, and offers nothing that sends", async () => {
    const { page } = await open(runAt('researching'), {
      readOnly: true,
      owner: 'api <b>docs</b> \u202Emoc',
    });
    await page.getByText('under way in the window “api <b>docs</b> moc”').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0);
    await page.screenshot({ path: `${OUT}/notice-elsewhere.png` });
  });

  it('F71: a run of a newer version has its own sentence', async () => {
    const { page } = await open(runAt('researching'), { readOnly: true, newer: true });
    await page
      .getByText(/Made by a newer version of Deep Research.*Update the extension/u)
      .waitFor();
    assert.equal(await page.getByText(/in the window|in another window/u).count(), 0);
  });

  it('F75: a full disk stays said while it lasts, with ways out, and goes by itself', async () => {
    const facts = { disk: { code: 'ENOSPC', path: '/home/me/runs' } };
    const { commands, page, post, settle } = await open(runAt('researching'), facts);
    const banner = page.getByText(/The disk is full: the run continues but is not saved/u);
    await banner.waitFor();
    await page.screenshot({ path: `${OUT}/notice-disk.png` });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Save As…' }).click();
    const names = (await commands()).map(({ name }) => name);
    assert.ok(names.includes('copyReport') && names.includes('saveElsewhere'), names.join());
    await post({ type: 'context', context: context() });
    await settle();
    assert.equal(await banner.count(), 0);
  });

  it('S10: going on names a higher price than running again, and is sent once', async () => {
    const failure = { code: 'streamCut', charge: 'produced' } as const;
    const run = reduce(runAt('researching'), { type: 'interrupted', at, failure });
    const { commands, page } = await open(run);
    await page.getByRole('button', { name: 'Run again · about CNY 1.3–1.5' }).waitFor();
    const goOn = page.getByRole('button', { name: /^Go on from here · new run, about CNY/u });
    await page.screenshot({ path: `${OUT}/notice-continue.png` });
    await goOn.dblclick();
    await page.waitForTimeout(100);
    assert.equal((await commands()).filter(({ name }) => name === 'continueRun').length, 1);
  });

  it('S10: the new run names its origin', async () => {
    const origin = { runId: 'r', title: 'DuckDB or SQLite?' };
    const run = runAt('researching');
    const given = { questions: '', finished: true, answers: '> quoted' };
    const { page } = await open({ ...run, origin, exchanges: [...run.exchanges, given] });
    await page.getByText('Questions and answers').click();
    await page.getByRole('heading', { name: 'Taken over from the earlier run' }).waitFor();
    assert.equal(await page.getByRole('heading', { name: 'You answered' }).count(), 1);
    await page
      .getByText('A new run that goes on from “DuckDB or SQLite?”, which ended early.')
      .waitFor();
  });
});
