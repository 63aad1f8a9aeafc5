/*
 * `node out/test/unit/webview/screenshots.mjs [words…]`: pictures of every state in four themes, in
 * a narrow column, in Chinese and without the components, to look at. They go to test/out/webview.
 */
import { mkdir } from 'node:fs/promises';
import { openBrowser } from './browser.ts';
import type { Panel, PanelOptions } from './page.ts';
import { buildPanel, openPanel, setTheme } from './page.ts';
import { STARTED_AT } from './sampleRun.ts';
import { STATES, type PanelState } from './states.ts';
import type { ThemeName } from './themes.ts';

const FOLDER = 'test/out/webview';

/** Each is one page, on which the states follow one another. */
const VARIANTS: readonly {
  readonly themes: Readonly<Partial<Record<ThemeName, string>>>;
  readonly options: PanelOptions;
}[] = [
  { themes: { dark: 'dark', light: 'light', hcDark: 'hc-dark', hcLight: 'hc-light' }, options: {} },
  { themes: { light: 'narrow' }, options: { width: 420, height: 800 } },
  { themes: { light: 'zh' }, options: { language: 'zh-cn' } },
  { themes: { dark: 'plain' }, options: { missing: ['controls.js'] } },
];

const only = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
const files = await buildPanel();

async function show(panel: Panel, state: PanelState, seq: number): Promise<void> {
  const { after, click, context, name, preview, run } = state;
  await panel.page.keyboard.press('Escape');
  await panel.post({
    type: 'snapshot',
    seq,
    ...(run === undefined ? {} : { run: { ...run, id: name } }),
    context: { ...context, draftVersion: seq },
    now: STARTED_AT + after,
  });
  await panel.page.waitForTimeout(250);
  if (preview !== undefined) {
    await panel.post({ type: 'preview', preview });
    await panel.page.waitForTimeout(60);
  }
  if (click !== undefined) {
    await panel.page.locator(click).click();
    await panel.page.waitForTimeout(150);
  }
}

for (const { options, themes } of VARIANTS) {
  const panel = await openPanel(browser, files, options);
  await show(panel, STATES[0]!, 1);
  await panel.settle();
  for (const [index, state] of STATES.entries()) {
    const wanted = Object.entries(themes).filter(
      ([, suffix]) =>
        only.length === 0 || only.some((word) => `${state.name}-${suffix}`.includes(word)),
    );
    if (wanted.length === 0) {
      continue;
    }
    await show(panel, state, index + 2);
    for (const [theme, suffix] of wanted) {
      await setTheme(panel.page, theme as ThemeName);
      const file = `${FOLDER}/${state.name}-${suffix}.png`;
      await panel.page.screenshot({ path: file, fullPage: true });
    }
  }
  const problems = panel.problems.filter((problem) => !/inline style|ERR_FAILED/u.test(problem));
  if (problems.length > 0 || panel.requests.length > 0) {
    console.log({ problems, requests: panel.requests });
  }
  await panel.close();
}
await browser.close();
