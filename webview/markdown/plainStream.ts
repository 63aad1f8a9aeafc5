import { cleanText } from '../../src/core/text/clean.ts';

/** Characters of one element, and elements of a section. */
const PIECE = 1_000;
const LONGEST_PIECE = 2_000;
const PIECES = 24;

/** Shows a growing text as it is, in pieces of which only the last one ever changes. */
export class PlainStream {
  readonly #container: HTMLElement;
  #section: HTMLElement | undefined;
  #piece: Text | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  clear(): void {
    this.#container.replaceChildren();
    this.#section = undefined;
    this.#piece = undefined;
  }

  append(delta: string): void {
    const text = cleanText(delta);
    for (let from = 0; from < text.length;) {
      const length = this.#piece?.length ?? 0;
      const line = text.indexOf('\n', from + Math.max(0, PIECE - length));
      const end = Math.min(
        line < 0 ? text.length : line + 1,
        from + Math.max(1, LONGEST_PIECE - length),
      );
      const words = text.slice(from, end);
      if (this.#piece === undefined) {
        this.#piece = this.#begin(words);
      } else {
        this.#piece.appendData(words);
      }
      if (this.#piece.length >= LONGEST_PIECE || (line >= 0 && end === line + 1)) {
        this.#piece = undefined;
      }
      from = end;
    }
  }

  #begin(words: string): Text {
    if (this.#section === undefined || this.#section.childElementCount >= PIECES) {
      this.#section = document.createElement('div');
      this.#section.className = 'section';
      this.#container.append(this.#section);
    }
    const element = document.createElement('span');
    element.className = 'piece';
    const text = document.createTextNode(words);
    element.append(text);
    this.#section.append(element);
    return text;
  }
}
