/** What is wrong with a typed key; each has its sentence. */
export type KeyProblem = 'empty' | 'codingPlan' | 'masked' | 'accessKey' | 'characters' | 'shape';

/**
 * A key as people paste it, made clean: no blanks, line breaks, quotes, `Bearer` or name of the
 * environment variable around it, and full-width letters made plain (F13).
 */
export function cleanKey(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .replace(/^(?:export\s+)?DASHSCOPE_API_KEY\s*=\s*/i, '')
    .replace(/^(?:Authorization:\s*)?Bearer\s+/i, '')
    .replace(/^["'`“”‘’]+|["'`“”‘’]+$/g, '')
    .trim();
}

/** What is wrong with a cleaned key, or `undefined` for one that may be tried. */
export function findKeyProblem(key: string): KeyProblem | undefined {
  if (key === '') {
    return 'empty';
  }
  // As consoles and logs show it: the middle is missing.
  if (/[*•●]{2}|\.{3}|…/.test(key)) {
    return 'masked';
  }
  // Anything else cannot stand in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return 'characters';
  }
  // The AccessKey of a cloud account is another thing.
  if (/^LTAI\w{8,}$/.test(key)) {
    return 'accessKey';
  }
  // Keys of the Coding Plan work only at a host of their own (spec 1.2).
  if (key.startsWith('sk-sp-')) {
    return 'codingPlan';
  }
  return /^sk-.{8,}$/.test(key) ? undefined : 'shape';
}
