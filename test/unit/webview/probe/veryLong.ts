/** Runs inside the browser: texts that are larger than any report. */
import type { Deps } from '../../../../webview/ui/deps.ts';
import { ReportText } from '../../../../webview/ui/reportText.ts';

const nothing = (): void => undefined;
const LINE = '# heading\n\nSome words of a paragraph that goes on for a while, and on.\n\n';

let text: ReportText | undefined;
let source = '';
let isShown = false;

function open(): HTMLElement {
  const article = document.createElement('article');
  const deps = { t: (key: string) => key, language: 'en' } as unknown as Deps;
  text = new ReportText(deps, article, nothing, (complete) => {
    isShown = complete;
  });
  document.body.replaceChildren(text.notice, article);
  return article;
}

async function shown(isEnough = (): boolean => isShown): Promise<void> {
  isShown = false;
  for (let frame = 0; frame < 3_000 && !isEnough(); frame++) {
    await new Promise(requestAnimationFrame);
  }
}

interface Seen {
  readonly notice: boolean;
  readonly headings: number;
  readonly isComplete: boolean;
}

function look(): Seen {
  return {
    notice: text?.notice.hidden === false,
    headings: document.querySelectorAll('article h1').length,
    isComplete: document.querySelector('article')?.textContent === source,
  };
}

const probe = {
  async show(length: number, line = LINE): Promise<Seen> {
    open();
    source = line.repeat(Math.ceil(length / line.length));
    text?.show(source, false);
    await shown();
    return look();
  },
  /** In pieces, as a stream brings it. */
  async grow(line: string, count: number): Promise<Seen> {
    open();
    source = '';
    for (let at = 0; at < count; at += 1) {
      source += line;
      text?.show(source, true, line);
    }
    await shown();
    return look();
  },
  async askForMarkdown(): Promise<Seen> {
    text?.notice.querySelector<HTMLElement>('button, vscode-button')?.click();
    await shown(() => document.querySelector('article h1') !== null);
    return look();
  },
  /** A table, a list and a line, each far beyond its limit. */
  async largest() {
    const article = open();
    const blocks = ['a | b\n--|--\n' + '1 | 2\n'.repeat(3_000), '- a\n'.repeat(1_000)];
    source = [...blocks, 'word '.repeat(5_000), 'end'].join('\n\n');
    text?.show(source, false);
    await shown();
    const most = (sizes: number[]): number => Math.max(0, ...sizes);
    return {
      cells: most(
        [...article.querySelectorAll('table')].map((one) => one.querySelectorAll('td').length),
      ),
      items: most([...article.querySelectorAll('ul')].map((one) => one.childElementCount)),
      text: most([...article.querySelectorAll('.piece')].map((one) => one.textContent.length)),
      notes: article.querySelectorAll('.unformatted').length,
    };
  },
};

declare global {
  interface Window {
    veryLongProbe: typeof probe;
  }
}
window.veryLongProbe = probe;
