import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createClock } from '../../src/adapters/clock.ts';
import { createFileRunStore } from '../../src/adapters/fileRunStore.ts';
import { createNodeHttp } from '../../src/adapters/nodeHttp.ts';
import { createRunLibrary, newRunId } from '../../src/adapters/runLibrary.ts';
import { ownRecord } from '../../src/core/history/journal.ts';
import type { RunSummary } from '../../src/core/history/record.ts';
import { PRICES } from '../../src/core/research/price.ts';
import { MAIN_MODEL } from '../../src/core/research/run.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { readEndpoint } from '../../src/core/wire/endpoint.ts';
import { createHistoryView } from '../../src/features/history/historyView.ts';
import { createRoomWatch } from '../../src/features/history/room.ts';
import { createRunDesk, type OpenRun, type RunDesk } from '../../src/features/runs/runDesk.ts';
import { readSettings } from '../../src/features/settings.ts';
import { createDiskNotices } from '../../src/features/status/diskNotices.ts';
import { createNotifier } from '../../src/features/status/notify.ts';
import { createStatusBar } from '../../src/features/status/statusBar.ts';
import { createFlakyDisk } from '../service/engine/flakyDisk.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';
const OPTIONS = {
  model: MAIN_MODEL,
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
} as const;
const nothing = (): void => undefined;
const log = { info: nothing, warn: nothing, error: nothing };

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < end, `${what}: waited in vain`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function setPace(pace: string): Promise<void> {
  const body = JSON.stringify({ pace });
  await fetch(new URL('/simulated/pace', service), { method: 'POST', body });
}

describe('several runs in a window', () => {
  const t = createTranslate(en);
  let root: string;
  let desk: RunDesk;
  let limit = 1;
  const undo: (() => void)[] = [];

  function replace(name: keyof typeof vscode.window, value: unknown): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window[name];
    window[name] = value;
    undo.push(() => {
      window[name] = original;
    });
  }

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'deep-research-runs-'));
    limit = 1;
    desk = createRunDesk(
      {
        transport: createNodeHttp(),
        clock: createClock(),
        log,
        store: createFileRunStore(root, { trouble: nothing, recovered: nothing }),
        library: createRunLibrary(root, () => PRICES),
        random: Math.random,
        newRunId: () => newRunId(new Date(), Math.random().toString(16).slice(2).padEnd(8, '0')),
        toolTokens: { read: () => Promise.resolve(undefined), store: () => Promise.resolve() },
        onCostNotice: nothing,
      },
      () => ({ ...readSettings(), maxParallelRuns: limit }),
    );
  });

  afterEach(async () => {
    for (const restore of undo.splice(0)) {
      restore();
    }
    desk.close();
    await setPace('instant');
    await rm(root, { recursive: true, force: true });
  });

  it('F105: the queue is seen in history, badge and status bar, and goes on by itself', async () => {
    const item = { text: '', shown: false, show: nothing, hide: nothing, dispose: nothing };
    item.show = () => {
      item.shown = true;
    };
    item.hide = () => {
      item.shown = false;
    };
    replace('createStatusBarItem', () => item);
    const view: { badge?: vscode.ViewBadge | undefined; dispose: () => void } = {
      dispose: nothing,
    };
    let provider: vscode.TreeDataProvider<unknown> | undefined;
    replace(
      'createTreeView',
      (_id: string, options: { treeDataProvider: vscode.TreeDataProvider<unknown> }) => {
        provider = options.treeDataProvider;
        return view;
      },
    );
    const toasts: string[] = [];
    replace('showInformationMessage', (text: string) => {
      toasts.push(text);
      return Promise.resolve(undefined);
    });
    const status = createStatusBar(desk, t, () => Date.now());
    const history = createHistoryView({
      t,
      list: () => desk.list(),
      now: () => Date.now(),
      waiting: () => desk.waiting().map(({ live }) => live.run().id),
      isOpen: (runId) => desk.isOpen(runId),
      queuedBefore: (runId) => desk.queuedBefore(runId),
      onShown: nothing,
    });
    desk.onStateChange(() => {
      history.refresh();
    });
    const visible = new Set<string>();
    const notifier = createNotifier(desk, (runId) => visible.has(runId), t);
    const rows = async (): Promise<Map<string, string>> => {
      const all = new Map<string, string>();
      for (const group of (await provider?.getChildren()) ?? []) {
        for (const row of (await provider?.getChildren(group)) ?? []) {
          const node = await provider?.getTreeItem(row);
          assert.ok(typeof node?.label === 'string');
          all.set(node.label, String(node.description));
        }
      }
      return all;
    };

    const endpoint = readEndpoint(service);
    assert.ok(endpoint !== undefined);
    const access = { endpoint, apiKey: 'sk-canary-0123456789abcdef' };
    const runs: OpenRun[] = [];
    for (const name of ['First', 'Second', 'Third']) {
      const run = desk.create(`${name} question`, OPTIONS, []);
      visible.add(run.live.run().id);
      await desk.ask(run, access);
      await until('asked back', () => run.live.run().state === 'waiting');
      runs.push(run);
    }
    assert.equal(item.text, `$(comment-discussion) ${en['host.status.waiting']}`);
    assert.equal(item.shown, true);
    assert.equal(view.badge?.value, 3);

    await setPace('fast');
    for (const run of runs) {
      await desk.research(run, access, 'For operators.');
    }
    assert.equal(view.badge, undefined);
    const listed = await rows();
    assert.match(listed.get('Second question') ?? '', /^Queued \(1 before\) · /);
    assert.match(listed.get('Third question') ?? '', /^Queued \(2 before\) · /);
    assert.match(item.text, /^\$\(sync~spin\) Research \d\d:\d\d · 2 queued$/);
    const [, second, third] = runs;
    visible.delete(third?.live.run().id ?? '');
    limit = 2;
    desk.reconsider();
    await until('the raised limit', () => second?.live.run().state !== 'queued');
    await until('all done', () => runs.every(({ live }) => live.run().state === 'done'));
    assert.deepEqual(
      toasts.filter((text) => text.startsWith('Queued')),
      ['Queued research has started: Third question'],
    );
    await until('nothing to say', () => !item.shown);
    status.dispose();
    notifier.dispose();
    history.dispose();
  });

  it('F75: what cannot be saved is known by its run, until the disk recovers', async () => {
    replace('showErrorMessage', () => Promise.resolve(undefined));
    replace('showInformationMessage', () => Promise.resolve(undefined));
    const disk = createFlakyDisk();
    let changes = 0;
    const notices = createDiskNotices(t, log, () => {
      changes += 1;
    });
    const id = '20261122-120000-00000001';
    const journal = createFileRunStore(root, notices, disk).open(id);
    const created = { type: 'created', at: 1, id, question: 'Q', options: OPTIONS } as const;
    journal.append(ownRecord(created));
    assert.equal(notices.of(id), undefined);
    disk.room(3);
    journal.append(ownRecord({ type: 'renamed', at: 2, title: 'x' }));
    assert.deepEqual(notices.of(id), { code: 'ENOSPC', path: path.join(root, id), runId: id });
    assert.equal(notices.of('20261122-120000-00000002'), undefined);
    disk.heal();
    await until('the disk', () => notices.of(id) === undefined);
    assert.equal(changes, 2);
    await journal.close();
  });

  it('F83: more than 500 MB is asked about once a month, after the list was seen, and deletes nothing', async () => {
    const asked: string[] = [];
    replace('showInformationMessage', (text: string) => {
      asked.push(text);
      return Promise.resolve(undefined);
    });
    const kept = new Map<string, unknown>();
    const state = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    } as unknown as vscode.Memento;
    const runs = Array.from({ length: 3 }, (_, n) => ({
      id: String(n),
    })) as unknown as RunSummary[];
    let now = Date.UTC(2026, 10, 22);
    let looked = 0;
    const show = async (megabytes: number): Promise<void> => {
      const watch = createRoomWatch({
        t,
        state,
        now: () => now,
        afterMs: 0,
        library: {
          sizeOf: () => {
            looked += 1;
            return Promise.resolve((megabytes / 3) * 1024 * 1024);
          },
        },
      });
      watch.shown(runs);
      watch.shown(runs);
      await new Promise((resolve) => setTimeout(resolve, 30));
      watch.dispose();
    };
    await show(499);
    assert.deepEqual([asked.length, looked], [0, 3]);
    await show(700);
    assert.deepEqual(asked, [
      'The history of research takes 700 MB. Show old runs that could be deleted?',
    ]);
    looked = 0;
    await show(700);
    assert.deepEqual([asked.length, looked], [1, 0], 'within a month it is not even looked at');
    now += 32 * 86_400_000;
    await show(700);
    assert.equal(asked.length, 2);
  });
});
