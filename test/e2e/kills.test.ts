import assert from 'node:assert/strict';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { readRunJournal } from '../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../src/adapters/runLibrary.ts';
import { PRICES } from '../../src/core/research/price.ts';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';
import { startRelay, type Relay } from './relay.ts';

/** On demand 200, by the environment. */
const KILLS = Number(process.env['DEEP_RESEARCH_HOST_KILLS'] ?? 5);
/** What arrived so long before the end has to be there afterwards, in ms. */
const SAFE_AFTER_MS = 1000;
/** The longest that a run is left alone: in the middle of a slow one, about the end of a fast one. */
const LONGEST_MS = { real: 5000, fast: 2000 };

/** The process that holds the run dies without a word, as when the system or a person kills it. */
describe('G10: the extension host is killed at any moment', () => {
  let service: SimulatedService;
  let relay: Relay;
  let window: Window;
  let panel: FrameLocator;
  let root: string;

  const button = (name: RegExp) => panel.getByRole('button', { name });

  before('opens a window whose requests go through a relay', async () => {
    service = await startService({ pace: 'fast' });
    relay = await startRelay(service.url);
    window = await openWindow({
      serviceUrl: relay.url,
      env: { DASHSCOPE_API_KEY: 'sk-environment-0123' },
    });
    root = path.join(
      window.host.userDataDir,
      'User/globalStorage/deep-research.qwen-deep-research/runs',
    );
  });

  after(async () => {
    await window?.close();
    await relay?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot('kills-failed');
    }
  });

  const list = () => createRunLibrary(root, () => PRICES).list();

  /** Starts a run, and kills its process after a share of the longest while. Returns when it died. */
  async function startAndKill(
    question: string,
    pace: keyof typeof LONGEST_MS,
    share: number,
  ): Promise<number> {
    service.setPace('fast');
    await window.runCommand('Deep Research: Start');
    await window.typeQuickInput(question, 'What should be researched?');
    await until('the panel of this question', async () => {
      panel = await window.webviewFrame();
      return (await panel.getByRole('heading', { name: question }).count()) > 0;
    });
    await button(/^Skip questions · about CNY/).waitFor();
    service.setPace(pace);
    const before = service.count('research');
    await button(/^Skip questions/).click();
    await until('the costly request', () => service.count('research') > before);
    await new Promise((resolve) => setTimeout(resolve, share * LONGEST_MS[pace]));
    const diedAt = Date.now();
    killHosts();
    return diedAt;
  }

  /** The one that has the run; one of an earlier page may still be on its way out. */
  function killHosts(): void {
    const hosts = window.host.extensionHosts();
    assert.ok(hosts.length > 0, 'an extension host');
    for (const pid of hosts) {
      process.kill(pid, 'SIGKILL');
    }
  }

  /** A new page, and a new extension host; the editors of before are not needed. */
  async function startAgain(): Promise<void> {
    await window.page.reload({ waitUntil: 'commit' });
    await window.ready();
    await window.runCommand('View: Close All Editors');
  }

  it(`${KILLS} kills: what had come is on the disk and shown, every run is read, nothing is sent again`, async function () {
    this.timeout(60_000 + KILLS * 30_000);
    let late = 0;
    let interrupted = 0;
    for (let count = 1; count <= KILLS; count += 1) {
      const question = `Which kill is number ${count}?`;
      // The first one surely has frames that must be there.
      const share = count === 1 ? 1 : Math.random();
      const diedAt = await startAndKill(question, count % 2 === 1 ? 'real' : 'fast', share);
      await until('the broken connection', () => service.requests.at(-1)?.outcome !== 'running');
      const due = (relay.answers().at(-1) ?? []).filter(({ at }) => at <= diedAt - SAFE_AFTER_MS);

      await startAgain();
      const runs = await list();
      assert.equal(runs.length, count, 'runs in the library');
      assert.deepEqual(
        runs.filter(({ damage, state }) => state === 'damaged' || damage !== undefined),
        [],
      );
      const run = runs.find((summary) => summary.question === question);
      assert.ok(run !== undefined, question);
      assert.ok(['interrupted', 'done'].includes(run.state), run.state);
      const contents = await readRunJournal(root, run.id);
      assert.equal(contents?.damagedLines, 0, run.id);
      const sent = (contents?.records ?? []).findLastIndex(
        (record) => record.kind === 'own' && record.event.type === 'sending',
      );
      const kept = (contents?.records ?? [])
        .slice(sent)
        .flatMap((record) => (record.kind === 'frame' ? [record.frame.data.trim()] : []));
      assert.ok(kept.length >= due.length, `${kept.length} of ${due.length} frames: ${run.id}`);
      assert.deepEqual(
        kept.slice(0, due.length),
        due.map(({ data }) => data),
      );
      late += due.length;
      interrupted += run.state === 'interrupted' ? 1 : 0;
      assert.equal(service.count('research'), count, 'costly requests');
    }
    assert.ok(late > 0 && interrupted > 0, `${late} frames, ${interrupted} interrupted`);
    console.log(
      `      ${interrupted} of ${KILLS} caught in the middle, ${late} frames had to be there`,
    );
  });

  it('shows all of them in the history, and the last one with what it had', async () => {
    await window.page.getByRole('tab', { name: /^Deep Research/ }).click();
    const question = `Which kill is number ${KILLS}?`;
    const row = window.page.getByRole('treeitem', { name: new RegExp(`number ${KILLS}\\?`) });
    await row.first().waitFor();
    if (KILLS <= 10) {
      const rows = window.page.getByRole('treeitem', { name: /Which kill/ });
      await until('all rows', async () => (await rows.count()) === KILLS);
    }
    await row.first().click();
    panel = await window.webviewFrame(undefined, 60_000);
    await panel.getByRole('heading', { name: question }).first().waitFor();
    const [last] = await list();
    const state = last?.state === 'done' ? 'Done' : 'Interrupted';
    await panel.getByText(state).first().waitFor();
    await window.screenshot('kills-1-history');
    assert.equal(service.count('research'), KILLS, 'looking sends nothing');
  });
});
