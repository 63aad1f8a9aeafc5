import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { JOURNAL } from '../../../src/adapters/fileRunStore.ts';
import { checksum } from '../../../src/adapters/encodeBatch.ts';
import { createRunLibrary } from '../../../src/adapters/runLibrary.ts';
import {
  encodeRecord,
  frameRecord,
  JOURNAL_VERSION,
  ownRecord,
} from '../../../src/core/history/journal.ts';
import { importRun } from '../../../src/core/history/importRun.ts';
import { loadSearchText } from '../../../src/core/history/search.ts';
import { summarizeRun } from '../../../src/core/history/record.ts';
import type { JournalRecord, RunLibrary } from '../../../src/core/ports.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { createRun } from '../../../src/core/research/reduce.ts';
import { openBench } from './bench.ts';

const OPTIONS = {
  model: 'qwen-deep-research',
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
} as const;

const idOf = (n: number): string => `20261122-120000-${n.toString(16).padStart(8, '0')}`;

describe('the folder of runs', () => {
  let root: string;
  let library: RunLibrary;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-library-'));
    library = createRunLibrary(root, () => PRICES);
  });

  afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  function write(id: string, ...more: readonly JournalRecord[]): string {
    const created = ownRecord({
      type: 'created',
      at: 5,
      id,
      question: `Question ${id}`,
      options: OPTIONS,
    });
    const text = [created, ...more].map((record) => encodeRecord(record, checksum)).join('');
    fs.mkdirSync(path.join(root, id), { recursive: true });
    fs.writeFileSync(path.join(root, id, JOURNAL), text);
    return text;
  }

  it('F81: a damaged run among 500: only that entry says so, the list opens', async () => {
    for (let n = 0; n < 500; n += 1) {
      write(idOf(n));
    }
    fs.writeFileSync(path.join(root, idOf(7), JOURNAL), Buffer.alloc(4096, 0xff));
    fs.mkdirSync(path.join(root, 'notes'));
    const list = await library.list();
    assert.equal(list.length, 500);
    const damaged = list.filter(({ state }) => state === 'damaged');
    assert.deepEqual(
      damaged.map(({ damage, id }) => [id, damage]),
      [[idOf(7), 'unreadable']],
    );
    assert.equal(damaged[0]?.createdAt, Date.UTC(2026, 10, 22, 12));
  });

  it('F80: a run with a damaged line is named as soon as it is read', async () => {
    const text = write(idOf(1), frameRecord(1, { data: '{}', id: '1', event: 'result' }));
    fs.writeFileSync(path.join(root, idOf(1), JOURNAL), `${text.slice(0, -4)}x${text.slice(-3)}`);
    const [run] = await library.list();
    assert.equal(run?.damage, 'lines');
    assert.equal(run.state, 'draft');
  });

  for (const damage of ['', '{', '[]', '{"version":1,"summary":{}}', '\0\0\0', '{"version":2}']) {
    it(`F82: a damaged summary (${JSON.stringify(damage)}) is made again from the journal`, async () => {
      write(idOf(1));
      fs.writeFileSync(path.join(root, idOf(1), 'summary.json'), damage);
      const [run] = await library.list();
      assert.equal(run?.question, `Question ${idOf(1)}`);
    });
  }

  it('names a run of which the journal is gone', async () => {
    write(idOf(1));
    const run = createRun(idOf(1), 'Gone', OPTIONS, 5);
    library.writeSummary(summarizeRun({ ...run, state: 'done' }, PRICES));
    fs.rmSync(path.join(root, idOf(1), JOURNAL));
    fs.mkdirSync(path.join(root, idOf(2)));
    const list = await library.list();
    assert.deepEqual(
      list.map(({ damage, question, state }) => [question, state, damage]),
      [
        [idOf(2), 'damaged', 'missing'],
        ['Gone', 'damaged', 'missing'],
      ],
    );
  });

  it('F71: a journal of a newer version is read as far as it goes, and said to be newer', async () => {
    const text = write(idOf(1));
    const body = '{"kind":"own","event":{"type":"something"}}';
    const line = `${JOURNAL_VERSION + 1} ${checksum(body).toString(16).padStart(8, '0')} ${body}\n`;
    fs.writeFileSync(path.join(root, idOf(1), JOURNAL), text + line);
    const stored = await library.read(idOf(1));
    assert.equal(stored?.newer, true);
    assert.equal(stored.contents.damagedLines, 0);
    assert.equal((await library.list())[0]?.newer, true);
  });

  it('F71: a run that only a newer version can read is named so, not damaged, and nothing touches it', async () => {
    const bench = await openBench();
    try {
      const line = (version: number, body: string): string =>
        `${version} ${checksum(body).toString(16).padStart(8, '0')} ${body}\n`;
      const whole = line(JOURNAL_VERSION + 1, '{"kind":"own","event":{"type":"created"}}');
      const part = write(idOf(2)) + line(JOURNAL_VERSION + 1, '{"kind":"later"}');
      for (const [id, text] of [
        [idOf(1), whole],
        [idOf(2), part],
      ] as const) {
        fs.mkdirSync(path.join(bench.root, id));
        fs.writeFileSync(path.join(bench.root, id, JOURNAL), text);
      }
      const list = await bench.desk.list();
      assert.deepEqual(
        list.map(({ damage, newer, state }) => [state, newer, damage]),
        [
          ['damaged', true, undefined],
          ['draft', true, undefined],
        ],
      );
      assert.equal(await bench.desk.open(idOf(1)), undefined);
      const entry = await bench.desk.open(idOf(2));
      assert.deepEqual([entry?.readOnly, entry?.newer, entry?.owner], [true, true, undefined]);
      assert.ok(entry !== undefined);
      await assert.rejects(bench.ask(entry));
      await assert.rejects(bench.research(entry));
      await bench.desk.rename(idOf(2), 'mine');
      entry.live.noteSaved('file:///x', 'x');
      bench.desk.close();
      assert.equal(fs.readFileSync(path.join(bench.root, idOf(1), JOURNAL), 'utf8'), whole);
      assert.equal(fs.readFileSync(path.join(bench.root, idOf(2), JOURNAL), 'utf8'), part);
      assert.deepEqual(fs.readdirSync(path.join(bench.root, idOf(1))), [JOURNAL]);
      assert.equal(bench.service.count(), 0);
    } finally {
      await bench.close();
    }
  });

  it('F65: a stale lease, a dead owner and a half-written lease hold nobody up for long', () => {
    write(idOf(1));
    const owner = path.join(root, idOf(1), 'owner.json');
    fs.writeFileSync(owner, JSON.stringify({ pid: process.ppid, host: os.hostname() }));
    assert.equal(library.claim(idOf(1)), false);
    const old = new Date(Date.now() - 31_000);
    fs.utimesSync(owner, old, old);
    assert.equal(library.claim(idOf(1)), true);
    library.release(idOf(1));
    assert.equal(fs.existsSync(owner), false);
    fs.writeFileSync(owner, JSON.stringify({ pid: 2 ** 22 - 1 }));
    assert.equal(library.claim(idOf(1)), true);
    fs.writeFileSync(owner, '');
    assert.equal(library.claim(idOf(1)), false);
    fs.utimesSync(owner, old, old);
    assert.equal(library.claim(idOf(1)), true);
  });

  it('F63: a run of another living window is shown as such, and is not interrupted', async () => {
    write(idOf(1), ownRecord({ type: 'sending', at: 6, step: 'clarify', host: 'h' }));
    const owner = path.join(root, idOf(1), 'owner.json');
    fs.writeFileSync(owner, JSON.stringify({ pid: process.ppid, host: os.hostname() }));
    const [other] = await library.list();
    assert.deepEqual([other?.state, other?.elsewhere], ['asking', true]);
    fs.rmSync(owner);
    const [left] = await library.list();
    assert.deepEqual([left?.state, left?.elsewhere], ['interrupted', undefined]);
  });

  it('pins, exports and imports a run', async () => {
    const text = write(idOf(1));
    await library.pin(idOf(1), true);
    assert.equal((await library.list())[0]?.pinned, true);
    await library.pin(idOf(1), false);
    assert.equal((await library.list())[0]?.pinned, undefined);
    assert.equal(await library.journalText(idOf(1)), text);
    assert.equal(await importRun(text, idOf(2), library), idOf(2));
    assert.equal((await library.read(idOf(2)))?.run.id, idOf(2));
    fs.rmSync(path.join(root, idOf(1)), { recursive: true });
    assert.equal(await importRun(text, idOf(3), library), idOf(1));
    assert.equal(await importRun('no journal', idOf(4), library), undefined);
    await library.pin('../../evil', true);
    assert.equal(await library.read('../../evil'), undefined);
  });

  it('finds headings and sources, and keeps what it looked up', async () => {
    const bench = await openBench();
    try {
      const run = bench.start('Which database?');
      await bench.ask(run);
      await bench.settled(run);
      await bench.research(run);
      const done = await bench.settled(run);
      const shelf = createRunLibrary(bench.root, () => PRICES);
      const [summary] = await shelf.list();
      assert.ok(summary !== undefined);
      const heading = /^#+ (.+)$/m.exec(done.report.text)?.[1] ?? '';
      const title = done.references[0]?.title ?? '';
      for (const words of [
        await loadSearchText(summary, shelf),
        await loadSearchText(summary, shelf),
      ]) {
        assert.ok(words.includes(heading.toLowerCase()) && heading !== '');
        assert.ok(words.includes(title.toLowerCase()) && title !== '');
      }
    } finally {
      await bench.close();
    }
  });

  it('F63: a run of another window is opened to be read, and closing writes nothing to it', async () => {
    const bench = await openBench();
    const id = idOf(1);
    const folder = root;
    try {
      root = bench.root;
      write(id, ownRecord({ type: 'sending', at: 6, step: 'clarify', host: 'h' }));
      const owner = path.join(root, id, 'owner.json');
      fs.writeFileSync(owner, JSON.stringify({ pid: process.ppid, host: os.hostname() }));
      const before = fs.readFileSync(path.join(root, id, JOURNAL), 'utf8');
      const run = await bench.desk.open(id);
      assert.equal(run?.readOnly, true);
      await assert.rejects(bench.ask(run));
      await bench.desk.rename(id, 'mine');
      bench.desk.close();
      assert.equal(fs.readFileSync(path.join(root, id, JOURNAL), 'utf8'), before);
      assert.equal(bench.service.count('clarify'), 0);
    } finally {
      root = folder;
      await bench.close();
    }
  });

  it('F64: what another window has sent meanwhile is not sent again', async () => {
    const bench = await openBench();
    try {
      const run = bench.start();
      await bench.ask(run);
      await bench.settled(run);
      const file = bench.desk.journalFile(run.live.run().id);
      const sending = ownRecord({ type: 'sending', at: 6, step: 'research', host: 'h' });
      fs.appendFileSync(file, encodeRecord(sending, checksum));
      await assert.rejects(bench.research(run));
      assert.equal(bench.service.count('research'), 0);
    } finally {
      await bench.close();
    }
  });
});
