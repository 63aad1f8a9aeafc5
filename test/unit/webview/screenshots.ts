/* `node out/test/unit/webview/screenshots.mjs`: pictures of every state in four themes, to look at. */
import { mkdir } from 'node:fs/promises';
import type { Run } from '../../../src/core/research/run.ts';
import type { PanelContext } from '../../../src/protocol/messages.ts';
import { openBrowser } from './browser.ts';
import type { PanelOptions } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, ended, QUESTION, runAt, STARTED_AT } from './sampleRun.ts';

interface Shot extends PanelOptions {
  readonly name: string;
  readonly run?: Run;
  readonly context?: Partial<PanelContext>;
  readonly after?: number;
  readonly full?: boolean;
  readonly click?: string;
}

const FOLDER = 'test/out/webview';
const key = 'sk-';
const image = { name: 'architecture overview.png', mediaType: 'image/png', bytes: 482_113 };

const SHOTS: readonly Shot[] = [
  { name: 'composer', context: { draft: QUESTION, images: [image] } },
  { name: 'composer-empty-nokey', context: { hasKey: false, simulated: true } },
  { name: 'asking', run: runAt('asking'), after: 34_000 },
  { name: 'waiting', run: runAt('waiting'), after: 20_000, full: true },
  { name: 'planning', run: runAt('planning'), after: 64_000 },
  { name: 'researching', run: runAt('researching'), after: 192_000, full: true },
  { name: 'writing', run: runAt('writing'), after: 300_000 },
  {
    name: 'done',
    run: runAt('done'),
    context: { insertTarget: 'notes.md' },
    after: 500_000,
    full: true,
  },
  {
    name: 'done-research',
    run: runAt('done'),
    context: { savedPath: 'research/duckdb.md' },
    after: 500_000,
    click: '#tab-research',
    full: true,
  },
  { name: 'card', run: runAt('done'), after: 500_000, click: '.cite >> nth=2' },
  {
    name: 'interrupted',
    run: ended('researching', {
      type: 'interrupted',
      at: STARTED_AT + 291_000,
      failure: {
        code: 'streamCut',
        charge: 'produced',
        requestId: '0c9d8f8e-2222-4a5b-9c1c-2f1e5a7c0002',
      },
    }),
    after: 400_000,
  },
  {
    name: 'failed',
    run: ended('asking', {
      type: 'failed',
      at: STARTED_AT + 2_000,
      failure: {
        code: 'keyRefused',
        charge: 'none',
        serviceCode: 'InvalidApiKey',
        httpStatus: 401,
        serviceMessage: `Invalid API-key provided (${key}…).`,
      },
    }),
    after: 4_000,
  },
  {
    name: 'no-evidence',
    run: { ...runAt('done'), state: 'noEvidence', references: [] },
    after: 500_000,
  },
  {
    name: 'retry',
    run: ended('asking', {
      type: 'retryPlanned',
      at: STARTED_AT + 2_000,
      retry: {
        step: 'clarify',
        failure: { code: 'rateLimit', charge: 'none' },
        dueAt: STARTED_AT + 30_000,
        attempt: 1,
      },
    }),
    after: 8_000,
  },
];

const only = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
const files = await buildPanel();

async function shoot(shot: Shot, suffix: string, options: PanelOptions): Promise<void> {
  const name = `${shot.name}${suffix}`;
  if (only.length > 0 && !only.some((word) => name.includes(word))) {
    return;
  }
  const panel = await openPanel(browser, files, { ...shot, ...options });
  await panel.post({
    type: 'snapshot',
    seq: 1,
    ...(shot.run === undefined ? {} : { run: shot.run }),
    context: context(shot.context),
    now: STARTED_AT + (shot.after ?? 0),
  });
  await panel.settle();
  if (shot.click !== undefined) {
    await panel.page.locator(shot.click).click();
    await panel.page.waitForTimeout(300);
  }
  await panel.page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: shot.full === true });
  const wide = await panel.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const problems = panel.problems.filter((problem) => !problem.includes('inline style'));
  if (wide > 0 || problems.length > 0 || panel.requests.length > 0) {
    console.log(name, { wide, problems, requests: panel.requests });
  }
  await panel.close();
}

for (const shot of SHOTS) {
  await shoot(shot, '-dark', { theme: 'dark' });
  await shoot(shot, '-light', { theme: 'light' });
  await shoot(shot, '-hc-dark', { theme: 'hcDark' });
  await shoot(shot, '-hc-light', { theme: 'hcLight' });
  await shoot(shot, '-narrow', { theme: 'light', width: 420, height: 800 });
  await shoot(shot, '-zh', { theme: 'light', language: 'zh-cn' });
  await shoot(shot, '-plain', { theme: 'dark', missing: ['controls.js'] });
}
await browser.close();
