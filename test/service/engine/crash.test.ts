import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRunJournal } from '../../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../../src/adapters/runLibrary.ts';
import { replayRun } from '../../../src/core/history/journal.ts';
import { leaveBehind } from '../../../src/core/history/leftBehind.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { isLive } from '../../../src/core/research/run.ts';
import { startService, type SimulatedService } from '../index.ts';
import { CHILD, runChild, type ChildTask } from './crashChild.ts';

/** On demand 1,000, by the environment. */
const KILLS = Number(process.env['DEEP_RESEARCH_KILLS'] ?? 100);
const AT_ONCE = 4;

const task = process.env[CHILD];
if (task !== undefined) {
  await runChild(JSON.parse(task) as ChildTask);
} else {
  describe('G10: killed at any moment', () => {
    let service: SimulatedService;
    let root: string;

    before(async () => {
      service = await startService({ pace: 'instant' });
      root = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-crash-'));
    });

    after(async () => {
      await service.close();
      fs.rmSync(root, { recursive: true, force: true });
    });

    /** Records that the child said were written, by run. */
    async function killOne(): Promise<Map<string, number>> {
      const child = start({ kind: 'research', root, baseUrl: service.url, runId: '' });
      let said = '';
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', () => {
          resolve();
        });
        child.stdout.on('data', (bytes: Buffer) => {
          if (said === '') {
            setTimeout(() => child.kill('SIGKILL'), Math.random() * 400);
          }
          said += bytes.toString('utf8');
        });
      });
      const written = new Map<string, number>();
      // The last line may be torn: it is not counted.
      for (const line of said.split('\n').slice(0, -1)) {
        const [runId = '', count] = line.split(' ');
        written.set(runId, Number(count));
      }
      return written;
    }

    it(`${KILLS} kills: every record that was said to be written is there, and every run is read`, async function () {
      this.timeout(KILLS * 3_000);
      const written = new Map<string, number>();
      let left = KILLS;
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (left > 0) {
            left -= 1;
            for (const [runId, count] of await killOne()) {
              written.set(runId, count);
            }
          }
        }),
      );
      assert.ok(written.size >= KILLS, `${written.size} runs`);
      const asked = service.count('clarify') + service.count('research');

      const library = createRunLibrary(root, () => PRICES);
      const listed = new Map((await library.list()).map((summary) => [summary.id, summary]));
      let interrupted = 0;
      for (const [runId, count] of written) {
        const contents = await readRunJournal(root, runId);
        assert.ok(contents !== undefined, `${runId} has no journal`);
        assert.equal(contents.damagedLines, 0, runId);
        assert.ok(
          contents.records.length >= count,
          `${runId}: ${contents.records.length} of ${count} records`,
        );
        const run = replayRun(contents.records);
        assert.ok(run !== undefined, `${runId} cannot be replayed`);
        const summary = listed.get(runId);
        assert.equal(summary?.state, leaveBehind(run, contents.records).state, runId);
        assert.equal(isLive(summary.state), false);
        interrupted += summary.state === 'interrupted' ? 1 : 0;
        const stored = await library.read(runId);
        assert.deepEqual(stored?.run, leaveBehind(run, contents.records));
      }
      assert.ok(interrupted >= KILLS / 3, `only ${interrupted} runs were cut in the middle`);
      // Listing and reading sends nothing again.
      assert.equal(service.count('clarify') + service.count('research'), asked);
    });

    it('G22: three windows reach for one run at once, one gets it; a dead owner is no owner', async function () {
      this.timeout(60_000);
      const runId = '20261122-120000-0000000a';
      for (let round = 0; round < 3; round += 1) {
        fs.rmSync(path.join(root, runId), { recursive: true, force: true });
        fs.rmSync(path.join(root, 'go'), { force: true });
        fs.mkdirSync(path.join(root, runId));
        const children = [1, 2, 3].map(() => start({ kind: 'claim', root, baseUrl: '', runId }));
        const said = children.map(() => '');
        children.forEach((child, index) => {
          child.stdout.on('data', (bytes: Buffer) => {
            said[index] += bytes.toString('utf8');
          });
        });
        await until(() => said.every((text) => text.includes('ready')));
        fs.writeFileSync(path.join(root, 'go'), '');
        await until(() => said.every((text) => text.includes('mine')));
        const library = createRunLibrary(root, () => PRICES);
        assert.equal(said.filter((text) => !text.includes('not mine')).length, 1, said.join('|'));
        assert.equal(library.claim(runId), false);
        await Promise.all(
          children.map(
            (child) =>
              new Promise((resolve) => {
                child.once('close', resolve);
                child.kill('SIGKILL');
              }),
          ),
        );
        assert.equal(library.claim(runId), true);
        library.release(runId);
      }
    });
  });
}

function start(given: ChildTask): ReturnType<typeof spawnChild> {
  return spawnChild(JSON.stringify(given));
}

function spawnChild(text: string) {
  return spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, [CHILD]: text },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
