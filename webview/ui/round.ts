import type { PageNote, Round, Site } from '../../src/core/research/run.ts';
import { cleanText, cleanTitle, displayHost } from '../../src/core/text/clean.ts';
import { createBadge } from './controls.ts';
import type { Deps } from './deps.ts';
import { growText, h, KeyedList, setAttribute, setHidden, setText } from './dom.ts';
import { count } from './format.ts';
import { icon } from './icons.ts';
import { sourceLink } from './sourceLink.ts';

/** So many sites are shown at once; a round may have found fifty. */
const FIRST_SITES = 12;

/** One round: what it was after, what it found and what the model noted on the pages it read. */
export class RoundView {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #number: number;
  readonly #toggle: HTMLButtonElement;
  readonly #summary = h('bdi', { class: 'round-goal' });
  readonly #found = createBadge();
  readonly #goal = h('p', { class: 'goal prose-plain', dir: 'auto' });
  readonly #query = h('p', { class: 'query' });
  readonly #queryText = h('bdi');
  readonly #counts = h('p', { class: 'muted' });
  readonly #siteList = h('ul', { class: 'sites' });
  readonly #sites: KeyedList<{ site: Site; index: number }, { element: HTMLElement }>;
  readonly #more: HTMLButtonElement;
  readonly #noteList = h('ul', { class: 'notes' });
  readonly #notes: KeyedList<PageNote, { element: HTMLElement; text: HTMLElement }>;
  readonly #body: HTMLElement;
  #round: Round | undefined;
  #open: boolean | undefined;
  #live = false;
  #all = false;

  constructor(deps: Deps, number: number) {
    this.#deps = deps;
    this.#number = number;
    const { t } = deps;
    const bodyId = `round-${String(number)}`;
    this.#toggle = h(
      'button',
      {
        type: 'button',
        class: 'round-toggle',
        'aria-controls': bodyId,
        'aria-keyshortcuts': 'S',
        on: {
          click: () => {
            this.#choose(this.#open !== true);
          },
        },
      },
      icon('chevron-right'),
      h('span', { class: 'round-name' }, t('panel.rounds.round', { n: number })),
      this.#summary,
      this.#found.element,
    );
    this.#sites = new KeyedList<{ site: Site; index: number }, { element: HTMLElement }>(
      this.#siteList,
      ({ site, index }) => this.#siteRow(site, index),
    );
    this.#notes = new KeyedList<PageNote, { element: HTMLElement; text: HTMLElement }>(
      this.#noteList,
      () => noteRow(deps),
      (view, note) => {
        growText(view.text, cleanText(note.text));
      },
    );
    this.#more = h('button', {
      type: 'button',
      class: 'text-button',
      on: {
        click: () => {
          this.#all = true;
          this.#showSites();
        },
      },
    });
    this.#query.append(h('span', { class: 'label' }, t('panel.rounds.query')), this.#queryText);
    this.#body = h(
      'div',
      { class: 'round-body', id: bodyId },
      this.#goal,
      this.#query,
      this.#counts,
      this.#noteList,
      this.#siteList,
      this.#more,
    );
    this.element = h('article', { class: 'round' }, h('h3', {}, this.#toggle), this.#body);
  }

  /** Opens the round and goes to the first of its sites. */
  focusSites(): void {
    if (this.#open !== true) {
      this.#choose(true);
    }
    this.#siteList.querySelector('a')?.focus();
  }

  update(round: Round, open: boolean, live: boolean): void {
    if (round === this.#round && open === this.#open && live === this.#live) {
      return;
    }
    this.#round = round;
    this.#open = open;
    this.#live = live;
    setAttribute(this.#toggle, 'aria-expanded', String(open));
    this.element.classList.toggle('working', live && !round.finished);
    setHidden(this.#body, !open);
    setText(this.#summary, open ? '' : cleanTitle(round.goal || round.query, 200));
    const values = { found: count(round.sites.length), read: count(round.notes.length) };
    this.#found.setText(this.#deps.t('panel.rounds.short', values));
    if (open) {
      this.#showBody(round);
    }
  }

  #showBody(round: Round): void {
    const { t } = this.#deps;
    growText(this.#goal, cleanText(round.goal));
    setHidden(this.#goal, round.goal === '');
    growText(this.#queryText, cleanTitle(round.query, 400));
    setHidden(this.#query, round.query === '');
    const values = { found: count(round.sites.length), read: count(round.notes.length) };
    const isEmpty = round.sites.length + round.notes.length === 0;
    const ended = round.finished || !this.#live;
    setText(
      this.#counts,
      isEmpty
        ? t(ended ? 'panel.rounds.noSites' : 'panel.rounds.searching')
        : t('panel.rounds.counts', values),
    );
    this.#notes.show(round.notes, ({ key }) => key);
    setHidden(this.#noteList, round.notes.length === 0);
    this.#showSites();
  }

  #showSites(): void {
    const sites = this.#round?.sites ?? [];
    const shown = this.#all ? sites : sites.slice(0, FIRST_SITES);
    this.#sites.show(
      shown.map((site, index) => ({ site, index })),
      ({ index }) => String(index),
    );
    setHidden(this.#siteList, sites.length === 0);
    setHidden(this.#more, shown.length === sites.length);
    setText(this.#more, this.#deps.t('panel.rounds.showAll', { n: sites.length }));
  }

  #choose(open: boolean): void {
    const { memory } = this.#deps;
    memory.update({ rounds: { ...memory.state.rounds, [String(this.#number)]: open } });
    if (this.#round !== undefined) {
      this.update(this.#round, open, this.#live);
    }
  }

  #siteRow(site: Site, index: number): { element: HTMLElement } {
    const target = { kind: 'site', round: this.#number, index } as const;
    const description = cleanTitle(site.description, 300);
    return {
      element: h(
        'li',
        { class: 'site' },
        sourceLink(this.#deps, site, target),
        h('span', { class: 'host' }, displayHost(site.url)),
        description === '' ? undefined : h('p', { class: 'snippet', dir: 'auto' }, description),
      ),
    };
  }
}

function noteRow({ t }: Deps): { element: HTMLElement; text: HTMLElement } {
  const text = h('span', { class: 'prose-plain', dir: 'auto' });
  return {
    element: h(
      'li',
      { class: 'note' },
      h('span', { class: 'label' }, t('panel.rounds.note')),
      text,
    ),
    text,
  };
}
