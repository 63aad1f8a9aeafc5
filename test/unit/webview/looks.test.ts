import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import type { Files, Panel } from './page.ts';
import { buildPanel, openPanel, setTheme } from './page.ts';
import { STARTED_AT } from './sampleRun.ts';
import { STATES, type PanelState } from './states.ts';
import { THEMES, type ThemeName } from './themes.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds; colours only, or everything it knows. */
async function findBarriers(page: Page, colours: boolean): Promise<unknown> {
  return page.evaluate(async (onlyColours) => {
    const axe = Reflect.get(window, 'axe') as {
      run(options: object): Promise<{ violations: Violation[] }>;
    };
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      ...(onlyColours ? { runOnly: ['color-contrast'] } : {}),
    });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }, colours);
}

/** By how many pixels the page is wider than its window, and what sticks out. */
function findExcess(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // What hears of the new size has taken its place by then.
    for (let frame = 0; frame < 2; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const { clientWidth, scrollWidth } = document.documentElement;
    return scrollWidth <= clientWidth
      ? []
      : [...document.querySelectorAll('#app *')]
          .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
          .map(({ className, tagName }) => `${tagName} ${String(className)}`)
          .slice(0, 5);
  });
}

describe('every state of the panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel;
  let seq = 0;

  before(async () => {
    browser = await openBrowser();
    files = await buildPanel();
    panel = await openPanel(browser, files);
    await show(STATES[0]!);
    await panel.settle();
    await panel.page.evaluate(AXE);
  });

  after(() => browser.close());

  async function show({ after, click, context, name, preview, run }: PanelState): Promise<void> {
    const { page } = panel;
    seq += 1;
    // What another state has left open.
    await page.keyboard.press('Escape');
    await panel.post({
      type: 'snapshot',
      seq,
      ...(run === undefined ? {} : { run: { ...run, id: name } }),
      context: { ...context, draftVersion: seq },
      now: STARTED_AT + after,
    });
    await page.waitForTimeout(200);
    if (preview !== undefined) {
      await panel.post({ type: 'preview', preview });
      await page.waitForTimeout(60);
    }
    if (click !== undefined) {
      await page.locator(click).click();
      await page.waitForTimeout(150);
    }
  }

  for (const state of STATES) {
    it(`has no barrier in any theme and fits at 200 %: ${state.name}`, async () => {
      const { page } = panel;
      await page.setViewportSize({ width: 1280, height: 900 });
      await show(state);
      for (const [at, theme] of (Object.keys(THEMES) as ThemeName[]).entries()) {
        await setTheme(page, theme);
        assert.deepEqual(await findBarriers(page, at > 0), [], theme);
      }
      // 640 pixels are a window of 1280 at 200 %; 320 are one at 400 %.
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await findExcess(page), [], String(width));
      }
      const problems = panel.problems.filter((problem) => !problem.includes('inline style'));
      assert.deepEqual(problems, []);
    });
  }

  it('stands still where less motion is wanted, by the system or by VS Code', async () => {
    const { page } = panel;
    const asking = STATES.find(({ name }) => name === 'asking');
    await page.setViewportSize({ width: 1280, height: 900 });
    await show(asking!);
    const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
    assert.ok((await moving()) > 0, 'something turns');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(), 0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.evaluate(() => {
      document.body.classList.add('vscode-reduce-motion');
    });
    assert.equal(await moving(), 0);
    await page.getByText('Reading your question…').waitFor();
  });
});
