import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createFileRunStore, JOURNAL, readRunJournal } from '../../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../../src/adapters/runLibrary.ts';
import { createFileReplacer } from '../../../src/adapters/replaceFile.ts';
import { frameRecord, ownRecord } from '../../../src/core/history/journal.ts';
import type { JournalRecord, RunJournal } from '../../../src/core/ports.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { createFlakyDisk, WRITING, type FlakyDisk } from './flakyDisk.ts';

const ID = '20261122-120000-00000001';
const COUNT = 40;

const records: readonly JournalRecord[] = [
  ownRecord({
    type: 'created',
    at: 1,
    id: ID,
    question: '磁盘?',
    options: {
      model: 'qwen-deep-research',
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    },
  }),
  ...Array.from({ length: COUNT - 1 }, (_, index) =>
    frameRecord(index, {
      data: `{"n":${index},"text":"第 ${index} 行"}`,
      id: '1',
      event: 'result',
    }),
  ),
];

interface Stage {
  readonly root: string;
  readonly disk: FlakyDisk;
  readonly told: string[];
  readonly journal: RunJournal;
}

describe('a journal on a disk that fails', () => {
  let root = '';
  let open: RunJournal | undefined;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-disk-'));
  });

  afterEach(async () => {
    await open?.close();
    open = undefined;
    fs.rmSync(root, { recursive: true, force: true });
  });

  function stage(): Stage {
    const disk = createFlakyDisk();
    const told: string[] = [];
    const store = createFileRunStore(
      root,
      {
        trouble: ({ code, path: where, runId }) => {
          assert.equal(where, path.join(root, ID));
          assert.equal(runId, ID);
          told.push(code);
        },
        recovered: () => {
          told.push('recovered');
        },
      },
      disk,
    );
    open = store.open(ID);
    return { root, disk, told, journal: open };
  }

  const file = (): string => path.join(root, ID, JOURNAL);

  async function assertWhole(expected = records): Promise<void> {
    const contents = await readRunJournal(root, ID);
    assert.ok(contents !== undefined);
    assert.deepEqual(contents, { records: expected, damagedLines: 0, newerLines: 0, torn: false });
  }

  it('F75: a full disk that writes a part without any error loses nothing', async () => {
    for (const room of [0, 1, 7, 100, 333, 1000]) {
      const { disk, journal, told } = stage();
      disk.room(room);
      for (const record of records) {
        journal.append(record);
      }
      assert.deepEqual(told, ['ENOSPC']);
      disk.heal();
      journal.append();
      await journal.sync();
      assert.deepEqual(told, ['ENOSPC', 'recovered']);
      await assertWhole();
      await journal.close();
      fs.rmSync(path.join(root, ID), { recursive: true });
    }
  });

  it('F75: what was missing is written by itself when there is room again', async function () {
    this.timeout(5_000);
    const { disk, journal, told } = stage();
    disk.room(50);
    journal.append(...records);
    disk.heal();
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    assert.deepEqual(told, ['ENOSPC', 'recovered']);
    await assertWhole();
  });

  for (const code of ['EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE']) {
    it(`F76: ${code} is told once, with the folder, and mended by itself`, async () => {
      const { disk, journal, told } = stage();
      disk.fail(code, 'mkdirSync', 'openSync', 'writeSync');
      for (const record of records) {
        journal.append(record);
      }
      assert.deepEqual(told, [code]);
      disk.heal();
      journal.append();
      assert.deepEqual(told, [code, 'recovered']);
      await assertWhole();
    });
  }

  it('F76: a sync that fails is told once; the bytes are written all the same', async () => {
    const { disk, journal, told } = stage();
    disk.fail('EIO', 'fdatasync');
    journal.append(...records);
    await journal.sync();
    await journal.sync();
    assert.deepEqual(told, ['EIO']);
    await assertWhole();
  });

  it('any one call that fails, the 1st to the 60th, loses nothing', async () => {
    for (let n = 1; n <= 60; n += 1) {
      const { disk, journal } = stage();
      disk.failOnce('EIO', n, ...WRITING);
      for (const record of records) {
        journal.append(record);
        journal.check();
      }
      disk.heal();
      journal.append();
      journal.check();
      await assertWhole();
      await journal.close();
      fs.rmSync(path.join(root, ID), { recursive: true });
    }
  });

  it('F77: a folder deleted in the middle is made again with everything', async () => {
    const { journal } = stage();
    for (const [index, record] of records.entries()) {
      journal.append(record);
      if (index % 10 === 5) {
        fs.rmSync(path.join(root, ID), { recursive: true, force: true });
      }
      if (index % 10 === 8) {
        journal.check();
        await assertWhole(records.slice(0, index + 1));
      }
    }
  });

  it('F77: the folder of all runs deleted, noticed within a second, also in a silence', async function () {
    this.timeout(5_000);
    const { journal } = stage();
    journal.append(...records);
    fs.rmSync(root, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    await assertWhole();
  });

  it('F77: what an earlier session wrote comes back as well', async () => {
    const first = stage().journal;
    first.append(...records.slice(0, 20));
    await first.close();
    const { journal } = stage();
    journal.append(...records.slice(20, 30));
    fs.rmSync(path.join(root, ID), { recursive: true });
    journal.append(...records.slice(30));
    journal.check();
    await assertWhole();
  });

  it('F77: another file in its place, or a shortened one, is put aside, never written over', async () => {
    const { journal } = stage();
    journal.append(...records.slice(0, 20));
    fs.rmSync(file());
    fs.writeFileSync(file(), 'somebody else');
    journal.check();
    fs.truncateSync(file(), 100);
    journal.append(...records.slice(20));
    journal.check();
    await assertWhole();
    const aside = fs.readdirSync(path.join(root, ID)).filter((name) => name.includes('.aside'));
    assert.equal(aside.length, 2);
    const texts = aside.map((name) => fs.readFileSync(path.join(root, ID, name), 'utf8'));
    assert.ok(texts.includes('somebody else'));
  });

  it('F77: a run at rest that is deleted stays deleted', async function () {
    this.timeout(5_000);
    const { journal } = stage();
    journal.append(...records);
    journal.rest();
    fs.rmSync(path.join(root, ID), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await journal.close();
    assert.equal(fs.existsSync(path.join(root, ID)), false);
  });

  it('a journal at rest goes on where it was', async () => {
    const { journal } = stage();
    journal.append(...records.slice(0, 10));
    journal.rest();
    journal.append(...records.slice(10));
    journal.rest();
    await assertWhole();
  });

  it('F79: a torn last line is closed before the next one, and costs only itself', async () => {
    const first = stage().journal;
    first.append(...records);
    await first.close();
    const whole = fs.readFileSync(file());
    fs.writeFileSync(file(), whole.subarray(0, whole.byteLength - 9));
    const { journal } = stage();
    const next = frameRecord(99, { data: '{}', id: '1', event: 'result' });
    journal.append(next);
    const contents = await readRunJournal(root, ID);
    assert.deepEqual(contents?.records, [...records.slice(0, -1), next]);
    assert.equal(contents.damagedLines, 1);
  });

  it('F80: a flipped bit costs one line, and reading writes nothing', async () => {
    const first = stage().journal;
    first.append(...records);
    await first.close();
    const bytes = fs.readFileSync(file());
    const at = bytes.indexOf('"n":20');
    bytes[at + 2] = (bytes[at + 2] ?? 0) ^ 1;
    fs.writeFileSync(file(), bytes);
    const contents = await readRunJournal(root, ID);
    assert.equal(contents?.records.length, COUNT - 1);
    assert.equal(contents.damagedLines, 1);
    const stored = await createRunLibrary(root, () => PRICES).read(ID);
    assert.equal(stored?.run.question, '磁盘?');
    assert.deepEqual(fs.readFileSync(file()), bytes);
    assert.deepEqual(fs.readdirSync(path.join(root, ID)), [JOURNAL]);
  });
});

describe('F78: a file that a virus scanner holds', () => {
  it('gets its name when it is let go, at most ten times in 2 s, and then says so', async function () {
    this.timeout(10_000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-held-'));
    const disk = createFlakyDisk();
    const told: string[] = [];
    const files = createFileReplacer(disk, (code) => told.push(code));
    const target = path.join(folder, 'summary.json');
    try {
      disk.fail('EBUSY', 'renameSync');
      const before = performance.now();
      files.replace(target, 'one');
      files.replace(target, 'two');
      assert.ok(performance.now() - before < 100, 'it waited');
      setTimeout(() => {
        disk.heal();
      }, 500);
      await until(() => files.settled());
      assert.equal(fs.readFileSync(target, 'utf8'), 'two');
      assert.deepEqual(told, []);

      disk.fail('EPERM', 'renameSync');
      const tries = disk.calls.get('renameSync') ?? 0;
      files.replace(target, 'three');
      await until(() => files.settled());
      assert.equal((disk.calls.get('renameSync') ?? 0) - tries, 10);
      assert.deepEqual(told, ['EPERM']);
      assert.equal(fs.readFileSync(target, 'utf8'), 'two');
      assert.equal(fs.readdirSync(folder).length, 2, 'the new text is kept beside it');
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 8_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
