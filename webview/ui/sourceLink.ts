import { safeUrl } from '../../src/core/text/webAddress.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { LinkTarget } from '../../src/protocol/messages.ts';
import type { Deps } from './deps.ts';
import { h } from './dom.ts';

/**
 * A source's title as a link, if its address is one to open. The page holds no address: it asks
 * the host to open what it names.
 */
export function sourceLink(
  { send, t }: Deps,
  source: { readonly title: string; readonly url: string },
  target: LinkTarget,
): HTMLElement {
  const url = safeUrl(source.url);
  const title = cleanTitle(source.title, 200);
  const text = h('bdi', {}, title === '' ? (url?.host ?? t('panel.sources.untitled')) : title);
  if (url === undefined) {
    return h('span', { class: 'source-title', title: t('panel.sources.noAddress') }, text);
  }
  return h(
    'a',
    {
      href: '#',
      class: 'source-title',
      title: cleanTitle(url.href, 500),
      on: {
        click: (event) => {
          event.preventDefault();
          void send({ name: 'openLink', target });
        },
      },
    },
    text,
  );
}
