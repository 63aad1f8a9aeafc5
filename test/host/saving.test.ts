import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createFileRunStore } from '../../src/adapters/fileRunStore.ts';
import { createRunLibrary } from '../../src/adapters/runLibrary.ts';
import { ownRecord } from '../../src/core/history/journal.ts';
import type { RunLibrary } from '../../src/core/ports.ts';
import { PRICES } from '../../src/core/research/price.ts';
import type { Run } from '../../src/core/research/run.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import type { Dialogs } from '../../src/features/editor/dialogs.ts';
import { localDisk } from '../../src/features/editor/localDisk.ts';
import { createReportActions } from '../../src/features/editor/reportActions.ts';
import { saveRun, type SaveDeps, type SaveOutcome } from '../../src/features/editor/save.ts';
import { openRunOfReport } from '../../src/features/editor/savedReport.ts';
import { runOfDocument } from '../../src/features/editor/savedReportKey.ts';
import type { Workspace } from '../../src/features/editor/saveTarget.ts';
import type { ReportActions } from '../../src/features/panel/perform.ts';
import type { OpenRun } from '../../src/features/runs/runDesk.ts';
import { MemoryDisk } from './memoryDisk.ts';

const t = createTranslate(en);
const ID = '20261122-120000-0000000a';
const OTHER = '20261122-120000-0000000b';
const ALL = ['brief.md', 'report.md', 'run.jsonl', 'sources.json'];
const NAME = /^\d{4}-\d\d-\d\d-duckdb-or-sqlite$/;

const frame = (phase: string, status: string, more: object): string =>
  JSON.stringify({ output: { message: { phase, status, ...more } }, request_id: 'r' });

const PLAN = frame('ResearchPlanning', 'finished', { content: 'The plan' });
const REPORT: readonly string[] = [
  frame('answer', 'typing', { content: '# Answer\n\nFast.[[1]]\n' }),
  frame('answer', 'finished', {
    content: '',
    extra: {
      deep_research: {
        references: [
          { index_number: 1, title: 'One', url: 'https://one.example/page', description: '' },
        ],
      },
    },
  }),
];

describe('saving a run into the workspace', () => {
  let root: string;
  let outside: string;
  let library: RunLibrary;
  const memory = new MemoryDisk();
  const readOnly = new MemoryDisk();
  const disposables: vscode.Disposable[] = [];

  before(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'deep-research-saving-')));
    outside = path.join(root, 'outside');
    await mkdir(outside);
    library = createRunLibrary(path.join(root, 'runs'), () => PRICES);
    disposables.push(
      vscode.workspace.registerFileSystemProvider('deep-memory', memory, { isCaseSensitive: true }),
      vscode.workspace.registerFileSystemProvider('deep-fixed', readOnly, { isReadonly: true }),
    );
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    vscode.Disposable.from(...disposables).dispose();
    await rm(root, { recursive: true, force: true });
  });

  /** A run on the disk, with these frames of its research. */
  async function stored(id: string, frames: readonly string[]): Promise<Run> {
    await rm(path.join(root, 'runs', id), { recursive: true, force: true });
    const nothing = (): void => undefined;
    const store = createFileRunStore(path.join(root, 'runs'), {
      trouble: nothing,
      recovered: nothing,
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
      ownRecord({ type: 'created', at: 1, id, question: 'DuckDB or SQLite?', options }),
      ownRecord({ type: 'sending', at: 2, step: 'research', host: 'h' }),
      ...frames.map((data) => ({
        kind: 'frame' as const,
        at: 3,
        frame: { data, id: '1', event: 'result' },
      })),
      ownRecord({ type: 'streamEnded', at: 4 }),
    );
    await journal.close();
    const run = (await library.read(id))?.run;
    assert.ok(run !== undefined);
    return run;
  }

  function folder(uri: vscode.Uri, index = 0): vscode.WorkspaceFolder {
    return { uri, index, name: `folder ${index}` };
  }

  function onDisk(name: string): vscode.Uri {
    return vscode.Uri.file(path.join(root, name));
  }

  function workspaceOf(folders: readonly vscode.WorkspaceFolder[], isTrusted = true): Workspace {
    return {
      isTrusted: () => isTrusted,
      folders: () => folders,
      folderOf: (document) =>
        folders.find(({ uri }) => document.toString().startsWith(`${uri.toString()}/`)),
    };
  }

  interface Given {
    readonly workspace: Workspace;
    readonly editor?: vscode.Uri;
    readonly dialogs?: Partial<Dialogs>;
  }

  function deps({ workspace, editor, dialogs }: Given): SaveDeps & { dialogs: Dialogs } {
    const unexpected = (): never => assert.fail('nothing is to be asked');
    return {
      t,
      workspace,
      tracker: {
        target: () =>
          editor === undefined ? undefined : { uri: editor, viewColumn: vscode.ViewColumn.One },
      },
      dialogs: {
        confirm: unexpected,
        offer: unexpected,
        pickFile: unexpected,
        pickFolder: unexpected,
        pickWorkspaceFolder: unexpected,
        ...dialogs,
      },
      disk: localDisk,
      prices: PRICES,
      citationStyle: 'footnotes',
      journalText: (id) => library.journalText(id),
    };
  }

  function save(run: Run, given: Given, setting = 'research'): Promise<SaveOutcome> {
    return saveRun(run, 'run', () => setting, deps(given));
  }

  it('writes report, sources, brief and journal; a second time beside the first', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const home = folder(onDisk('first'));
    await mkdir(home.uri.fsPath);
    const outcomes = [
      await save(run, { workspace: workspaceOf([home]) }),
      await save(run, { workspace: workspaceOf([home]) }),
    ];
    const [name = '', again] = readdirSync(path.join(home.uri.fsPath, 'research')).sort();
    assert.match(name, NAME);
    assert.equal(again, `${name}-2`);
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === 'saved' ? outcome.uri.fsPath : outcome)),
      [name, `${name}-2`].map((one) => path.join(home.uri.fsPath, 'research', one, 'report.md')),
    );
    const below = path.join(home.uri.fsPath, 'research', name);
    assert.deepEqual(readdirSync(below).sort(), ALL);
    assert.equal(
      readFileSync(path.join(below, 'run.jsonl'), 'utf8'),
      await library.journalText(ID),
    );
    assert.match(
      readFileSync(path.join(below, 'report.md'), 'utf8'),
      /^---\ntitle: .*\nrun: "2026/,
    );
    assert.match(readFileSync(path.join(below, 'brief.md'), 'utf8'), /The plan/);
    assert.match(readFileSync(path.join(below, 'sources.json'), 'utf8'), /one\.example/);
  });

  it('saves what there is of a run without a report, and says so where there is nothing', async () => {
    const home = folder(onDisk('partial'));
    await mkdir(home.uri.fsPath);
    const workspace = workspaceOf([home]);
    assert.deepEqual(await save(await stored(ID, []), { workspace }), {
      kind: 'nothing',
      message: t('report.nothing'),
    });
    assert.deepEqual(readdirSync(home.uri.fsPath), []);
    const outcome = await save(await stored(ID, [PLAN]), { workspace });
    assert.equal(outcome.kind, 'saved');
    const text = readFileSync(outcome.kind === 'saved' ? outcome.uri.fsPath : '', 'utf8');
    assert.ok(text.includes('The plan') && text.includes('complete: false'), text);
  });

  it('takes the folder of the document used last, else asks once', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const folders = ['one', 'two'].map((name, index) => folder(onDisk(name), index));
    await Promise.all(folders.map(({ uri }) => mkdir(uri.fsPath)));
    const workspace = workspaceOf(folders);
    await save(run, { workspace, editor: onDisk('two/notes.md') });
    assert.ok(existsSync(path.join(root, 'two/research')));
    assert.ok(!existsSync(path.join(root, 'one/research')));
    let asked = 0;
    const dialogs = {
      pickWorkspaceFolder: () => {
        asked += 1;
        return Promise.resolve(folders[0]);
      },
    };
    await save(run, { workspace, dialogs });
    assert.equal(asked, 1);
    assert.ok(existsSync(path.join(root, 'one/research')));
    const none = { pickWorkspaceFolder: () => Promise.resolve(undefined) };
    assert.equal((await save(run, { workspace, dialogs: none })).kind, 'cancelled');
  });

  it('leaves the workspace folder neither by the setting nor by a link', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const home = folder(onDisk('inside'));
    await mkdir(path.join(home.uri.fsPath, 'real'), { recursive: true });
    await symlink(outside, path.join(home.uri.fsPath, 'link'));
    await symlink(path.join(home.uri.fsPath, 'real'), path.join(home.uri.fsPath, 'near'));
    const workspace = workspaceOf([home]);
    for (const setting of ['..', 'a/../..', '/tmp', 'C:\\x', '.git', 'link', 'link/below']) {
      assert.equal((await save(run, { workspace }, setting)).kind, 'failed', setting);
    }
    assert.deepEqual(readdirSync(outside), []);
    assert.equal((await save(run, { workspace }, 'near')).kind, 'saved');
  });

  it('saves nothing into a workspace that is not trusted, in one line, and offers another place', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const home = folder(onDisk('untrusted'));
    await mkdir(home.uri.fsPath);
    const offered: string[] = [];
    const picked = onDisk('picked');
    await mkdir(picked.fsPath);
    const { actions, entry } = desk(run, {
      workspace: workspaceOf([home], false),
      dialogs: {
        offer: (message) => {
          offered.push(message);
          return Promise.resolve(true);
        },
        pickFolder: () => Promise.resolve(picked),
      },
    });
    assert.equal(await actions.saveRun(entry), undefined);
    await until(() => existsSync(picked.fsPath) && readdirSync(picked.fsPath).length > 0);
    assert.deepEqual(offered, [t('report.save.untrusted')]);
    assert.deepEqual(readdirSync(home.uri.fsPath), []);
    const [name = ''] = readdirSync(picked.fsPath);
    await until(() => readdirSync(path.join(picked.fsPath, name)).join() === ALL.join());
  });

  it('saves into a virtual file system', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const home = folder(vscode.Uri.parse('deep-memory:/project'));
    memory.folders.add('/project');
    const workspace = workspaceOf([home]);
    const first = await save(run, { workspace });
    const second = await save(run, { workspace });
    assert.equal(first.kind, 'saved');
    const at = first.kind === 'saved' ? path.posix.dirname(first.uri.path) : '';
    assert.equal(second.kind === 'saved' ? second.uri.path : '', `${at}-2/report.md`);
    const names = [...memory.files.keys()].filter((name) => name.startsWith(`${at}/`)).sort();
    assert.deepEqual(
      names,
      ALL.map((name) => `${at}/${name}`),
    );
    assert.equal(memory.text(`${at}/run.jsonl`), await library.journalText(ID));
  });

  it('leaves no half of a folder where the disk gets full, and says so', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    memory.folders.add('/full');
    memory.full = /\/full\/.*run\.jsonl/;
    const workspace = workspaceOf([folder(vscode.Uri.parse('deep-memory:/full'))]);
    const outcome = await save(run, { workspace });
    memory.full = undefined;
    assert.equal(outcome.kind, 'failed');
    assert.ok(
      outcome.kind === 'failed' && outcome.message.includes(t('report.save.noSpace')),
      JSON.stringify(outcome),
    );
    assert.deepEqual(
      [...memory.files.keys()].filter((name) => name.startsWith('/full/')),
      [],
    );
    assert.deepEqual(
      [...memory.folders].filter((name) => /^\/full\/research\/./.test(name)),
      [],
    );
  });

  it('says that a place is read-only, and offers another', async () => {
    const run = await stored(ID, [PLAN, ...REPORT]);
    const workspace = workspaceOf([folder(vscode.Uri.parse('deep-fixed:/project'))]);
    const offered: string[] = [];
    const file = onDisk('elsewhere.md');
    const { actions, entry, saved } = desk(run, {
      workspace,
      dialogs: {
        offer: (message) => {
          offered.push(message);
          return Promise.resolve(true);
        },
        pickFile: () => Promise.resolve(file),
      },
    });
    await actions.save(entry);
    await until(() => saved.length > 0);
    assert.equal(offered.length, 1);
    assert.ok(offered[0]?.includes(t('report.save.readOnly')), offered[0]);
    assert.ok(readFileSync(file.fsPath, 'utf8').includes('# Answer'));
    assert.deepEqual([...readOnly.files.keys()], []);
  });

  describe('after each run', () => {
    const section = (): vscode.WorkspaceConfiguration =>
      vscode.workspace.getConfiguration('deepResearch');

    afterEach(async () => {
      await section().update('saveAfterRun', undefined, vscode.ConfigurationTarget.Workspace);
    });

    it('does nothing unless the setting says so, then saves without a question', async () => {
      const run = await stored(ID, [PLAN, ...REPORT]);
      const [home] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(home !== undefined, 'the test host opens a folder');
      const target = path.join(home.uri.fsPath, 'research');
      const { actions, entry, saved } = desk(run, { workspace: workspaceOf([home]) });
      assert.equal(await actions.saveAfterRun(entry), undefined);
      assert.ok(!existsSync(target));
      await section().update('saveAfterRun', 'run', vscode.ConfigurationTarget.Workspace);
      assert.equal(await actions.saveAfterRun(entry), undefined);
      const [name = ''] = readdirSync(target);
      assert.deepEqual(readdirSync(path.join(target, name)).sort(), ALL);
      assert.deepEqual(saved, [`research/${name}/report.md`]);
      await rm(target, { recursive: true });
    });

    it('says once that the workspace is not trusted, or that no folder is open', async () => {
      const run = await stored(ID, [PLAN, ...REPORT]);
      const untrusted = desk(run, { workspace: workspaceOf([folder(onDisk('one'))], false) });
      const empty = desk(run, { workspace: workspaceOf([]) });
      for (const [{ actions, entry }, key] of [
        [untrusted, 'report.save.untrusted'],
        [empty, 'report.save.noFolder'],
      ] as const) {
        assert.equal(await actions.saveAfterRun(entry), t(key));
        assert.equal(await actions.saveAfterRun(entry), undefined);
      }
    });
  });

  describe('a saved report', () => {
    const opened: string[] = [];
    const offers: string[] = [];

    async function saveTo(name: string, run: Run): Promise<vscode.Uri> {
      const home = folder(onDisk(name));
      await mkdir(home.uri.fsPath, { recursive: true });
      const outcome = await save(run, { workspace: workspaceOf([home]) });
      assert.equal(outcome.kind, 'saved');
      return outcome.kind === 'saved' ? outcome.uri : home.uri;
    }

    function open(report: vscode.Uri | undefined, accept = true): Promise<string | undefined> {
      opened.length = 0;
      offers.length = 0;
      return openRunOfReport(report, {
        t,
        library,
        newRunId: () => OTHER,
        isKnown: async (id) => (await library.read(id)) !== undefined,
        openRun: (id) => {
          opened.push(id);
          return Promise.resolve();
        },
        refresh: () => undefined,
        dialogs: {
          offer: (message) => {
            offers.push(message);
            return Promise.resolve(accept);
          },
        },
      });
    }

    it('opens its run, by its address or in the editor in front', async () => {
      const report = await saveTo('known', await stored(ID, [PLAN, ...REPORT]));
      assert.equal(await open(report), undefined);
      assert.deepEqual(opened, [ID]);
      await vscode.window.showTextDocument(report);
      assert.equal(await open(undefined), undefined);
      assert.deepEqual([opened, offers], [[ID], []]);
    });

    it('offers the run.jsonl beside it where the history does not have the run', async () => {
      const report = await saveTo('moved', await stored(ID, [PLAN, ...REPORT]));
      const journal = await library.journalText(ID);
      await rm(path.join(root, 'runs', ID), { recursive: true });
      assert.equal(await open(report, false), undefined);
      assert.deepEqual([opened, offers], [[], [t('report.run.beside')]]);
      assert.equal(await library.read(ID), undefined);
      assert.equal(await open(report), undefined);
      assert.deepEqual(opened, [ID]);
      assert.equal(await library.journalText(ID), journal);
      assert.match((await library.read(ID))?.run.report.text ?? '', /Fast/);
    });

    it('imports no other run, and says what is missing', async () => {
      const report = await saveTo('strange', await stored(ID, [PLAN, ...REPORT]));
      await stored(OTHER, [PLAN]);
      const beside = vscode.Uri.joinPath(report, '../run.jsonl');
      const { fs } = vscode.workspace;
      await rm(path.join(root, 'runs', ID), { recursive: true });
      for (const text of [(await library.journalText(OTHER)) ?? '', 'no journal', '']) {
        await fs.writeFile(beside, new TextEncoder().encode(text));
        assert.equal(await open(report), t('report.run.other'));
      }
      await fs.delete(beside);
      assert.equal(await open(report), t('report.run.missing'));
      assert.deepEqual([opened, offers], [[], []]);
      assert.deepEqual(readdirSync(path.join(root, 'runs')), [OTHER]);
    });

    it('is known by its own front matter alone', async () => {
      const cases: readonly (readonly [string, string | undefined])[] = [
        [`---\ntitle: "x"\nrun: "${ID}"\n---\n# x`, ID],
        [`---\r\nrun: ${ID}\r\n---\r\n`, ID],
        [`---\ntitle: "x"\n---\nrun: "${ID}"\n`, undefined],
        [`# x\nrun: "${ID}"\n`, undefined],
        ['---\nrun: "../../../etc"\n---\n', undefined],
        [`---\nrun: "${ID}/.."\n---\n`, undefined],
        [`---\nanswers:\n  - run: "${ID}"\n---\n`, undefined],
        ['', undefined],
      ];
      for (const [content, id] of cases) {
        const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
        assert.equal(runOfDocument(document), id, content);
      }
      await until(() => vscode.window.activeTextEditor === undefined);
      assert.equal(await open(undefined), t('report.run.none'));
    });

    it('shows the way to its run: the command of the extension itself asks the history', async () => {
      const report = await saveTo('title', await stored(ID, [PLAN, ...REPORT]));
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(report, '../run.jsonl'));
      const told: string[] = [];
      const window = vscode.window as unknown as Record<string, unknown>;
      const original = window['showInformationMessage'];
      // The real command, as the button above the editor calls it.
      await vscode.window.showTextDocument(report);
      window['showInformationMessage'] = (text: string) => {
        told.push(text);
        return Promise.resolve(undefined);
      };
      try {
        await vscode.commands.executeCommand('deepResearch.openRun', report, { groupId: 0 });
      } finally {
        window['showInformationMessage'] = original;
      }
      assert.deepEqual(told, [t('report.run.missing')]);
    });
  });

  /** The actions as the panel has them, over a run that only remembers where it was saved. */
  function desk(
    run: Run,
    given: Given,
  ): {
    actions: Omit<ReportActions, 'link'>;
    entry: OpenRun;
    saved: string[];
  } {
    const saved: string[] = [];
    const { dialogs, tracker, workspace } = deps(given);
    const live = {
      run: () => run,
      noteSaved: (_uri: string, where: string) => {
        saved.push(where);
      },
    };
    return {
      actions: createReportActions({
        t,
        library,
        dialogs,
        workspace,
        tracker: { ...tracker, targetName: () => undefined } as never,
      }),
      entry: { live, readOnly: false } as unknown as OpenRun,
      saved,
    };
  }
});

async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!reached()) {
    assert.ok(Date.now() < end, `not reached: ${reached.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
