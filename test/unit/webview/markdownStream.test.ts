import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openProbe } from './browser.ts';
import type {} from './probe/markdown.ts';

/** How many random documents; a bench may ask for more. */
const RUNS = Number(process.env['DEEP_RESEARCH_PROPERTY_RUNS'] ?? 400);

/** The examples of the CommonMark specification, 652 of them. */
const { tests: EXAMPLES } = createRequire(import.meta.url)('commonmark-spec') as {
  readonly tests: readonly { readonly markdown: string; readonly section: string }[];
};
const SECTIONS = new Set(EXAMPLES.map(({ section }) => section));

describe('a streamed report', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await openProbe(browser, 'test/unit/webview/probe/markdown.ts');
  });

  after(() => browser.close());

  for (const tight of [false, true]) {
    const limits = tight ? ', cut by tight limits' : '';
    for (const length of [1, 3, 7, 1000]) {
      it(`is after every piece of ${String(length)} what one render makes, for all traps${limits}`, async () => {
        const failures = await page.evaluate(
          ([size, cut]) =>
            window.markdownProbe
              .trapNames()
              .map((name) => [name, window.markdownProbe.trap(name, size, cut)] as const)
              .filter(([, difference]) => difference !== undefined),
          [length, tight] as const,
        );
        assert.deepEqual(failures, []);
      });
    }

    it(`is after every piece what one render makes, for each example of CommonMark${limits}`, async () => {
      assert.ok(EXAMPLES.length > 600);
      for (const section of SECTIONS) {
        const texts = EXAMPLES.filter((example) => example.section === section).map(
          // What stands around an example must not change it, nor be changed by it.
          ({ markdown }) => `Before [[1]].\n\n${markdown}\n\nAfter.\n`,
        );
        const differences = await page.evaluate(
          ([all, cut]) =>
            [1, 4].flatMap((length) => window.markdownProbe.examples(all, length, cut) ?? []),
          [texts, tight] as const,
        );
        assert.deepEqual(differences, [], section);
      }
    });

    it(`is after every piece what one render makes, for random documents${limits}`, async () => {
      const seed = Number(process.env['DEEP_RESEARCH_SEED'] ?? 20261122);
      for (let done = 0; done < RUNS; done += 200) {
        const failure = await page.evaluate(
          ([runs, at, cut]) => window.markdownProbe.property(runs, at, cut),
          [Math.min(200, RUNS - done), seed + done, tight] as const,
        );
        assert.equal(failure, undefined);
      }
    });
  }
});
