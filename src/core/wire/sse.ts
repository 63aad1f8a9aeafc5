import { createParser } from 'eventsource-parser';

/** One event of the stream as it came, before anybody interpreted it. This is what the journal keeps. */
export interface RawFrame {
  readonly data: string;
  readonly id?: string;
  readonly event?: string;
  /** From the comment line `:HTTP_STATUS/nnn`: the only place with an error's true status (spec 4.3 B). */
  readonly status?: number;
  /** It came without its closing blank line, at the end of the stream (F34). */
  readonly tail?: true;
}

/** Reads an event stream piece by piece; pieces may end anywhere, also within a character. */
export interface SseReader {
  /**
   * Calls back for every frame that is complete with these bytes, before it returns the text that
   * the bytes came to.
   */
  push(bytes: Uint8Array): string;
  /** The same for what is text already; not to be mixed with bytes that end within a character. */
  pushText(text: string): void;
  /** The stream is over: gives out what lacks its closing blank line. */
  end(): void;
}

const LF = 10;
const LETTER_D = 100;

/**
 * A reader for DashScope's event streams: the WHATWG rules by `eventsource-parser`, made lenient
 * where the wire is known to stray (spec 4.2): frames without a blank line between them, any kind
 * of line end, delivered at once (the parser alone withholds a frame that ends in CR CR), and a
 * last frame without its blank line.
 *
 * Linear in the length of the stream however it is cut.
 */
export function createSseReader(onFrame: (frame: RawFrame) => void): SseReader {
  const decoder = new TextDecoder('utf-8');
  const lineEnds = createLineEndNormalizer();
  const separator = createFrameSeparator();
  let status: number | undefined;
  let lastComment: string | undefined;
  let lastStatus: number | undefined;
  let ending = false;
  const parser = createParser({
    onComment: (comment) => {
      // Nearly always the one of the frame before.
      if (comment !== lastComment) {
        lastComment = comment;
        lastStatus = readStatus(comment);
      }
      status = lastStatus ?? status;
    },
    onEvent: ({ data, id, event }) => {
      // Field by field: this runs for every frame, and spreading costs more than all the rest.
      const frame: { -readonly [K in keyof RawFrame]: RawFrame[K] } = { data };
      if (id !== undefined) {
        frame.id = id;
      }
      if (event !== undefined) {
        frame.event = event;
      }
      if (status !== undefined) {
        frame.status = status;
      }
      if (ending) {
        frame.tail = true;
      }
      status = undefined;
      onFrame(frame);
    },
  });
  const feed = (text: string): void => {
    if (text !== '') {
      parser.feed(separator(lineEnds(text)));
    }
  };
  return {
    push: (bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      feed(text);
      return text;
    },
    pushText: feed,
    end: () => {
      feed(decoder.decode());
      ending = true;
      feed('\n\n');
    },
  };
}

/** The number in `HTTP_STATUS/nnn`, blanks around it allowed. */
function readStatus(comment: string): number | undefined {
  const at = comment.indexOf('HTTP_STATUS/');
  if (at < 0 || comment.slice(0, at).trim() !== '') {
    return undefined;
  }
  const digits = comment.slice(at + 12, at + 15);
  return /^\d{3}$/.test(digits) && !/^\w/.test(comment.slice(at + 15)) ? Number(digits) : undefined;
}

/** Turns CR LF and CR into LF without ever holding anything back. */
function createLineEndNormalizer(): (text: string) => string {
  let skipLf = false;
  return (text) => {
    let rest = text;
    if (skipLf) {
      skipLf = false;
      if (rest.charCodeAt(0) === LF) {
        rest = rest.slice(1);
      }
    }
    if (!rest.includes('\r')) {
      return rest;
    }
    // A CR at the end is a line end already; an LF that follows in the next piece belongs to it.
    skipLf = rest.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  };
}

/**
 * Puts the blank line that some streams leave out in front of an `id:` or `event:` line that
 * follows a `data:` line. Wants LF line ends.
 */
function createFrameSeparator(): (text: string) => string {
  let atLineStart = true;
  let inData = false;
  let afterData = false;
  let held = '';
  return (piece) => {
    const text = held + piece;
    held = '';
    let result = '';
    let taken = 0;
    let position = 0;
    while (position < text.length) {
      if (inData || !atLineStart) {
        const end = text.indexOf('\n', position);
        if (end < 0) {
          break;
        }
        position = end + 1;
        atLineStart = true;
        afterData ||= inData;
        inData = false;
        continue;
      }
      const first = text.charCodeAt(position);
      if (first === LETTER_D) {
        inData = true;
      } else if (first === LF) {
        afterData = false;
        position += 1;
      } else if (afterData) {
        const starts = startsFrame(text, position);
        if (starts === undefined) {
          held = text.slice(position);
          return result + text.slice(taken, position);
        }
        if (starts) {
          result += text.slice(taken, position) + '\n';
          taken = position;
          afterData = false;
        } else {
          atLineStart = false;
        }
      } else {
        // Nothing matters before the next line of data: one search instead of one a line.
        const next = text.indexOf('\nd', position);
        if (next < 0) {
          atLineStart = text.endsWith('\n');
          break;
        }
        position = next + 1;
      }
    }
    return result + text.slice(taken);
  };
}

/** Whether an `id` or `event` line starts here; `undefined` where its first letters are all there is. */
function startsFrame(text: string, position: number): boolean | undefined {
  for (const name of ['id', 'event']) {
    const start = text.slice(position, position + name.length + 1);
    if (start === `${name}:` || start === `${name}\n`) {
      return true;
    }
    if (position + start.length === text.length && name.startsWith(start)) {
      return undefined;
    }
  }
  return false;
}
