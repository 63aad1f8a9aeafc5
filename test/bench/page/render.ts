/** Runs inside the browser: ways to show a growing report, each fed one piece a frame. */
import MarkdownItParser from 'markdown-it';
import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { MAIN_MODEL } from '../../../src/core/research/run.ts';
import type { PanelContext } from '../../../src/protocol/messages.ts';
import { Frames } from '../../../webview/frames.ts';
import { createElement } from '../../../webview/markdown/dom.ts';
import { createPageMarkdown } from '../../../webview/markdown/limits.ts';
import { Painter } from '../../../webview/markdown/painter.ts';
import { Slugs } from '../../../webview/markdown/slugs.ts';
import { MarkdownStream } from '../../../webview/markdown/stream.ts';
import { buildTree } from '../../../webview/markdown/tree.ts';
import type { Deps } from '../../../webview/ui/deps.ts';
import { ReportView } from '../../../webview/ui/reportView.ts';
import { UiMemory } from '../../../webview/uiState.ts';

const LABELS = { image: 'Image', copyCode: 'Copy', unformatted: 'Too long', tableGoesOn: 'More' };
const nothing = (): void => undefined;

/** Shows more pieces of the text, at the next frame. */
interface Way {
  push(deltas: readonly string[]): void;
  /** Whether all of it is shown; without this, it is at the next frame. */
  isComplete?(): boolean;
}

/** As the panel follows the end of a report; every way does it. */
function follow(): void {
  window.scrollTo(0, 1e9);
}

/** The report's place in the panel, with its sources beside it: the same page for every way. */
function stage(): HTMLElement {
  const { element } = openView();
  const article = document.createElement('article');
  article.className = 'prose report';
  element.querySelector('article')?.replaceWith(article);
  return article;
}

function eachFrame(paint: (deltas: readonly string[]) => void): Way {
  const frames = new Frames();
  let waiting: string[] = [];
  return {
    push(deltas) {
      waiting.push(...deltas);
      frames.request(() => {
        paint(waiting);
        waiting = [];
        follow();
      });
    },
  };
}

/** The same words as nothing but text: a text node a delta, a block for each line of the source. */
function floor(): Way {
  return plainText(stage(), Number.POSITIVE_INFINITY, (line, text) => {
    line.append(text);
  });
}

/**
 * The least that can be thought of: plain text with one text node a block, and, as in the report,
 * what is far away kept out of layout. Stricter than the floor that the goals are set against.
 */
function strictFloor(): Way {
  return plainText(stage(), 24, (line, text) => {
    const node = line.firstChild;
    if (node === null) {
      line.append(text);
    } else {
      (node as Text).appendData(text);
    }
  });
}

function plainText(
  article: HTMLElement,
  blocksASection: number,
  add: (line: HTMLElement, text: string) => void,
): Way {
  const create = (parent: HTMLElement, tag: string): HTMLElement => {
    const element = document.createElement(tag);
    parent.append(element);
    return element;
  };
  let section = create(article, 'div');
  section.className = 'section';
  let line = create(section, 'p');
  return eachFrame((deltas) => {
    for (const delta of deltas) {
      for (const [at, text] of delta.split('\n').entries()) {
        if (at > 0 && line.hasChildNodes()) {
          if (section.childElementCount >= blocksASection) {
            section = create(article, 'div');
            section.className = 'section';
          }
          line = create(section, 'p');
        }
        if (text !== '') {
          add(line, text);
        }
      }
    }
  });
}

function ours(): Way {
  const stream = new MarkdownStream(stage(), LABELS, nothing);
  let complete = true;
  const painter = new Painter(stream, (isComplete) => {
    complete = isComplete;
    follow();
  });
  let text = '';
  return {
    isComplete: () => complete,
    push(deltas) {
      complete = deltas.length === 0 && complete;
      const end = deltas.join('');
      text += end;
      painter.show(text, true, end);
    },
  };
}

function deps(): Deps {
  const t = ((key: string) => key) as Deps['t'];
  return {
    t,
    language: 'en',
    memory: new UiMemory({ getState: nothing, setState: nothing }),
    now: () => Date.now(),
    parts: () => undefined,
    loadHighlighter: () => Promise.resolve(),
    say: nothing,
    announce: nothing,
    send: () => Promise.resolve({ ok: true }),
  } as unknown as Deps;
}

/** The whole view: outline, sources, marks that know their sources, following. */
function view(): Way {
  let complete = true;
  const { report, run: empty } = openView(() => {
    complete = true;
  });
  let run = empty;
  const context = {} as PanelContext;
  const frames = new Frames();
  let grown = '';
  const update = (): void => {
    report.update({ run, context, lifeAt: 0, epoch: 1, grown });
    grown = '';
  };
  update();
  return {
    isComplete: () => complete,
    push(deltas) {
      complete = deltas.length === 0 && complete;
      const end = deltas.join('');
      grown += end;
      run = { ...run, report: { ...run.report, text: run.report.text + end } };
      frames.request(update);
    },
  };
}

function openView(completed = nothing): { report: ReportView; element: HTMLElement; run: Run } {
  const report = new ReportView(deps(), completed);
  document.body.replaceChildren(report.element);
  report.setVisible(true);
  const options = {
    model: MAIN_MODEL,
    clarify: false,
    outputFormat: 'model_detailed_report',
    images: [],
    tools: [],
  } as const;
  const references = Array.from({ length: 60 }, (_, at) => ({
    number: at + 1,
    title: `Source ${String(at + 1)}`,
    url: `https://source-${String(at + 1)}.test/page`,
    description: 'What the page says about the question.',
  }));
  const created = reduce(createRun('bench', 'question', options, 0), {
    type: 'references',
    references,
  });
  const run: Run = { ...created, state: 'writing' };
  report.update({ run, context: {} as PanelContext, lifeAt: 0, epoch: 1 });
  return { report, element: report.element, run };
}

function naive(): Way {
  const article = stage();
  const markdown = new MarkdownItParser({ html: false, linkify: true });
  let text = '';
  return eachFrame((deltas) => {
    text += deltas.join('');
    // The way to compare with, on a page of the bench.
    // eslint-disable-next-line no-restricted-syntax
    article.innerHTML = markdown.render(text);
  });
}

/** The package is read by the bench where it is installed. */
interface Smd {
  default_renderer(root: HTMLElement): unknown;
  parser(renderer: unknown): unknown;
  parser_write(parser: unknown, text: string): void;
}

function streamingMarkdown(): Way {
  const smd = Reflect.get(window, 'smd') as Smd;
  const parser = smd.parser(smd.default_renderer(stage()));
  return eachFrame((deltas) => {
    smd.parser_write(parser, deltas.join(''));
  });
}

const WAYS: Readonly<Record<string, () => Way>> = {
  floor,
  strictFloor,
  ours,
  view,
  naive,
  streamingMarkdown,
};

let way: Way = { push: nothing };
let deltas: readonly string[] = [];
let at = 0;

const bench = {
  start(name: string): void {
    way = WAYS[name]?.() ?? way;
  },
  load(all: readonly string[]): void {
    deltas = all;
    at = 0;
  },
  /** Everything up to a piece in one go, and frames until it is shown. */
  async skip(to: number): Promise<void> {
    way.push(deltas.slice(at, to));
    at = Math.max(at, to);
    do {
      await new Promise(requestAnimationFrame);
    } while (way.isComplete?.() === false);
    for (let quiet = 0; quiet < 5; quiet++) {
      await new Promise(requestAnimationFrame);
    }
  },
  /** One piece a frame, and one frame more for what the last one asked for. */
  feed(count: number): Promise<void> {
    const end = Math.min(deltas.length, at + count);
    return new Promise((resolve) => {
      const step = (): void => {
        if (at < end) {
          way.push(deltas.slice(at, at + 1));
          at++;
          requestAnimationFrame(step);
        } else {
          requestAnimationFrame(() => {
            resolve();
          });
        }
      };
      requestAnimationFrame(step);
    });
  },
  /** Whether the blocks shown are those of one single render. */
  equals(text: string): boolean {
    const once = document.createElement('div');
    const trees = buildTree(createPageMarkdown().parse(text, {}), new Slugs(), LABELS);
    once.append(...trees.map((tree) => createElement(tree, nothing)));
    const shown = document.createElement('div');
    for (const section of document.querySelectorAll('article > .chapter > .section')) {
      shown.append(...[...section.cloneNode(true).childNodes]);
    }
    return shown.isEqualNode(once);
  },
};

declare global {
  interface Window {
    renderBench: typeof bench;
  }
}
window.renderBench = bench;
