import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createClock } from '../../src/adapters/clock.ts';
import { createFileRunStore } from '../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../src/adapters/runLibrary.ts';
import { ownRecord } from '../../src/core/history/journal.ts';
import type { RunLibrary } from '../../src/core/ports.ts';
import { composeContinuation } from '../../src/core/research/continueFrom.ts';
import { PRICES } from '../../src/core/research/price.ts';
import type { Run } from '../../src/core/research/run.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { createEditorTracker, type EditorTracker } from '../../src/features/editor/tracker.ts';
import { createHistoryActions } from '../../src/features/history/actions.ts';
import type { HistoryActions } from '../../src/features/history/actionTypes.ts';
import type { PanelManager } from '../../src/features/panel/panelManager.ts';
import { createRunDesk, type OpenRun, type RunDesk } from '../../src/features/runs/runDesk.ts';
import { readSettings } from '../../src/features/settings.ts';
import { sourceTree, type SourceNode } from '../../src/features/sources/sourceTree.ts';

const FIRST = '20261122-120000-00000001';
const SECOND = '20261122-120001-00000002';
const BROKEN = '20261122-120003-00000004';
const THIRD = '20261122-120002-00000003';

const frame = (phase: string, status: string, more: object): string =>
  JSON.stringify({ output: { message: { phase, status, ...more } }, request_id: 'r' });

/** Frames of a small finished run with two references, of which one is cited. */
const FRAMES: readonly string[] = [
  frame('ResearchPlanning', 'finished', { content: 'Plan' }),
  frame('answer', 'typing', { content: '# Answer\n\nFast.[[1]]\n' }),
  frame('answer', 'finished', {
    content: '',
    extra: {
      deep_research: {
        references: [
          { index_number: 1, title: 'One', url: 'https://one.example/page', description: '' },
          { index_number: 2, title: 'Two', url: 'https://two.example/page', description: '' },
        ],
      },
    },
  }),
];

describe('the history', () => {
  const t = createTranslate(en);
  let root: string;
  let library: RunLibrary;
  let desk: RunDesk;
  let actions: HistoryActions;
  let tracker: EditorTracker;
  let front: OpenRun | undefined;
  const opened: string[] = [];
  const continued: string[] = [];
  const prefilled: string[] = [];
  const undo: (() => void)[] = [];

  /** Lets the person answer: replaces one function of the window until the test is over. */
  function answer(name: keyof typeof vscode.window, value: unknown): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window[name];
    window[name] = typeof value === 'function' ? value : () => Promise.resolve(value);
    undo.push(() => {
      window[name] = original;
    });
  }

  function seed(id: string, question: string, frames = FRAMES): void {
    const store = createFileRunStore(root, {
      trouble: () => undefined,
      recovered: () => undefined,
    });
    const journal = store.open(id);
    const options = {
      model: 'qwen-deep-research',
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    } as const;
    journal.append(
      ownRecord({ type: 'created', at: 1, id, question, options }),
      ownRecord({ type: 'sending', at: 2, step: 'research', host: 'h' }),
      ...frames.map((data) => ({
        kind: 'frame' as const,
        at: 3,
        frame: { data, id: '1', event: 'result' },
      })),
      ownRecord({ type: 'streamEnded', at: 4 }),
    );
    void journal.close();
  }

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'deep-research-history-'));
    library = createRunLibrary(root, () => PRICES);
    const nothing = (): void => undefined;
    const log = { info: nothing, warn: nothing, error: nothing };
    desk = createRunDesk(
      {
        transport: {
          post: () => {
            throw new Error('nothing is to be sent');
          },
        },
        clock: createClock(),
        log,
        library,
        store: createFileRunStore(root, { trouble: nothing, recovered: nothing }),
        random: Math.random,
        newRunId: () => THIRD,
        toolTokens: { read: () => Promise.resolve(undefined), store: () => Promise.resolve() },
        onCostNotice: nothing,
      },
      readSettings,
    );
    tracker = createEditorTracker();
    actions = createHistoryActions({
      t,
      language: 'en',
      desk,
      library,
      conductor: {
        continuation: ({ live }) => Promise.resolve(composeContinuation(live.run(), t)),
        continueFrom: (run) => {
          continued.push(run.live.run().id);
          return Promise.resolve({ run });
        },
      },
      tracker,
      panels: {
        current: () => (front === undefined ? undefined : { run: front }),
        find: () => undefined,
        refreshContexts: nothing,
      } as unknown as PanelManager,
      report: { saveRun: ({ live }) => Promise.resolve(`saved ${live.run().id}`) },
      newRunId: () => THIRD,
      refresh: nothing,
      setFilter: (name) => opened.push(`filter ${name}`),
      prefill: (question) => prefilled.push(question),
      openRun: (id) => {
        opened.push(id);
        return Promise.resolve();
      },
    });
    seed(FIRST, 'DuckDB or SQLite?');
    seed(SECOND, 'Which queue?');
  });

  afterEach(() => {
    for (const restore of undo.splice(0)) {
      restore();
    }
  });

  after(async () => {
    desk.close();
    tracker.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(root, { recursive: true, force: true });
  });

  const row = async (id: string) => {
    const run = (await desk.list()).find((summary) => summary.id === id);
    assert.ok(run !== undefined, id);
    return run;
  };

  it('renames a run, and an empty name shows the question again', async () => {
    answer('showInputBox', '  My ‮name ');
    await actions.renameRun(await row(FIRST));
    assert.equal((await row(FIRST)).title, 'My name');
    answer('showInputBox', '');
    await actions.renameRun(await row(FIRST));
    assert.equal((await row(FIRST)).title, 'DuckDB or SQLite?');
    answer('showInputBox', undefined);
    await actions.renameRun(await row(FIRST));
  });

  it('pins and unpins', async () => {
    await actions.pinRun(await row(FIRST));
    assert.equal((await row(FIRST)).pinned, true);
    await actions.unpinRun(FIRST);
    assert.equal((await row(FIRST)).pinned, undefined);
  });

  it('uses a question again, without sending', async () => {
    await actions.duplicateQuestion(await row(SECOND));
    assert.deepEqual(prefilled, ['Which queue?']);
  });

  it('goes on from a run that broke off only after a question that names price and contents', async () => {
    const asked: string[] = [];
    let click = false;
    answer('showWarningMessage', (text: string, { detail }: { detail: string }, button: string) => {
      asked.push(text, detail);
      return Promise.resolve(click ? button : undefined);
    });
    seed(BROKEN, 'Which cache?', FRAMES.slice(0, 1));
    await actions.continueRun(await row(BROKEN));
    assert.match(asked[0] ?? '', /“Which cache\?” as a new run, for about CNY \d\.\d\d–\d\.\d\d/);
    assert.match(asked[1] ?? '', /cannot resume .* the plan, 0 notes and 0 sources/);
    assert.deepEqual(continued, []);
    click = true;
    await actions.continueRun(await row(BROKEN));
    assert.deepEqual(continued, [BROKEN]);
    assert.equal(opened.at(-1), BROKEN);
    const told: string[] = [];
    answer('showInformationMessage', (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    });
    await actions.continueRun(await row(FIRST));
    assert.match(told[0] ?? '', /nothing to go on from/);
    assert.deepEqual(continued, [BROKEN]);
    await rm(library.folder(BROKEN), { recursive: true });
    desk.forget(BROKEN);
  });

  it('compares two reports in a diff', async () => {
    answer('showQuickPick', (items: unknown[]) => Promise.resolve(items[0]));
    const told: string[] = [];
    answer('showInformationMessage', (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    });
    await actions.compareRuns(await row(FIRST));
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const diff = tabs.find(({ input }) => input instanceof vscode.TabInputTextDiff);
    assert.ok(diff !== undefined, told.join());
    const { original } = diff.input as vscode.TabInputTextDiff;
    const document = await vscode.workspace.openTextDocument(original);
    assert.match(document.getText(), /Fast\.\[1\]/);
  });

  for (const [label, ending, expected] of [
    ['Markdown with footnotes', 'md', /\[\^1\]: \[One\]/],
    ['Markdown with links', 'md', /Fast\.\[1\]\(https:\/\/one\.example\/page\)/],
    ['Markdown with numbers', 'md', /Fast\.\[1\]\n/],
    ['HTML page', 'html', /<sup><a href="#source-1">/],
    ['BibTeX of the sources', 'bib', /@misc\{source2,/],
    ['RIS of the sources', 'ris', /TI {2}- Two/],
    ['CSL-JSON of the sources', 'csl.json', /"type": "webpage"/],
    ['JSON of the run', 'json', /"version": 1/],
    ['Run as one file', 'ndjson', /^1 [0-9a-f]{8} /],
  ] as const) {
    it(`exports: ${label}`, async () => {
      const file = path.join(root, `out.${ending}`);
      answer('showQuickPick', (items: { label: string }[]) =>
        Promise.resolve(items.find((item) => item.label === label)),
      );
      answer('showSaveDialog', vscode.Uri.file(file));
      answer('showInformationMessage', undefined);
      await actions.exportRun(await row(FIRST));
      assert.match(readFileSync(file, 'utf8'), expected);
    });
  }

  it('exports: a folder with report, sources, brief and journal, each time a new one', async () => {
    answer('showQuickPick', (items: { label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label === 'Run as a folder')),
    );
    answer('showOpenDialog', [vscode.Uri.file(path.join(root, 'exports'))]);
    answer('showInformationMessage', undefined);
    await actions.exportRun(await row(FIRST));
    await actions.exportRun(await row(FIRST));
    const folders = readdirSync(path.join(root, 'exports')).sort();
    assert.equal(folders.length, 2);
    assert.match(folders[1] ?? '', /-2$/);
    const names = readdirSync(path.join(root, 'exports', folders[0] ?? '')).sort();
    assert.deepEqual(names, ['brief.md', 'report.md', 'run.jsonl', 'sources.json']);
  });

  it('imports what it exported, as a run of its own', async () => {
    answer('showOpenDialog', [vscode.Uri.file(path.join(root, 'out.ndjson'))]);
    await actions.importRun(undefined);
    await until(() => opened.at(-1) === THIRD);
    assert.equal((await row(THIRD)).state, 'done');
  });

  it('says what is wrong with a file that holds no run', async () => {
    const told: string[] = [];
    answer('showInformationMessage', (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    });
    answer('showOpenDialog', [vscode.Uri.file(path.join(root, 'out.html'))]);
    await actions.importRun(undefined);
    await until(() => told.length > 0);
    assert.deepEqual(told, ['This file holds no run.']);
  });

  it('filters and searches', async () => {
    answer('showQuickPick', (items: { name: string }[]) =>
      Promise.resolve(items.find(({ name }) => name === 'Damaged')),
    );
    await actions.filterRuns(undefined);
    await until(() => opened.at(-1) === 'filter Damaged');
    const picks: vscode.QuickPick<vscode.QuickPickItem>[] = [];
    const create = vscode.window.createQuickPick.bind(vscode.window);
    answer('createQuickPick', () => {
      const pick = create();
      picks.push(pick);
      return pick;
    });
    await actions.searchRuns(undefined);
    const [pick] = picks;
    assert.equal(pick?.items.length, 3);
    await until(() => !pick.busy);
    pick.hide();
  });

  it('deletes after a question, and never a run under way or of another window', async () => {
    answer('showWarningMessage', undefined);
    await actions.deleteRun(await row(THIRD));
    assert.ok(existsSync(library.folder(THIRD)));
    answer('showWarningMessage', (_text: string, _options: unknown, button: string) =>
      Promise.resolve(button),
    );
    await actions.deleteRun(await row(THIRD));
    assert.equal(existsSync(library.folder(THIRD)), false);
    answer('showInformationMessage', undefined);
    for (const hostile of ['../../etc', { id: '..' }, { id: 7 }, null, 42, [FIRST]]) {
      await actions.deleteRun(hostile);
    }
    assert.ok(existsSync(library.folder(FIRST)));
  });

  it('F83: shows runs that could be deleted, the oldest first, and never pinned ones', async () => {
    const FOURTH = '20261122-120004-00000005';
    seed(FOURTH, 'Which log format?');
    await actions.pinRun(FIRST);
    let shown: string[] = [];
    answer('showQuickPick', (items: { label: string; description: string }[]) => {
      shown = items.map(({ label }) => label);
      assert.match(items[0]?.description ?? '', / · \d+\.\d MB$/);
      return Promise.resolve(items.filter(({ label }) => label === 'Which log format?'));
    });
    const asked: string[] = [];
    answer('showWarningMessage', (text: string, _options: unknown, button: string) => {
      asked.push(text);
      return Promise.resolve(button);
    });
    await actions.deleteOldRuns(undefined);
    await until(() => !existsSync(library.folder(FOURTH)));
    assert.equal(asked[0], 'Move one run to the bin?');
    assert.ok(shown.includes('Which queue?') && !shown.includes('DuckDB or SQLite?'), shown.join());
    assert.ok(existsSync(library.folder(FIRST)) && existsSync(library.folder(SECOND)));
    await actions.unpinRun(FIRST);
  });

  it('names a run that is gone', async () => {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.file(path.join(root, THIRD, 'notes.txt')),
      new Uint8Array(),
    );
    const gone = await row(THIRD);
    assert.deepEqual([gone.state, gone.damage], ['damaged', 'missing']);
  });

  describe('sources of the run in front', () => {
    let run: Run;
    let nodes: readonly SourceNode[];

    before(async () => {
      front = await desk.open(FIRST);
      assert.ok(front !== undefined);
      run = front.live.run();
      nodes = sourceTree(run, 'en');
    });

    const source = () => {
      const leaf = nodes[0]?.children[0]?.children[0];
      assert.ok(leaf !== undefined);
      return leaf;
    };

    it('are sorted by what became of them', () => {
      const read = nodes[0];
      assert.equal(read?.item.label, 'Read');
      assert.deepEqual(
        read.children.map(({ children, item }) => [item.label, children[0]?.item.label]),
        [
          ['Cited', '[1] One'],
          ['Not cited', '[2] Two'],
        ],
      );
    });

    it('are copied only as the run holds them', async () => {
      await actions.copySource(source());
      assert.equal(await vscode.env.clipboard.readText(), 'https://one.example/page');
      answer('showInformationMessage', undefined);
      await vscode.env.clipboard.writeText('before');
      await actions.copySource({ source: { title: 'One', url: 'https://evil.example/' } });
      assert.equal(await vscode.env.clipboard.readText(), 'before');
    });

    it('go into a document as a citation at the cursor', async () => {
      const document = await vscode.workspace.openTextDocument({
        language: 'markdown',
        content: 'Known.[^1]\n\n[^1]: [Other](https://other.example/)\n',
      });
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(0, 5, 0, 5);
      await actions.insertCitation(source());
      assert.equal(
        document.getText().replaceAll('\r\n', '\n'),
        'Known[^2].[^1]\n\n[^1]: [Other](https://other.example/)\n\n[^2]: [One](https://one.example/page), one.example\n',
      );
    });
  });
});

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
