/** At most one announcement in this time: more is a flood (screen readers read every one). */
const PAUSE_MS = 10_000;

/**
 * The one live region. Milestones only; of several within the pause the last one is said, since
 * the later ones include the earlier: the report has begun, so the plan was ready.
 */
export class Announcer {
  readonly #region: HTMLElement;
  #last = -PAUSE_MS;
  #waiting: string | undefined;
  #timer = 0;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  milestone(text: string): void {
    const wait = this.#last + PAUSE_MS - performance.now();
    if (wait <= 0) {
      this.#say(text);
      return;
    }
    this.#waiting = text;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.#waiting !== undefined) {
        this.#say(this.#waiting);
      }
    }, wait);
  }

  /** What came of something the person just did is said at once. */
  answer(text: string): void {
    this.#region.textContent = text;
  }

  #say(text: string): void {
    this.#last = performance.now();
    this.#waiting = undefined;
    // The same words twice would not be read.
    this.#region.textContent = this.#region.textContent === text ? `${text}\u00A0` : text;
  }
}
