/** Work that reads the whole report: done at once, and then at most every so often. */
export class Seldom {
  readonly #work: () => void;
  readonly #everyMs: number;
  #timer = 0;
  #wanted = false;

  constructor(everyMs: number, work: () => void) {
    this.#everyMs = everyMs;
    this.#work = work;
  }

  request(): void {
    if (this.#timer !== 0) {
      this.#wanted = true;
      return;
    }
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      if (this.#wanted) {
        this.request();
      }
    }, this.#everyMs);
    this.#wanted = false;
    this.#work();
  }

  /** Does it at once: nothing follows that would ask again. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#wanted = false;
    this.#work();
  }
}
