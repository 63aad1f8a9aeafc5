import { isPackageName, linesOf, type Dependency } from './types.ts';

const MODULE = /^\s*([\w.~-]+(?:\/[\w.~-]+)*)\s+(v\d[\w.+-]*)\s*(?:\/\/.*)?$/u;

/** Required modules of a `go.mod`. Its versions are the ones in use: Go picks no newer ones. */
export function readGoMod(text: string): readonly Dependency[] {
  const found: Dependency[] = [];
  let block = false;
  let line = -1;
  for (const content of linesOf(text)) {
    line += 1;
    if (/^\s*require\s*\(/u.test(content)) {
      block = true;
      continue;
    }
    if (block && /^\s*\)/u.test(content)) {
      block = false;
      continue;
    }
    const alone = /^\s*require\s+(.*)$/u.exec(content)?.[1];
    const [, name, wanted] = MODULE.exec(block ? content : (alone ?? '')) ?? [];
    if (name !== undefined && wanted !== undefined && isPackageName(name)) {
      found.push({ name, wanted, line });
    }
  }
  return found;
}
