import { markdownLabels } from '../markdown/labels.ts';
import { Painter } from '../markdown/painter.ts';
import { PlainStream } from '../markdown/plainStream.ts';
import { MarkdownStream } from '../markdown/stream.ts';
import type { Decorate } from '../markdown/dom.ts';
import { createButton } from './controls.ts';
import type { Deps } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';

/** No report has so many characters; what has may be a reply that never ends. */
export const MOST_FORMATTED = 2_000_000;
/** Nor so many lines: the longest one that the service can write has some thousands. */
const MOST_LINES = 20_000;

/**
 * The words of the report: Markdown, or where there are millions of them, plain text until somebody
 * asks for Markdown.
 */
export class ReportText {
  /** Says that the text is shown plain, and why. */
  readonly notice: HTMLElement;
  readonly #words = h('p');
  readonly #deps: Deps;
  readonly #stream: MarkdownStream;
  readonly #formatted: Painter;
  readonly #plain: Painter;
  #text = '';
  #lines = 0;
  #isPlain = false;
  /** Somebody asked for Markdown in spite of all. */
  #isAsked = false;

  /**
   * @param article what shows the text
   * @param painted after each frame that changed the page
   */
  constructor(
    deps: Deps,
    article: HTMLElement,
    decorate: Decorate,
    painted: (complete: boolean) => void,
  ) {
    this.#deps = deps;
    const { t } = deps;
    this.#stream = new MarkdownStream(article, markdownLabels(t), decorate);
    this.#formatted = new Painter(this.#stream, painted);
    this.#plain = new Painter(new PlainStream(article), painted);
    const button = createButton({
      label: t('panel.report.showMarkdown'),
      onClick: () => {
        this.#isAsked = true;
        this.show(this.#text, true);
        article.focus();
      },
    });
    this.notice = h('div', { class: 'very-long', hidden: '' }, this.#words, button.element);
  }

  /** Chapters that will not change any more; see `Survey`. */
  get finishedChapters(): number {
    return this.#isPlain ? 0 : this.#stream.finishedChapters;
  }

  /**
   * @param grown the text is known to begin with the last one
   * @param end what of a text that grew is new, if it is known
   */
  show(text: string, grown: boolean, end = ''): void {
    const isEnd = grown && this.#text.length + end.length === text.length;
    this.#lines = isEnd ? this.#lines + countLines(end) : countLines(text);
    this.#text = text;
    if (text === '') {
      this.#isAsked = false;
    }
    const isTooLong = text.length > MOST_FORMATTED || this.#lines > MOST_LINES;
    const isPlain = isTooLong && !this.#isAsked;
    const isOther = isPlain !== this.#isPlain;
    if (isOther) {
      (this.#isPlain ? this.#plain : this.#formatted).clear();
      this.#isPlain = isPlain;
      setHidden(this.notice, !isPlain);
    }
    if (isPlain) {
      const n = text.length.toLocaleString(this.#deps.language);
      const lines = this.#lines.toLocaleString(this.#deps.language);
      setText(this.#words, this.#deps.t('panel.report.veryLong', { n, lines }));
    }
    (isPlain ? this.#plain : this.#formatted).show(text, grown && !isOther, end);
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
