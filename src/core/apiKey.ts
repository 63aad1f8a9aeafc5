/** What is wrong with a typed key; each has its sentence. */
export type KeyProblem = 'empty' | 'codingPlan' | 'characters' | 'shape';

/**
 * A key as people paste it, made clean: no blanks, line breaks, quotes or `Bearer` around it, and
 * full-width letters made plain (F13).
 */
export function cleanKey(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(/^["'`“”‘’]+|["'`“”‘’]+$/g, '')
    .trim();
}

/** What is wrong with a cleaned key, or `undefined` for one that may be tried. */
export function findKeyProblem(key: string): KeyProblem | undefined {
  if (key === '') {
    return 'empty';
  }
  // Anything else cannot stand in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return 'characters';
  }
  // Keys of the Coding Plan work only at a host of their own (spec 1.2).
  if (key.startsWith('sk-sp-')) {
    return 'codingPlan';
  }
  return /^sk-.{8,}$/.test(key) ? undefined : 'shape';
}
