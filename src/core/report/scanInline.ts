import { createMarkdownIt } from './markdownIt.ts';

type Parser = ReturnType<typeof createMarkdownIt>;
type InlineRule = Parameters<Parser['inline']['ruler']['push']>[1];
type InlineState = Parameters<InlineRule>[0];

/** A citation mark: `[start, end)` in the scanned text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly numbers: readonly number[];
}

/**
 * Something that another reader of the text would act on although our panel does not.
 * `image`: `![` of an image, which would be loaded when the file is shown. `escape`: a character
 * that has to be taken literally. `join`: a line end in inline code, up to `to`, behind which a line
 * begins like HTML; it means a space, and some readers see HTML before they see code. `gap`: where
 * a bare address has to end, although some readers would go on.
 */
export type Hazard =
  | { readonly kind: 'image' | 'escape' | 'gap'; readonly at: number }
  | { readonly kind: 'join'; readonly at: number; readonly to: number };

/** A piece of running text without its container's prefixes; `offsets[i]` is where character `i` stands. */
export interface InlineText {
  readonly content: string;
  readonly offsets: readonly number[];
}

interface Found {
  readonly marks: Mark[];
  readonly hazards: Hazard[];
}

/** What the parser hands through while it reads one piece. */
interface Environment {
  readonly found?: Found;
  /** Where the last link's address may begin. */
  lastLink?: number;
}

/** The same marks as in `markdownIt.ts`; a test holds both readings together. */
const MARK = /\[\[\s*(\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)\s*\]\]/uy;
/** Longer names are taken by no reader; bounds keep hostile text from costing time. */
const FOOTNOTE = /\[\^[^\]\s]{1,999}\]/uy;
const DEFINITION = /\[(?:[^[\]\\]|\\[^]){1,999}\]:/uy;
const WEB_AUTOLINK = /<https?:\/\/[^<>\u0000-\u0020]*>/iuy;
const OPENER = /[!^]{1,2}\[/uy;
const TAG_START = /<[a-z/!?]/iuy;

const BANG = 0x21;
const BACKSLASH = 0x5c;
const BACK_TICK = 0x60;
const LESS_THAN = 0x3c;
const BRACKET = 0x5b;
const CARET = 0x5e;

/**
 * The panel's own reading of Markdown, changed in what a saved text may not hold: images are read as
 * the links that they become, and definitions of link names as the literal text that they become.
 */
export function createScanner(): Parser {
  const parser = createMarkdownIt();
  parser.set({ linkify: false });
  parser.disable(['image', 'reference']);
  // Blocks only: what is inside of them is read piece by piece by `scanInline`.
  parser.core.ruler.enableOnly(['normalize', 'block']);
  parser.inline.ruler.before('escape', 'report', reportRule);
  return parser;
}

/** Finds marks and hazards in one piece of running text; code spans and addresses are left out. */
export function scanInline(parser: Parser, text: InlineText, found: Found): void {
  const inner: Found = { marks: [], hazards: [] };
  parser.inline.parse(text.content, parser, { found: inner }, []);
  const at = (index: number): number => text.offsets[index] ?? 0;
  for (const mark of inner.marks) {
    found.marks.push({ ...mark, start: at(mark.start), end: at(mark.end - 1) + 1 });
  }
  const literal = new Set(inner.hazards.map((hazard) => hazard.at));
  for (const hazard of inner.hazards) {
    found.hazards.push({ ...hazard, at: at(hazard.at) });
  }
  for (const { index, 0: lead } of text.content.matchAll(/\s*\n\s*(?=<[a-z/!?])/giu)) {
    if (!literal.has(index + lead.length)) {
      found.hazards.push({ kind: 'join', at: at(index), to: at(index + lead.length) });
    }
  }
}

/**
 * Runs wherever the parser meets a special character outside of code and addresses. Silent calls
 * only look ahead; each place is visited once otherwise.
 */
const reportRule: InlineRule = (state, silent) => {
  const found = silent ? undefined : (state.env as Environment).found;
  switch (state.src.charCodeAt(state.pos)) {
    case BRACKET:
      return takeMark(state, found) || takeLiteralBracket(state, found);
    case BANG:
    case CARET: {
      // `![` begins an image, `^[` in some dialects a footnote; an image's own `!` will be gone.
      const isFirstOfImage = state.src.startsWith('![', state.pos) && isImage(state);
      if (matches(OPENER, state) !== undefined) {
        found?.hazards.push({ kind: isFirstOfImage ? 'image' : 'escape', at: state.pos });
      }
      return false;
    }
    case BACKSLASH:
    case BACK_TICK:
      if (found !== undefined && endsInAddress(lineBefore(state.src, state.pos))) {
        found.hazards.push({ kind: 'gap', at: state.pos });
      }
      return false;
    case LESS_THAN:
      if (matches(TAG_START, state) !== undefined && matches(WEB_AUTOLINK, state) === undefined) {
        found?.hazards.push({ kind: 'escape', at: state.pos });
      }
      return false;
    default:
      return false;
  }
};

function takeMark(state: InlineState, found: Found | undefined): boolean {
  const match = matches(MARK, state);
  if (match === undefined) {
    return false;
  }
  const end = state.pos + match[0].length;
  found?.marks.push({
    start: state.pos,
    end,
    numbers: (match[1] ?? '').split(/[,，、]/u).map(Number),
  });
  state.pos = end;
  return true;
}

/** Brackets that would be a footnote, a definition, or a link to what is no web address. */
function takeLiteralBracket(state: InlineState, found: Found | undefined): boolean {
  const end = literalBracketEnd(state);
  if (end === undefined) {
    return false;
  }
  for (const at of new Set([state.pos, end])) {
    found?.hazards.push({ kind: 'escape', at });
  }
  if (found !== undefined) {
    state.pending += '[';
  }
  state.pos += 1;
  return true;
}

/** Where the closing bracket stands; undefined where the brackets may stay as they are. */
function literalBracketEnd(state: InlineState): number | undefined {
  const definition = startsLine(state) ? matches(DEFINITION, state) : undefined;
  if (definition !== undefined) {
    return state.pos + definition[0].length - 2;
  }
  const footnote = matches(FOOTNOTE, state);
  if (footnote !== undefined) {
    // A bracket within the name may begin a mark: then the first one alone is made literal.
    return state.pos + (footnote[0].lastIndexOf('[') > 0 ? 0 : footnote[0].length - 1);
  }
  const env = state.env as Environment;
  env.lastLink ??= state.src.lastIndexOf('](');
  if (state.pos > env.lastLink) {
    return undefined;
  }
  const { parseLinkLabel, parseLinkDestination } = state.md.helpers;
  const end = parseLinkLabel(state, state.pos);
  if (end < 0 || state.src[end + 1] !== '(') {
    return undefined;
  }
  const rest = /\s*/uy;
  rest.lastIndex = end + 2;
  rest.exec(state.src);
  const target = parseLinkDestination(state.src, rest.lastIndex, state.posMax);
  return !target.ok || state.md.validateLink(state.md.normalizeLink(target.str)) ? undefined : end;
}

/** `![alt](…` or `![alt][…`; a plain `![alt]` is text since no definition is left to name it. */
function isImage(state: InlineState): boolean {
  MARK.lastIndex = state.pos + 1;
  if (MARK.test(state.src)) {
    return false;
  }
  const end = state.md.helpers.parseLinkLabel(state, state.pos + 1);
  const next = end < 0 ? '' : state.src.charAt(end + 1);
  return next === '(' || next === '[';
}

/** Longer addresses are not looked for, so that hostile text costs no time. */
const LONGEST_ADDRESS = 2000;

/** The end of what stands before `at` in its line. */
export function lineBefore(source: string, at: number): string {
  const before = source.slice(Math.max(0, at - LONGEST_ADDRESS), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** A bare address reaches up to the end: some readers would take what follows as a part of it. */
export function endsInAddress(text: string): boolean {
  return /[a-z]:\/\/\S*$/iu.test(text);
}

function startsLine({ pos, src }: InlineState): boolean {
  let at = pos - 1;
  while (src[at] === ' ' || src[at] === '\t') {
    at -= 1;
  }
  return at < 0 || src[at] === '\n';
}

function matches(pattern: RegExp, state: InlineState): RegExpExecArray | undefined {
  pattern.lastIndex = state.pos;
  const match = pattern.exec(state.src);
  return match === null || pattern.lastIndex > state.posMax ? undefined : match;
}
