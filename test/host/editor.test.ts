import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createRun } from '../../src/core/research/reduce.ts';
import { PRICES } from '../../src/core/research/price.ts';
import type { Run } from '../../src/core/research/run.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { insertReport, type InsertOutcome } from '../../src/features/editor/insert.ts';
import { localDisk } from '../../src/features/editor/localDisk.ts';
import { copyReport, openAsMarkdown } from '../../src/features/editor/openAsMarkdown.ts';
import {
  saveElsewhere,
  saveRun,
  type SaveDeps,
  type SaveOutcome,
} from '../../src/features/editor/save.ts';
import { nativeWorkspace } from '../../src/features/editor/saveTarget.ts';
import { createEditorTracker, type EditorTracker } from '../../src/features/editor/tracker.ts';

const t = createTranslate(en);

const BEFORE = [
  '---',
  'title: Notes',
  '---',
  '# Notes',
  '',
  '## Where we are',
  '',
  'Known already.[^1]',
  '',
  '[^1]: J. Doe: [Two](https://two.example/page), 2021.',
  '',
].join('\r\n');

function report(change: Partial<Run> = {}): Run {
  const run = createRun(
    'run-1',
    'DuckDB or SQLite?',
    {
      model: 'qwen-deep-research',
      clarify: true,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    },
    Date.UTC(2026, 10, 22, 12),
  );
  return {
    ...run,
    state: 'done',
    references: [
      { number: 1, title: 'One', url: 'https://one.example/page', description: '' },
      { number: 2, title: 'Two', url: 'https://two.example/page', description: '' },
    ],
    report: { text: '# Answer\n\nBoth [[1,2]].\n', finished: true, truncated: false },
    ...change,
  };
}

describe('reports in the editor', () => {
  let folder: string;
  let tracker: EditorTracker;

  before(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'deep-research-editor-')));
  });

  beforeEach(async () => {
    await closeEverything();
    tracker = createEditorTracker();
  });

  afterEach(() => {
    tracker.dispose();
  });

  after(async () => {
    await closeEverything();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string, content: string): Promise<vscode.TextEditor> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
    await until(() => tracker.targetName() === name);
    return editor;
  }

  function insert(run = report(), confirm = true): Promise<InsertOutcome> {
    const dialogs = { confirm: () => Promise.resolve(confirm) };
    return insertReport(run, { t, tracker, dialogs, citationStyle: 'footnotes' });
  }

  describe('insert', () => {
    it('continues the footnotes of a CRLF document, and one undo takes it all back', async () => {
      const editor = await open('crlf.md', BEFORE);
      const { document } = editor;
      const end = document.lineAt(7).range.end;
      editor.selection = new vscode.Selection(end, end);
      const outcome = await insert();
      assert.equal(outcome.kind, 'inserted');
      assert.equal(
        document.getText(),
        BEFORE.replace(
          'Known already.[^1]\r\n',
          [
            'Known already.[^1]',
            '',
            '### Answer',
            '',
            'Both [^2][^1].',
            '',
            '[^2]: [One](https://one.example/page), one.example',
            '',
          ].join('\r\n'),
        ),
      );
      await vscode.commands.executeCommand('undo');
      await until(() => document.getText() === BEFORE);
      await document.save();
      assert.equal(await readFile(document.uri.fsPath, 'utf8'), BEFORE);
    });

    it('stays behind the front matter and replaces no selection', async () => {
      const editor = await open('matter.md', BEFORE);
      editor.selection = new vscode.Selection(0, 0, 1, 5);
      await insert();
      const text = editor.document.getText();
      assert.ok(
        text.startsWith('---\r\ntitle: Notes\r\n---\r\n\r\n# Answer\r\n'),
        text.slice(0, 60),
      );
      await vscode.commands.executeCommand('undo');
      await until(() => editor.document.getText() === BEFORE);
    });

    it('finds its editor while a panel has the focus and covers it', async () => {
      const editor = await open('covered.md', 'first\nsecond\n');
      editor.selection = new vscode.Selection(1, 6, 1, 6);
      const panel = vscode.window.createWebviewPanel('test', 'Panel', vscode.ViewColumn.Active);
      await until(() => vscode.window.activeTextEditor === undefined);
      assert.equal(tracker.targetName(), 'covered.md');
      const outcome = await insert();
      assert.equal(outcome.kind, 'inserted');
      const active = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.ok(active.startsWith('first\nsecond\n\n# Answer\n'), active);
      await vscode.commands.executeCommand('undo');
      await until(() => vscode.window.activeTextEditor?.document.getText() === 'first\nsecond\n');
      panel.dispose();
    });

    it('writes to no side of a comparison', async () => {
      const left = await open('left.txt', 'a\n');
      await open('right.txt', 'b\n');
      const uri = vscode.Uri.file(path.join(folder, 'right.txt'));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.commands.executeCommand('vscode.diff', left.document.uri, uri);
      await until(() => vscode.window.activeTextEditor?.document.uri.path === uri.path);
      assert.equal(tracker.targetName(), 'left.txt');
    });

    it('makes a new document where no editor is open', async () => {
      await until(() => tracker.target() === undefined);
      const outcome = await insert();
      assert.equal(outcome.kind, 'newDocument');
      await until(() => vscode.window.activeTextEditor !== undefined);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.languageId, 'markdown');
      assert.equal(document?.isUntitled, true);
      assert.ok(document?.getText().startsWith('# Answer\n\nBoth [^1][^2].\n'));
    });

    it('asks first where there is no evidence', async () => {
      const editor = await open('evidence.md', 'text\n');
      const run = report({ state: 'noEvidence', references: [] });
      assert.equal((await insert(run, false)).kind, 'cancelled');
      assert.equal(editor.document.getText(), 'text\n');
      assert.equal((await insert(run, true)).kind, 'inserted');
      assert.ok(editor.document.getText().includes(t('report.notice.noEvidence')));
    });

    it('changes no read-only document', async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider('report-test', {
        provideTextDocumentContent: () => 'fixed\n',
      });
      await vscode.window.showTextDocument(vscode.Uri.parse('report-test:/fixed.md'), {
        preview: false,
      });
      await until(() => tracker.targetName() === 'fixed.md');
      const outcome = await insert();
      assert.equal(outcome.kind, 'refused');
      assert.equal(vscode.window.activeTextEditor?.document.getText(), 'fixed\n');
      provider.dispose();
    });
  });

  describe('save', () => {
    let root: string;

    beforeEach(() => {
      const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
      assert.ok(workspace !== undefined, 'the test host opens a folder');
      root = workspace.fsPath;
    });

    afterEach(async () => {
      await rm(path.join(root, 'saved'), { recursive: true, force: true });
      await rm(path.join(root, 'link'), { force: true });
    });

    function save(setting = 'saved/here', run = report()): Promise<SaveOutcome> {
      return saveRun(run, 'report', () => setting, deps(undefined));
    }

    function deps(picked: vscode.Uri | undefined): SaveDeps {
      return {
        t,
        tracker,
        disk: localDisk,
        prices: PRICES,
        citationStyle: 'footnotes',
        workspace: nativeWorkspace,
        journalText: () => Promise.resolve(undefined),
        dialogs: {
          pickFile: () => Promise.resolve(picked),
          pickFolder: () => Promise.resolve(undefined),
          pickWorkspaceFolder: () => Promise.resolve(undefined),
        },
      };
    }

    it('makes a folder for each report and never writes over one', async () => {
      const outcomes = [await save(), await save(), ...(await Promise.all([save(), save()]))];
      const folders = ['', '-2', '-3', '-4'].map((tail) => `2026-11-22-duckdb-or-sqlite${tail}`);
      assert.deepEqual((await readdir(path.join(root, 'saved/here'))).sort(), folders.sort());
      assert.deepEqual(
        outcomes.map((outcome) => (outcome.kind === 'saved' ? outcome.path : outcome)).sort(),
        folders.map((name) => `saved/here/${name}/report.md`).sort(),
      );
      for (const name of folders) {
        const inside = path.join(root, 'saved/here', name);
        assert.deepEqual(await readdir(inside), ['report.md']);
        const text = await readFile(path.join(inside, 'report.md'), 'utf8');
        assert.ok(text.startsWith('---\ntitle: "DuckDB or SQLite?"\n'));
      }
    });

    it('leaves the workspace neither by the setting nor by a link', async () => {
      for (const setting of ['..', '../x', '/tmp', 'C:\\x', '.vscode', 'a/../../b']) {
        assert.equal((await save(setting)).kind, 'failed', setting);
      }
      await symlink(folder, path.join(root, 'link'));
      const outcome = await save('link/below');
      assert.equal(outcome.kind, 'failed');
      assert.ok(!(await readdir(folder)).includes('below'));
    });

    it('says in words what went wrong, and leaves nothing half-written', async () => {
      await mkdir(path.join(root, 'saved'));
      await writeFile(path.join(root, 'saved/file'), 'x');
      const outcome = await save('saved/file');
      assert.equal(outcome.kind, 'failed');
      assert.ok(
        outcome.kind === 'failed' && outcome.message.startsWith('Could not write to saved'),
      );
      assert.equal(await readFile(path.join(root, 'saved/file'), 'utf8'), 'x');
    });

    it('goes where the save dialog says', async () => {
      const file = vscode.Uri.file(path.join(folder, 'chosen.md'));
      const outcome = await saveElsewhere(report(), 'report', deps(file));
      assert.equal(outcome.kind, 'saved');
      assert.ok((await readFile(file.fsPath, 'utf8')).endsWith('\n'));
      assert.equal((await saveElsewhere(report(), 'report', deps(undefined))).kind, 'cancelled');
    });
  });

  it('opens the whole file as a document and copies the report', async () => {
    await openAsMarkdown(report(), { t, prices: PRICES, citationStyle: 'links' });
    await until(() => vscode.window.activeTextEditor?.document.isUntitled === true);
    assert.ok(vscode.window.activeTextEditor?.document.getText().startsWith('---\ntitle: '));
    assert.equal(await copyReport(report(), { t, citationStyle: 'numbers' }), true);
    assert.ok((await vscode.env.clipboard.readText()).startsWith('# Answer\n\nBoth [1][2].\n'));
  });
});

async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Editors, tabs and documents tell of their changes one after the other. */
async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!reached()) {
    assert.ok(Date.now() < end, `not reached: ${reached.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
