import { readGoMod } from './goMod.ts';
import {
  readPackageLock,
  readPnpmLock,
  readTomlLock,
  readYarnLock,
  type ReadLock,
} from './locks.ts';
import { readPackageJson } from './packageJson.ts';
import { readCargoToml, readPyproject } from './toml.ts';
import type { Dependency } from './types.ts';

/** One kind of manifest: how its dependencies are read, and where their versions in use stand. */
export interface ManifestKind {
  /** Where the packages come from, as people call it. */
  readonly registry: string;
  readonly read: (text: string) => readonly Dependency[];
  /** Names of lock files, the surest first. */
  readonly locks: readonly (readonly [string, ReadLock])[];
  /** The manifest itself names the version in use. */
  readonly exact?: true;
}

/** By file name. */
export const MANIFEST_KINDS: ReadonlyMap<string, ManifestKind> = new Map([
  [
    'package.json',
    {
      registry: 'npm',
      read: readPackageJson,
      locks: [
        ['package-lock.json', readPackageLock],
        ['pnpm-lock.yaml', readPnpmLock],
        ['yarn.lock', readYarnLock],
        ['npm-shrinkwrap.json', readPackageLock],
      ],
    },
  ],
  [
    'pyproject.toml',
    {
      registry: 'PyPI',
      read: readPyproject,
      locks: [
        ['uv.lock', readTomlLock],
        ['poetry.lock', readTomlLock],
        ['pdm.lock', readTomlLock],
      ],
    },
  ],
  [
    'Cargo.toml',
    { registry: 'crates.io', read: readCargoToml, locks: [['Cargo.lock', readTomlLock]] },
  ],
  ['go.mod', { registry: 'Go modules', read: readGoMod, locks: [], exact: true }],
]);

/** A manifest or lock file that is longer, in characters, is not read. */
export const MOST_MANIFEST = 1_000_000;
export const MOST_LOCK = 30_000_000;
