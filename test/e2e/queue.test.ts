import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

/** Two questions at once where the setting allows one: what a person sees, and what the service gets. */
describe('a person starts more than runs at once', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  before(async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({
      serviceUrl: service.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
      settings: { 'deepResearch.maxParallelRuns': 1 },
    });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot('queue-failed');
    }
  });

  async function show(question: string): Promise<void> {
    await until(`the panel of ${question}`, async () => {
      panel = await window.webviewFrame();
      return (await panel.getByRole('heading', { name: question }).count()) > 0;
    });
  }

  async function ask(question: string): Promise<void> {
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(question, 'What should be researched?');
    await show(question);
    await panel.getByRole('button', { name: /^Skip questions · about CNY/u }).waitFor();
  }

  it('the second waits in the queue, says so everywhere, and starts when the first is stopped', async () => {
    await ask('Why is the sky blue?');
    // From here on at the pace of the real service: the first is still under way when the second waits.
    service.setPace('real');
    await panel.getByRole('button', { name: /^Skip questions/u }).click();
    await panel.getByText('Round 1').first().waitFor();

    await ask('What makes bread rise?');
    await panel.getByRole('button', { name: /^Skip questions/u }).click();
    await panel.getByText('Queued (1 before)').waitFor();
    await panel.getByText(/Nothing of it has been sent or charged yet/u).waitFor();
    const status = window.page.locator('.statusbar-item', {
      hasText: /Research \d\d:\d\d · 1 queued/u,
    });
    await status.waitFor();
    await window.screenshot('queue-1-queued');
    assert.equal(service.count('research'), 1);

    await status.click();
    await show('Why is the sky blue?');
    await panel.getByRole('button', { name: /^Stop$/u }).click();
    service.setPace('fast');
    await panel.getByText('Stopped').first().waitFor();
    await until('the second request', () => service.count('research') === 2);
    assert.match(service.requests.at(-1)?.text ?? '', /bread rise/u);
    await window.toast(/Queued research has started: What makes bread rise\?/u).waitFor();
    await window.screenshot('queue-2-started');
  });

  it('the stopped run goes on as a new one, for a price that its button names', async () => {
    await show('Why is the sky blue?');
    const before = service.count('research');
    await panel.getByRole('button', { name: /^Go on from here · new run, about CNY/u }).click();
    await panel.getByText('A new run that goes on from “Why is the sky blue?”').waitFor();
    await panel
      .getByRole('button', { name: /^Insert into Document/u })
      .waitFor({ timeout: 60_000 });
    assert.equal(service.count('research'), before + 1);
    assert.match(service.requests.at(-1)?.text ?? '', /An earlier run of this research broke off/u);
    await window.screenshot('queue-3-continued');
  });
});
