import { isPackageName, type Dependency } from './types.ts';

const TABLES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;

/** A package of the same project: its newest version is here. */
const LOCAL = /^(?:workspace|file|link|portal):/u;

interface Level {
  readonly array: boolean;
  key: string | undefined;
  /** The next string is a key. */
  wantsKey: boolean;
}

/**
 * Dependencies of a `package.json`. Reads in one pass and stops at the first thing that cannot be
 * JSON: while somebody is typing, what stands above is still found.
 */
export function readPackageJson(text: string): readonly Dependency[] {
  const found: Dependency[] = [];
  const levels: Level[] = [];
  let line = 0;
  let keyLine = 0;
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    switch (text.charAt(at)) {
      case '\n':
        line += 1;
        break;
      case '{':
      case '[':
        levels.push({ array: text[at] === '[', key: undefined, wantsKey: text[at] === '{' });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ':':
        if (level !== undefined) {
          level.wantsKey = false;
        }
        break;
      case ',':
        if (level !== undefined) {
          level.wantsKey = !level.array;
        }
        break;
      case '"': {
        const end = endOfString(text, at);
        const value = end === undefined ? undefined : readString(text.slice(at, end + 1));
        if (end === undefined || value === undefined) {
          return found;
        }
        at = end;
        if (level?.wantsKey === true) {
          level.key = value;
          keyLine = line;
        } else if (isDependency(levels) && !LOCAL.test(value)) {
          found.push({ name: level?.key ?? '', wanted: value, line: keyLine });
        }
      }
    }
  }
  return found;
}

function isDependency(levels: readonly Level[]): boolean {
  const [root, table] = levels;
  return (
    levels.length === 2 &&
    TABLES.some((name) => name === root?.key) &&
    isPackageName(table?.key ?? '')
  );
}

/** Index of the closing quote; `undefined` where the line ends first. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text[at] === '"') {
      return at;
    }
  }
  return undefined;
}

function readString(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
