import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createClock } from '../../src/adapters/clock.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { createReportActions } from '../../src/features/editor/reportActions.ts';
import { loadExample } from '../../src/features/example/loadExample.ts';
import type { OpenRun } from '../../src/features/runs/runDesk.ts';
import { COMMANDS } from '../../src/manifest/ids.ts';

const ID = 'deep-research.qwen-deep-research';

function panels(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview);
}

async function until(what: string, look: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !look();) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the recorded example in the window', () => {
  const uri = vscode.extensions.getExtension(ID)?.extensionUri ?? vscode.Uri.file('/');

  async function played(): Promise<OpenRun> {
    const run = await loadExample(uri, 'en', createClock());
    assert.ok(run?.playback !== undefined);
    run.playback.setSpeed('end');
    return run;
  }

  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens in one panel, without a key, however often it is asked for', async () => {
    await vscode.commands.executeCommand(COMMANDS.openExample);
    await until('a panel', () => panels().length === 1);
    await vscode.commands.executeCommand(COMMANDS.openExample);
    assert.equal(panels().length, 1);
    assert.match(panels()[0]?.label ?? '', /^DuckDB or SQLite/);
  });

  it('inserts and copies with the mark, and one undo takes it back', async () => {
    const t = createTranslate(en);
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: '# Notes\n\nMine.\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    const actions = createReportActions({
      t,
      library: { journalText: () => Promise.resolve(undefined) },
      tracker: {
        target: () => ({ uri: document.uri, viewColumn: vscode.ViewColumn.One }),
        targetName: () => 'notes',
        onDidChange: () => ({ dispose: () => undefined }),
        dispose: () => undefined,
      },
    });
    const run = await played();
    await actions.insert(run);
    const text = document.getText();
    assert.ok(text.startsWith('# Notes\n\nMine.'), text.slice(0, 60));
    assert.ok(text.includes('> **Recorded example'));
    assert.match(text, /\[\^1\]: /);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), '# Notes\n\nMine.\n');
    await actions.copy(run);
    assert.ok((await vscode.env.clipboard.readText()).startsWith('> **Recorded example'));
  });

  it('tells where nothing was found of it', async () => {
    assert.equal(
      await loadExample(vscode.Uri.joinPath(uri, 'no-such'), 'en', createClock()),
      undefined,
    );
  });
});

describe('the walkthrough', () => {
  it('opens by its command, and its pictures take the colours of the theme', async () => {
    const extension = vscode.extensions.getExtension(ID);
    const { walkthroughs } = (extension?.packageJSON as Manifest).contributes;
    const steps = walkthroughs[0]?.steps ?? [];
    assert.equal(steps.length, 5);
    for (const { media } of steps) {
      const file = vscode.Uri.joinPath(extension?.extensionUri ?? vscode.Uri.file('/'), media.svg);
      const svg = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      assert.match(svg, /var\(--vscode-editor-foreground\)|var\(--vscode-button-background\)/);
      // The page that shows them takes no styles and no scripts, and no colour of its own fits all themes.
      assert.doesNotMatch(svg, /style|<script|#[0-9a-f]{3,8}\b|url\(|href/i);
      assert.ok(svg.length < 12_000);
    }
    await vscode.commands.executeCommand(COMMANDS.openWalkthrough);
  });
});

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
  };
}
