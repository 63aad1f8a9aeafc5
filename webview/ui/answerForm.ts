import { runCost } from '../../src/core/research/price.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import type { PanelCommand } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Button, TextArea } from './controls.ts';
import { createButton, createTextArea } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';
import { amount, range } from './format.ts';
import { composeAnswers, parseQuestions } from './parseQuestions.ts';

const PAUSE_MS = 300;
const ELSE = 'else';

/** The service's questions as a form. Nothing is sent, and nothing paid, without its buttons. */
export class AnswerForm implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #fields = h('div', { class: 'fields' });
  readonly #cost = h('p', { class: 'muted' });
  readonly #start: Button;
  readonly #skip: Button;
  /** The questions that the form was made for. */
  #shown: string | undefined;
  #questions: readonly string[] = [];
  #areas: TextArea[] = [];
  #else: TextArea | undefined;
  #timer = 0;
  #sending = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    this.#start = createButton({
      label: '',
      primary: true,
      onClick: () => {
        this.#submit();
      },
    });
    this.#skip = createButton({
      label: '',
      onClick: () => {
        this.#send({ name: 'skipQuestions' });
      },
    });
    const cancel = createButton({
      label: t('panel.cancel'),
      onClick: () => void deps.send({ name: 'newQuestion' }),
    });
    this.element = h(
      'div',
      { class: 'answer-form' },
      this.#fields,
      h('div', { class: 'buttons' }, this.#start.element, this.#skip.element, cancel.element),
      this.#cost,
    );
  }

  focus(): void {
    (this.#areas[0] ?? this.#else)?.focus();
  }

  update({ run, context }: Model): void {
    if (run === undefined) {
      return;
    }
    const { t } = this.#deps;
    const questions = run.exchanges.at(-1)?.questions ?? '';
    if (questions !== this.#shown) {
      this.#build(questions);
    }
    const price = range(context.estimate);
    this.#start.setLabel(t('panel.startResearch', { price }));
    this.#skip.setLabel(t('panel.questions.skip', { price }));
    const spent = runCost(run, context.prices);
    setText(
      this.#cost,
      spent === undefined
        ? t('panel.questions.costUnknown')
        : t('panel.questions.cost', { cost: amount(spent) }),
    );
    const locked = context.readOnly || this.#sending;
    this.#start.setDisabled(locked);
    this.#skip.setDisabled(locked);
  }

  #build(text: string): void {
    const { t } = this.#deps;
    this.#shown = text;
    const parsed = parseQuestions(cleanText(text));
    this.#questions = parsed?.questions ?? [];
    this.#areas = this.#questions.map((question, at) =>
      this.#area(String(at), t('panel.questions.answerTo', { n: at + 1, question }), 2),
    );
    const label = t(
      parsed === undefined ? 'panel.questions.yourAnswer' : 'panel.questions.anythingElse',
    );
    this.#else = this.#area(ELSE, label, parsed === undefined ? 6 : 2);
    const raw = parsed === undefined ? cleanText(text).trim() : parsed.intro;
    this.#fields.replaceChildren(
      paragraph(raw === '' && parsed === undefined ? t('panel.questions.none') : raw),
      ...this.#questions.map((question, at) =>
        h(
          'div',
          { class: 'field' },
          h('div', { class: 'field-number', 'aria-hidden': 'true' }, String(at + 1)),
          h('div', { class: 'field-body' }, paragraph(question), this.#areas[at]?.element),
        ),
      ),
      paragraph(parsed?.outro ?? ''),
      h('div', { class: 'field-label', 'aria-hidden': 'true' }, label),
      this.#else.element,
    );
  }

  #area(key: string, label: string, rows: number): TextArea {
    return createTextArea({
      label,
      rows,
      value: this.#deps.memory.state.answers?.[key] ?? '',
      onInput: (value) => {
        this.#keep(key, value);
      },
      onSubmit: () => {
        this.#submit();
      },
    });
  }

  #keep(key: string, value: string): void {
    const { memory } = this.#deps;
    memory.update({ answers: { ...memory.state.answers, [key]: value } });
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      void this.#deps.send({ name: 'keepDraft', answers: this.#answers() });
    }, PAUSE_MS);
  }

  #answers(): string {
    return composeAnswers(
      this.#questions,
      this.#areas.map(({ value }) => value),
      this.#else?.value ?? '',
    );
  }

  #submit(): void {
    const answers = this.#answers();
    this.#send(answers === '' ? { name: 'skipQuestions' } : { name: 'research', answers });
  }

  /** Once: a second press before the answer would be a second charge. */
  #send(command: PanelCommand): void {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    this.#start.setDisabled(true);
    this.#skip.setDisabled(true);
    void this.#deps.send(command).then(() => {
      this.#sending = false;
      this.#start.setDisabled(false);
      this.#skip.setDisabled(false);
    });
  }
}

function paragraph(text: string): HTMLElement {
  const element = h('p', { class: 'prose-plain', dir: 'auto' }, text);
  setHidden(element, text === '');
  return element;
}
