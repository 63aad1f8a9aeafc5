import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { readSelectionTopic } from '../../src/features/editor/selectionTopic.ts';
import type { Composer, ResearchPanel } from '../../src/features/panel/researchPanel.ts';
import type { PanelManager } from '../../src/features/panel/panelManager.ts';
import { startFromTemplate } from '../../src/features/templates/startFromTemplate.ts';
import { attachWorkspaceFiles } from '../../src/features/waysIn/files.ts';
import { createWaysIn, type LoadedWaysIn } from '../../src/features/waysIn/waysIn.ts';
import { createWaysInWords } from '../../src/features/waysIn/words.ts';
import { COMMANDS, SECTION } from '../../src/manifest/ids.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';
const t = createTranslate(en);
const words = createWaysInWords('en');
/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

async function requestCount(): Promise<number> {
  const answer = await fetch(new URL('/simulated/requests', service));
  const list = (await answer.json()) as unknown;
  return (Array.isArray(list) ? list : (list as { requests: unknown[] }).requests).length;
}

/** Each provider of the window has its turn, and they are told of a new document one by one. */
async function until<T>(look: () => PromiseLike<T | undefined>): Promise<T> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not found: ${look.toString()}`);
}

describe('ways into a research', () => {
  let folder: string;
  let prefilled: string[];
  let composer: Composer;
  let waysIn: LoadedWaysIn;
  let before_: number;

  before(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    folder = path.join(root, 'ways-in');
    await mkdir(path.join(folder, 'packages/app'), { recursive: true });
    await vscode.extensions.getExtension('deep-research.qwen-deep-research')?.activate();
    before_ = await requestCount();
  });

  beforeEach(() => {
    prefilled = [];
    composer = {
      question: '',
      options: {
        model: 'qwen-deep-research',
        clarify: true,
        outputFormat: 'model_detailed_report',
        useTools: false,
      },
      images: [],
      files: [],
    };
    const panel = { composer } as unknown as ResearchPanel;
    waysIn = createWaysIn({
      t,
      language: 'en',
      panels: { showComposer: () => panel } as unknown as PanelManager,
      prefill: (question) => {
        prefilled.push(question);
      },
      review: () => undefined,
    });
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.equal(await requestCount(), before_, 'a way in has sent something');
  });

  async function open(name: string, content: string): Promise<vscode.TextEditor> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  }

  async function untitled(language: string, content: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language, content }),
    );
  }

  /** What VS Code's light bulb offers there of ours, from the extension itself. */
  async function bulb(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
    const range = document.lineAt(line).range;
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    return all.filter(({ command }) => command?.command.startsWith('deepResearch.'));
  }

  describe('from a selection', () => {
    const ask = (answer: string | undefined) => () => Promise.resolve(answer);

    it('of prose: a few words are the topic, with the file and the heading', async () => {
      const editor = await open('notes.md', '# Storage\n\n## Logs\n\nDuckDB for logs\n');
      editor.selection = new vscode.Selection(4, 0, 4, 15);
      assert.deepEqual(await readSelectionTopic(editor, ask(undefined), words), {
        question: 'DuckDB for logs\n\n(From ways-in/notes.md, section “Logs”)\n',
      });
    });

    it('of a passage: it stands below where it is from', async () => {
      const editor = await untitled('markdown', 'One.\n\nTwo.\n');
      editor.selection = new vscode.Selection(0, 0, 3, 0);
      assert.deepEqual(await readSelectionTopic(editor, ask(undefined), words), {
        question: `From ${editor.document.uri.path}:\n\nOne.\n\nTwo.\n`,
      });
    });

    it('of code: what is to be found out is asked, and the code is quoted', async () => {
      const editor = await open('a.ts', 'const a = `x`;\n');
      editor.selection = new vscode.Selection(0, 0, 0, 14);
      assert.deepEqual(await readSelectionTopic(editor, ask(' Is it fast? '), words), {
        question:
          'Is it fast?\n\nAbout this code from ways-in/a.ts:\n\n```typescript\nconst a = `x`;\n```\n',
      });
      assert.equal(await readSelectionTopic(editor, ask(undefined), words), undefined);
      assert.equal(await readSelectionTopic(editor, ask('  '), words), undefined);
    });

    it('of nothing, or of more than fits: nothing, or a sentence', async () => {
      const editor = await untitled('plaintext', `${'x'.repeat(60_000)}\n${'y'.repeat(60_000)}\n`);
      assert.equal(await readSelectionTopic(editor, ask('q'), words), undefined);
      editor.selection = new vscode.Selection(0, 0, 2, 0);
      const found = await readSelectionTopic(editor, ask('q'), words);
      assert.ok(found !== undefined && 'message' in found);
      assert.match(found.message, /^The selection has 120,001 characters; at most 100,000 fit/u);
    });
  });

  describe('from a problem', () => {
    it('by the light bulb, with its message and number but no line and no path', async () => {
      const editor = await open('b.ts', 'const secretName: number = "";\n');
      const { document } = editor;
      const problems = vscode.languages.createDiagnosticCollection('ways-in');
      const where = new vscode.Range(0, 6, 0, 16);
      const message = "Type 'string' is not assignable, see /home/jane/acme/b.ts.";
      const problem = new vscode.Diagnostic(where, message);
      problem.source = 'check';
      problem.code = { value: 2322, target: vscode.Uri.parse('https://example.com') };
      problems.set(document.uri, [problem]);
      const action = await until(async () =>
        (await bulb(document, 0)).find(
          ({ command }) => command?.command === COMMANDS.researchProblem,
        ),
      );
      assert.equal(
        action.title,
        "Research this problem: Type 'string' is not assignable, see b.ts.",
      );
      const [argument] = action.command?.arguments ?? [];
      await waysIn.actions.researchProblem(argument);
      assert.deepEqual(prefilled, [
        [
          'What causes this problem, and how is it solved properly?',
          '',
          'Message (typescript, check(2322)):',
          '',
          '```',
          "Type 'string' is not assignable, see b.ts.",
          '```',
          '',
        ].join('\n'),
      ]);
      problems.dispose();
      await waysIn.actions.researchProblem(argument);
      assert.equal(prefilled.length, 1);
    });
  });

  describe('from a TODO(research)', () => {
    const TEXT = 'import os\n# TODO(research): which queue?\nx = 1\n';

    it('by the light bulb and by a lens, which the setting takes away', async () => {
      const { document } = await open('c.py', TEXT);
      const action = await until(async () => (await bulb(document, 1))[0]);
      assert.equal(action.title, 'Research this TODO: which queue?');
      const lenses = (): Thenable<vscode.CodeLens[]> =>
        vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
      const [lens] = await lenses();
      assert.equal(lens?.command?.title, 'Research this TODO');
      assert.deepEqual(lens.range, new vscode.Range(1, 2, 1, 30));
      await waysIn.actions.researchTodo(lens.command.arguments?.[0]);
      assert.deepEqual(prefilled, ['which queue?']);
      assert.deepEqual(await bulb(document, 2), []);

      const settings = vscode.workspace.getConfiguration(SECTION);
      await settings.update('todoLens', false, vscode.ConfigurationTarget.Global);
      assert.deepEqual(await lenses(), []);
      await settings.update('todoLens', undefined, vscode.ConfigurationTarget.Global);
    });

    it('at the cursor, and nothing for places that are none', async () => {
      const editor = await open('d.py', TEXT);
      editor.selection = new vscode.Selection(1, 5, 1, 5);
      await waysIn.actions.researchTodo();
      assert.deepEqual(prefilled, ['which queue?']);
      const uri = editor.document.uri.toString();
      for (const argument of [
        null,
        1,
        {},
        { uri, line: 99 },
        { uri, line: -1 },
        { uri, line: 0.5 },
      ]) {
        await waysIn.actions.researchTodo(argument);
      }
      await waysIn.actions.researchTodo({ uri: 'file:///etc/passwd', line: 0 });
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.equal(prefilled.length, 1);
    });
  });

  describe('from a manifest', () => {
    it('with the version that the nearest lock file names', async () => {
      await writeFile(
        path.join(folder, 'package-lock.json'),
        JSON.stringify({
          packages: {
            'node_modules/fastify': { version: '5.1.0' },
            'packages/app/node_modules/fastify': { version: '4.28.1' },
          },
        }),
      );
      const { document } = await open(
        'packages/app/package.json',
        '{\n  "dependencies": {\n    "fastify": "^4.0.0"\n  }\n}\n',
      );
      const action = await until(async () =>
        (await bulb(document, 2)).find(
          ({ command }) => command?.command === COMMANDS.researchDependency,
        ),
      );
      assert.equal(action.title, 'Research an upgrade of fastify');
      await waysIn.actions.researchDependency(action.command?.arguments?.[0]);
      const [question = ''] = prefilled;
      assert.match(question, /^Should fastify \(npm\) be upgraded, and how\? /u);
      assert.ok(
        question.endsWith(
          [
            '',
            'Version in use: 4.28.1 (from ways-in/package-lock.json).',
            'Declared in ways-in/packages/app/package.json: ^4.0.0.',
            '',
          ].join('\n'),
        ),
        question,
      );
    });

    it('without a lock file, or with one that is broken, says what is declared', async () => {
      await writeFile(path.join(folder, 'Cargo.lock'), '[[package]]\nname = "serde"\nversio');
      const { document } = await open('Cargo.toml', '[dependencies]\nserde = "1.0"\n');
      await waysIn.actions.researchDependency({ uri: document.uri.toString(), line: 1 });
      assert.ok(prefilled[0]?.endsWith('\n\nDeclared in ways-in/Cargo.toml: 1.0.\n'), prefilled[0]);
      await open('go.mod', 'module x\n\nrequire golang.org/x/net v0.30.0\n');
      assert.ok(vscode.window.activeTextEditor !== undefined);
      vscode.window.activeTextEditor.selection = new vscode.Selection(2, 0, 2, 0);
      await waysIn.actions.researchDependency();
      assert.ok(prefilled[1]?.endsWith('Version in use: v0.30.0 (from ways-in/go.mod).\n'));
    });
  });

  describe('from files of the Explorer', () => {
    const attach = (...names: readonly string[]): Promise<string | undefined> =>
      attachWorkspaceFiles(
        composer,
        names.map((name) => vscode.Uri.file(path.resolve(folder, name))),
        words,
        t,
      );

    it('takes text as text and pictures as pictures, several at once', async () => {
      await writeFile(path.join(folder, 'a.txt'), 'alpha\n');
      await writeFile(path.join(folder, 'b.csv'), 'x,y\n');
      await writeFile(path.join(folder, 'p.png'), PNG);
      assert.equal(await attach('a.txt', 'p.png', 'b.csv'), undefined);
      assert.deepEqual(
        composer.files.map(({ name, text }) => [name, text]),
        [
          ['a.txt', 'alpha\n'],
          ['b.csv', 'x,y\n'],
        ],
      );
      assert.deepEqual(
        composer.images.map(({ image }) => [image.name, image.mediaType]),
        [['p.png', 'image/png']],
      );
    });

    it('says in a sentence what cannot be taken, and takes the others', async () => {
      await writeFile(path.join(folder, 'a.txt'), 'alpha\n');
      await writeFile(path.join(folder, 'long.txt'), 'x'.repeat(600 * 1024));
      await writeFile(path.join(folder, 'binary.dat'), Buffer.from([0, 1, 2, 255]));
      await symlink('/etc/hostname', path.join(folder, 'link.txt'));
      const cases: readonly (readonly [string, RegExp])[] = [
        ['long.txt', /^long\.txt: It is over 512 KB/u],
        ['binary.dat', /^binary\.dat: This is neither a picture nor text/u],
        ['/etc/hostname', /^hostname is not in this workspace/u],
        ['link.txt', /^ways-in\/link\.txt is a link/u],
        ['packages', /^ways-in\/packages is a folder/u],
        ['none.txt', /^none\.txt: It could not be read/u],
      ];
      for (const [name, sentence] of cases) {
        composer.files = [];
        assert.match((await attach(name, 'a.txt')) ?? '', sentence);
        assert.deepEqual(
          composer.files.map(({ name: file }) => file),
          ['a.txt'],
        );
      }
      assert.match((await attach()) ?? '', /^Choose a file/u);
      assert.match((await attach(...Array<string>(21).fill('a.txt'))) ?? '', /at most 20/u);
    });
  });

  describe('from a template', () => {
    it('fills in what was given and leaves the rest to the composer', async () => {
      const own = [{ name: 'Mine', question: 'Who makes {thing}, and {what else}?' }, 'bad'];
      let labels: readonly string[] = [];
      const found = await startFromTemplate(
        own,
        {
          pick: (items) => {
            labels = items.map(({ label }) => label);
            return Promise.resolve(items.find(({ label }) => label === 'Mine'));
          },
          fill: (_, prompt) => Promise.resolve(prompt.startsWith('thing') ? 'DuckDB' : ''),
        },
        words,
      );
      assert.deepEqual(found, { question: 'Who makes DuckDB, and {what else}?' });
      assert.deepEqual(labels, [
        'Compare',
        'Decide',
        'Upgrade',
        'Security',
        'State of the Art',
        'From your settings',
        'Mine',
        '',
        'Edit your templates in the settings',
      ]);
      await vscode.commands.executeCommand('notifications.clearAll');
    });

    it('gives up where the person does', async () => {
      const nothing = (): Promise<undefined> => Promise.resolve(undefined);
      const none = await startFromTemplate([], { pick: nothing, fill: nothing }, words);
      assert.equal(none, undefined);
      const half = await startFromTemplate(
        [],
        { pick: ([first]) => Promise.resolve(first), fill: nothing },
        words,
      );
      assert.equal(half, undefined);
    });
  });

  it('offer back the question that was being written', async () => {
    composer.question = 'half a question';
    const { document } = await untitled('plaintext', 'TODO(research): other\n');
    await waysIn.actions.researchTodo({ uri: document.uri.toString(), line: 0 });
    assert.deepEqual(prefilled, ['other']);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('have a key that VS Code itself does not use', async () => {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const chords = [
      ...document.getText().matchAll(/"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"/gu),
    ];
    assert.ok(chords.length > 500, `only ${chords.length} keys seen`);
    const ours = chords.filter(([, key]) => key === 'ctrl+k alt+r');
    assert.ok(ours.length > 0, 'our own key is not listed');
    for (const [, key, command] of ours) {
      assert.ok(command?.startsWith('deepResearch.'), `${key} is ${command}`);
    }
  });
});
