import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createClock } from '../../src/adapters/clock.ts';
import { createDraftFile } from '../../src/adapters/draftFile.ts';
import { createFileRunStore } from '../../src/adapters/fileRunStore.ts';
import { createNodeHttp } from '../../src/adapters/nodeHttp.ts';
import { createRunLibrary, newRunId } from '../../src/adapters/runLibrary.ts';
import { composeAnswers, parseQuestions } from '../../src/core/research/answers.ts';
import type { HttpTransport } from '../../src/core/ports.ts';
import { PRICES } from '../../src/core/research/price.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { readEndpoint } from '../../src/core/wire/endpoint.ts';
import { createCommands, type CommandDeps } from '../../src/features/commands.ts';
import { createBriefs, type Briefs } from '../../src/features/brief/briefs.ts';
import { followBriefs } from '../../src/features/brief/briefLens.ts';
import { createComposing, type Composing } from '../../src/features/panel/composing.ts';
import { newComposer } from '../../src/features/panel/context.ts';
import { createDrafts, type Drafts } from '../../src/features/panel/drafts.ts';
import { createPerform, type PerformDeps } from '../../src/features/panel/perform.ts';
import { ResearchPanel } from '../../src/features/panel/researchPanel.ts';
import { createSending, type Sending } from '../../src/features/panel/sending.ts';
import { createConductor, type Conductor } from '../../src/features/runs/conductor.ts';
import { createRunDesk, type OpenRun, type RunDesk } from '../../src/features/runs/runDesk.ts';
import { readSettings } from '../../src/features/settings.ts';
import type { Connector } from '../../src/features/setup/connector.ts';
import type { PanelContext } from '../../src/protocol/messages.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';
const t = createTranslate(en);
const nothing = (): void => undefined;
const KEY = `sk-${'composing'.repeat(4)}`;

interface Sent {
  readonly input: { readonly messages: readonly { readonly content: unknown }[] };
}

/** Bodies of what went out over HTTP, in their order. */
const bodies: Sent[] = [];
const http = createNodeHttp();
const recording: HttpTransport = {
  post: (request, handlers) => {
    bodies.push(JSON.parse(new TextDecoder().decode(request.body)) as Sent);
    return http.post(request, handlers);
  },
};

async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`${what}: not within 20 s`);
}

describe('composing', () => {
  let root: string;
  let desk: RunDesk;
  let conductor: Conductor;
  let drafts: Drafts;
  let sending: Sending;
  let composing: Composing;
  let briefs: Briefs & vscode.Disposable;
  let lenses: vscode.Disposable;
  let panel: ResearchPanel;
  let view: vscode.WebviewPanel;
  const opened: string[] = [];
  const undo: (() => void)[] = [];

  const workspace = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const library = () => createRunLibrary(root, () => PRICES);
  const newDrafts = (): Drafts =>
    createDrafts({
      file: createDraftFile(path.join(root, 'draft.txt'), nothing),
      library: library(),
      onRead: nothing,
    });

  /** Lets the person answer: replaces one function of the window until the test is over. */
  function answer(
    name: 'showWarningMessage' | 'showInputBox',
    value: (...args: unknown[]) => unknown,
  ): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window[name];
    window[name] = (...args: unknown[]) => Promise.resolve(value(...args));
    undo.push(() => {
      window[name] = original;
    });
  }

  before(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'deep-research-composing-'));
    await vscode.workspace
      .getConfiguration('deepResearch')
      .update('baseUrl', service, vscode.ConfigurationTarget.Global);
    const endpoint = readEndpoint(service);
    assert.ok(endpoint !== undefined);
    const log = { info: nothing, warn: nothing, error: nothing };
    let runs = 0;
    desk = createRunDesk(
      {
        transport: recording,
        clock: createClock(),
        log,
        library: library(),
        store: createFileRunStore(root, { trouble: nothing, recovered: nothing }),
        random: Math.random,
        newRunId: () => newRunId(new Date(), (++runs).toString(16).padStart(8, '0')),
        toolTokens: { read: () => Promise.resolve(undefined), store: () => Promise.resolve() },
        onCostNotice: nothing,
      },
      readSettings,
    );
    conductor = createConductor(
      desk,
      () => Promise.resolve({ endpoint, apiKey: KEY }),
      () => Promise.resolve({ tools: [] }),
      () => Promise.resolve(t),
      {
        emptyQuestion: 'empty',
        tooLong: String,
        nothingToContinue: '',
        continuedTitle: (title) => title,
      },
      () => Promise.resolve(undefined),
    );
    drafts = newDrafts();
    sending = createSending(t, conductor, (question) => {
      drafts.keepQuestion(question);
    });
    briefs = createBriefs({
      t,
      desk,
      library: library(),
      conductor,
      drafts,
      openRun: (runId) => {
        opened.push(runId);
        return Promise.resolve();
      },
      openRequest: (run, answers) => composing.openRequest(run, answers),
      onAnswers: nothing,
    });
    composing = createComposing({
      t,
      desk,
      conductor,
      connector: { endpoint: () => endpoint } as unknown as Connector,
      editAsDocument: (run) => briefs.edit(run),
    });
    lenses = followBriefs(
      root,
      (document) => briefs.lenses(document),
      (listener) => desk.onStateChange(listener),
    );
    view = vscode.window.createWebviewPanel('test', 'Test', vscode.ViewColumn.One, {});
    const extension = vscode.extensions.getExtension('deep-research.qwen-deep-research');
    panel = new ResearchPanel(
      view,
      {
        extensionUri: extension?.extensionUri ?? vscode.Uri.file('/'),
        language: 'en',
        texts: en,
        t,
        now: Date.now,
        // Nobody looks at this page.
        context: () => ({}) as PanelContext,
        perform: () => Promise.resolve(undefined),
        log: nothing,
      },
      newComposer(''),
      undefined,
    );
  });

  afterEach(() => {
    for (const restore of undo.splice(0)) {
      restore();
    }
  });

  after(async () => {
    briefs.dispose();
    lenses.dispose();
    view.dispose();
    desk.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(root, { recursive: true, force: true });
  });

  const uriOf = (file: string): string => vscode.Uri.file(file).toString();

  describe('files', () => {
    const file = (name: string, content: string | Uint8Array): string => {
      const full = path.join(workspace(), name);
      writeFileSync(full, content);
      undo.push(() => {
        rmSync(full, { force: true });
      });
      return uriOf(full);
    };

    it('of the workspace are read once, pictures as pictures and text as text', async () => {
      const composer = newComposer('');
      const note = file('dropped.md', 'first');
      const picture = readFileSync(
        path.join(
          vscode.extensions.getExtension('deep-research.qwen-deep-research')?.extensionPath ?? '',
          'media/icon.png',
        ),
      );
      const uris = [note, file('dropped.png', picture), file('dropped.bin', '\u0000\u0001')];
      const message = await composing.attachUris(composer, uris);
      assert.equal(
        message,
        t('attach.problem', { name: 'dropped.bin', problem: t('attach.notText') }),
      );
      assert.deepEqual(composer.files, [
        { name: 'dropped.md', text: 'first', bytes: 5, tokens: 2 },
      ]);
      assert.deepEqual(
        composer.images.map(({ image }) => [image.name, image.mediaType]),
        [['dropped.png', 'image/png']],
      );
      writeFileSync(path.join(workspace(), 'dropped.md'), 'changed after it was shown');
      assert.equal(composer.files[0]?.text, 'first');
    });

    it('of elsewhere, folders and what is none are not read', async () => {
      const composer = newComposer('');
      const outside = path.join(root, 'secret.txt');
      writeFileSync(outside, 'secret');
      for (const uri of [uriOf(outside), 'not a uri', 'https://a.example/x', 'untitled:x']) {
        assert.equal(await composing.attachUris(composer, [uri]), t('attach.outside'), uri);
      }
      const climbing = `${vscode.Uri.file(workspace()).toString()}/../../etc/hostname`;
      assert.ok((await composing.attachUris(composer, [climbing])) !== undefined);
      const folder = await composing.attachUris(composer, [uriOf(workspace())]);
      assert.match(folder ?? '', /could not be read/);
      assert.deepEqual([composer.files, composer.images], [[], []]);
    });

    it('are not read where a link leads out of the workspace, and are where it stays in it', async () => {
      const composer = newComposer('');
      const link = (name: string, to: string): string => {
        const full = path.join(workspace(), name);
        symlinkSync(to, full);
        undo.push(() => {
          rmSync(full, { force: true });
        });
        return full;
      };
      const outside = path.join(root, 'private');
      mkdirSync(outside);
      writeFileSync(path.join(outside, 'secret.txt'), 'secret');
      const out = link('out.txt', path.join(outside, 'secret.txt'));
      const folder = link('out', outside);
      for (const name of [out, path.join(folder, 'secret.txt')]) {
        assert.equal(await composing.attachUris(composer, [uriOf(name)]), t('attach.outside'));
      }
      assert.equal(composer.files.length, 0);
      file('within.md', 'mine');
      const within = link('within-link.md', path.join(workspace(), 'within.md'));
      assert.equal(await composing.attachUris(composer, [uriOf(within)]), undefined);
      assert.equal(composer.files[0]?.text, 'mine');
    });
  });

  it('nothing that looks like a secret is sent before a second click', async () => {
    const before = bodies.length;
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    panel.composer.files = [{ name: 'env.txt', text: `TOKEN=${secret}`, bytes: 46, tokens: 20 }];
    const refused = await sending.ask(panel, 'What is this for?', false);
    assert.equal(refused, t('secret.title'));
    assert.deepEqual(panel.review.secrets, [
      { kind: 'token', part: 'file', name: 'env.txt', line: 1 },
    ]);
    assert.equal(JSON.stringify(panel.review).includes(secret), false);
    assert.equal(bodies.length, before);
    assert.equal(await sending.ask(panel, 'What is this for?', true), undefined);
    await until('request', () => bodies.length > before);
    const sent = bodies.at(-1);
    const content = `What is this for?\n\nenv.txt:\n\`\`\`\nTOKEN=${secret}\n\`\`\``;
    assert.equal(sent?.input.messages[0]?.content, content);
    assert.equal(panel.run?.live.run().title, 'What is this for?');
    assert.deepEqual([panel.composer.question, panel.composer.files], ['', []]);
  });

  it('a question from the palette sends nothing that stands in the composer', async () => {
    const asked: string[] = [];
    const offered: string[] = [];
    const { start } = createCommands({
      t,
      panels: { showComposer: () => panel },
      ask: (_: ResearchPanel, question: string) => {
        asked.push(question);
        return Promise.resolve(undefined);
      },
      offer: (question: string) => {
        offered.push(question);
        return Promise.resolve();
      },
    } as unknown as CommandDeps);
    answer('showInputBox', () => 'Another question');
    panel.bind(undefined);
    panel.composer.files = [{ name: 'notes.txt', text: 'mine', bytes: 4, tokens: 1 }];
    await start();
    assert.deepEqual([asked, offered], [[], ['Another question']]);
    panel.composer.files = [];
    await start();
    assert.deepEqual([asked, offered], [['Another question'], ['Another question']]);
    // Another extension that names no topic.
    panel.composer.question = 'half a question';
    await start({});
    assert.deepEqual([asked.length, offered.length], [1, 1]);
    assert.equal(panel.composer.question, 'half a question');
    panel.composer.question = '';
  });

  it('a new question begins with the draft, not with one that was sent from another panel', async () => {
    const perform = createPerform({ t, desk, drafts } as unknown as PerformDeps);
    panel.composer.question = 'Sent long ago';
    drafts.keepQuestion('');
    await perform(panel, { name: 'newQuestion' });
    assert.equal(panel.composer.question, '');
    drafts.keepQuestion('Not sent');
    await perform(panel, { name: 'newQuestion' });
    assert.equal(panel.composer.question, 'Not sent');
    drafts.keepQuestion('');
    panel.composer.question = '';
  });

  describe('answers', () => {
    let run: OpenRun;
    let questions: readonly string[];
    let document: vscode.TextDocument;

    before(async () => {
      const options = newComposer('').options;
      const outcome = await conductor.ask('DuckDB or SQLite for logs?', options, []);
      assert.ok('run' in outcome);
      run = outcome.run;
      await until('questions', () => run.live.run().state === 'waiting');
      questions = parseQuestions(run.live.run().exchanges.at(-1)?.questions ?? '')?.questions ?? [];
      assert.ok(questions.length >= 2);
    });

    const titles = async (): Promise<readonly string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return found.map(({ command }) => command?.title ?? '');
    };

    it('under way are on disk, and come back in another life', async () => {
      const { id } = run.live.run();
      drafts.keepAnswers(id, { exchange: 0, fields: { '0': 'Scans', else: '谢谢' } }, 'page');
      drafts.keepQuestion('Half a question');
      const later = newDrafts();
      assert.equal(later.question(), 'Half a question');
      assert.deepEqual((await later.read(id))?.fields, { '0': 'Scans', else: '谢谢' });
      const file = path.join(root, id, 'answers.json');
      assert.equal(statSync(file).mode & 0o077, 0);
      writeFileSync(file, '{"exchange":0,"fie');
      assert.equal(await newDrafts().read(id), undefined);
      drafts.keepAnswers(id, { exchange: 0, fields: { '0': 'Scans', else: '谢谢' } }, 'page');
    });

    it('are written in a document that the lines above it start from', async () => {
      await briefs.edit(run);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor !== undefined);
      document = editor.document;
      assert.equal(path.basename(document.fileName), 'brief.md');
      assert.match(document.getText(), /> DuckDB or SQLite for logs\?/);
      assert.match(document.getText(), /> 1\. [^]*\n\nScans\n/);
      assert.match(document.getText(), /谢谢\n$/);
      const [start, preview] = await titles();
      assert.match(start ?? '', /^Start research · about CNY \d/);
      assert.equal(preview, t('brief.preview'));
    });

    it('are one draft with those of the form', async () => {
      const { id } = run.live.run();
      const editor = await vscode.window.showTextDocument(document);
      const second = document.getText().indexOf('> 2. ');
      const end = document.lineAt(document.positionAt(second).line).range.end;
      await editor.edit((edit) => {
        edit.insert(end, '\n\n4 GB a day\nfor 90 days');
      });
      const kept = await until('kept answers', async () => {
        const found = await drafts.read(id);
        return found?.fields['1'] === undefined || found.fields['1'] === '' ? undefined : found;
      });
      assert.equal(kept.fields['0'], 'Scans');
      assert.equal(kept.fields['1'], '4 GB a day\nfor 90 days');
    });

    it('of the form are not lost to a document that is behind', async () => {
      const { id } = run.live.run();
      const before = await drafts.read(id);
      assert.ok(before !== undefined);
      const ahead = { ...before.fields, '0': 'Joins', else: 'More, in the form' };
      drafts.keepAnswers(id, { exchange: 0, fields: ahead }, 'page');
      const isSaid = new Promise<void>((resolve) => {
        const listening = vscode.workspace.onDidChangeTextDocument((change) => {
          if (change.document === document && !document.isDirty) {
            listening.dispose();
            resolve();
          }
        });
      });
      assert.equal(await document.save(), true);
      await isSaid;
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual((await drafts.read(id))?.fields, ahead, 'after it was saved');

      const editor = await vscode.window.showTextDocument(document);
      const at = document.positionAt(document.getText().indexOf('90 days') + '90 days'.length);
      await editor.edit((edit) => {
        edit.insert(at, ' or more');
      });
      const long = '4 GB a day\nfor 90 days or more';
      await until('kept answers', async () => (await drafts.read(id))?.fields['1'] === long);
      assert.deepEqual((await drafts.read(id))?.fields, { ...ahead, '1': long });
      await editor.edit((edit) => {
        edit.delete(new vscode.Range(at, at.translate(0, ' or more'.length)));
      });
      drafts.keepAnswers(id, before, 'page');
      await until('kept answers', async () => {
        const answers = await drafts.read(id);
        return answers?.fields['1'] === before.fields['1'] && answers;
      });
    });

    it('are shown as they will be sent, and sent as the form sends them, once', async () => {
      const before = bodies.length;
      await briefs.preview(document);
      const shown = JSON.parse(vscode.window.activeTextEditor?.document.getText() ?? '') as unknown;
      assert.equal(bodies.length, before);

      const asked: unknown[] = [];
      answer('showWarningMessage', (...args) => {
        asked.push(args);
        return undefined;
      });
      await briefs.start(document);
      assert.match(JSON.stringify(asked), /modal.*about CNY 1\.3/);
      assert.equal(bodies.length, before, 'not without a yes');

      answer('showWarningMessage', () => t('brief.go'));
      await Promise.all([briefs.start(document), briefs.start(document)]);
      await until('request', () => bodies.length > before);
      await until('the end', () => run.live.run().state === 'done');
      await briefs.start(document);
      const sent = bodies.slice(before);
      assert.equal(sent.length, 1);
      assert.deepEqual(sent[0], shown);
      const form = composeAnswers(
        questions,
        ['Scans', '4 GB a day\nfor 90 days', ...questions.slice(2).map(() => '')],
        '谢谢',
      );
      assert.equal(sent[0]?.input.messages.at(-1)?.content, form);
      assert.equal(opened.at(-1), run.live.run().id);
    });

    it('then say that they were', async () => {
      assert.deepEqual(await titles(), [t('brief.started')]);
      assert.ok(existsSync(document.fileName));
    });

    it('in any other document start nothing', async () => {
      const before = bodies.length;
      answer('showWarningMessage', () => t('brief.go'));
      const other = await vscode.workspace.openTextDocument({ content: document.getText() });
      const copy = path.join(workspace(), 'brief.md');
      writeFileSync(copy, document.getText());
      undo.push(() => {
        rmSync(copy, { force: true });
      });
      for (const strange of [undefined, other, await vscode.workspace.openTextDocument(copy)]) {
        assert.equal(await briefs.start(strange), t('brief.noBrief'));
      }
      assert.equal(bodies.length, before);
    });
  });
});
