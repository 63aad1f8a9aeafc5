import type { SecretNotice } from '../../src/core/research/review.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { Translate } from '../../src/core/text/translate.ts';
import type { Button } from './controls.ts';
import { createButton } from './controls.ts';
import type { Deps } from './deps.ts';
import { h, setHidden } from './dom.ts';
import { icon } from './icons.ts';

/** Stands above the button that sends, which waits until this is gone or was answered. */
export class SecretWarning {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #title: HTMLElement;
  readonly #list = h('ul', { class: 'hints' });
  readonly #send: Button;
  #shown = '';

  constructor(deps: Deps, onSend: () => void) {
    this.#deps = deps;
    this.#title = h('p', { class: 'banner-headline', tabindex: '-1' }, deps.t('secret.title'));
    this.#send = createButton({ label: '', onClick: onSend });
    this.element = h(
      'div',
      { class: 'banner banner-warning secret-warning' },
      icon('warning'),
      h(
        'div',
        {},
        this.#title,
        this.#list,
        h('p', { class: 'banner-text' }, deps.t('secret.advice')),
        h('div', { class: 'buttons' }, this.#send.element),
      ),
    );
    setHidden(this.element, true);
  }

  /** @param price of what the button sends */
  update(secrets: readonly SecretNotice[], price: string): void {
    setHidden(this.element, secrets.length === 0);
    this.#send.setLabel(this.#deps.t('secret.sendAnyway', { price }));
    const lines = describeSecrets(secrets, this.#deps.t);
    if (lines.join('\n') !== this.#shown) {
      this.#shown = lines.join('\n');
      this.#list.replaceChildren(...lines.map((line) => h('li', {}, line)));
    }
  }

  /** Somebody wanted to send, and this is why it was not. */
  focus(): void {
    this.#title.focus();
  }
}

/** Where, in which line, and what it looks like: never the secret. */
export function describeSecrets(secrets: readonly SecretNotice[], t: Translate): readonly string[] {
  return secrets.map(({ kind, line, name, part }) => {
    const what = t(`secret.kind.${kind}`);
    if (part === 'answers') {
      // Its lines are not those of the form.
      return t('secret.foundIn', { where: t('secret.answers'), kind: what });
    }
    const where = part === 'question' ? t('secret.question') : cleanTitle(name ?? '', 80);
    return t('secret.found', { where, line, kind: what });
  });
}
