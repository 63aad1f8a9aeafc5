import type { CitationCheck } from '../../src/core/report/citations.ts';
import { runCost } from '../../src/core/research/price.ts';
import type { Run, RunState } from '../../src/core/research/run.ts';
import { countSources, isLive, totalUsage } from '../../src/core/research/run.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';
import { amount, clock, count } from './format.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

const STATE_ICONS: Readonly<Record<RunState, IconName>> = {
  draft: 'edit',
  asking: 'comment',
  waiting: 'question',
  queued: 'clock',
  planning: 'checklist',
  researching: 'search',
  writing: 'edit',
  done: 'pass',
  noEvidence: 'warning',
  stopped: 'circle-slash',
  interrupted: 'debug-disconnect',
  failed: 'error',
  damaged: 'warning',
};

/** What is researched, where it stands, and what it took so far: facts only, no percentages. */
export class Header implements View {
  readonly element: HTMLElement;
  /** The line that stays in view while one reads. */
  readonly bar: HTMLElement;
  readonly #deps: Deps;
  readonly #title = h('bdi');
  readonly #heading = h('h1', { class: 'title', tabindex: '-1' }, this.#title);
  readonly #state = h('span', { class: 'state' });
  readonly #facts = h('ul', { class: 'facts' });
  readonly #list: KeyedList<Fact, { element: HTMLElement }>;
  readonly #check: (run: Run) => CitationCheck | undefined;
  #shownState: string | undefined;

  /**
   * @param actions stand at the end of the bar
   * @param check the citations of an ended run, asked for only then
   */
  constructor(
    deps: Deps,
    actions: readonly HTMLElement[],
    check: (run: Run) => CitationCheck | undefined,
  ) {
    this.#deps = deps;
    this.#check = check;
    this.#list = new KeyedList<Fact, { element: HTMLElement }>(
      this.#facts,
      () => ({ element: h('li') }),
      ({ element }, { text }) => {
        setText(element, text);
      },
    );
    this.element = h('header', { class: 'header' }, this.#heading);
    this.bar = h('div', { class: 'bar' }, this.#state, this.#facts, ...actions);
  }

  /** For who had the focus in a part of the page that has gone. */
  focus(): void {
    this.#heading.focus();
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#heading;
  }

  update(model: Model): void {
    const { run } = model;
    if (run === undefined) {
      return;
    }
    const title = cleanTitle(run.title ?? run.question, 300);
    setText(this.#title, title);
    const n = run.state === 'queued' ? model.context.queuedBefore : undefined;
    const stateWord =
      n === undefined
        ? this.#deps.t(`state.${run.state}`)
        : this.#deps.t('runs.queued.before', { n });
    if (stateWord !== this.#shownState) {
      this.#shownState = stateWord;
      const word = h('span', {}, stateWord);
      this.#state.replaceChildren(icon(STATE_ICONS[run.state]), word);
      this.#state.className = `state state-${run.state}`;
    }
    this.tick(model);
  }

  /** What changes by the clock alone. */
  tick(model: Model): void {
    const { run } = model;
    if (run !== undefined) {
      this.#list.show(this.#collect(run, model), ({ key }) => key);
      setHidden(this.#facts, this.#facts.childElementCount === 0);
    }
  }

  #collect(run: Run, model: Model): Fact[] {
    const { t } = this.#deps;
    const facts: Fact[] = [];
    const elapsed = elapsedOf(run, this.#deps.now());
    if (elapsed !== undefined && run.state !== 'waiting') {
      facts.push({ key: 'time', text: clock(elapsed) });
    }
    const { found, read } = countSources(run);
    if (found + read > 0) {
      facts.push({
        key: 'sources',
        text: t('panel.facts.sources', { read: count(read), found: count(found) }),
      });
    }
    const check = run.state === 'done' || run.state === 'noEvidence' ? this.#check(run) : undefined;
    if (check !== undefined) {
      const { marks, resolved } = check;
      const values = { marks: count(marks), open: count(marks - resolved) };
      facts.push({
        key: 'citations',
        text: t(marks === resolved ? 'panel.facts.resolved' : 'panel.facts.unresolved', values),
      });
    }
    // How a run ended without any tokens being known is said in words of its own.
    if (totalUsage(run) !== undefined || isLive(run.state)) {
      facts.push({ key: 'cost', text: costText(run, model, this.#deps) });
    }
    if (isLive(run.state) && run.retry === undefined) {
      const seconds = Math.max(0, Math.floor((this.#deps.now() - model.lifeAt) / 1000));
      facts.push({ key: 'life', text: t('panel.facts.life', { n: seconds }) });
    }
    return facts;
  }
}

interface Fact {
  readonly key: string;
  readonly text: string;
}

function costText(run: Run, { context }: Model, { t }: Deps): string {
  const usage = totalUsage(run);
  const cost = runCost(run, context.prices);
  return usage === undefined || cost === undefined
    ? t('panel.facts.costUnknown')
    : t('panel.facts.cost', {
        cost: amount(cost),
        input: count(usage.inputTokens),
        output: count(usage.outputTokens),
      });
}

/** How long the service has worked: pauses for answers are not its time. */
export function elapsedOf(run: Run, now: number): number | undefined {
  if (run.steps.length === 0) {
    return undefined;
  }
  const live = isLive(run.state);
  return run.steps.reduce((sum, { startedAt, endedAt }, at) => {
    const isLast = at === run.steps.length - 1;
    const end = endedAt ?? (isLast && live ? now : (run.endedAt ?? startedAt));
    return sum + Math.max(0, end - startedAt);
  }, 0);
}
