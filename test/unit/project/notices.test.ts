import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Bundle {
  readonly outputs: Record<string, { readonly inputs: Record<string, unknown> }>;
}

describe('third-party notices', () => {
  it('name every package that is bundled, in its version, with its licence', () => {
    const bundles = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as readonly Bundle[];
    const notices = readFileSync('ThirdPartyNotices.txt', 'utf8');
    const folders = bundles
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
    assert.ok(folders.length > 0);
    for (const folder of new Set([...folders, 'node_modules/@vscode/codicons'])) {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
        name: string;
        version: string;
      };
      assert.ok(notices.includes(`\n${name} ${version} (`), `${name} ${version}`);
    }
  });
});
