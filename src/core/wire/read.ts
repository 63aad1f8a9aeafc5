/** Careful reading of JSON that a stranger wrote: every function takes anything and never throws. */

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object with named fields, or `undefined` (arrays and null are none). */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

/** The value if it is text, else the empty string. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number from 0 on, also when it came as text; else `undefined`. */
export function asCount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : undefined;
}

/** `content` as text: a string, null, or an array of parts with `text` (spec 5.2). */
export function asContent(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (!Array.isArray(value)) {
    return '';
  }
  return value
    .map((part) => (typeof part === 'string' ? part : asText(asObject(part)?.['text'])))
    .join('');
}

/** JSON text as a value, or `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
