import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { zhCn } from '../../src/core/text/zhCn.ts';
import { startService, type SimulatedService } from '../service/index.ts';
import { openWindow, until, type Window } from './harness.ts';

const TOPIC = '国产开源向量数据库在单机上的检索延迟有什么差别？';

/** The start of a text, up to the first place of a value. */
const start = (key: keyof typeof zhCn): string => zhCn[key].split('{')[0] ?? '';

/** The main job in Simplified Chinese: from the palette to a report in the document. */
describe('a person researches in Chinese', () => {
  let service: SimulatedService;
  let window: Window;
  let panel: FrameLocator;

  const notes = (): string => readFileSync(path.join(window.workspaceDir, 'notes.md'), 'utf8');
  const manifest = JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8')) as Record<
    string,
    string
  >;

  before('opens a window that tells extensions it is Chinese', async () => {
    service = await startService({ pace: 'fast' });
    window = await openWindow({
      serviceUrl: service.url,
      locale: 'zh-cn',
      env: { DASHSCOPE_API_KEY: 'sk-person-0123456789' },
    });
  });

  after(async () => {
    await window?.close();
    await service?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window?.screenshot(`chinese-failed-${this.currentTest.title.slice(0, 30)}`);
    }
  });

  it('opens the notes, starts from the palette and is asked back in Chinese', async () => {
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill('notes.md');
    await window.quickRow('notes.md').click();
    await window.tab('notes.md').waitFor();
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
    await window.runCommand(`Deep Research: ${manifest['command.start']}`);
    await window.typeQuickInput(TOPIC, zhCn['host.start.prompt']);
    panel = await window.webviewFrame();
    await panel.getByText(start('panel.startResearch')).first().waitFor();
    await window.screenshot('chinese-1-questions');
    assert.equal(await panel.locator('html').getAttribute('lang'), 'zh-CN');
  });

  it('answers, and watches the research in Chinese', async () => {
    const boxes = panel.getByRole('textbox');
    await until('answer boxes', async () => (await boxes.count()) >= 3);
    await boxes.nth(0).fill('中小规模，单机部署');
    await panel
      .getByRole('button', { name: new RegExp(`^${start('panel.startResearch')}`) })
      .click();
    const insert = new RegExp(`^${zhCn['panel.actions.insert']}`);
    await panel.getByRole('button', { name: insert }).waitFor({ timeout: 120_000 });
    await window.screenshot('chinese-2-report');
    const research = service.requests.at(-1)?.body as {
      input: { messages: { content: string }[] };
    };
    assert.match(research.input.messages[2]?.content ?? '', /中小规模，单机部署/);
  });

  it('has no English left in the panel', async () => {
    const texts = await panel.locator('#app').evaluate((app) => {
      const parts = [...app.querySelectorAll('button, summary, [role="tab"], h2, label')];
      return parts
        .filter((part) => part.closest('.report, .outline, .source-list, .rounds') === null)
        .map((part) => part.textContent?.trim() ?? '');
    });
    assert.ok(texts.length > 5, texts.join('|'));
    const english = texts.filter(
      (text) => /[A-Za-z]{3,}/.test(text) && !/\p{Script=Han}/u.test(text),
    );
    assert.deepEqual(
      english.filter((text) => !/^(notes\.md|Markdown|qwen[\w-]*)$/i.test(text)),
      [],
    );
  });

  it('inserts the report with its footnotes', async () => {
    const before = notes();
    await panel
      .getByRole('button', { name: new RegExp(`^${zhCn['panel.actions.insert']}`) })
      .click();
    await window.tab('notes.md').click();
    await window.page.keyboard.press('Control+S');
    const after = await until('inserted text', () => (notes() === before ? undefined : notes()));
    assert.match(after, /\[\^2\]/);
    assert.match(after, /\p{Script=Han}{4}/u);
    await window.screenshot('chinese-3-inserted');
  });

  it('finds it in the history, in Chinese', async () => {
    await window.page.getByRole('tab', { name: manifest['view.container'] ?? '' }).click();
    await window.page
      .getByRole('treeitem', { name: /国产开源向量/ })
      .first()
      .waitFor();
    await window.screenshot('chinese-4-history');
  });
});
