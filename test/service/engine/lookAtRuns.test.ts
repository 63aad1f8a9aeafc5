import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atMost, lookAtRuns } from '../../../src/adapters/lookAtRuns.ts';

describe('looking into the folders of runs', () => {
  let root: string;
  const ids = Array.from({ length: 300 }, (_, index) => `run-${index}`);

  before(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-look-'));
    for (const id of ids) {
      fs.mkdirSync(path.join(root, id));
      fs.writeFileSync(path.join(root, id, 'summary.json'), id);
      fs.writeFileSync(path.join(root, id, 'journal.ndjson'), '');
    }
    // Whatever stands in a run's place, the others are still looked at.
    fs.rmSync(path.join(root, 'run-7'), { recursive: true });
    fs.rmSync(path.join(root, 'run-8'), { recursive: true });
    fs.writeFileSync(path.join(root, 'run-8'), 'a file');
    fs.rmSync(path.join(root, 'run-9', 'summary.json'));
  });

  after(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  async function look(now?: () => number): Promise<unknown> {
    const looks = await lookAtRuns(root, ids, 'summary.json', now);
    return looks
      .map(({ entries, id, summary }) => ({ id, summary, entries: [...entries].sort() }))
      .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }

  it('sees the same on a disk that answers at once and on a slow one', async () => {
    let time = 0;
    let asked = 0;
    const expected = ids.map((id) =>
      id === 'run-7' || id === 'run-8'
        ? { id, summary: '', entries: [] }
        : id === 'run-9'
          ? { id, summary: '', entries: ['journal.ndjson'] }
          : { id, summary: id, entries: ['journal.ndjson', 'summary.json'] },
    );
    assert.deepEqual(await look(() => 0), expected);
    assert.deepEqual(
      await look(() => {
        asked += 1;
        return (time += 20);
      }),
      expected,
    );
    assert.ok(asked < 20, `a slow disk was waited for: ${asked} looks at the clock`);
  });

  it('does at most so many things at a time, and each of them once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const items = Array.from({ length: 50 }, (_, index) => index);
    await atMost(8, items, async (item) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done.push(item);
    });
    assert.equal(most, 8);
    assert.deepEqual(
      done.sort((a, b) => a - b),
      items,
    );
  });
});
