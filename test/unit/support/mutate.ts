import { render, type Frame, type Style } from './wire.ts';
import { below } from './random.ts';

type Random = () => number;

const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[below(random, items.length)];

const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'null',
  '3',
  'answer',
  'finished',
  'length',
  '\u202e\u0000\ud800',
  [],
  [null],
  {},
  { __proto__: null, text: 'x' },
  [{ text: 'part' }],
  'x'.repeat(300),
];

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'output',
  'code',
  'error',
  'id',
  'query',
  'message',
];

/** Changes the frames as a strange service could: fields, order, repetition, loss. */
export function mutateFrames(frames: readonly Frame[], random: Random): readonly Frame[] {
  const result = frames.slice();
  for (let count = 1 + below(random, 4); count > 0; count--) {
    const at = below(random, result.length);
    const here = result[at];
    if (here === undefined) {
      break;
    }
    switch (below(random, 6)) {
      case 0:
        result.splice(at, 1);
        break;
      case 1:
        result.splice(at, 0, here);
        break;
      case 2:
        result.splice(below(random, result.length), 0, ...result.splice(at, 1));
        break;
      default:
        result[at] = { ...here, data: mutateValue(here.data, random, 0) };
    }
  }
  return result;
}

function mutateValue(value: unknown, random: Random, depth: number): unknown {
  if (typeof value !== 'object' || value === null || (depth > 0 && random() < 0.15)) {
    return pick(random, VALUES);
  }
  if (Array.isArray(value)) {
    const copy: unknown[] = value.slice();
    copy[below(random, copy.length + 1)] = pick(random, VALUES);
    return copy;
  }
  const entries = Object.entries(value);
  const index = below(random, entries.length);
  const entry = entries[index];
  if (entry === undefined || random() < 0.1) {
    const name = pick(random, KEYS) ?? '';
    return fromEntries([...entries, [name, pick(random, VALUES)]]);
  }
  if (random() < 0.1) {
    return fromEntries(entries.toSpliced(index, 1));
  }
  return fromEntries(entries.with(index, [entry[0], mutateValue(entry[1], random, depth + 1)]));
}

/** Own fields only, also for `__proto__`, as `JSON.parse` makes them. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  const result = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

const STYLES: readonly Style[] = [
  {},
  {},
  { newline: '\r\n' },
  { newline: '\r' },
  { noBlankLines: true },
  { glue: 2 },
  { bare: true },
  { bom: true, chatter: true, spaced: true },
];

/** The frames in one of the forms that a stream may have. */
export function renderSomehow(frames: readonly Frame[], random: Random): string {
  return render(frames, pick(random, STYLES));
}

const PIECES = [
  '\n',
  '\r',
  '\n\n',
  'data:',
  'event:error\n',
  'id:',
  ':',
  '{',
  '}',
  '"',
  '\\',
  '\u0000',
  ':HTTP_STATUS/500\n',
  '[DONE]',
];

/** Changes bytes as a broken line or proxy could: flips, holes, repetitions, foreign pieces. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let count = below(random, 4); count > 0; count--) {
    const at = below(random, result.byteLength + 1);
    const end = Math.min(result.byteLength, at + below(random, 40));
    switch (below(random, 5)) {
      case 0:
        result = Uint8Array.from(result);
        result[at % Math.max(1, result.byteLength)] = below(random, 256);
        break;
      case 1:
        result = splice(result, at, end, new Uint8Array());
        break;
      case 2:
        result = splice(result, at, at, result.subarray(at, end));
        break;
      case 3:
        result = splice(result, at, at, new TextEncoder().encode(pick(random, PIECES)));
        break;
      default:
        result = random() < 0.3 ? result.subarray(0, at) : result;
    }
  }
  return result;
}

function splice(bytes: Uint8Array, from: number, to: number, insert: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.byteLength - (to - from) + insert.byteLength);
  result.set(bytes.subarray(0, from));
  result.set(insert, from);
  result.set(bytes.subarray(to), from + insert.byteLength);
  return result;
}
