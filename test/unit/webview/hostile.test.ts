import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openProbe } from './browser.ts';
import { HOSTILE } from './hostile.ts';
import type {} from './probe/markdown.ts';

/** How long it takes is a figure of the bench; here it must end, and be right. */
const LENGTH = 50_000;

describe('Markdown made to be slow', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await openProbe(browser, 'test/unit/webview/probe/markdown.ts');
  });

  after(() => browser.close());

  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`is shown as one render shows it: ${name}`, async () => {
      const difference = await page.evaluate(
        ([text, piece]) => window.markdownProbe.streamed(text, piece),
        [make(LENGTH), LENGTH / 4] as const,
      );
      assert.equal(difference?.slice(0, 300), undefined);
    });
  }
});
