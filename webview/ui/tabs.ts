import type { TabName } from '../uiState.ts';
import type { Deps } from './deps.ts';
import { h, setAttribute, setHidden, setText } from './dom.ts';

const NAMES: readonly TabName[] = ['research', 'report'];

/** Research and report: the arrow keys go from one to the other. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #tabs: ReadonlyMap<TabName, { tab: HTMLElement; news: HTMLElement; dot: HTMLElement }>;
  readonly #deps: Deps;

  constructor(deps: Deps, choose: (name: TabName) => void) {
    this.#deps = deps;
    this.element = h('div', {
      class: 'tabs',
      role: 'tablist',
      'aria-label': deps.t('panel.tabs.label'),
    });
    this.#tabs = new Map(
      NAMES.map((name) => {
        const news = h('span', { class: 'visually-hidden' });
        const dot = h('span', { class: 'dot', 'aria-hidden': 'true', hidden: '' });
        const tab = h(
          'button',
          {
            type: 'button',
            role: 'tab',
            class: 'tab',
            id: `tab-${name}`,
            'aria-controls': `panel-${name}`,
            on: {
              click: () => {
                choose(name);
              },
            },
          },
          deps.t(`panel.tabs.${name}`),
          dot,
          news,
        );
        this.element.append(tab);
        return [name, { tab, news, dot }];
      }),
    );
    this.element.addEventListener('keydown', (event) => {
      const { key } = event;
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') {
        return;
      }
      event.preventDefault();
      const other = NAMES.find((name) => this.#tabs.get(name)?.tab.tabIndex !== 0);
      if (other !== undefined) {
        choose(other);
        this.#tabs.get(other)?.tab.focus();
      }
    });
  }

  select(chosen: TabName): void {
    for (const [name, { tab }] of this.#tabs) {
      setAttribute(tab, 'aria-selected', String(name === chosen));
      tab.tabIndex = name === chosen ? 0 : -1;
    }
    this.setNews(chosen, false);
  }

  /** Something came on a tab that is not shown. */
  setNews(name: TabName, news: boolean): void {
    const tab = this.#tabs.get(name);
    if (tab !== undefined) {
      setHidden(tab.dot, !news);
      setText(tab.news, news ? this.#deps.t('panel.tabs.news') : '');
    }
  }
}
