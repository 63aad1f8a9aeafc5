import { setHidden } from './dom.ts';

/** So near to the end counts as being there. */
const NEAR = 64;

/**
 * Follows the end of a growing report, only while the reader is there: whoever scrolls up, selects
 * or moves into the text is left alone, and gets a button instead.
 */
export class Follow {
  readonly #report: HTMLElement;
  readonly #button: HTMLElement;
  #following = true;
  #active = false;

  constructor(report: HTMLElement, button: HTMLElement) {
    this.#report = report;
    this.#button = button;
    window.addEventListener(
      'scroll',
      () => {
        this.#following = this.#isAtEnd();
        if (this.#following) {
          setHidden(this.#button, true);
        }
      },
      { passive: true },
    );
    window.addEventListener(
      'wheel',
      ({ deltaY }) => {
        if (deltaY < 0) {
          this.#following = false;
        }
      },
      { passive: true },
    );
  }

  /** @param active the report is on the screen and still growing */
  setActive(active: boolean): void {
    this.#active = active;
    if (!active) {
      setHidden(this.#button, true);
    }
  }

  /** A report that was there already is read from its beginning. */
  begin(following: boolean): void {
    this.#following = following;
  }

  /** New text is on the page. */
  grown(): void {
    if (!this.#active) {
      return;
    }
    const busy =
      document.getSelection()?.isCollapsed === false ||
      this.#report.contains(document.activeElement);
    if (this.#following && !busy) {
      this.toEnd();
    } else if (!this.#isAtEnd()) {
      setHidden(this.#button, false);
    }
  }

  toEnd(): void {
    this.#following = true;
    setHidden(this.#button, true);
    this.#report.scrollIntoView({ block: 'end' });
  }

  #isAtEnd(): boolean {
    return this.#report.getBoundingClientRect().bottom <= window.innerHeight + NEAR;
  }
}
