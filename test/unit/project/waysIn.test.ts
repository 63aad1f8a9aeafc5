import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { waysInEn } from '../../../src/core/text/waysIn.en.ts';
import { waysInZhCn } from '../../../src/core/text/waysIn.zhCn.ts';
import { placesOf } from '../../../src/core/waysIn/templates.ts';
import { TOOLS } from '../../../src/manifest/ids.ts';

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly toolReferenceName: string;
      readonly canBeReferencedInPrompt: boolean;
      readonly inputSchema: { readonly type: string };
    }[];
    readonly keybindings: readonly { readonly key: string; readonly when?: string }[];
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
  };
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('ways in, in the manifest', () => {
  it('declare every tool that the code has, and no other, with what a model must know', () => {
    const tools = contributes.languageModelTools;
    assert.deepEqual(tools.map(({ name }) => name).sort(), Object.values(TOOLS).sort());
    for (const { canBeReferencedInPrompt, inputSchema, modelDescription, name } of tools) {
      assert.ok(canBeReferencedInPrompt, name);
      assert.equal(inputSchema.type, 'object', name);
      assert.match(modelDescription, /costs? (?:money|nothing)/iu, name);
    }
    assert.equal(new Set(tools.map((tool) => tool.toolReferenceName)).size, tools.length);
  });

  it('show menus and take keys only where they can do something', () => {
    for (const { key, when } of contributes.keybindings) {
      assert.match(key, /^ctrl\+k /u);
      assert.match(when ?? '', /editorTextFocus|focusedView == deepResearch\./u);
    }
    const [file, ...others] = contributes.menus['explorer/context'] ?? [];
    assert.deepEqual(others, []);
    const extensions = /=~ \/(.+)\/i$/u.exec(file?.when ?? '')?.[1] ?? '';
    const shown = new RegExp(extensions, 'iu');
    for (const name of ['.md', '.PNG', '.ts', '.mjs', '.yaml', '.yml']) {
      assert.match(name, shown);
    }
    for (const name of ['.zip', '.exe', '.pem', '.env', '.key', '']) {
      assert.doesNotMatch(name, shown);
    }
    assert.match(file?.when ?? '', /^!explorerResourceIsFolder && isWorkspaceTrusted && /u);
  });
});

describe('texts of the ways in', () => {
  const values = (text: string): readonly string[] =>
    [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '').sort();

  it('are complete in both languages, with the same places for values', () => {
    for (const [key, text] of Object.entries(waysInEn)) {
      const chinese = waysInZhCn[key as keyof typeof waysInEn];
      assert.ok(chinese.trim() !== '', key);
      if (key.startsWith('template_')) {
        assert.equal(placesOf(chinese).length, placesOf(text).length, key);
      } else {
        assert.deepEqual(values(chinese), values(text), key);
      }
    }
  });

  it('are all used', () => {
    const code = ['editor', 'waysIn', 'templates', 'agentTools']
      .flatMap((folder) => {
        const full = path.join('src/features', folder);
        return readdirSync(full).map((name) => readFileSync(path.join(full, name), 'utf8'));
      })
      .join('\n');
    const unused = Object.keys(waysInEn).filter(
      (key) => !key.startsWith('template_') && !code.includes(`'${key}'`),
    );
    assert.deepEqual(unused, []);
  });
});
