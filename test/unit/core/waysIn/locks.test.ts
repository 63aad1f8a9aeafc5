import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MANIFEST_KINDS } from '../../../../src/core/waysIn/manifests/manifests.ts';
import { mutations } from './mutations.ts';

const readers = new Map([...MANIFEST_KINDS.values()].flatMap(({ locks }) => locks));

function installed(lock: string, text: string, name: string, wanted = '', folder = ''): unknown {
  return readers.get(lock)?.(text, { name, wanted, folder });
}

const NPM = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { fastify: '^5.0.0' } },
    'node_modules/fastify': { version: '5.1.0' },
    'node_modules/@scope/part': { version: '2.0.0-beta.1' },
    'packages/app/node_modules/fastify': { version: '4.28.1' },
    'node_modules/linked': { link: true, resolved: 'packages/linked' },
  },
});
const NPM_1 = JSON.stringify({ lockfileVersion: 1, dependencies: { left: { version: '1.3.0' } } });

const YARN = `# yarn lockfile v1

"@scope/part@^2.0.0", "@scope/part@~2.0.1":
  version "2.0.3"
  resolved "https://registry.example/part.tgz"

fastify@^4.0.0:
  version "4.28.1"

fastify@^5.0.0:
  version "5.1.0"
  dependencies:
    version "9.9.9"
`;

const BERRY = `__metadata:
  version: 8

"fastify@npm:^5.0.0":
  version: 5.1.0
  resolution: "fastify@npm:5.1.0"
`;

const PNPM = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      fastify:
        specifier: ^5.0.0
        version: 5.1.0(typescript@5.6.0)
    devDependencies:
      '@scope/part':
        specifier: ^2.0.0
        version: 2.0.3

  packages/app:
    dependencies:
      fastify:
        specifier: ^4.0.0
        version: 4.28.1
      local:
        specifier: workspace:*
        version: link:../local

packages:

  fastify@9.9.9:
    resolution: {integrity: sha512-x}
`;
const PNPM_5 = `lockfileVersion: 5.4

specifiers:
  fastify: ^4.0.0

dependencies:
  fastify: 4.28.1_typescript@5.0.0

packages:
`;

const TOML = `# made by a tool
version = 4

[[package]]
name = "serde"
version = "1.0.210"
dependencies = [
 "serde_derive",
]

[[package]]
name = "Foo.Bar"
version = "0.1.0"

[[package]]
name = "rand"
version = "0.7.3"

[[package]]
name = "rand"
version = "0.8.5"

[package.dependencies]
name = "rand"
version = "9"
`;

const samples: readonly (readonly [string, string])[] = [
  ['package-lock.json', NPM],
  ['package-lock.json', NPM_1],
  ['yarn.lock', YARN],
  ['yarn.lock', BERRY],
  ['pnpm-lock.yaml', PNPM],
  ['pnpm-lock.yaml', PNPM_5],
  ['Cargo.lock', TOML],
];

describe('versions in use', () => {
  it('of npm: the nearest folder of modules counts', () => {
    assert.deepEqual(installed('package-lock.json', NPM, 'fastify'), ['5.1.0']);
    assert.deepEqual(installed('package-lock.json', NPM, '@scope/part'), ['2.0.0-beta.1']);
    assert.deepEqual(installed('package-lock.json', NPM, 'fastify', '', 'packages/app'), [
      '4.28.1',
    ]);
    assert.deepEqual(installed('package-lock.json', NPM, '@scope/part', '', 'packages/app'), [
      '2.0.0-beta.1',
    ]);
    assert.deepEqual(installed('package-lock.json', NPM_1, 'left'), ['1.3.0']);
    assert.deepEqual(installed('package-lock.json', NPM, 'linked'), []);
    assert.deepEqual(installed('package-lock.json', NPM_1, '__proto__'), []);
    assert.deepEqual(installed('package-lock.json', '{"packages":', 'left'), []);
    assert.deepEqual(installed('package-lock.json', 'null', 'left'), []);
  });

  it('of yarn: the range decides where there are several', () => {
    assert.deepEqual(installed('yarn.lock', YARN, 'fastify', '^5.0.0'), ['5.1.0']);
    assert.deepEqual(installed('yarn.lock', YARN, 'fastify', '^4.0.0'), ['4.28.1']);
    assert.deepEqual(installed('yarn.lock', YARN, 'fastify', '>=3'), ['4.28.1', '5.1.0']);
    assert.deepEqual(installed('yarn.lock', YARN, '@scope/part', '~2.0.1'), ['2.0.3']);
    assert.deepEqual(installed('yarn.lock', BERRY, 'fastify', '^5.0.0'), ['5.1.0']);
    assert.deepEqual(installed('yarn.lock', BERRY, 'none', '^5.0.0'), []);
  });

  it('of pnpm: those of the folder of the manifest', () => {
    assert.deepEqual(installed('pnpm-lock.yaml', PNPM, 'fastify'), ['5.1.0']);
    assert.deepEqual(installed('pnpm-lock.yaml', PNPM, '@scope/part'), ['2.0.3']);
    assert.deepEqual(installed('pnpm-lock.yaml', PNPM, 'fastify', '', 'packages/app'), ['4.28.1']);
    assert.deepEqual(installed('pnpm-lock.yaml', PNPM, 'local', '', 'packages/app'), []);
    assert.deepEqual(installed('pnpm-lock.yaml', PNPM_5, 'fastify'), ['4.28.1']);
  });

  it('of Rust and Python: names are compared as their registries do', () => {
    assert.deepEqual(installed('Cargo.lock', TOML, 'serde'), ['1.0.210']);
    assert.deepEqual(installed('uv.lock', TOML, 'foo_bar'), ['0.1.0']);
    assert.deepEqual(installed('poetry.lock', TOML, 'rand'), ['0.7.3', '0.8.5']);
  });

  it('are the same with Windows line ends', () => {
    for (const [file, text] of samples) {
      const other = text.replaceAll('\n', '\r\n');
      for (const name of ['fastify', 'serde', '@scope/part']) {
        assert.deepEqual(installed(file, other, name), installed(file, text, name));
      }
    }
  });

  it('of anything at all look like versions, and nothing throws', () => {
    const names = fc.constantFrom('fastify', '@scope/part', 'serde', 'rand', 'constructor', 'left');
    fc.assert(
      fc.property(fc.constantFrom(...samples).chain(mutations), names, ([file, text], name) => {
        const found = installed(file, text, name, '^5.0.0', 'packages/app') as readonly string[];
        assert.ok(found.length <= 5);
        for (const version of found) {
          assert.match(version, /^v?\d[\w.+!~-]*$/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
