import { CITATION, createMarkdownIt } from './markdownIt.ts';

type Parser = ReturnType<typeof createMarkdownIt>;
type InlineRule = Parameters<Parser['inline']['ruler']['push']>[1];
type InlineState = Parameters<InlineRule>[0];

/** A citation mark: `[start, end)` in the scanned text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly numbers: readonly number[];
  /** It stands in the text of a link, where no other link may stand. */
  readonly inLink: boolean;
}

/**
 * Something that another reader of the text would act on although our panel does not.
 * `image`: `![` of an image, which would be loaded when the file is shown. `escape`: a character
 * that has to be taken literally.
 */
export interface Hazard {
  readonly kind: 'image' | 'escape';
  readonly at: number;
}

/** A piece of running text without its container's prefixes; `offsets[i]` is where character `i` stands. */
export interface InlineText {
  readonly content: string;
  readonly offsets: readonly number[];
}

interface Found {
  readonly marks: Mark[];
  readonly hazards: Hazard[];
}

/** The same marks as in `markdownIt.ts`; a test holds both readings together. */
const MARK = /\[\[\s*(\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)\s*\]\]/uy;
const FOOTNOTE = /\[\^[^\]\s]+\]/uy;
const DEFINITION = /\[(?:[^[\]\\]|\\[^])+\]:/uy;
const WEB_AUTOLINK = /<https?:\/\/[^<>\u0000-\u0020]*>/iuy; // eslint-disable-line no-control-regex
const TAG_START = /<[a-z/!?]/iuy;

const BANG = 0x21;
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
  parser.inline.ruler.before(CITATION, 'report', reportRule);
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
  for (const hazard of inner.hazards) {
    found.hazards.push({ ...hazard, at: at(hazard.at) });
  }
}

/**
 * Runs wherever the parser meets a special character outside of code and addresses. Silent calls
 * only look ahead; each place is visited once otherwise.
 */
const reportRule: InlineRule = (state, silent) => {
  const found = silent ? undefined : (state.env as { found?: Found }).found;
  switch (state.src.charCodeAt(state.pos)) {
    case BRACKET:
      return takeMark(state, found) || takeLiteralBracket(state, found);
    case BANG:
      if (state.src.charCodeAt(state.pos + 1) === BRACKET) {
        found?.hazards.push({ kind: isImage(state) ? 'image' : 'escape', at: state.pos });
      }
      return false;
    case CARET:
      // `^[` begins a footnote in some dialects.
      if (state.src.charCodeAt(state.pos + 1) === BRACKET) {
        found?.hazards.push({ kind: 'escape', at: state.pos });
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
    inLink: state.linkLevel > 0,
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
  found?.hazards.push({ kind: 'escape', at: state.pos }, { kind: 'escape', at: end });
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
    return state.pos + footnote[0].length - 1;
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

function startsLine(state: InlineState): boolean {
  const lineStart = state.src.lastIndexOf('\n', state.pos - 1) + 1;
  return state.pos === 0 || state.src.slice(lineStart, state.pos).trim() === '';
}

function matches(pattern: RegExp, state: InlineState): RegExpExecArray | undefined {
  pattern.lastIndex = state.pos;
  const match = pattern.exec(state.src);
  return match === null || pattern.lastIndex > state.posMax ? undefined : match;
}
