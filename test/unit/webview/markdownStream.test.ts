import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openProbe } from './browser.ts';
import type {} from './probe/markdown.ts';

/** How many random documents; a bench may ask for more. */
const RUNS = Number(process.env['DEEP_RESEARCH_PROPERTY_RUNS'] ?? 400);

describe('a streamed report', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await openProbe(browser, 'test/unit/webview/probe/markdown.ts');
  });

  after(() => browser.close());

  for (const length of [1, 3, 7, 1000]) {
    it(`is after every piece of ${String(length)} what one render makes, for all traps`, async () => {
      const failures = await page.evaluate(
        (size) =>
          window.markdownProbe
            .trapNames()
            .map((name) => [name, window.markdownProbe.trap(name, size)] as const)
            .filter(([, difference]) => difference !== undefined),
        length,
      );
      assert.deepEqual(failures, []);
    });
  }

  it('is after every piece what one render makes, for random documents', async () => {
    const seed = Number(process.env['DEEP_RESEARCH_SEED'] ?? 20261122);
    for (let done = 0; done < RUNS; done += 200) {
      const failure = await page.evaluate(
        ([runs, at]) => window.markdownProbe.property(runs, at, true),
        [Math.min(200, RUNS - done), seed + done] as const,
      );
      assert.equal(failure, undefined);
    }
  });
});
