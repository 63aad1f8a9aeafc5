import { addressKey } from '../../src/core/report/sources.ts';
import type { Reference, Run, Site } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import { cleanTitle, displayHost } from '../../src/core/text/clean.ts';
import type { Deps } from './deps.ts';
import { h, KeyedList, setHidden, setText } from './dom.ts';
import { sourceLink } from './sourceLink.ts';

interface Row {
  readonly element: HTMLElement;
  readonly uses: HTMLElement;
}

interface FoundSite {
  readonly site: Site;
  readonly round: number;
  readonly index: number;
}

/** What the report cites; below it, folded, what was found besides. */
export class Sources {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #title = h('h2', { id: 'sources-title', tabindex: '-1' });
  readonly #empty = h('p', { class: 'muted' });
  readonly #list = h('ol', { class: 'source-list' });
  readonly #rows: KeyedList<Reference, Row>;
  readonly #foundSummary = h('summary');
  readonly #foundList = h('ul', { class: 'sites' });
  readonly #found: HTMLDetailsElement;
  #shown: readonly Reference[] | undefined;
  #rounds: Run['rounds'] = [];
  #foundSites: FoundSite[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#rows = new KeyedList<Reference, Row>(this.#list, (reference) => this.#row(reference));
    this.#found = h(
      'details',
      {
        class: 'found',
        on: {
          toggle: () => {
            this.#showFound();
          },
        },
      },
      this.#foundSummary,
      this.#foundList,
    );
    this.element = h(
      'aside',
      { class: 'source-pane', 'aria-labelledby': 'sources-title' },
      this.#title,
      this.#empty,
      this.#list,
      this.#found,
    );
  }

  focus(): void {
    this.#title.scrollIntoView({ block: 'nearest' });
    this.#title.focus();
  }

  update({ references, rounds, state }: Run): void {
    const { t } = this.#deps;
    setText(this.#empty, t(isLive(state) ? 'panel.sources.none' : 'panel.sources.neverCame'));
    const fresh = references !== this.#shown;
    if (!fresh && rounds === this.#rounds) {
      return;
    }
    this.#shown = references;
    this.#rounds = rounds;
    setText(this.#title, t('panel.sources.title', { n: references.length }));
    setHidden(this.#empty, references.length > 0);
    if (fresh) {
      this.#rows.show(references, (reference) => `${String(reference.number)} ${reference.url}`);
    }
    const cited = new Set(references.map(({ url }) => addressKey(url) ?? url));
    const seen = new Set<string>();
    this.#foundSites = rounds.flatMap((round) =>
      round.sites.flatMap((site, index) => {
        const key = addressKey(site.url) ?? `${site.url} ${site.title}`;
        const isNew = !cited.has(key) && !seen.has(key);
        seen.add(key);
        return isNew ? [{ site, round: round.number, index }] : [];
      }),
    );
    setHidden(this.#found, this.#foundSites.length === 0);
    setText(this.#foundSummary, t('panel.sources.found', { n: this.#foundSites.length }));
    this.#showFound();
  }

  showUses(counts: ReadonlyMap<number, number>): void {
    for (const reference of this.#shown ?? []) {
      const row = this.#rows.get(`${String(reference.number)} ${reference.url}`);
      const uses = counts.get(reference.number) ?? 0;
      if (row !== undefined) {
        const key = uses === 0 ? 'never' : uses === 1 ? 'once' : 'uses';
        setText(row.uses, this.#deps.t(`panel.sources.${key}`, { n: uses }));
      }
    }
  }

  /** Dozens of rows: made when somebody looks. */
  #showFound(): void {
    if (!this.#found.open) {
      return;
    }
    this.#foundList.replaceChildren(
      ...this.#foundSites.map(({ site, round, index }) =>
        h(
          'li',
          { class: 'site' },
          sourceLink(this.#deps, site, { kind: 'site', round, index }),
          h('span', { class: 'host' }, displayHost(site.url)),
        ),
      ),
    );
  }

  #row(reference: Reference): Row {
    const target = { kind: 'reference', number: reference.number } as const;
    const snippet = cleanTitle(reference.description, 240);
    const uses = h('span', { class: 'uses' });
    return {
      uses,
      element: h(
        'li',
        { class: 'source' },
        h('span', { class: 'source-number', 'aria-hidden': 'true' }, String(reference.number)),
        h(
          'div',
          { class: 'source-body' },
          sourceLink(this.#deps, reference, target),
          h(
            'p',
            { class: 'source-facts' },
            h(
              'span',
              { class: 'host' },
              displayHost(reference.url) || this.#deps.t('panel.sources.noAddress'),
            ),
            uses,
          ),
          snippet === '' ? undefined : h('p', { class: 'snippet', dir: 'auto' }, snippet),
        ),
      ),
    };
  }
}
