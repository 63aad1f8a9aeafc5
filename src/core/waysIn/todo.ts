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

/** Whether there can be one at all: cheap enough to ask at each movement of the cursor. */
export function mayHoldTodo(text: string): boolean {
  return /\((?:research|RESEARCH)\)/u.test(text);
}

/**
 * The mark in one line, in whatever language: it stands at the line's beginning or behind something
 * that begins a comment somewhere. A mark without words is none: there is nothing to research.
 */
export function findTodo(text: string, line: number): ResearchTodo | undefined {
  if (text.length > LONGEST_LINE) {
    return undefined;
  }
  const match = MARK.exec(text);
  if (match === null || !COMMENT.test(text.slice(0, match.index))) {
    return undefined;
  }
  const rest = text.slice(match.index + match[0].length).replace(COMMENT_END, '');
  const topic = rest.trim();
  return topic === ''
    ? undefined
    : {
        line,
        start: match.index,
        end: match.index + match[0].length + rest.trimEnd().length,
        topic,
      };
}

/** All of a text, top down, at most 200. */
export function findTodos(text: string): readonly ResearchTodo[] {
  const found: ResearchTodo[] = [];
  if (!mayHoldTodo(text)) {
    return found;
  }
  for (const [line, content] of text.split(/\r\n|\r|\n/u).entries()) {
    const todo = findTodo(content, line);
    if (todo !== undefined) {
      found.push(todo);
    }
    if (found.length === MOST_TODOS) {
      break;
    }
  }
  return found;
}
