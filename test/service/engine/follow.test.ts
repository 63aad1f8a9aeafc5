import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JOURNAL } from '../../../src/adapters/fileRunStore.ts';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { openBench, type EngineBench } from './bench.ts';
import { CHILD, runChild, type ChildTask } from './crashChild.ts';

const task = process.env[CHILD];
if (task !== undefined) {
  await runChild(JSON.parse(task) as ChildTask);
} else {
  describe("another window's run, a process of its own on the same disk", () => {
    let bench: EngineBench;
    let child: ChildProcess | undefined;
    let runId = '';

    /** A window that researches by itself, until it has sent the costly step of its first run. */
    async function otherWindow(pace: 'fast' | 'real'): Promise<void> {
      bench = await openBench();
      bench.service.setPace(pace);
      const given: ChildTask = {
        kind: 'research',
        root: bench.root,
        baseUrl: bench.service.url,
        runId: '',
        window: 'My ‮Project',
      };
      child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
        env: { ...process.env, [CHILD]: JSON.stringify(given) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout?.on('data', (bytes: Buffer) => {
        said += bytes.toString('utf8');
        runId = /^(\S+) /u.exec(said)?.[1] ?? '';
      });
      await bench.until(() => bench.service.count('research') === 1);
    }

    async function kill(): Promise<void> {
      const dead = new Promise((resolve) => child?.once('close', resolve));
      child?.kill('SIGKILL');
      await dead;
      child = undefined;
    }

    afterEach(async () => {
      if (child !== undefined) {
        await kill();
      }
      await bench.close();
    });

    it('F63, F65: is followed live and read-only; its owner dies, and it is interrupted without a reload', async function () {
      this.timeout(60_000);
      await otherWindow('real');
      const entry = await bench.desk.open(runId);
      assert.ok(entry !== undefined);
      assert.deepEqual([entry.readOnly, entry.owner], [true, 'My ‮Project']);
      // What the page has: the run at first, and then what the events make of it.
      let page: Run = entry.live.run();
      let batches = 0;
      const stop = entry.live.subscribe((events: readonly ResearchEvent[], run) => {
        page = events.reduce(reduce, page);
        batches += 1;
        assert.deepEqual(page, run);
      });
      await bench.until(() => page.rounds.length > 0 && batches >= 2);
      assert.equal(page.state, 'researching');
      const asked = bench.service.count();
      const before = fs.readFileSync(bench.desk.journalFile(runId), 'utf8');
      entry.live.stop();
      entry.live.retryNow();
      await assert.rejects(bench.research(entry));
      await assert.rejects(bench.ask(entry));
      assert.equal(bench.service.count(), asked);

      const told: Run[] = [];
      bench.desk.onStateChange((run) => told.push(run));
      await kill();
      await bench.until(() => told.length > 0);
      stop();
      const [left] = told;
      assert.deepEqual(
        [left?.id, left?.state, left?.failure?.code],
        [runId, 'interrupted', 'windowClosed'],
      );
      assert.ok((left?.endedAt ?? 0) >= (left?.steps.at(-1)?.startedAt ?? Infinity));
      assert.ok(left !== undefined);
      assert.match(bench.sentence(left).headline, /reloaded \d\d:\d\d into .* round \d/u);
      const mine = await bench.desk.open(runId);
      assert.equal(mine?.readOnly, false);
      assert.ok(mine.live.run().rounds.length >= page.rounds.length);
      const after = fs.readFileSync(bench.desk.journalFile(runId), 'utf8');
      assert.ok(after.startsWith(before), JOURNAL);
      assert.equal(bench.service.count(), asked);
    });

    it('F63: stays followed by whoever watches it, however often it is opened meanwhile', async function () {
      this.timeout(60_000);
      await otherWindow('fast');
      const entry = await bench.desk.open(runId);
      assert.equal(entry?.readOnly, true);
      const told: Run[] = [];
      bench.desk.onStateChange((run) => told.push(run));
      entry.live.subscribe(() => undefined);
      // An export, a lens or a row of the history opens it too, and watches nothing.
      assert.equal((await bench.desk.open(runId))?.readOnly, true);
      await bench.until(() => told.some(({ id }) => id === runId));
      assert.equal(told.find(({ id }) => id === runId)?.state, 'done');
      assert.equal((await bench.desk.open(runId))?.readOnly, false);
    });

    it('F63: is ours to use when its owner has ended it, and nobody watches for nothing', async function () {
      this.timeout(60_000);
      await otherWindow('fast');
      const entry = await bench.desk.open(runId);
      assert.equal(entry?.readOnly, true);
      const told: Run[] = [];
      bench.desk.onStateChange((run) => told.push(run));
      const asleep = entry.live.run();
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(entry.live.run(), asleep, 'read while nobody watches');
      entry.live.subscribe(() => undefined);
      await bench.until(() => told.some(({ id }) => id === runId));
      assert.equal(told.find(({ id }) => id === runId)?.state, 'done');
      assert.equal((await bench.desk.open(runId))?.readOnly, false);
    });
  });
}
