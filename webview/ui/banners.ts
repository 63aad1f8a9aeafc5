import { retryText } from '../../src/core/research/explain.ts';
import type { FailureAction } from '../../src/core/research/explain.ts';
import type { Run } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import { cleanLine } from '../../src/core/text/clean.ts';
import type { TextKey } from '../../src/core/text/translate.ts';
import type { PanelCommand } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import { createButton } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';
import { range } from './format.ts';
import { RunNotices } from './runNotices.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

/** So long nothing may come before people are told. */
const SILENCE_MS = 60_000;

/** From here on people are told how long it has been. */
const LONG_SILENCE_MS = 5 * 60_000;

/** What stands above the content: notices that last, a planned repetition, and how a run ended. */
export class Banners implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #simulated: HTMLElement;
  readonly #notices: RunNotices;
  readonly #silence: HTMLElement;
  readonly #silenceText = h('p', { class: 'banner-text' });
  readonly #retry: HTMLElement;
  readonly #retryText = h('p', { class: 'banner-text' });
  readonly #ending = h('div', { class: 'ending' });
  readonly #showFound: () => void;
  #model: Model | undefined;
  #shownRun: Model['run'];
  #shownPrice = '';

  /** @param showFound goes to what was found so far */
  constructor(deps: Deps, showFound: () => void) {
    this.#deps = deps;
    this.#showFound = showFound;
    const { t } = deps;
    this.#simulated = banner('info', 'beaker', text(t('panel.notice.simulated')));
    this.#notices = new RunNotices(deps);
    this.#silence = banner('warning', 'warning', this.#silenceText);
    const now = createButton({
      label: t('panel.retry.now'),
      onClick: () => void deps.send({ name: 'retryNow' }),
    });
    const cancel = createButton({
      label: t('panel.cancel'),
      onClick: () => void deps.send({ name: 'cancelRetry' }),
    });
    this.#retry = banner(
      'warning',
      'warning',
      this.#retryText,
      h('div', { class: 'buttons' }, now.element, cancel.element),
    );
    this.element = h(
      'div',
      { class: 'banners' },
      this.#simulated,
      this.#notices.element,
      this.#retry,
      this.#silence,
      this.#ending,
    );
  }

  update(model: Model): void {
    this.#model = model;
    const { context, run } = model;
    setHidden(this.#simulated, !context.simulated || context.playback !== undefined);
    this.#notices.update(model);
    const price = range(context.estimate);
    const ended = run !== undefined && hasEnded(run.state);
    setHidden(this.#ending, !ended);
    const ready = this.#deps.parts() !== undefined;
    if (ended && (run !== this.#shownRun || price !== this.#shownPrice)) {
      // Before the words are there, it is asked for again.
      this.#shownRun = ready ? run : undefined;
      this.#shownPrice = price;
      this.#ending.replaceChildren(...this.#endings(model));
    }
    this.tick(model);
  }

  /** What changes by the clock alone. */
  tick({ run, lifeAt }: Model): void {
    const now = this.#deps.now();
    const retry = run && retryText(run, now, this.#deps.t);
    setHidden(this.#retry, retry === undefined);
    setText(this.#retryText, retry ?? '');
    const silence = run && silenceKey(run, now - lifeAt);
    setHidden(this.#silence, silence === undefined);
    if (silence !== undefined) {
      const minutes = Math.floor((now - lifeAt) / 60_000);
      setText(this.#silenceText, this.#deps.t(silence, { minutes }));
    }
  }

  #endings({ run, context }: Model): HTMLElement[] {
    const { t } = this.#deps;
    if (run === undefined) {
      return [];
    }
    const banners: (HTMLElement | undefined)[] = [];
    if (run.report.truncated && run.state !== 'failed') {
      banners.push(banner('warning', 'warning', text(t('panel.notice.truncated'))));
    }
    if (run.state === 'noEvidence') {
      banners.push(
        banner('danger', 'warning', text(t('panel.notice.noEvidence'), 'banner-headline')),
      );
    } else if (run.state !== 'done') {
      banners.push(this.#failure({ run, context }));
    }
    return banners.filter((one) => one !== undefined);
  }

  #failure({ run, context }: Ended): HTMLElement | undefined {
    const { t } = this.#deps;
    const explain = this.#deps.parts()?.explainFailure;
    if (explain === undefined) {
      return undefined;
    }
    const { headline, kept, cost, next, details, actions } = explain(run, context.prices, t);
    const isError = run.state === 'failed' || run.state === 'damaged';
    const offered = context.readOnly ? actions.filter((action) => !COSTS.has(action)) : actions;
    return banner(
      isError ? 'danger' : 'warning',
      isError ? 'error' : run.state === 'stopped' ? 'circle-slash' : 'debug-disconnect',
      text(headline, 'banner-headline'),
      text(joinSentences([kept, cost, next])),
      h(
        'div',
        { class: 'buttons' },
        ...offered.map((action, at) => this.#action(action, at === 0)),
      ),
      details.length === 0
        ? undefined
        : h(
            'details',
            { class: 'details' },
            h('summary', {}, t('panel.details')),
            h('ul', {}, ...details.map((line) => h('li', { dir: 'auto' }, cleanLine(line)))),
          ),
    );
  }

  #action(action: FailureAction, primary: boolean): HTMLElement {
    const { t } = this.#deps;
    const label = COSTS.has(action)
      ? t(COST_LABELS[action] ?? 'panel.researchAgain', { price: this.#price(action) })
      : t(`action.${action}`);
    const command = commandOf(action);
    const button = createButton({
      label,
      primary,
      onClick: () => {
        if (command === undefined) {
          this.#showFound();
          return;
        }
        // A paid step is sent once, whatever the mouse does.
        button.setDisabled(true);
        void this.#deps.send(command).then(() => {
          button.setDisabled(false);
        });
      },
    });
    return button.element;
  }

  #price(action: FailureAction): string {
    const { context, run } = this.#model ?? {};
    if (context === undefined) {
      return '';
    }
    const { estimate, prices } = context;
    const parts = this.#deps.parts();
    return action === 'continueRun' && run !== undefined && parts !== undefined
      ? range(parts.estimateContinuation(run, estimate, prices, this.#deps.t))
      : range(estimate);
  }
}

/** What a silence means by how far the request has got (F24, F42, F43, F53). */
function silenceKey(run: Run, silentMs: number): TextKey | undefined {
  const sent = run.steps.at(-1)?.sent;
  if (!isLive(run.state) || run.retry !== undefined || silentMs < SILENCE_MS) {
    return undefined;
  }
  if (sent === 'sent') {
    return 'panel.notice.noAnswer';
  }
  if (silentMs >= LONG_SILENCE_MS) {
    return 'panel.notice.longSilence';
  }
  const nothingYet = run.plan.text === '' && run.rounds.length === 0 && run.report.text === '';
  if (run.state === 'planning' && nothingYet) {
    return 'panel.notice.heldBack';
  }
  // While the service reads the question, silence is usual and has its own words.
  return run.state === 'asking' ? undefined : 'panel.notice.silence';
}

interface Ended {
  readonly run: Run;
  readonly context: Model['context'];
}

/** Their buttons name the price. */
const COSTS: ReadonlySet<FailureAction> = new Set(['runAgain', 'researchAgain', 'continueRun']);
const COST_LABELS: Readonly<Partial<Record<FailureAction, TextKey>>> = {
  runAgain: 'panel.runAgain',
  continueRun: 'runs.continue.button',
};

function hasEnded(state: string): boolean {
  return ['done', 'noEvidence', 'stopped', 'interrupted', 'failed', 'damaged'].includes(state);
}

/** Undefined for what the page does itself. */
function commandOf(action: FailureAction): PanelCommand | undefined {
  switch (action) {
    case 'openPartial':
      return undefined;
    case 'setWorkspaceId':
      return { name: 'openSettings', setting: 'workspaceId' };
    case 'removeImages':
      return { name: 'editQuestion' };
    default:
      return { name: action };
  }
}

/** Chinese sentences end with their own space. */
function joinSentences(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce((all, next) => all + (/[。！？]$/u.test(all) ? '' : ' ') + next);
}

function text(words: string, name = 'banner-text'): HTMLElement {
  return h('p', { class: name }, words);
}

function banner(
  kind: 'info' | 'warning' | 'danger',
  picture: IconName,
  ...content: (HTMLElement | undefined)[]
): HTMLElement {
  return h('div', { class: `banner banner-${kind}` }, icon(picture), h('div', {}, ...content));
}
