import { composeAnswers, ELSE_FIELD, parseQuestions } from '../../src/core/research/answers.ts';
import { runCost } from '../../src/core/research/price.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import type { KeptAnswers, PanelCommand, RequestPreview } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Button, TextArea } from './controls.ts';
import { createButton, createTextArea } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';
import { amount, range } from './format.ts';
import { PreviewView } from './requestPreview.ts';
import { SecretWarning } from './secretWarning.ts';

const PAUSE_MS = 300;

/** The service's questions as a form. Nothing is sent, and nothing paid, without its buttons. */
export class AnswerForm implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #fields = h('div', { class: 'fields' });
  readonly #cost = h('p', { class: 'muted' });
  readonly #start: Button;
  readonly #skip: Button;
  readonly #document: Button;
  readonly #warning: SecretWarning;
  readonly #reason = h('p', { class: 'reason' });
  readonly #preview: PreviewView;
  /** The questions that the form was made for. */
  #shown: string | undefined;
  #questions: readonly string[] = [];
  /** By the number of the question, and `else`; in their order on the page. */
  #areas = new Map<string, TextArea>();
  /** Which exchange of which run the form is for. */
  #exchange = 0;
  #version: number | undefined;
  #model: Model | undefined;
  /** A press of the button was refused, or may be. */
  #tried = false;
  #timer = 0;
  #sending = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    this.#start = createButton({
      label: '',
      primary: true,
      onClick: () => {
        this.#submit(false);
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
    this.#document = createButton({
      label: t('brief.edit'),
      icon: 'edit',
      onClick: () => {
        this.#tell();
        void deps.send({ name: 'editAsDocument' });
      },
    });
    const preview = createButton({
      label: t('preview.show'),
      onClick: () => void deps.send({ name: 'previewRequest', answers: this.#answers() }),
    });
    this.#warning = new SecretWarning(deps, () => {
      this.#submit(true);
    });
    this.#preview = new PreviewView(deps);
    this.element = h(
      'div',
      { class: 'answer-form' },
      this.#fields,
      this.#warning.element,
      h(
        'div',
        { class: 'buttons' },
        this.#start.element,
        this.#document.element,
        preview.element,
        this.#skip.element,
        cancel.element,
      ),
      this.#reason,
      this.#cost,
      this.#preview.element,
    );
    this.element.addEventListener('focusout', () => {
      this.#tell();
    });
  }

  focus(): void {
    [...this.#areas.values()][0]?.focus();
  }

  showPreview(preview: RequestPreview): void {
    if (this.#model !== undefined) {
      this.#preview.show(preview, this.#model);
    }
  }

  update(model: Model): void {
    const { run, context } = model;
    if (run === undefined) {
      return;
    }
    this.#model = model;
    const { t } = this.#deps;
    const questions = run.exchanges.at(-1)?.questions ?? '';
    const place = `${run.id} ${String(run.exchanges.length)} ${questions}`;
    if (place !== this.#shown) {
      this.#shown = place;
      this.#exchange = run.exchanges.length - 1;
      this.#version = undefined;
      this.#preview.drop();
      this.#build(questions);
    }
    this.#take(context.answers);
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
    this.#warning.update(context.secrets, price);
    if (this.#tried && context.secrets.length > 0) {
      this.#tried = false;
      this.#warning.focus();
    }
    this.#lock();
  }

  /** Why the button waits, in words. */
  #lock(): void {
    const { context } = this.#model ?? {};
    const found = context !== undefined && context.secrets.length > 0;
    const whose = context?.playback === undefined ? 'panel.notice.readOnly' : 'example.waiting';
    const reason = context?.readOnly === true ? whose : found ? 'secret.reason' : undefined;
    setText(this.#reason, reason === undefined ? '' : this.#deps.t(reason));
    setHidden(this.#reason, reason === undefined);
    const locked = context?.readOnly === true || this.#sending;
    this.#start.setDisabled(locked || found);
    this.#skip.setDisabled(locked);
    this.#document.setDisabled(locked);
  }

  /** Answers that the host kept, or that were changed in the document: not what comes back from here. */
  #take(kept: KeptAnswers | undefined): void {
    if (kept?.exchange !== this.#exchange || kept.version === this.#version) {
      return;
    }
    const isFirst = this.#version === undefined;
    this.#version = kept.version;
    // What this page remembers may be newer by the pause than what the host was told.
    if (isFirst && [...this.#areas.values()].some(({ value }) => value !== '')) {
      return;
    }
    for (const [name, area] of this.#areas) {
      const value = kept.fields[name] ?? '';
      if (area.value !== value) {
        area.setValue(value);
        this.#remember(name, value);
      }
    }
  }

  #build(text: string): void {
    const { t } = this.#deps;
    const parsed = parseQuestions(cleanText(text));
    this.#questions = parsed?.questions ?? [];
    const areas = this.#questions.map((question, at) =>
      this.#area(String(at), t('panel.questions.answerTo', { n: at + 1, question }), 2),
    );
    const label = t(
      parsed === undefined ? 'panel.questions.yourAnswer' : 'panel.questions.anythingElse',
    );
    const last = this.#area(ELSE_FIELD, label, parsed === undefined ? 6 : 2);
    this.#areas = new Map([
      ...areas.map((area, at) => [String(at), area] as const),
      [ELSE_FIELD, last],
    ]);
    const raw = parsed === undefined ? cleanText(text).trim() : parsed.intro;
    this.#fields.replaceChildren(
      paragraph(raw === '' && parsed === undefined ? t('panel.questions.none') : raw),
      ...this.#questions.map((question, at) =>
        h(
          'div',
          { class: 'field' },
          h('div', { class: 'field-number', 'aria-hidden': 'true' }, String(at + 1)),
          h('div', { class: 'field-body' }, paragraph(question), areas[at]?.element),
        ),
      ),
      paragraph(parsed?.outro ?? ''),
      h('div', { class: 'field-label', 'aria-hidden': 'true' }, label),
      last.element,
    );
  }

  #area(key: string, label: string, rows: number): TextArea {
    return createTextArea({
      label,
      rows,
      value: this.#deps.memory.state.answers?.[this.#place(key)] ?? '',
      onInput: (value) => {
        this.#keep(key, value);
      },
      onSubmit: () => {
        this.#submit(false);
      },
    });
  }

  #keep(key: string, value: string): void {
    this.#remember(key, value);
    this.#preview.drop();
    this.#tried = false;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#tellNow();
    }, PAUSE_MS);
  }

  /** Later questions of a run are others: they get no earlier answers. */
  #place(key: string): string {
    return `${String(this.#exchange)}.${key}`;
  }

  #remember(key: string, value: string): void {
    const { memory } = this.#deps;
    memory.update({ answers: { ...memory.state.answers, [this.#place(key)]: value } });
  }

  /** What waits for a pause is told at once: the page may be about to go. */
  #tell(): void {
    if (this.#timer !== 0) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#tellNow();
    }
  }

  #tellNow(): void {
    const fields = Object.fromEntries([...this.#areas].map(([name, { value }]) => [name, value]));
    void this.#deps.send({ name: 'keepDraft', answers: { exchange: this.#exchange, fields } });
  }

  #answers(): string {
    return composeAnswers(
      this.#questions,
      this.#questions.map((_, at) => this.#areas.get(String(at))?.value ?? ''),
      this.#areas.get(ELSE_FIELD)?.value ?? '',
    );
  }

  #submit(despiteSecrets: boolean): void {
    const answers = this.#answers();
    if (!despiteSecrets && (this.#model?.context.secrets.length ?? 0) > 0) {
      this.#warning.focus();
      return;
    }
    this.#tell();
    this.#tried = true;
    const insists = despiteSecrets ? { despiteSecrets } : {};
    this.#send(
      answers === '' ? { name: 'skipQuestions' } : { name: 'research', answers, ...insists },
    );
  }

  /** Once: a second press before the answer would be a second charge. */
  #send(command: PanelCommand): void {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    this.#lock();
    void this.#deps.send(command).then(() => {
      this.#sending = false;
      this.#lock();
    });
  }
}

function paragraph(text: string): HTMLElement {
  const element = h('p', { class: 'prose-plain', dir: 'auto' }, text);
  setHidden(element, text === '');
  return element;
}
