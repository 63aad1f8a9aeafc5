import {
  createScanner,
  scanInline,
  type Hazard,
  type InlineText,
  type Mark,
} from './scanInline.ts';

/** A heading of the text; `lines` are its first line and the one after its last. */
export interface Heading {
  readonly level: number;
  readonly title: string;
  readonly lines: readonly [number, number];
  /** Underlined (`===`) instead of marked by `#`. */
  readonly underlined: boolean;
  /** Where its first `#` stands; meaningless for an underlined one. */
  readonly hashesAt: number;
  readonly text: InlineText;
}

/** What stands where in a Markdown text. Offsets are of the scanned string, in rising order. */
export interface Scan {
  readonly marks: readonly Mark[];
  readonly hazards: readonly Hazard[];
  readonly headings: readonly Heading[];
  /** Where each piece of running text that is no heading begins. */
  readonly prose: readonly number[];
  /** Where each line begins. */
  readonly lineStarts: readonly number[];
  /** Lines of fenced and indented code. */
  readonly codeLines: ReadonlySet<number>;
}

type Token = ReturnType<ReturnType<typeof createScanner>['parse']>[number];

/** A text cut into lines, without their ends. */
interface Lines {
  readonly texts: readonly string[];
  readonly starts: readonly number[];
}

/**
 * Reads a Markdown text whose lines end with `\n` alone. Blocks and code are told apart by the same
 * parser that the panel uses, so that host and panel count the same marks.
 */
export function scanMarkdown(source: string): Scan {
  const parser = createScanner();
  const lines = cutLines(source);
  const tokens = parser.parse(source, {});
  const marks: Mark[] = [];
  const hazards: Hazard[] = [];
  const headings: Heading[] = [];
  const prose: number[] = [];
  const codeLines = new Set<number>();
  const seen = new Set<number>();
  const look = (text: InlineText): void => {
    scanInline(parser, text, { marks, hazards });
  };
  tokens.forEach((token, index) => {
    const [from, to] = token.map ?? [0, 0];
    if (token.type === 'fence' || token.type === 'code_block') {
      addAll(codeLines, from, to);
    } else if (token.type === 'tr_open') {
      addAll(seen, from, to);
      prose.push(lines.starts[from] ?? 0);
      for (const cell of cellsOf(lines, from)) {
        look(cell);
      }
    } else if (token.type === 'inline' && token.map !== null) {
      addAll(seen, from, to);
      const opener = tokens[index - 1];
      const text = locate(lines, token.content, from, opener?.markup.startsWith('#') === true);
      look(text);
      if (opener?.type === 'heading_open') {
        headings.push(headingOf(lines, opener, token, text));
      } else if (token.content !== '') {
        prose.push(text.offsets[0] ?? 0);
      }
    }
  });
  lines.texts.forEach((text, line) => {
    if (!seen.has(line) && !codeLines.has(line)) {
      hazards.push(...literalLine(text, lines.starts[line] ?? 0));
    }
  });
  return {
    marks: marks.sort((a, b) => a.start - b.start),
    hazards: hazards.sort((a, b) => a.at - b.at),
    headings,
    prose: prose.sort((a, b) => a - b),
    lineStarts: lines.starts,
    codeLines,
  };
}

function headingOf(lines: Lines, opener: Token, inline: Token, text: InlineText): Heading {
  const [from, to] = opener.map ?? [0, 0];
  return {
    level: Number(opener.tag.slice(1)),
    title: inline.content,
    lines: [from, to],
    underlined: !opener.markup.startsWith('#'),
    hashesAt: (lines.starts[from] ?? 0) + Math.max(0, (lines.texts[from] ?? '').indexOf('#')),
    text,
  };
}

/**
 * Lines that the parser did not look into, such as quotes nested beyond its limit: nothing in them may
 * mean anything to another reader.
 */
function literalLine(text: string, start: number): Hazard[] {
  return [...text.matchAll(/(?<!\\)(?:\\\\)*([[<])/gu)].map((match) => ({
    kind: 'escape',
    at: start + match.index + match[0].length - 1,
  }));
}

function cutLines(source: string): Lines {
  const texts = source.split('\n');
  const starts: number[] = [];
  let at = 0;
  for (const text of texts) {
    starts.push(at);
    at += text.length + 1;
  }
  return { texts, starts };
}

function addAll(set: Set<number>, from: number, to: number): void {
  for (let line = from; line < to; line++) {
    set.add(line);
  }
}

/**
 * Where the characters of a block's text stand. The parser takes the prefixes of quotes and lists
 * off each line, and spaces at the end; what is left of a line is the end of the source's line.
 */
function locate(lines: Lines, content: string, from: number, hashed: boolean): InlineText {
  const offsets: number[] = [];
  content.split('\n').forEach((contentLine, index) => {
    const line = lines.texts[from + index] ?? '';
    const start = lines.starts[from + index] ?? 0;
    const body = contentLine.trim();
    const lead = contentLine.length - contentLine.trimStart().length;
    const after = hashed ? line.indexOf('#') : 0;
    const end = line.trimEnd().length - body.length;
    const fits = !hashed && line.startsWith(body, end);
    const at = fits ? end : Math.max(0, line.indexOf(body, after + hashes(line, after)));
    for (let character = 0; character <= contentLine.length; character++) {
      offsets.push(start + at + Math.max(0, character - lead));
    }
  });
  return { content, offsets };
}

function hashes(line: string, from: number): number {
  return /^#*/u.exec(line.slice(from))?.[0].length ?? 0;
}

/** The cells of a table row, an escaped `\|` being a plain `|` in them, as the parser has it. */
function cellsOf(lines: Lines, line: number): InlineText[] {
  const text = lines.texts[line] ?? '';
  const start = lines.starts[line] ?? 0;
  const cells: InlineText[] = [];
  let content = '';
  let offsets: number[] = [];
  let escaped = false;
  const close = (end: number): void => {
    cells.push({ content, offsets: [...offsets, start + end] });
    content = '';
    offsets = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '|' && !escaped) {
      close(at);
    } else {
      if (character === '|') {
        content = content.slice(0, -1);
        offsets.pop();
      }
      content += character;
      offsets.push(start + at);
    }
    escaped = character === '\\';
  }
  close(text.length);
  return cells;
}
