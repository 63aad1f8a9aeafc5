/** A frame that does not come (the page is covered, or nothing draws) is not waited for longer. */
const LATEST_MS = 120;

/** Runs the last function given, once, at the next frame or a little later. */
export class Frames {
  #frame = 0;
  #timer = 0;
  #work: (() => void) | undefined;

  request(work: () => void): void {
    this.#work = work;
    if (this.#frame !== 0) {
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#run();
    });
    this.#timer = window.setTimeout(() => {
      this.#run();
    }, LATEST_MS);
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    const work = this.#work;
    this.#work = undefined;
    work?.();
  }
}
