import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { en } from '../../../src/core/text/en.ts';
import { zhCn } from '../../../src/core/text/zhCn.ts';

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('texts', () => {
  it('are complete in both languages', () => {
    assert.deepEqual(Object.keys(zhCn).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(zhCn)) {
      assert.ok(text.trim() !== '', key);
    }
  });

  it('have the same places for values in both languages', () => {
    for (const [key, text] of Object.entries(en)) {
      assert.deepEqual(
        [...new Set(placeholders(zhCn[key as keyof typeof en]))],
        [...new Set(placeholders(text))],
        key,
      );
    }
  });

  it('are all used', () => {
    const code = ['src', 'webview']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts') && !/\.(en|zhCn)\.ts$/.test(name))
          .map((name) => readFileSync(path.join(folder, name), 'utf8')),
      )
      .join('\n');
    // Some keys are put together: `state.${state}` uses every key that begins with `state.`.
    const prefixes = [...code.matchAll(/`([\w]+\.[\w.]*?)\$\{/g)].map((match) => match[1] ?? '');
    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    assert.deepEqual(unused, []);
  });
});
