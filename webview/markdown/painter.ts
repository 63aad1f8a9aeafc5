import { Frames } from '../frames.ts';

/** Time that one frame may spend on rendering, and the first and the largest piece it takes. */
const SLICE_MS = 8;
const FIRST_PIECE = 2_000;
const LARGEST_PIECE = 8_000;
/** After the rendering of a frame comes its layout, which grows with what is new in it. */
const MOST_A_FRAME = 16_000;

/** What shows a text that grows. */
export interface TextStream {
  append(delta: string): void;
  clear(): void;
}

/**
 * Brings a stream up to a text, at most once a frame and never for long: a whole report that comes
 * at once is taken in pieces, each of which leaves a page that is right.
 */
export class Painter {
  readonly #stream: TextStream;
  readonly #painted: (complete: boolean) => void;
  readonly #frames = new Frames();
  /** All of the text, and what of it is not on the page yet. */
  #text = '';
  #rest = '';
  #piece = FIRST_PIECE;

  /** @param painted after each frame that changed the page */
  constructor(stream: TextStream, painted: (complete: boolean) => void) {
    this.#stream = stream;
    this.#painted = painted;
  }

  /**
   * @param grown the text is known to begin with the last one; otherwise that is looked up
   * @param end what of a text that grew is new, if it is known and is that
   */
  show(text: string, grown: boolean, end = ''): void {
    const before = this.#text;
    if (text.length === before.length && text === before) {
      return;
    }
    this.#text = text;
    const goesOn = grown ? text.length >= before.length : text.startsWith(before);
    if (goesOn) {
      const isEnd = before.length + end.length === text.length;
      // Cutting a piece out of a text that was just put together copies all of it.
      this.#rest += isEnd ? end : text.slice(before.length);
    } else {
      this.#stream.clear();
      this.#rest = text;
    }
    this.#frames.request(this.#paint);
  }

  /** Shows nothing any more. */
  clear(): void {
    this.#text = '';
    this.#rest = '';
    this.#stream.clear();
  }

  readonly #paint = (): void => {
    const end = performance.now() + SLICE_MS;
    let weight = 0;
    do {
      const start = performance.now();
      const next = this.#nextEnd();
      weight += this.#piece;
      this.#stream.append(this.#rest.slice(0, next));
      this.#rest = this.#rest.slice(next);
      // Pieces as large as the time allows: small ones would read an open block again and again.
      const took = performance.now() - start;
      this.#piece = took < SLICE_MS / 4 ? Math.min(LARGEST_PIECE, this.#piece * 2) : FIRST_PIECE;
    } while (this.#rest !== '' && weight < MOST_A_FRAME && performance.now() < end);
    const complete = this.#rest === '';
    if (!complete) {
      this.#frames.request(this.#paint);
    }
    this.#painted(complete);
  };

  /** Long texts are cut at the end of a line, which most often is the end of a block. */
  #nextEnd(): number {
    const most = reach(this.#rest, this.#piece);
    if (most >= this.#rest.length) {
      return this.#rest.length;
    }
    const line = this.#rest.lastIndexOf('\n', most);
    return line > 0 ? line + 1 : most;
  }
}

/** What a line and an opening bracket count: they make elements, which cost more than letters. */
const ELEMENT = 25;

/** How far a piece of this weight goes. */
function reach(text: string, weight: number): number {
  let at = 0;
  for (let left = weight; left > 0 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    left -= code === 0x0a || code === 0x5b ? ELEMENT : 1;
  }
  return at;
}
