import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../../src/core/text/en.ts';
import { pseudoTexts } from '../support/pseudo.ts';
import { openBrowser } from './browser.ts';
import type { Panel } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { STARTED_AT } from './sampleRun.ts';
import { STATES, type PanelState } from './states.ts';

/** Names of things, the same in every language. */
const NAMES = ['CNY', 'Markdown', 'Qwen', 'DashScope', 'Ctrl', 'Enter', 'KB', 'MB', 'kB', 'B', 's'];

/** Everything that people can read or hear, a text each. */
function readTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      // What the service or the person wrote is in their language.
      if (parent?.closest('.report, pre, script, style, noscript, [hidden]') === null) {
        texts.push(node.nodeValue ?? '');
      }
    }
    for (const element of document.querySelectorAll('#app *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts;
  });
}

/** Words that neither stand in brackets nor were in what the host sent. */
function strayWords(texts: readonly string[], data: string): readonly string[] {
  return texts.flatMap((text) => {
    const outside = withoutBrackets(text).trim();
    const words = outside.match(/\p{L}{2,}/gu) ?? [];
    const stray = words.filter((word) => !data.includes(word) && !NAMES.includes(word));
    return stray.length === 0 ? [] : [outside];
  });
}

/** A text may be put into another one. */
function withoutBrackets(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  return less === text ? text : withoutBrackets(less);
}

describe('the panel in a language that nobody speaks', function () {
  this.timeout(60_000);
  let browser: Browser;
  let panel: Panel;
  let seq = 0;

  before(async () => {
    browser = await openBrowser();
    panel = await openPanel(browser, await buildPanel(), { texts: pseudoTexts(en) });
  });

  after(() => browser.close());

  async function show({ after, context, name, run }: PanelState): Promise<string> {
    seq += 1;
    const snapshot = {
      type: 'snapshot',
      seq,
      ...(run === undefined ? {} : { run: { ...run, id: name } }),
      context: { ...context, draftVersion: seq },
      now: STARTED_AT + after,
    } as const;
    await panel.post(snapshot);
    await panel.page.waitForTimeout(150);
    return JSON.stringify(snapshot);
  }

  it('would notice one', () => {
    assert.deepEqual(strayWords(['⟦á ⟦b⟧⟧', 'CNY 2', 'said', 'Own text ⟦c⟧'], '"said"'), [
      'Own text',
    ]);
  });

  for (const state of STATES) {
    it(`has no text of its own, and room for longer ones: ${state.name}`, async () => {
      const { page } = panel;
      await page.setViewportSize({ width: 1280, height: 900 });
      const data = await show(state);
      const texts = await readTexts(page);
      assert.ok(
        texts.some((text) => text.includes('⟦')),
        'the texts are on the page',
      );
      assert.deepEqual(strayWords(texts, data), []);
      await page.setViewportSize({ width: 480, height: 800 });
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(excess <= 0, `wider than its window by ${excess} pixels`);
    });
  }
});
