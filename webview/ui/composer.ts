import type { AttachedImage } from '../../src/core/research/run.ts';
import { MAIN_MODEL, SNAPSHOT_MODEL } from '../../src/core/research/run.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { ComposerOptions } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Button } from './controls.ts';
import { createButton, createDropdown, createTextArea } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';
import { range, size } from './format.ts';
import { icon } from './icons.ts';

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
  readonly #images;
  readonly #imageList = h('ul', { class: 'images' });
  readonly #dropdowns;
  #model: Model | undefined;
  #hostDraft: string | undefined;
  #timer = 0;
  #sending = false;

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
        this.#submit();
      },
    });
    this.#ask = createButton({
      label: '',
      primary: true,
      onClick: () => {
        this.#submit();
      },
    });
    this.#setKey = createButton({
      label: t('panel.composer.setKey'),
      onClick: () => void deps.send({ name: 'setApiKey' }),
    });
    const addImage = createButton({
      label: t('panel.composer.addImage'),
      icon: 'file-media',
      onClick: () => void deps.send({ name: 'addImages' }),
    });
    const preview = createButton({
      label: t('panel.composer.preview'),
      onClick: () => void deps.send({ name: 'previewRequest', question: this.#question.value }),
    });
    this.#images = new KeyedList<ImageItem, { element: HTMLElement }>(this.#imageList, (item) =>
      this.#imageRow(item),
    );
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
      this.#imageList,
      this.#keyHint,
      h('div', { class: 'buttons' }, this.#ask.element, this.#setKey.element, preview.element),
      this.#reason,
      this.#price,
    );
  }

  focus(): void {
    this.#question.focus();
  }

  update(model: Model): void {
    const before = this.#model?.context;
    this.#model = model;
    const { context } = model;
    this.#takeDraft(context.draft);
    if (context === before) {
      return;
    }
    this.#dropdowns.model.setValue(context.options.model);
    this.#dropdowns.clarify.setValue(context.options.clarify ? 'ask' : 'skip');
    this.#dropdowns.format.setValue(context.options.outputFormat);
    this.#dropdowns.tools.setValue(context.options.useTools ? 'use' : 'none');
    const hasTools = context.tools.length > 0 && context.options.model === SNAPSHOT_MODEL;
    setHidden(this.#dropdowns.tools.element, !hasTools);
    this.#images.show(
      context.images.map((image, index) => ({ image, index })),
      ({ image, index }) => `${String(index)} ${image.name}`,
    );
    setHidden(this.#imageList, context.images.length === 0);
    setHidden(this.#keyHint, context.hasKey);
    setHidden(this.#setKey.element, context.hasKey);
    this.#showPrice(model);
    this.#showReason();
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

  #showReason(): void {
    const isEmpty = this.#question.value.trim() === '';
    this.#ask.setDisabled(isEmpty || this.#sending);
    setText(
      this.#reason,
      isEmpty ? this.#deps.t('panel.composer.empty') : this.#deps.t('panel.composer.keys'),
    );
  }

  /** A draft from the host is taken when it is a new one, not when it is an echo of our own. */
  #takeDraft(draft: string): void {
    if (draft === this.#hostDraft) {
      return;
    }
    const isFirst = this.#hostDraft === undefined;
    this.#hostDraft = draft;
    const typed = this.#question.value;
    // What this page remembers may be newer by the pause than what the host was told.
    if (isFirst && (draft === '' || typed.startsWith(draft))) {
      return;
    }
    this.#question.setValue(draft);
    this.#deps.memory.update({ question: draft });
    this.#showReason();
  }

  #keepDraft(): void {
    const question = this.#question.value;
    this.#deps.memory.update({ question });
    this.#showReason();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#sendDraft();
    }, PAUSE_MS);
  }

  #sendDraft(): void {
    clearTimeout(this.#timer);
    const question = this.#question.value;
    if (question !== this.#hostDraft) {
      this.#hostDraft = question;
      void this.#deps.send({ name: 'keepDraft', question });
    }
  }

  #submit(): void {
    const question = this.#question.value;
    const model = this.#model;
    if (question.trim() === '' || this.#sending || model === undefined) {
      return;
    }
    this.#sendDraft();
    this.#sending = true;
    this.#showReason();
    void this.#deps.send({ name: 'ask', question }).then(() => {
      this.#sending = false;
      this.#showReason();
    });
  }

  #imageRow({ image, index }: ImageItem): { element: HTMLElement } {
    const { t } = this.#deps;
    const name = cleanTitle(image.name, 80);
    const bytes = image.bytes === undefined ? '' : size(image.bytes);
    const remove = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': t('panel.composer.removeImage', { name }),
        on: { click: () => void this.#deps.send({ name: 'removeImage', index }) },
      },
      icon('close'),
    );
    return {
      element: h(
        'li',
        {},
        icon('file-media'),
        h('bdi', {}, name),
        h('span', { class: 'muted' }, bytes),
        remove,
      ),
    };
  }
}

interface ImageItem {
  readonly image: AttachedImage;
  readonly index: number;
}
