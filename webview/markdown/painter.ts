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
  #text = '';
  #done = 0;
  #piece = FIRST_PIECE;

  /** @param painted after each frame that changed the page */
  constructor(stream: TextStream, painted: (complete: boolean) => void) {
    this.#stream = stream;
    this.#painted = painted;
  }

  /**
   * @param grown the text is known to begin with the last one; otherwise that is looked up
   */
  show(text: string, grown: boolean): void {
    const before = this.#text;
    if (text === before) {
      return;
    }
    this.#text = text;
    const goesOn = grown ? text.length >= before.length : text.startsWith(before);
    if (!goesOn) {
      this.#stream.clear();
      this.#done = 0;
    }
    this.#frames.request(this.#paint);
  }

  /** Shows nothing any more. */
  clear(): void {
    this.#text = '';
    this.#done = 0;
    this.#stream.clear();
  }

  readonly #paint = (): void => {
    const end = performance.now() + SLICE_MS;
    let weight = 0;
    do {
      const start = performance.now();
      const next = this.#nextEnd();
      weight += this.#piece;
      this.#stream.append(this.#text.slice(this.#done, next));
      this.#done = next;
      // Pieces as large as the time allows: small ones would read an open block again and again.
      const took = performance.now() - start;
      this.#piece = took < SLICE_MS / 4 ? Math.min(LARGEST_PIECE, this.#piece * 2) : FIRST_PIECE;
    } while (this.#done < this.#text.length && weight < MOST_A_FRAME && performance.now() < end);
    const complete = this.#done >= this.#text.length;
    if (!complete) {
      this.#frames.request(this.#paint);
    }
    this.#painted(complete);
  };

  /** Long texts are cut at the end of a line, which most often is the end of a block. */
  #nextEnd(): number {
    const most = reach(this.#text, this.#done, this.#piece);
    if (most >= this.#text.length) {
      return this.#text.length;
    }
    const line = this.#text.lastIndexOf('\n', most);
    return line > this.#done ? line + 1 : most;
  }
}

/** What a line and an opening bracket count: they make elements, which cost more than letters. */
const ELEMENT = 25;

/** How far a piece of this weight goes. */
function reach(text: string, from: number, weight: number): number {
  let at = from;
  for (let left = weight; left > 0 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    left -= code === 0x0a || code === 0x5b ? ELEMENT : 1;
  }
  return at;
}
