import { isPackageName, linesOf, type Dependency } from './types.ts';

/*
 * Just as much TOML as dependencies are written in, line by line. What is written otherwise is not
 * found; nothing here can take long or throw.
 */

const TABLE = /^\s*\[\[?\s*([^\]\n]{1,300}?)\s*\]\]?\s*(?:#.*)?$/u;
const ENTRY =
  /^\s*(?:"([^"]{1,214})"|'([^']{1,214})'|([\w-]{1,214}))\s*(\.\s*[\w-]+\s*)?=\s*(.*)$/u;
const STRING = /"((?:[^"\\]|\\.)*)"|'([^']*)'/gu;

interface Line {
  readonly number: number;
  readonly table: string;
  readonly text: string;
}

/** Every line with the name of the table it stands in; the headers themselves too. */
function* walk(text: string): Generator<Line & { readonly header: boolean }> {
  let table = '';
  let number = 0;
  for (const line of linesOf(text)) {
    const header = TABLE.exec(line)?.[1];
    // A line of an array can look like a header, but only with a quote in it.
    const isHeader = header !== undefined && !/^\s*\[\s*["']/u.test(line);
    if (isHeader) {
      table = header.replaceAll(/["']/gu, '');
    }
    yield { number, table, text: line, header: isHeader };
    number += 1;
  }
}

const CARGO = /(?:^|\.)(?:dev-|build-)?dependencies$/u;
const CARGO_ONE = /(?:^|\.)(?:dev-|build-)?dependencies\.([\w-]+)$/u;

/** Dependencies of a `Cargo.toml`, those of targets and of the workspace too. */
export function readCargoToml(text: string): readonly Dependency[] {
  const found: Dependency[] = [];
  for (const { header, number, table, text: line } of walk(text)) {
    const alone = header ? CARGO_ONE.exec(table)?.[1] : undefined;
    if (alone !== undefined) {
      found.push({ name: alone, wanted: '', line: number });
    } else if (!header && CARGO_ONE.test(table)) {
      const version = /^\s*version\s*=\s*["']([^"']*)["']/u.exec(line)?.[1];
      const last = found.pop();
      if (last !== undefined) {
        found.push(version === undefined ? last : { ...last, wanted: version });
      }
    } else if (!header && CARGO.test(table)) {
      add(found, line, number);
    }
  }
  return found;
}

const PROJECT_ARRAYS: readonly (readonly [RegExp, RegExp])[] = [
  [/^project$/u, /^dependencies$/u],
  [/^project\.optional-dependencies$/u, /^/u],
  [/^dependency-groups$/u, /^/u],
  [/^tool\.uv$/u, /^dev-dependencies$/u],
  [/^build-system$/u, /^requires$/u],
];
const POETRY = /^tool\.poetry\.(?:group\.[\w-]+\.)?(?:dev-)?dependencies$/u;
/** `name[extra] >=1,<2 ; marker` (PEP 508). */
const REQUIREMENT = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)/u;

/** Dependencies of a `pyproject.toml`: the standard's tables, uv's and Poetry's. */
export function readPyproject(text: string): readonly Dependency[] {
  const found: Dependency[] = [];
  let inArray = false;
  for (const { header, number, table, text: line } of walk(text)) {
    if (header) {
      inArray = false;
      continue;
    }
    if (POETRY.test(table)) {
      add(found, line, number, ['python']);
      continue;
    }
    let rest = line;
    if (!inArray) {
      const entry = ENTRY.exec(line);
      const key = entry?.[1] ?? entry?.[2] ?? entry?.[3];
      const value = entry?.[5] ?? '';
      inArray =
        key !== undefined &&
        value.startsWith('[') &&
        PROJECT_ARRAYS.some(([tables, keys]) => tables.test(table) && keys.test(key));
      rest = value.slice(1);
    }
    if (inArray) {
      const { closed, strings } = readArrayLine(rest);
      for (const string of strings) {
        const [, name = '', wanted = ''] = REQUIREMENT.exec(string) ?? [];
        if (isPackageName(name)) {
          found.push({ name, wanted: wanted.trim(), line: number });
        }
      }
      inArray = !closed;
    }
  }
  return found;
}

/** Strings of one line of an array up to its end or a comment. */
function readArrayLine(line: string): { closed: boolean; strings: readonly string[] } {
  const strings: string[] = [];
  let at = 0;
  STRING.lastIndex = 0;
  for (const match of line.matchAll(STRING)) {
    const between = line.slice(at, match.index);
    if (/[\]#]/u.test(between)) {
      return { closed: /^[^#]*\]/u.test(between), strings };
    }
    strings.push(match[1] ?? match[2] ?? '');
    at = match.index + match[0].length;
  }
  return { closed: /^[^#]*\]/u.test(line.slice(at)), strings };
}

/** `name = "1.2"`, `name = { version = "1.2", … }`, `name.workspace = true`; not `{ path = … }`. */
function add(
  found: Dependency[],
  line: string,
  number: number,
  except: readonly string[] = [],
): void {
  const entry = ENTRY.exec(line);
  const name = entry?.[1] ?? entry?.[2] ?? entry?.[3] ?? '';
  const value = entry?.[5] ?? '';
  if (!isPackageName(name) || except.includes(name)) {
    return;
  }
  const plain = /^["']([^"']*)["']/u.exec(value)?.[1];
  const version = /\bversion\s*=\s*["']([^"']*)["']/u.exec(value)?.[1];
  const renamed = /\bpackage\s*=\s*["']([^"']*)["']/u.exec(value)?.[1];
  const elsewhere = /\b(?:path|git|url)\s*=/u.test(value) && version === undefined;
  const simple = plain !== undefined || value.startsWith('{') || entry?.[4] !== undefined;
  if (simple && !elsewhere) {
    const real = renamed !== undefined && isPackageName(renamed) ? renamed : name;
    found.push({ name: real, wanted: plain ?? version ?? '', line: number });
  }
}
