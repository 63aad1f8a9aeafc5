import type { Run, RunState } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import type { Decorate } from '../markdown/dom.ts';
import type { Model } from '../store.ts';
import { CitationCard } from './citationCard.ts';
import { Citations } from './citations.ts';
import type { Button } from './controls.ts';
import { createButton } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setAttribute, setHidden } from './dom.ts';
import { Follow } from './follow.ts';
import { guessLanguage } from './guessLanguage.ts';
import { highlightReport } from './highlighter.ts';
import { goTo, Outline } from './outline.ts';
import { ReportText } from './reportText.ts';
import { Seldom } from './seldom.ts';
import { Sources } from './sources.ts';
import { Survey } from './survey.ts';
import { slugOf } from '../markdown/slugs.ts';

/** What reads the whole report, its outline and its marks, is not for every frame. */
const SURVEY_EVERY_MS = 200;
/** The language shows in the first characters. */
const LANGUAGE_SAMPLE = 4_000;

/** The report with its outline and its sources. */
export class ReportView implements View {
  readonly element: HTMLElement;
  /** Floats over the page, so it stands outside of everything. */
  readonly card: CitationCard;
  readonly #deps: Deps;
  readonly #article = h('article', { class: 'prose report', tabindex: '-1' });
  readonly #pending = h('p', { class: 'muted' });
  readonly #below: Button;
  readonly #outline: Outline;
  readonly #sources: Sources;
  readonly #citations: Citations;
  readonly #text: ReportText;
  readonly #survey: Survey;
  readonly #follow: Follow;
  readonly #completed: () => void;
  #model: Model | undefined;
  readonly #surveys = new Seldom(SURVEY_EVERY_MS, () => {
    const { headings, uses } = this.#survey.take();
    this.#outline.update(headings);
    this.#sources.showUses(uses);
  });
  #epoch = -1;
  /** How much of the text the guess at its language has seen. */
  #guessed = 0;
  #visible = false;
  #state: RunState | undefined;

  /** @param completed all text so far is on the page */
  constructor(deps: Deps, completed: () => void) {
    this.#deps = deps;
    this.#completed = completed;
    const { t } = deps;
    this.#article.setAttribute('aria-label', t('panel.report.label'));
    this.#citations = new Citations(deps, this.#article);
    this.card = new CitationCard(deps, this.#citations, this.#article);
    this.#outline = new Outline(deps, this.#article);
    this.#sources = new Sources(deps);
    const decorate: Decorate = (element, node) => {
      if (node.attributes['data-cite'] !== undefined) {
        this.#citations.decorate(element);
      } else if (node.attributes['class'] === 'table') {
        element.setAttribute('aria-label', t('panel.report.table'));
      }
    };
    this.#text = new ReportText(deps, this.#article, decorate, (complete) => {
      this.#painted(complete);
    });
    this.#survey = new Survey(this.#article, () => this.#text.finishedChapters);
    this.#below = createButton({
      label: t('panel.report.newText'),
      icon: 'arrow-down',
      primary: true,
      onClick: () => {
        this.#follow.toEnd();
      },
    });
    const below = h('div', { class: 'new-text', hidden: '' }, this.#below.element);
    this.#follow = new Follow(this.#article, below);
    this.#article.addEventListener('click', (event) => {
      this.#click(event);
    });
    this.#pending.textContent = t('panel.report.waiting');
    this.element = h(
      'div',
      { class: 'report-grid' },
      this.#outline.element,
      h('div', { class: 'report-column' }, this.#pending, this.#text.notice, this.#article, below),
      this.#sources.element,
    );
  }

  update(model: Model): void {
    const { run } = model;
    const isFresh = model.epoch !== this.#epoch;
    this.#epoch = model.epoch;
    this.#model = model;
    if (isFresh) {
      this.#guessed = 0;
    }
    if (run === undefined) {
      return;
    }
    this.#citations.update(run.references, !isLive(run.state));
    this.#sources.update(run);
    if (isFresh) {
      this.#follow.begin(run.report.text === '');
    }
    this.#text.show(run.report.text, !isFresh, model.grown);
    setHidden(this.#pending, run.report.text !== '');
    const writing = isLive(run.state) && !run.report.finished;
    setAttribute(this.#article, 'aria-busy', writing ? 'true' : undefined);
    this.#follow.setActive(this.#visible && writing);
    if (run.state !== this.#state) {
      this.#state = run.state;
      this.#highlight(run);
    }
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!visible) {
      this.card.close(false);
    }
  }

  focusReport(): void {
    this.#article.focus();
  }

  focusSources(): void {
    this.#sources.focus();
  }

  /** The newest heading; the report itself where it has none yet. */
  focusLatestSection(): void {
    const heading = [...this.#article.querySelectorAll<HTMLElement>('h1, h2, h3')].at(-1);
    heading?.scrollIntoView({ block: 'start' });
    (heading ?? this.#article).focus({ preventScroll: heading !== undefined });
  }

  #painted(complete: boolean): void {
    const run = this.#model?.run;
    this.#follow.grown();
    this.#guess(run?.report.text ?? '');
    if (complete && run !== undefined && !isLive(run.state)) {
      this.#surveys.now();
    } else {
      this.#surveys.request();
    }
    if (complete) {
      this.#completed();
      this.#highlight(run);
    }
  }

  #guess(text: string): void {
    if (this.#guessed < LANGUAGE_SAMPLE && text.length > this.#guessed * 1.2) {
      this.#guessed = text.length;
      setAttribute(this.#article, 'lang', guessLanguage(text));
    }
  }

  #highlight(run: Run | undefined): void {
    if (run !== undefined && !isLive(run.state)) {
      void highlightReport(this.#article, this.#deps.loadHighlighter);
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const anchor = target?.closest<HTMLElement>('[data-anchor]')?.dataset['anchor'];
    if (anchor !== undefined) {
      event.preventDefault();
      goTo(this.#article, `r-${slugOf(anchor)}`);
      return;
    }
    const copy = target?.closest('[data-copy]');
    const code = copy?.parentElement?.querySelector('code')?.textContent;
    if (code !== undefined) {
      const { say, t } = this.#deps;
      void navigator.clipboard.writeText(code).then(
        () => {
          say(t('panel.copied'));
        },
        () => {
          say(t('panel.notCopied'));
        },
      );
    }
  }
}
