import { linesOf, type Wanted } from './types.ts';

/*
 * The version that is really in use, out of a lock file. Lock files are large and made by tools; a
 * broken one, or one of a form that is not known, gives no version and never an error.
 */

/** Versions of a package in use, usually one; `wanted` decides where the lock file tells ranges apart. */
export type ReadLock = (text: string, wanted: Wanted) => readonly string[];

const VERSION = /^v?\d[\w.+!~-]{0,99}$/u;

function versions(...found: readonly unknown[]): readonly string[] {
  const good = found.filter(
    (version): version is string => typeof version === 'string' && VERSION.test(version),
  );
  return [...new Set(good)].slice(0, 5);
}

/** An own property of whatever JSON holds. */
function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3: the nearest `node_modules` counts. */
export const readPackageLock: ReadLock = (text, { folder, name }) => {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return [];
  }
  const packages = own(lock, 'packages');
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const place = [...parts.slice(0, depth), 'node_modules', name].join('/');
    const version = own(own(packages, place), 'version');
    if (version !== undefined) {
      return versions(version);
    }
  }
  return versions(own(own(own(lock, 'dependencies'), name), 'version'));
};

const YARN_VERSION = /^\s+version:?\s+"?([^"\s]+)"?\s*$/u;

/** `yarn.lock` of version 1 and of Berry: the entry of this very range, else all of the package. */
export const readYarnLock: ReadLock = (text, { name, wanted }) => {
  const all: string[] = [];
  const exact: string[] = [];
  let match: 'none' | 'name' | 'exact' = 'none';
  for (const line of linesOf(text)) {
    if (/^\S.*:\s*$/u.test(line) && !line.startsWith('#')) {
      const keys = line
        .replace(/:\s*$/u, '')
        .replaceAll('"', '')
        .split(',')
        .map((key) => key.trim());
      const ranges = keys
        .filter((key) => key.startsWith(`${name}@`))
        .map((key) => key.slice(name.length + 1).replace(/^npm:/u, ''));
      match = ranges.includes(wanted) ? 'exact' : ranges.length > 0 ? 'name' : 'none';
      continue;
    }
    const version = match === 'none' ? undefined : YARN_VERSION.exec(line)?.[1];
    if (version !== undefined) {
      (match === 'exact' ? exact : all).push(version);
      match = 'none';
    }
  }
  return exact.length > 0 ? versions(...exact) : versions(...all);
};

const YAML = /^( *)(?:'([^']+)'|"([^"]+)"|([^\s:'"#][^:]*)):(?: +(.*))?$/u;
const PNPM_TABLE = /^(?:dev|optional)?[dD]ependencies$/u;

/** `pnpm-lock.yaml` from version 5 on: what the importer of this folder got. */
export const readPnpmLock: ReadLock = (text, { folder, name }) => {
  const path: { readonly indent: number; readonly key: string }[] = [];
  for (const line of linesOf(text)) {
    const [, spaces = '', single, double, bare, value = ''] = YAML.exec(line) ?? [];
    const key = single ?? double ?? bare;
    if (key === undefined) {
      continue;
    }
    while ((path.at(-1)?.indent ?? -1) >= spaces.length) {
      path.pop();
    }
    path.push({ indent: spaces.length, key });
    const keys = path.map((part) => part.key);
    if (keys[0] === 'packages' || keys[0] === 'snapshots') {
      break;
    }
    const [importers, importer, ...below] = keys;
    const rest =
      importers === 'importers' && importer === (folder === '' ? '.' : folder)
        ? below
        : folder === ''
          ? keys
          : [];
    const [table = '', entry, field] = rest;
    const isVersion = rest.length === 2 || (rest.length === 3 && field === 'version');
    if (isVersion && entry === name && PNPM_TABLE.test(table) && value !== '') {
      return versions(value.replaceAll(/['"]/gu, '').replace(/[(_].*$/u, ''));
    }
  }
  return [];
};

/** `Cargo.lock`, `poetry.lock`, `uv.lock` and `pdm.lock`: lists of `[[package]]`. */
export const readTomlLock: ReadLock = (text, { name }) => {
  const found: string[] = [];
  const meant = plainName(name);
  let inPackage = false;
  let isMeant = false;
  for (const line of linesOf(text)) {
    if (line.startsWith('[')) {
      inPackage = line.trim() === '[[package]]';
      isMeant = false;
      continue;
    }
    const [, key, value = ''] = inPackage ? (/^(name|version) = "([^"]*)"/u.exec(line) ?? []) : [];
    if (key === 'name') {
      isMeant = plainName(value) === meant;
    } else if (key === 'version' && isMeant) {
      found.push(value);
    }
  }
  return versions(...found);
};

/** Python's names (PEP 503) and Rust's: `Foo_Bar`, `foo-bar` and `foo.bar` are one package. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/gu, '-');
}
