import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

/** What a person does and reads when something goes wrong; the engine's side is the fault table. */
describe('a person meets faults', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const button = (name: RegExp) => panel.getByRole('button', { name });

  before('opens a window with a key from the environment', async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({
      serviceUrl: service.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
    });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`faults-failed-${this.currentTest.title.slice(0, 40)}`);
    }
  });

  async function ask(question: string): Promise<void> {
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(question, 'What should be researched?');
    // The panel of the run before may still be there for a moment.
    await until('the panel of this question', async () => {
      panel = await window.webviewFrame();
      return (await panel.getByRole('heading', { name: question }).count()) > 0;
    });
    await button(/^Start research · about CNY/).waitFor();
  }

  it('plays a fault from the palette, reads what it cost, and starts again for its price', async () => {
    await ask('Why is the sky blue?');
    await window.runCommand('Deep Research: Play a Fault');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill('F47:report');
    await window.quickRow('F47:report').click();
    await window.toast(/will play/).waitFor();
    await button(/^Skip questions · about CNY/).click();
    await panel.getByText('The connection broke while the report was being written').waitFor();
    await panel
      .getByText(/What was produced so far is charged: CNY \d/)
      .first()
      .waitFor();
    await window.screenshot('faults-1-interrupted');
    assert.equal(service.count('research'), 1);
    service.play(undefined);
    await button(/^Run again · about CNY/).click();
    await button(/^Insert into Document/).waitFor({ timeout: 60_000 });
    assert.equal(service.count('research'), 2);
  });

  it('stops at once, keeps everything, and is told what it costs', async () => {
    service.setPace('real');
    await ask('What makes bread rise?');
    await button(/^Skip questions/).click();
    await panel.getByText('Round 1').first().waitFor();
    await button(/^Stop$/).click();
    await panel.getByText('Stopped').first().waitFor();
    await panel
      .getByText(/charged/)
      .filter({ visible: true })
      .first()
      .waitFor();
    const request = service.requests.at(-1);
    await until('the closed connection', () => request?.closedByClientAt);
    await window.screenshot('faults-2-stopped');
    service.setPace('fast');
  });

  it('counts down before it repeats a request that was turned away, and can be told to wait no more', async () => {
    await ask('How old is the moon?');
    service.play('F21', { step: 'research', times: 1 });
    const before = service.count('research');
    await button(/^Skip questions/).click();
    await panel.getByText(/Too many requests just now. Trying again in \d:\d\d/).waitFor();
    await window.screenshot('faults-3-countdown');
    await button(/^Try Now$/).click();
    await button(/^Insert into Document/).waitFor({ timeout: 60_000 });
    assert.equal(service.count('research'), before + 2);
  });

  it('is told that a report without sources proves nothing', async () => {
    await ask('Which tea is best?');
    service.play('no-evidence', { step: 'research', times: 1 });
    await button(/^Skip questions/).click();
    await panel.getByText('The service returned no sources').waitFor({ timeout: 60_000 });
    await window.screenshot('faults-4-no-evidence');
  });
});
