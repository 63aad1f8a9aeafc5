import { MAIN_MODEL, SNAPSHOT_MODEL } from '../../src/core/research/run.ts';
import type { ComposerOptions, RequestPreview } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import { Attachments } from './attachments.ts';
import type { Button } from './controls.ts';
import { createButton, createDropdown, createTextArea } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';
import { range } from './format.ts';
import { icon } from './icons.ts';
import { Intake } from './intake.ts';
import { PreviewView } from './requestPreview.ts';
import { SecretWarning } from './secretWarning.ts';

/** What the cheap step costs, in CNY, by public runs. */
export const CLARIFY_COST = '0.02';

/** A pause in typing after which the draft is kept. */
const PAUSE_MS = 300;

/** The empty page: a question, how it is to be researched, and what that costs. */
export class Composer implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #question;
  readonly #ask: Button;
  readonly #setKey: Button;
  readonly #keyHint = h('p', { class: 'callout' });
  readonly #price = h('p', { class: 'price', id: 'composer-price' });
  readonly #reason = h('p', { class: 'reason' });
  readonly #attachments: Attachments;
  readonly #warning: SecretWarning;
  readonly #preview: PreviewView;
  readonly #dropdowns;
  #model: Model | undefined;
  /** The text that the host was told last. */
  #told: string | undefined;
  #draftVersion: number | undefined;
  #timer = 0;
  #sending = false;
  /** A press of the button was refused, or may be. */
  #tried = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    this.#question = createTextArea({
      label: t('panel.composer.question'),
      placeholder: t('panel.composer.placeholder'),
      rows: 7,
      value: deps.memory.state.question ?? '',
      onInput: () => {
        this.#keepDraft();
      },
      onSubmit: () => {
        this.#submit(false);
      },
    });
    this.#ask = createButton({
      label: '',
      primary: true,
      onClick: () => {
        this.#submit(false);
      },
    });
    this.#setKey = createButton({
      label: t('panel.composer.setKey'),
      onClick: () => void deps.send({ name: 'setApiKey' }),
    });
    const addImage = createButton({
      label: t('attach.add'),
      icon: 'file',
      onClick: () => void deps.send({ name: 'addImages' }),
    });
    const preview = createButton({
      label: t('preview.show'),
      onClick: () => void deps.send({ name: 'previewRequest', question: this.#question.value }),
    });
    this.#attachments = new Attachments(deps);
    this.#warning = new SecretWarning(deps, () => {
      this.#submit(true);
    });
    this.#preview = new PreviewView(deps);
    this.#dropdowns = this.#createDropdowns();
    this.#keyHint.append(icon('info'), t('panel.composer.noKey'));
    const { model, clarify, format, tools } = this.#dropdowns;
    this.element = h(
      'section',
      { class: 'composer', 'aria-labelledby': 'composer-title' },
      h('h1', { id: 'composer-title' }, t('panel.composer.title')),
      h('p', { class: 'lead' }, t('panel.composer.lead')),
      this.#question.element,
      h(
        'div',
        { class: 'options' },
        model.element,
        clarify.element,
        format.element,
        tools.element,
        addImage.element,
      ),
      this.#attachments.element,
      this.#keyHint,
      this.#warning.element,
      h('div', { class: 'buttons' }, this.#ask.element, this.#setKey.element, preview.element),
      this.#reason,
      this.#price,
      this.#preview.element,
    );
    this.element.append(new Intake(this.element, deps).hint);
    this.element.addEventListener('focusout', () => {
      this.#sendDraft();
    });
  }

  focus(): void {
    this.#question.focus();
  }

  showPreview(preview: RequestPreview): void {
    if (this.#model !== undefined) {
      this.#preview.show(preview, this.#model);
    }
  }

  update(model: Model): void {
    const before = this.#model?.context;
    this.#model = model;
    const { context } = model;
    this.#takeDraft(context.draft, context.draftVersion);
    if (context === before) {
      return;
    }
    const sent = ['files', 'images', 'options'] as const;
    if (sent.some((part) => JSON.stringify(context[part]) !== JSON.stringify(before?.[part]))) {
      this.#preview.drop();
    }
    this.#dropdowns.model.setValue(context.options.model);
    this.#dropdowns.clarify.setValue(context.options.clarify ? 'ask' : 'skip');
    this.#dropdowns.format.setValue(context.options.outputFormat);
    this.#dropdowns.tools.setValue(context.options.useTools ? 'use' : 'none');
    const hasTools = context.tools.length > 0 && context.options.model === SNAPSHOT_MODEL;
    setHidden(this.#dropdowns.tools.element, !hasTools);
    this.#attachments.update(model);
    setHidden(this.#keyHint, context.hasKey);
    setHidden(this.#setKey.element, context.hasKey);
    this.#showPrice(model);
    this.#showReason();
    if (this.#tried && context.secrets.length > 0) {
      this.#tried = false;
      this.#warning.focus();
    }
  }

  #createDropdowns() {
    const { t } = this.#deps;
    return {
      model: createDropdown({
        label: t('panel.composer.model'),
        value: MAIN_MODEL,
        choices: [
          { value: MAIN_MODEL, label: t('panel.composer.mainModel') },
          { value: SNAPSHOT_MODEL, label: t('panel.composer.snapshotModel') },
        ],
        onChange: (value) => {
          this.#setOptions({ model: value });
        },
      }),
      clarify: createDropdown({
        label: t('panel.composer.clarify'),
        value: 'ask',
        choices: [
          { value: 'ask', label: t('panel.composer.clarifyYes') },
          { value: 'skip', label: t('panel.composer.clarifyNo') },
        ],
        onChange: (value) => {
          this.#setOptions({ clarify: value === 'ask' });
        },
      }),
      format: createDropdown({
        label: t('panel.composer.format'),
        value: 'model_detailed_report',
        choices: [
          { value: 'model_detailed_report', label: t('panel.composer.detailed') },
          { value: 'model_summary_report', label: t('panel.composer.summary') },
        ],
        onChange: (value) => {
          this.#setOptions({ outputFormat: value });
        },
      }),
      tools: createDropdown({
        label: t('panel.composer.tools'),
        value: 'none',
        choices: [
          { value: 'none', label: t('panel.composer.toolsOff') },
          { value: 'use', label: t('panel.composer.toolsOn') },
        ],
        onChange: (value) => {
          this.#setOptions({ useTools: value === 'use' });
        },
      }),
    };
  }

  #setOptions(change: Partial<ComposerOptions>): void {
    if (this.#model !== undefined) {
      const options = { ...this.#model.context.options, ...change };
      void this.#deps.send({ name: 'setOptions', options });
    }
  }

  #showPrice({ context }: Model): void {
    const { t } = this.#deps;
    const { clarify } = context.options;
    const estimate = range(context.estimate);
    const basis = t(context.estimate.basis === 'own' ? 'panel.price.own' : 'panel.price.public');
    this.#warning.update(context.secrets, clarify ? CLARIFY_COST : estimate);
    this.#ask.setLabel(
      clarify
        ? t('panel.composer.ask', { price: CLARIFY_COST })
        : t('panel.startResearch', { price: estimate }),
    );
    setText(
      this.#price,
      clarify
        ? t('panel.composer.priceClarify', { price: CLARIFY_COST, research: estimate, basis })
        : t('panel.composer.priceResearch', { price: estimate, basis }),
    );
  }

  /** Why the button waits, in words; else how to press it without the mouse. */
  #showReason(): void {
    const { t } = this.#deps;
    const context = this.#model?.context;
    const reason =
      this.#question.value.trim() === ''
        ? t('panel.composer.empty')
        : (context?.problem ??
          (context !== undefined && context.secrets.length > 0 ? t('secret.reason') : undefined));
    this.#ask.setDisabled(reason !== undefined || this.#sending);
    setText(this.#reason, reason ?? t('panel.composer.keys'));
  }

  /** A draft of the host's own is taken over; one that only comes back from here is not. */
  #takeDraft(draft: string, version: number): void {
    if (version === this.#draftVersion) {
      return;
    }
    const isFirst = this.#draftVersion === undefined;
    this.#draftVersion = version;
    const typed = this.#question.value;
    // What this page remembers may be newer by the pause than what the host was told.
    this.#told = draft;
    if (isFirst && (draft === '' || typed.startsWith(draft))) {
      this.#sendDraft();
      return;
    }
    this.#question.setValue(draft);
    this.#deps.memory.update({ question: draft });
    this.#showReason();
  }

  #keepDraft(): void {
    const question = this.#question.value;
    this.#deps.memory.update({ question });
    this.#preview.drop();
    this.#tried = false;
    this.#showReason();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#sendDraft();
    }, PAUSE_MS);
  }

  #sendDraft(): void {
    clearTimeout(this.#timer);
    const question = this.#question.value;
    if (question !== this.#told) {
      this.#told = question;
      void this.#deps.send({ name: 'keepDraft', question });
    }
  }

  /** Once: a second press before the answer would be a second request. */
  #submit(despiteSecrets: boolean): void {
    const question = this.#question.value;
    const model = this.#model;
    if (question.trim() === '' || this.#sending || model === undefined) {
      return;
    }
    if (model.context.secrets.length > 0 && !despiteSecrets) {
      this.#warning.focus();
      return;
    }
    this.#sendDraft();
    this.#tried = true;
    this.#sending = true;
    this.#showReason();
    const insists = despiteSecrets ? { despiteSecrets } : {};
    void this.#deps.send({ name: 'ask', question, ...insists }).then(() => {
      this.#sending = false;
      this.#showReason();
    });
  }
}
