import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Bundle {
  readonly inputs: Record<string, { readonly imports: readonly { readonly path: string }[] }>;
  readonly outputs: Record<string, { readonly inputs: Record<string, unknown> }>;
}

const bundles = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as readonly Bundle[];

/** What each room may import of ours; lint says the same, this holds for what is really bundled. */
const MAY_IMPORT: readonly (readonly [RegExp, RegExp])[] = [
  [/^src\/core\//, /^src\/core\//],
  [/^src\/protocol\//, /^src\/(core|protocol)\//],
  [/^src\/manifest\//, /^src\/manifest\//],
  [/^src\/adapters\//, /^src\/(core|adapters)\//],
  [/^src\/features\//, /^src\/(core|protocol|manifest|features)\//],
  [/^webview\//, /^(webview|src\/core|src\/protocol)\//],
];

describe('import rules', () => {
  it('hold in the bundles', () => {
    let seen = 0;
    for (const { inputs } of bundles) {
      for (const [file, { imports }] of Object.entries(inputs)) {
        const rule = MAY_IMPORT.find(([from]) => from.test(file));
        for (const { path } of rule === undefined ? [] : imports) {
          seen += 1;
          const ours = /^(src|webview|test)\//.test(path);
          assert.ok(!ours || rule?.[1].test(path) === true, `${file} imports ${path}`);
          if (/^(src\/(core|protocol)|webview)\//.test(file)) {
            assert.doesNotMatch(path, /^(node:|vscode$)/, `${file} imports ${path}`);
          }
        }
      }
    }
    assert.ok(seen > 50, `only ${seen} imports seen`);
  });

  it('keep tests out of what is shipped', () => {
    for (const { inputs } of bundles) {
      for (const file of Object.keys(inputs)) {
        assert.doesNotMatch(file, /^(test|scripts)\//);
      }
    }
  });

  it('keep markup and code sinks out of our part of the page', () => {
    for (const { inputs } of bundles) {
      for (const file of Object.keys(inputs).filter((name) =>
        /^(webview|src)\/.*\.ts$/.test(name),
      )) {
        const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        assert.doesNotMatch(
          source,
          /\.(innerHTML|outerHTML|srcdoc)\s*=|insertAdjacentHTML|document\.write|new DOMParser|createContextualFragment|\beval\(|new Function\(/,
          file,
        );
      }
    }
  });
});
