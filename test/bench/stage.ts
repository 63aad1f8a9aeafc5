import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { bundle } from '../unit/webview/browser.ts';
import { buildPanel } from '../unit/webview/page.ts';
import { findBrowser } from '../vscode/lib/browser.mjs';
import type {} from './page/render.ts';

/** Ways of showing a streamed report, ours and others, on the same page. */
export const WAYS = {
  floor: 'floor: plain text nodes',
  strictFloor: 'strict floor: one text node a block, in sections',
  ours: 'our renderer',
  view: 'our whole report view',
  streamingMarkdown: 'streaming-markdown (not CommonMark)',
  naive: 'markdown-it and innerHTML',
} as const;
export type WayName = keyof typeof WAYS;

async function bundlePeer(): Promise<string | undefined> {
  try {
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'streaming-markdown'", resolveDir: process.cwd() },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'smd',
      logLevel: 'silent',
    });
    return outputFiles[0]?.text;
  } catch {
    return undefined;
  }
}

const executablePath = findBrowser();
if (executablePath === undefined) {
  throw new Error('No browser found: set DEEP_RESEARCH_BROWSER to the path of a Chromium.');
}
/** One browser for all measurements; whoever measures closes it. */
export const browser: Browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
});
/** Absent where the package is not installed. */
export const peer = await bundlePeer();
const program = await bundle('test/bench/page/render.ts', true);
const css = (await buildPanel()).get('main.css') ?? '';

/** A page with one way set up, and the means to ask Chromium for its times. */
export interface Stage {
  readonly page: Page;
  readonly cdp: CDPSession;
}

/** A page that will show these deltas in this way. */
export async function open(way: WayName, deltas: readonly string[]): Promise<Stage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addStyleTag({ content: css });
  if (peer !== undefined) {
    await page.addScriptTag({ content: peer });
  }
  await page.addScriptTag({ content: program });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(
    ([name, all]) => {
      window.renderBench.start(name);
      window.renderBench.load(all);
    },
    [way, deltas] as const,
  );
  return { page, cdp };
}

/** One of Chromium's figures of a page: times in seconds of CPU, sizes in bytes. */
export async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
}
