const REMOVED = '<removed>';

/** Shapes of secrets, for those that we do not hold ourselves. */
const PATTERNS: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /\bBearer\s+[^\s"',;]{8,}/gi,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?/g,
];

/**
 * The text without secrets: the ones that are in use, by value, and whatever looks like one. Stands
 * in front of everything that is logged or shown of an error (T6).
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= 6) {
      clean = clean.replaceAll(secret, REMOVED);
    }
  }
  for (const pattern of PATTERNS) {
    clean = clean.replace(pattern, REMOVED);
  }
  return clean;
}
