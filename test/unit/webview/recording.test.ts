import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Run } from '../../../src/core/research/run.ts';
import { readRecording } from '../../../src/features/example/recording.ts';
import { playRecording } from '../../../src/features/example/playback.ts';
import { createManualClock } from '../support/fakes.ts';
import { openBrowser } from './browser.ts';
import { buildPanel, openPanel, type Files, type Panel, type PanelOptions } from './page.ts';
import { context, runAt, STARTED_AT } from './sampleRun.ts';

const FOLDER = 'test/out/webview';
const ANSWERS = { version: 1, exchange: 0, fields: { 0: 'costs', 1: 'a team', 2: 'lately' } };

/** The recording as it is after so many ms of its own time. */
function recordedAt(language: 'en' | 'zh-cn', ms: number): Run {
  const lines = readRecording(readFileSync(`media/example/${language}.json.gz`));
  assert.ok(lines !== undefined);
  const clock = createManualClock(STARTED_AT);
  const { live, playback } = playRecording(lines, clock, STARTED_AT);
  playback.setSpeed(1);
  live.subscribe(() => undefined);
  clock.advance(ms);
  return live.run();
}

describe('the banner of a recording', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel | undefined;

  before(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await openBrowser();
    files = await buildPanel();
  });

  afterEach(async () => {
    await panel?.close();
    panel = undefined;
  });

  after(() => browser.close());

  async function open(run: Run, playback?: 1 | 10, options: PanelOptions = {}): Promise<Panel> {
    panel = await openPanel(browser, files, options);
    await panel.post({
      type: 'snapshot',
      seq: 1,
      run,
      context: context(
        playback === undefined
          ? {}
          : { readOnly: true, playback: { speed: playback }, answers: ANSWERS },
      ),
      now: STARTED_AT + 6_000,
    });
    await panel.settle();
    return panel;
  }

  it('is not there for a run of one’s own', async () => {
    const { page } = await open(runAt('researching'));
    assert.equal(await page.locator('.recording').isVisible(), false);
  });

  it('says what it is, takes the place of other notices, and sets the speed', async () => {
    const opened = await open(recordedAt('en', 160_000), 1);
    const { page } = opened;
    await page.getByText('Recording. This project wrote it').waitFor();
    assert.equal(await page.getByText('in another window').isVisible(), false);
    assert.equal(await page.getByRole('button', { name: /^Stop/ }).isVisible(), false);
    const group = page.getByRole('group', { name: 'Speed of the recording' });
    const pressed = (name: string): Promise<string | null> =>
      group.getByRole('button', { name }).getAttribute('aria-pressed');
    assert.equal(await pressed('At its own speed'), 'true');
    assert.equal(await pressed('Ten times as fast'), 'false');
    await group.getByRole('button', { name: 'Ten times as fast' }).press('Enter');
    await group.getByRole('button', { name: 'To the End' }).press('Enter');
    assert.deepEqual(await opened.commands(), [
      { name: 'setPlayback', speed: 10 },
      { name: 'setPlayback', speed: 'end' },
    ]);
    // What had the focus goes; the button that comes in its place takes it.
    await opened.post({
      type: 'snapshot',
      seq: 2,
      run: recordedAt('en', 900_000),
      context: context({ readOnly: true, playback: { speed: 10 } }),
      now: STARTED_AT + 900_000,
    });
    await opened.settle();
    assert.equal(await group.isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Play Again');
  });

  it('shows the questions with the answers it goes on with, and says so', async () => {
    const { page } = await open(recordedAt('en', 40_000), 1);
    await page.getByText('The recording goes on with its own answers').waitFor();
    const start = page.getByRole('button', { name: /^Start research/ });
    assert.equal(await start.isDisabled(), true);
    assert.equal(await page.getByRole('textbox').nth(1).inputValue(), 'a team');
    assert.equal(await page.getByText('in another window').isVisible(), false);
    await page.screenshot({ path: `${FOLDER}/recording-waiting.png` });
  });

  it('fits into a narrow panel, in Chinese too, in every kind of theme', async () => {
    for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const) {
      const { page } = await open(recordedAt('zh-cn', 160_000), 10, {
        theme,
        language: 'zh-cn',
        width: 420,
        height: 700,
      });
      await page.getByText('录制内容').first().waitFor();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(over <= 0, `${theme}: ${over}`);
      await page.screenshot({ path: `${FOLDER}/recording-zh-${theme}.png` });
      await panel?.close();
    }
    panel = undefined;
  });
});
