import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openProbe } from './browser.ts';
import type {} from './probe/veryLong.ts';

describe('a text without measure', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await openProbe(browser, 'test/unit/webview/probe/veryLong.ts');
  });

  after(() => browser.close());

  it('is plain text above two million characters, complete, until Markdown is asked for', async () => {
    const before = await page.evaluate(() => window.veryLongProbe.show(2_000_100));
    assert.deepEqual(before, { notice: true, headings: 0, isComplete: true });
    const after = await page.evaluate(() => window.veryLongProbe.askForMarkdown());
    assert.equal(after.notice, false);
    assert.ok(after.headings > 0);
  });

  it('is plain text above twenty thousand lines, also when it grows into it', async () => {
    const atOnce = await page.evaluate(() => window.veryLongProbe.show(100_000, '# a\n'));
    assert.deepEqual(atOnce, { notice: true, headings: 0, isComplete: true });
    const below = await page.evaluate(() => window.veryLongProbe.grow('a\n', 19_999));
    assert.equal(below.notice, false);
    const above = await page.evaluate(() => window.veryLongProbe.grow('a\n', 20_001));
    assert.deepEqual(above, { notice: true, headings: 0, isComplete: true });
  });

  it('is Markdown up to there', async () => {
    const { notice, headings } = await page.evaluate(() => window.veryLongProbe.show(20_000));
    assert.equal(notice, false);
    assert.ok(headings > 0);
  });

  it('makes no block larger than the limits', async () => {
    const found = await page.evaluate(() => window.veryLongProbe.largest());
    assert.ok(found.cells <= 2_400, `${String(found.cells)} cells`);
    assert.ok(found.items <= 120, `${String(found.items)} items`);
    assert.ok(found.text <= 2_000, `${String(found.text)} characters in one text`);
    assert.equal(found.notes, 2);
  });
});
