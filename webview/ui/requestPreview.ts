import { costOf } from '../../src/core/research/price.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { PreviewPart, RequestPreview } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import { createButton } from './controls.ts';
import type { Deps } from './deps.ts';
import { h, setHidden } from './dom.ts';
import { amount, count, size } from './format.ts';
import { icon } from './icons.ts';
import { describeSecrets } from './secretWarning.ts';

/** The exact request, what its parts weigh, and whether something in it looks like a secret. */
export class PreviewView {
  readonly element = h('section', { class: 'preview', 'aria-labelledby': 'preview-title' });
  readonly #deps: Deps;
  #before: Element | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
    setHidden(this.element, true);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.close();
      }
    });
  }

  show(preview: RequestPreview, { context, run }: Model): void {
    const { t } = this.#deps;
    this.#before = document.activeElement;
    const title = h('h2', { id: 'preview-title', tabindex: '-1' }, t('preview.title'));
    const price = context.prices[run?.options.model ?? context.options.model];
    const body = h('pre', { class: 'preview-body', tabindex: '0' }, preview.body);
    body.setAttribute('role', 'region');
    body.setAttribute('aria-label', t('preview.body'));
    this.element.replaceChildren(
      title,
      h('p', { class: 'muted' }, t('preview.to', { host: cleanTitle(preview.host, 200) })),
      this.#secrets(preview),
      this.#table(preview.parts, price),
      body,
      preview.cut ? h('p', { class: 'muted' }, t('preview.cut')) : '',
      h(
        'div',
        { class: 'buttons' },
        this.#button('preview.open', () => void this.#deps.send({ name: 'openPreview' })),
        this.#button('panel.close', () => {
          this.close();
        }),
      ),
    );
    setHidden(this.element, false);
    title.focus();
  }

  /** What was shown is no longer what would be sent. */
  drop(): void {
    setHidden(this.element, true);
  }

  close(): void {
    if (!this.element.hidden) {
      this.drop();
      if (this.#before instanceof HTMLElement) {
        this.#before.focus();
      }
    }
  }

  #button(label: 'preview.open' | 'panel.close', onClick: () => void): HTMLElement {
    return createButton({ label: this.#deps.t(label), onClick }).element;
  }

  #secrets({ secrets }: RequestPreview): HTMLElement {
    const { t } = this.#deps;
    const list = describeSecrets(secrets, t).join(t('panel.check.separator'));
    return secrets.length === 0
      ? h('p', { class: 'preview-check' }, icon('pass'), t('preview.noSecrets'))
      : h('p', { class: 'preview-check found' }, icon('warning'), t('preview.secrets', { list }));
  }

  #table(parts: readonly PreviewPart[], price: { input: number; output: number }): HTMLElement {
    const { t } = this.#deps;
    const heads = ['part', 'size', 'tokens', 'cost'] as const;
    const unknown = t('preview.unknown');
    const rows = parts.map(({ bytes, kind, name, tokens }) => {
      const label =
        kind === 'file' || kind === 'image' ? cleanTitle(name ?? '', 80) : t(`preview.${kind}`);
      const cost =
        tokens === undefined
          ? unknown
          : amount(costOf({ inputTokens: tokens, outputTokens: 0 }, price));
      return h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('bdi', {}, label)),
        h('td', {}, bytes === undefined ? '–' : size(bytes)),
        h('td', {}, tokens === undefined ? unknown : count(tokens)),
        h('td', {}, cost),
      );
    });
    return h(
      'table',
      { class: 'preview-parts' },
      h('caption', { class: 'visually-hidden' }, t('preview.parts')),
      h(
        'thead',
        {},
        h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, t(`preview.${head}`)))),
      ),
      h('tbody', {}, ...rows),
    );
  }
}
