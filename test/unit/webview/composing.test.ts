import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PanelContext, RequestPreview } from '../../../src/protocol/messages.ts';
import { openBrowser } from './browser.ts';
import type { Files, Panel } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, QUESTION, runAt, STARTED_AT } from './sampleRun.ts';

const PREVIEW: RequestPreview = {
  step: 'clarify',
  host: 'dashscope.aliyuncs.com',
  body: '{\n  "model": "qwen-deep-research"\n}\n',
  cut: false,
  parts: [
    { kind: 'question', bytes: 49, tokens: 14 },
    { kind: 'file', name: 'notes.md', bytes: 2_048, tokens: 600 },
    { kind: 'image', name: 'a.png', bytes: 4_096 },
  ],
  secrets: [],
};

const SECRET = { kind: 'token', part: 'question', line: 3 } as const;

/** A picture that a real decoder takes: one red pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe('what goes with a question', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel;
  let folder: string;

  before(async () => {
    browser = await openBrowser();
    files = await buildPanel();
    folder = mkdtempSync(path.join(tmpdir(), 'deep-research-drop-'));
  });

  afterEach(async () => {
    const problems = panel.problems.filter((problem) => !problem.includes('inline style'));
    await panel.close();
    assert.deepEqual(problems, []);
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function show(facts: Partial<PanelContext> = {}, moment?: string): Promise<void> {
    await panel.post({
      type: 'snapshot',
      seq: 1,
      ...(moment === undefined ? {} : { run: runAt(moment) }),
      context: context(facts),
      now: STARTED_AT + 70_000,
    });
    await panel.settle();
  }

  async function open(facts: Partial<PanelContext> = {}, moment?: string): Promise<Page> {
    panel = await openPanel(browser, files);
    await show(facts, moment);
    return panel.page;
  }

  const tell = async (facts: Partial<PanelContext>): Promise<void> => {
    await panel.post({ type: 'context', context: context(facts) });
    await panel.settle();
  };

  /** Dragged files as the operating system gives them, or a list of addresses as VS Code does. */
  async function drop(
    page: Page,
    data: { files?: readonly string[]; uris?: string; type?: string },
  ): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const items = data.uris === undefined ? [] : [{ mimeType: data.type ?? '', data: data.uris }];
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', {
        type,
        x: 640,
        y: 400,
        data: { items, files: [...(data.files ?? [])], dragOperationsMask: 1 },
      });
    }
    await page.waitForTimeout(200);
  }

  /** Files that were attached: names, and their bytes as Base64. */
  const attached = (page: Page): Promise<readonly (readonly [string, string])[]> =>
    page.evaluate(() =>
      window.fakeHost.sent.flatMap((message) =>
        message.type === 'command' && message.command.name === 'attach'
          ? message.command.files.map(
              ({ data, name }) =>
                [name, btoa(String.fromCharCode(...new Uint8Array(data)))] as const,
            )
          : [],
      ),
    );

  const names = async (): Promise<readonly string[]> =>
    (await panel.commands()).map(({ name }) => name);

  it('takes files that are dropped, as they are', async () => {
    const page = await open();
    const text = path.join(folder, 'notes.md');
    const picture = path.join(folder, 'a.png');
    writeFileSync(text, '# Notes\n');
    writeFileSync(picture, Buffer.from(PNG, 'base64'));
    await drop(page, { files: [text, picture] });
    const [first, second] = await attached(page);
    assert.deepEqual(first, ['notes.md', btoa('# Notes\n')]);
    assert.deepEqual(second, ['a.png', PNG]);
    assert.equal(page.url(), 'https://panel.test/');
  });

  it('says of a file that is too large that it is, and takes the others', async () => {
    const page = await open();
    const large = path.join(folder, 'large.bin');
    const text = path.join(folder, 'b.md');
    writeFileSync(large, new Uint8Array(11 * 1024 * 1024));
    writeFileSync(text, 'b');
    await drop(page, { files: [large, text] });
    await page.getByText('large.bin: It is too large to be read here').first().waitFor();
    assert.deepEqual(await attached(page), [['b.md', btoa('b')]]);
  });

  it('names files of the Explorer to the host, and leaves links to the question', async () => {
    const page = await open();
    const uris = 'file:///w/notes.md\r\nvscode-remote://wsl/w/b.md';
    await drop(page, { uris, type: 'application/vnd.code.uri-list' });
    await drop(page, { uris: 'https://a.example/', type: 'text/uri-list' });
    const sent = (await panel.commands()).filter(({ name }) => name === 'attachUris');
    assert.deepEqual(sent, [
      { name: 'attachUris', uris: ['file:///w/notes.md', 'vscode-remote://wsl/w/b.md'] },
    ]);
  });

  it('takes a picture that is pasted; text that comes with one stays text', async () => {
    const page = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const paste = async (types: Record<string, string>): Promise<void> => {
      await page.evaluate(async (parts) => {
        const items = Object.entries(parts).map(([type, data]): [string, Blob] => {
          const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
          return [type, new Blob([bytes], { type })];
        });
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
      }, types);
      await page.getByRole('textbox').focus();
      await page.keyboard.press('Control+V');
      await page.waitForTimeout(200);
    };
    await paste({ 'image/png': PNG });
    const [image] = await attached(page);
    assert.equal(image?.[0], 'image.png');
    assert.ok(image[1].startsWith('iVBORw0KGgo'));
    await paste({ 'image/png': PNG, 'text/plain': btoa('words') });
    assert.equal((await attached(page)).length, 1);
    assert.equal(await page.getByRole('textbox').inputValue(), 'words');
  });

  it('shows of each what it weighs, and takes it away again', async () => {
    const page = await open({
      files: [{ name: 'notes.md', bytes: 4_096, tokens: 10_000 }],
      images: [
        { name: 'a.png', mediaType: 'image/png', bytes: 482_113 },
        { name: 'https://a.example/b.png', url: 'https://a.example/b.png' },
      ],
    });
    const rows = page.getByRole('list', { name: 'What goes with the question' }).locator('li');
    assert.deepEqual(await rows.allInnerTexts(), [
      'notes.md\n4 KB · about 10,000 tokens · about CNY 1.08',
      'a.png\n471 KB · tokens known only afterwards',
      'https://a.example/b.png\nby address · tokens known only afterwards',
    ]);
    await page.getByRole('button', { name: 'Remove notes.md' }).focus();
    await page.keyboard.press('Enter');
    await tell({ images: [{ name: 'a.png', mediaType: 'image/png', bytes: 482_113 }] });
    assert.deepEqual((await panel.commands()).at(-1), { name: 'removeFile', index: 0 });
    const focused = page.locator(':focus');
    assert.equal(await focused.getAttribute('aria-label'), 'Remove a.png');
  });

  it('waits with what looks like a secret until somebody insists', async () => {
    const page = await open({ draft: QUESTION, secrets: [SECRET] });
    const ask = page.getByRole('button', { name: 'Ask · about CNY 0.02' });
    await page.getByText('Your question, line 3: an access token').waitFor();
    await page.getByText('Read the warning about secrets first.').waitFor();
    assert.equal(await ask.isDisabled(), true);
    await page.getByRole('textbox').press('Control+Enter');
    assert.equal((await names()).includes('ask'), false);
    assert.match((await page.locator(':focus').textContent()) ?? '', /looks like a secret/u);
    await page.getByRole('button', { name: 'Send Anyway · about CNY 0.02' }).click();
    assert.deepEqual((await panel.commands()).at(-1), {
      name: 'ask',
      question: QUESTION,
      despiteSecrets: true,
    });
    await tell({ draft: QUESTION });
    assert.equal(await ask.isDisabled(), false);
  });

  it('brings the warning to who pressed before it was there', async () => {
    const page = await open({}, 'waiting');
    await page.getByRole('textbox').first().fill('password = "hunter22"');
    await page.getByRole('textbox').first().press('Control+Enter');
    await tell({ secrets: [{ kind: 'password', part: 'answers', line: 1 }] });
    await page.getByText('Your answers: a password').waitFor();
    assert.match((await page.locator(':focus').textContent()) ?? '', /looks like a secret/u);
    await page.getByRole('button', { name: /^Send Anyway · about CNY 1\.3/u }).click();
    const sent = (await panel.commands()).at(-1);
    assert.equal(sent?.name === 'research' && sent.despiteSecrets, true);
  });

  it('says which attachment is too much, and does not send', async () => {
    const problem = 'Together this is too much. Remove big.txt.';
    const page = await open({ draft: QUESTION, problem });
    await page.getByText(problem).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Ask/u }).isDisabled(), true);
  });

  it('shows the exact request, and gives the focus back', async () => {
    const page = await open({ draft: QUESTION });
    const button = page.getByRole('button', { name: 'Preview Request' });
    await button.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await panel.commands()).at(-1), {
      name: 'previewRequest',
      question: QUESTION,
    });
    await panel.post({ type: 'preview', preview: PREVIEW });
    await panel.settle();
    const preview = page.getByRole('region', { name: 'What will be sent' });
    assert.deepEqual(await preview.getByRole('row').allInnerTexts(), [
      'Part\tSize\tTokens, about\tCNY, about',
      'Question\t1 KB\t14\t0.01',
      'notes.md\t2 KB\t600\t0.03',
      'a.png\t4 KB\tknown afterwards\tknown afterwards',
    ]);
    await preview.getByText('"model": "qwen-deep-research"').waitFor();
    await preview.getByText('No keys, tokens or passwords were recognised').waitFor();
    assert.equal(await page.locator(':focus').textContent(), 'What will be sent');
    await page.keyboard.press('Escape');
    assert.equal(await preview.isVisible(), false);
    assert.match((await page.locator(':focus').first().textContent()) ?? '', /Preview Request/u);
    // What is no longer true is not left standing.
    await panel.post({ type: 'preview', preview: { ...PREVIEW, secrets: [SECRET] } });
    await preview.getByText('Looks like a secret: Your question, line 3').waitFor();
    await page.getByRole('textbox').fill('Another question');
    assert.equal(await preview.isVisible(), false);
  });

  it('previews the answers as they would be sent', async () => {
    const page = await open({}, 'waiting');
    await page.getByRole('textbox').nth(3).fill('Thanks');
    await page.getByRole('button', { name: 'Preview Request' }).click();
    await panel.post({ type: 'preview', preview: { ...PREVIEW, step: 'research' } });
    await page.getByRole('region', { name: 'What will be sent' }).waitFor();
    const sent = (await panel.commands()).filter(({ name }) => name === 'previewRequest');
    assert.deepEqual(sent, [{ name: 'previewRequest', answers: 'Thanks' }]);
  });

  it('tells the host of every answer, at the latest when the form is left', async () => {
    const page = await open({}, 'waiting');
    await page.getByRole('textbox').nth(1).fill('4 GB');
    await page.getByRole('textbox').nth(3).fill('Thanks');
    await page.getByRole('textbox').nth(3).blur();
    assert.deepEqual((await panel.commands()).at(-1), {
      name: 'keepDraft',
      answers: { exchange: 0, fields: { '0': '', '1': '4 GB', '2': '', else: 'Thanks' } },
    });
  });

  it('shows answers that the host kept, and never overwrites newer ones by their echo', async () => {
    const answers = { exchange: 0, fields: { '0': 'Scans', else: 'Bye' }, version: 7 };
    const page = await open({ answers }, 'waiting');
    const boxes = page.getByRole('textbox');
    const read = (): Promise<readonly string[]> =>
      boxes.evaluateAll((all) => all.map((box) => (box as HTMLTextAreaElement).value));
    assert.deepEqual(await read(), ['Scans', '', '', 'Bye']);
    await boxes.nth(0).fill('Scans of days');
    await tell({ answers });
    assert.deepEqual(await read(), ['Scans of days', '', '', 'Bye']);
    // Changed in the document meanwhile.
    await tell({ answers: { exchange: 0, fields: { '1': '4 GB' }, version: 8 } });
    assert.deepEqual(await read(), ['', '4 GB', '', '']);
    // Answers to other questions are none to these.
    await tell({ answers: { exchange: 1, fields: { '1': 'no' }, version: 9 } });
    assert.deepEqual(await read(), ['', '4 GB', '', '']);
  });

  it('keeps what is typed while the host tells an older draft', async () => {
    const page = await open({ draft: 'Why', draftVersion: 3 });
    const box = page.getByRole('textbox');
    await box.fill('Why not?');
    await tell({ draft: 'Why n', draftVersion: 3 });
    assert.equal(await box.inputValue(), 'Why not?');
    await tell({ draft: 'A selection', draftVersion: 4 });
    assert.equal(await box.inputValue(), 'A selection');
  });

  it('opens the brief with what was typed last', async () => {
    const page = await open({}, 'waiting');
    await page.getByRole('textbox').nth(0).fill('Scans');
    await page.getByRole('button', { name: 'Edit as Document' }).click();
    const sent = await panel.commands();
    assert.deepEqual(
      sent.slice(-2).map(({ name }) => name),
      ['keepDraft', 'editAsDocument'],
    );
  });
});
