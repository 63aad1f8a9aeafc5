import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MANIFEST_KINDS } from '../../../../src/core/waysIn/manifests/manifests.ts';
import { isPackageName } from '../../../../src/core/waysIn/manifests/types.ts';
import { mutations } from './mutations.ts';

const read = (file: string, text: string): unknown => MANIFEST_KINDS.get(file)?.read(text);

const PACKAGE_JSON = `{
  "name": "app",
  "dependencies": {
    "fastify": "^5.0.0",
    "@scope/part": "~2.0.1",
    "@scope/here": "workspace:*"
  },
  "scripts": { "dependencies": "echo", "build": "tsc" },
  "config": { "dependencies": { "none": "1" } },
  "devDependencies": { "vite": "6.0.1", "odd name": "1" },
  "files": ["dependencies", "x"]
}
`;

const CARGO = `[package]
name = "app"
version = "0.1.0"

[dependencies]
serde = { version = "1.0", features = ["derive"] } # comment
tokio = "1.38"
local = { path = "../local" }
old = { package = "new-name", version = "2" }
shared.workspace = true
"quoted" = '3'

[target.'cfg(unix)'.dev-dependencies]
nix = "0.29"

[dependencies.regex]
version = "1.11"
features = ["std"]

[features]
default = "none"
`;

const PYPROJECT = `[build-system]
requires = ["hatchling >= 1.26"]

[project]
name = "app"
dependencies = [
  "httpx[http2]>=0.27,<1", # "commented>=1"
  'Pydantic ~= 2.9 ; python_version > "3.9"',
]
keywords = ["nothing"]

[project.optional-dependencies]
test = ["pytest>=8", "coverage"]

[dependency-groups]
dev = [
  "ruff==0.8.0"
]

[tool.poetry.dependencies]
python = "^3.12"
django = "^5.1"
celery = { version = "^5.4", extras = ["redis"] }

[tool.ruff]
select = ["E"]
`;

const GO = `module example.com/app

go 1.23

require github.com/alone/one v1.2.3

require (
	github.com/gin-gonic/gin v1.10.0
	golang.org/x/net v0.30.0 // indirect
)

replace github.com/a/b => ../b
`;

describe('dependencies of a manifest', () => {
  it('of package.json, with the line of each name', () => {
    assert.deepEqual(read('package.json', PACKAGE_JSON), [
      { name: 'fastify', wanted: '^5.0.0', line: 3 },
      { name: '@scope/part', wanted: '~2.0.1', line: 4 },
      { name: 'vite', wanted: '6.0.1', line: 9 },
    ]);
  });

  it('of a package.json that is being typed: what stands above the fault', () => {
    const half = PACKAGE_JSON.slice(0, PACKAGE_JSON.indexOf('"~2'));
    assert.deepEqual(read('package.json', `${half}"~2`), [
      { name: 'fastify', wanted: '^5.0.0', line: 3 },
    ]);
  });

  it('of Cargo.toml in every way that Cargo knows, local ones left out', () => {
    assert.deepEqual(read('Cargo.toml', CARGO), [
      { name: 'serde', wanted: '1.0', line: 5 },
      { name: 'tokio', wanted: '1.38', line: 6 },
      { name: 'new-name', wanted: '2', line: 8 },
      { name: 'shared', wanted: '', line: 9 },
      { name: 'quoted', wanted: '3', line: 10 },
      { name: 'nix', wanted: '0.29', line: 13 },
      { name: 'regex', wanted: '1.11', line: 15 },
    ]);
  });

  it('of pyproject.toml: the standard, groups and Poetry; comments are none', () => {
    assert.deepEqual(read('pyproject.toml', PYPROJECT), [
      { name: 'hatchling', wanted: '>= 1.26', line: 1 },
      { name: 'httpx', wanted: '>=0.27,<1', line: 6 },
      { name: 'Pydantic', wanted: '~= 2.9', line: 7 },
      { name: 'pytest', wanted: '>=8', line: 12 },
      { name: 'coverage', wanted: '', line: 12 },
      { name: 'ruff', wanted: '==0.8.0', line: 16 },
      { name: 'django', wanted: '^5.1', line: 21 },
      { name: 'celery', wanted: '^5.4', line: 22 },
    ]);
  });

  it('of go.mod, in a block and alone', () => {
    assert.deepEqual(read('go.mod', GO), [
      { name: 'github.com/alone/one', wanted: 'v1.2.3', line: 4 },
      { name: 'github.com/gin-gonic/gin', wanted: 'v1.10.0', line: 7 },
      { name: 'golang.org/x/net', wanted: 'v0.30.0', line: 8 },
    ]);
  });

  it('are the same with Windows line ends', () => {
    for (const [file, text] of samples) {
      assert.deepEqual(read(file, text.replaceAll('\n', '\r\n')), read(file, text), file);
    }
  });

  it('of anything at all are names on lines that exist, and nothing throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples).chain(mutations), ([file, text]) => {
        const lines = text.split('\n');
        for (const { line, name } of MANIFEST_KINDS.get(file)?.read(text) ?? []) {
          assert.ok(isPackageName(name), name);
          assert.ok(lines[line] !== undefined);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a megabyte of quotes and escapes are found in one pass', () => {
    for (const [file] of samples) {
      for (const filler of ['\\"', '"', '[', "'", '{"a":', ' ', '[['] as const) {
        read(file, filler.repeat(1_000_000 / filler.length));
      }
    }
  });
});

const samples: readonly (readonly [string, string])[] = [
  ['package.json', PACKAGE_JSON],
  ['Cargo.toml', CARGO],
  ['pyproject.toml', PYPROJECT],
  ['go.mod', GO],
];
