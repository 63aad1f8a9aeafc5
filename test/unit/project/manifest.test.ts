import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  COMMANDS,
  CONTEXTS,
  PANEL_TYPE,
  SECTION,
  SETTINGS,
  VIEWS,
} from '../../../src/manifest/ids.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly scope: string }> };
    readonly views: Record<string, readonly { readonly id: string }[]>;
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const english = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const chinese = JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8')) as Record<
  string,
  string
>;

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
}

describe('the manifest and the code agree', () => {
  it('declares every command that the code has, and no other', () => {
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).sort(),
      Object.values(COMMANDS).sort(),
    );
  });

  it('declares every setting that the code reads, and no other', () => {
    assert.deepEqual(
      Object.keys(manifest.contributes.configuration.properties).sort(),
      Object.values(SETTINGS)
        .map((name) => `${SECTION}.${name}`)
        .sort(),
    );
  });

  it('uses every id that the code names', () => {
    const code =
      sources('src/features') + sources('src/adapters') + readFileSync('src/compose.ts', 'utf8');
    for (const name of Object.keys(SETTINGS)) {
      assert.match(code, new RegExp(`SETTINGS\\.${name}\\b`), `setting ${name} is never read`);
    }
    for (const name of Object.keys(CONTEXTS)) {
      assert.match(code, new RegExp(`CONTEXTS\\.${name}\\b`), `context ${name} is never set`);
      assert.ok(
        text.includes(CONTEXTS[name as keyof typeof CONTEXTS]),
        `context ${name} is in no when clause`,
      );
    }
  });

  it('has menus, views and activation events only for what exists', () => {
    const commands = new Set<string>(Object.values(COMMANDS));
    for (const items of Object.values(manifest.contributes.menus)) {
      for (const { command } of items) {
        assert.ok(commands.has(command), command);
      }
    }
    const views = Object.values(manifest.contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      Object.values(VIEWS),
    );
    assert.deepEqual(manifest.activationEvents, [`onWebviewPanel:${PANEL_TYPE}`]);
  });

  it('lets no workspace set where requests go, what they may cost or how long they may last', () => {
    const settings = manifest.contributes.configuration.properties;
    const free = ['saveFolder', 'saveAfterRun', 'citationStyle'];
    for (const [name, { scope }] of Object.entries(settings)) {
      if (!free.includes(name.slice(SECTION.length + 1))) {
        assert.equal(scope, 'application', name);
      }
    }
    for (const name of ['baseUrl', 'workspaceId', 'prices']) {
      assert.ok(
        manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(
          `${SECTION}.${name}`,
        ),
        name,
      );
    }
  });

  it('has every text in both languages, and no other', () => {
    const used = [...new Set([...text.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]))].sort();
    assert.deepEqual(Object.keys(english).sort(), used);
    assert.deepEqual(Object.keys(chinese).sort(), used);
    for (const [key, value] of [...Object.entries(english), ...Object.entries(chinese)]) {
      assert.ok(value.trim() !== '', key);
    }
  });
});
