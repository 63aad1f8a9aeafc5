import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../vscode/lib/browser.mjs';

/** One browser for a test file; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('No browser found: set DEEP_RESEARCH_BROWSER to the path of a Chromium.');
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A program for the page, bundled as the product's own are. Tests run in the project's folder. */
export async function bundle(entry: string, minify = false): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** An empty page that runs one program. */
export async function openProbe(browser: Browser, entry: string): Promise<Page> {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundle(entry) });
  return page;
}
