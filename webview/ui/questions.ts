import type { Exchange } from '../../src/core/research/run.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import type { RequestPreview } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import { AnswerForm } from './answerForm.ts';
import { createButton } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { growText, h, KeyedList, setHidden, setText } from './dom.ts';
import { clock } from './format.ts';
import { icon } from './icons.ts';

/** After this silence people are told that it is usual. */
const USUAL_SILENCE_MS = 30_000;

/** A question up to this length is read in the heading. */
const SHORT = 120;

/** The question, what the service asks back, and the answers: under way, or as they were given. */
export class Questions implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #form: AnswerForm;
  readonly #title = h('h2', { id: 'questions-title' });
  readonly #question = h('p', { class: 'question prose-plain' });
  readonly #asking: HTMLElement;
  readonly #reading = h('span');
  readonly #usual = h('p', { class: 'muted' });
  readonly #stream = h('div', { class: 'stream prose-plain', dir: 'auto' });
  readonly #draft: HTMLElement;
  readonly #past = h('details', { class: 'exchanges' });
  readonly #pastList = h('div', { class: 'exchange-list' });
  readonly #exchanges: KeyedList<Exchange, PastExchange>;
  /** The run was given what an earlier one found: its last "answer" is that. */
  #carried = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    this.#form = new AnswerForm(deps);
    this.#asking = h(
      'div',
      { class: 'asking' },
      h('p', { class: 'busy' }, icon('loading'), this.#reading),
      this.#usual,
      this.#stream,
    );
    this.#usual.textContent = t('panel.asking.usual');
    this.#draft = h(
      'div',
      { class: 'unsent' },
      h('p', {}, t('panel.questions.unsent')),
      h(
        'div',
        { class: 'buttons' },
        createButton({
          label: t('action.editQuestion'),
          primary: true,
          onClick: () => void deps.send({ name: 'editQuestion' }),
        }).element,
      ),
    );
    this.#past.append(h('summary', {}, t('panel.questions.past')), this.#pastList);
    this.#exchanges = new KeyedList<Exchange, PastExchange>(
      this.#pastList,
      () => createPast(deps),
      (view, exchange) => {
        view.show(exchange, this.#carried);
      },
    );
    this.element = h(
      'section',
      { class: 'questions', 'aria-labelledby': 'questions-title' },
      this.#title,
      this.#question,
      this.#draft,
      this.#past,
      this.#asking,
      this.#form.element,
    );
  }

  focus(): void {
    this.#form.focus();
  }

  showPreview(preview: RequestPreview): void {
    this.#form.showPreview(preview);
  }

  update(model: Model): void {
    const { run } = model;
    if (run === undefined) {
      return;
    }
    const question = cleanText(run.question);
    setText(this.#question, question);
    // The heading of the page has shown a short one.
    const isShort = question.length < SHORT && !question.trim().includes('\n');
    setHidden(this.#question, isShort);
    const open = run.exchanges.at(-1);
    // A planned repetition has its countdown above.
    const isAsking = run.state === 'asking' && run.retry === undefined;
    const isWaiting = run.state === 'waiting';
    // Made, and never sent: the window went away in between, or another one has it.
    const isDraft = run.state === 'draft';
    setHidden(this.#draft, !isDraft);
    const { t } = this.#deps;
    setText(this.#title, t(isWaiting ? 'panel.questions.asks' : 'panel.questions.title'));
    setHidden(this.#asking, !isAsking);
    setHidden(this.#form.element, !isWaiting);
    if (isAsking) {
      const questions = open?.answers === undefined ? (open?.questions ?? '') : '';
      growText(this.#stream, cleanText(questions));
      setHidden(this.#stream, questions === '');
      this.tick(model);
    }
    if (isWaiting) {
      this.#form.update(model);
    }
    // Questions that were never answered belong to the record, too, once the run has ended.
    const past = run.exchanges.filter(
      ({ answers, questions }) =>
        answers !== undefined || (questions !== '' && !isAsking && !isWaiting),
    );
    this.#carried = run.origin !== undefined;
    this.#exchanges.show(past, (_, index) => String(index));
    setHidden(this.#past, past.length === 0);
    setHidden(this.#title, isShort && !isWaiting);
    setHidden(this.element, !isDraft && !isAsking && !isWaiting && past.length === 0 && isShort);
  }

  /** What changes by the clock alone. */
  tick({ run }: Model): void {
    const step = run?.steps.at(-1);
    if (run?.state !== 'asking' || step === undefined) {
      return;
    }
    const waited = this.#deps.now() - step.startedAt;
    setText(this.#reading, this.#deps.t('panel.asking.reading', { time: clock(waited) }));
    setHidden(this.#usual, waited < USUAL_SILENCE_MS || !this.#stream.hidden);
  }
}

interface PastExchange {
  readonly element: HTMLElement;
  show(exchange: Exchange, carried: boolean): void;
}

function createPast({ t }: Deps): PastExchange {
  const questions = h('div', { class: 'prose-plain', dir: 'auto' });
  const answers = h('div', { class: 'prose-plain answers', dir: 'auto' });
  const asked = h('div', {}, h('h3', {}, t('panel.questions.asked')), questions);
  const heading = h('h3');
  const answered = h('div', {}, heading, answers);
  return {
    element: h('div', { class: 'exchange' }, asked, answered),
    show: (exchange, carried) => {
      const isGiven = carried && exchange.questions === '';
      setText(heading, t(isGiven ? 'runs.continue.given' : 'panel.questions.answered'));
      setText(questions, cleanText(exchange.questions));
      setText(answers, cleanText(exchange.answers ?? ''));
      setHidden(asked, exchange.questions === '');
      setHidden(answered, exchange.answers === undefined || exchange.answers === '');
    },
  };
}
