import { costOf } from '../../src/core/research/price.ts';
import type { AttachedImage } from '../../src/core/research/run.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { AttachedFile, PanelContext } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { h, KeyedList, setHidden } from './dom.ts';
import { amount, count, size } from './format.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

interface Item {
  readonly key: string;
  readonly name: string;
  readonly picture: IconName;
  readonly facts: string;
  readonly remove: { readonly name: 'removeImage' | 'removeFile'; readonly index: number };
}

/** Everything that goes with the question: nothing else does. Each with its size and its price. */
export class Attachments implements View {
  readonly element = h('ul', { class: 'attachments' });
  readonly #deps: Deps;
  readonly #list;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.element.setAttribute('aria-label', deps.t('attach.list'));
    this.#list = new KeyedList<Item, { element: HTMLElement }>(this.element, (item) =>
      this.#row(item),
    );
  }

  update({ context }: Model): void {
    const items = [
      ...context.files.map((file, index) => this.#file(file, index, context)),
      ...context.images.map((image, index) => this.#image(image, index)),
    ];
    this.#list.show(items, ({ key }) => key);
    setHidden(this.element, items.length === 0);
  }

  #file(file: AttachedFile, index: number, { options, prices }: PanelContext): Item {
    const price = prices[options.model];
    // With questions first it is sent twice: with the question, and again with the answers.
    const times = options.clarify ? 2 : 1;
    const facts = this.#deps.t('attach.file', {
      size: size(file.bytes),
      tokens: count(file.tokens),
      cost: amount(costOf({ inputTokens: file.tokens * times, outputTokens: 0 }, price)),
    });
    return {
      key: `file ${String(index)} ${file.name} ${facts}`,
      name: cleanTitle(file.name, 80),
      picture: 'file',
      facts,
      remove: { name: 'removeFile', index },
    };
  }

  #image({ bytes, name }: AttachedImage, index: number): Item {
    const { t } = this.#deps;
    return {
      key: `image ${String(index)} ${name}`,
      name: cleanTitle(name, 80),
      picture: 'file-media',
      facts:
        bytes === undefined
          ? t('attach.imageAddress')
          : t('attach.imageFile', { size: size(bytes) }),
      remove: { name: 'removeImage', index },
    };
  }

  #row({ facts, name, picture, remove }: Item): { element: HTMLElement } {
    const button = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': this.#deps.t('panel.composer.removeImage', { name }),
        on: {
          click: () => {
            // The row goes; the focus must not go with it.
            const row = button.closest('li');
            const next = row?.nextElementSibling ?? row?.previousElementSibling;
            void this.#deps.send(remove).then(() => {
              next?.querySelector('button')?.focus();
            });
          },
        },
      },
      icon('close'),
    );
    return {
      element: h(
        'li',
        {},
        icon(picture),
        h('bdi', { class: 'attachment-name' }, name),
        h('span', { class: 'muted' }, facts),
        button,
      ),
    };
  }
}
