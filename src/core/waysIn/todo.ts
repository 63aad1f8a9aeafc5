/** A `TODO(research)` in a comment. */
export interface ResearchTodo {
  /** Zero-based. */
  readonly line: number;
  /** Columns of the mark and its text. */
  readonly start: number;
  readonly end: number;
  readonly topic: string;
}

const MARK = /\b(?:TODO|FIXME)\(research\)\s*:?\s*/iu;

/** What begins a comment in some language, before the mark on the same line. */
const COMMENT = /\/\/|\/\*|#|--|;|%|<!--|\(\*|\{-|'|"|\bREM\b|\*|^\s*$/iu;

/** What ends a comment behind the text. */
const COMMENT_END = /\s*(?:\*\/|-->|--%>|\*\)|-\}|#\}|%\}|"""|''')\s*\}?\s*$/u;

/** A line of minified code is not looked through. */
const LONGEST_LINE = 2_000;
const MOST_TODOS = 200;
const MOST_CONTINUED = 5;

/** Nothing but what begins a comment of one line: no code stands before it. */
const PLAIN_COMMENT = /^\s*(?:\/\/[/!]?|#|--|;+|%+|\*)$/u;

/** Whether there can be one at all: cheap enough to ask at each movement of the cursor. */
export function mayHoldTodo(text: string): boolean {
  return /\((?:research|RESEARCH)\)/u.test(text);
}

/** A text by its lines. */
export type LineAt = (line: number) => string | undefined;

/**
 * The mark in one line, in whatever language: it stands at the line's beginning or behind something
 * that begins a comment somewhere. Lines below it go on with it where they are comments of the same
 * kind that are indented further. A mark without words is none: there is nothing to research.
 */
export function findTodo(lineAt: LineAt, line: number): ResearchTodo | undefined {
  const text = lineAt(line) ?? '';
  const match = text.length > LONGEST_LINE ? null : MARK.exec(text);
  const before = text.slice(0, match?.index ?? 0);
  if (match === null || !COMMENT.test(before)) {
    return undefined;
  }
  const rest = text.slice(match.index + match[0].length).replace(COMMENT_END, '');
  const topic = [rest.trim(), ...continuation(lineAt, line, before)].join(' ').trim();
  return topic === ''
    ? undefined
    : {
        line,
        start: match.index,
        end: match.index + match[0].length + rest.trimEnd().length,
        topic,
      };
}

/** What the lines below say, as long as they begin as the mark's line does, and further in. */
function continuation(lineAt: LineAt, line: number, before: string): readonly string[] {
  const start = before.trimEnd();
  const found: string[] = [];
  if (!PLAIN_COMMENT.test(start) || COMMENT_END.test(lineAt(line) ?? '')) {
    return found;
  }
  for (let at = line + 1; found.length < MOST_CONTINUED; at += 1) {
    const text = lineAt(at) ?? '';
    const rest = text.slice(before.length);
    const goesOn = text.startsWith(start) && text.length <= LONGEST_LINE;
    const isIndented = /^[ \t]+$/u.test(text.slice(start.length, before.length + 1));
    const words = rest.replace(COMMENT_END, '').trim();
    if (!goesOn || !isIndented || words === '' || MARK.test(rest)) {
      break;
    }
    found.push(words);
    if (COMMENT_END.test(rest)) {
      break;
    }
  }
  return found;
}

/** All of a text, top down, at most 200. */
export function findTodos(text: string): readonly ResearchTodo[] {
  const found: ResearchTodo[] = [];
  if (!mayHoldTodo(text)) {
    return found;
  }
  const lines = text.split(/\r\n|\r|\n/u);
  for (const line of lines.keys()) {
    const todo = findTodo((at) => lines[at], line);
    if (todo !== undefined) {
      found.push(todo);
    }
    if (found.length === MOST_TODOS) {
      break;
    }
  }
  return found;
}
