import type { CitationCheck } from '../../src/core/report/citations.ts';
import type { Run } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { PanelCommand } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Button } from './controls.ts';
import { createButton } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden, setText } from './dom.ts';

/** So many sections are named in a hint; the rest is a number. */
const MOST_NAMED = 3;

/** What can be done with a report, where it was saved, and what its citations lack. */
export class Actions implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #check: (run: Run) => CitationCheck | undefined;
  readonly #insert: Button;
  readonly #save: Button;
  readonly #saved = h('p', { class: 'saved' });
  readonly #savedText = h('span');
  readonly #openSaved: HTMLButtonElement;
  readonly #target = h('p', { class: 'muted' });
  readonly #hints = h('ul', { class: 'hints' });
  #checked: Run | undefined;

  constructor(deps: Deps, check: (run: Run) => CitationCheck | undefined) {
    this.#deps = deps;
    this.#check = check;
    const { t } = deps;
    const make = (label: string, command: PanelCommand, primary = false): Button =>
      createButton({ label, primary, onClick: () => void deps.send(command) });
    this.#insert = make(t('panel.actions.insert'), { name: 'insertReport' }, true);
    this.#save = make(t('panel.actions.save'), { name: 'saveReport' });
    const copy = make(t('panel.actions.copy'), { name: 'copyReport' });
    const open = make(t('panel.actions.openMarkdown'), { name: 'openAsMarkdown' });
    const fresh = make(t('panel.actions.newQuestion'), { name: 'newQuestion' });
    this.#openSaved = h(
      'button',
      {
        type: 'button',
        class: 'text-button',
        on: { click: () => void deps.send({ name: 'openSaved' }) },
      },
      t('panel.open'),
    );
    this.#saved.append(this.#savedText, this.#openSaved);
    this.element = h(
      'div',
      { class: 'actions' },
      h(
        'div',
        { class: 'buttons' },
        this.#insert.element,
        this.#save.element,
        copy.element,
        open.element,
        fresh.element,
      ),
      this.#target,
      this.#saved,
      this.#hints,
    );
  }

  update({ run, context }: Model): void {
    const ended = run !== undefined && !isLive(run.state) && run.report.text !== '';
    setHidden(this.element, !ended);
    if (!ended) {
      return;
    }
    const { t } = this.#deps;
    const { insertTarget, savedPath } = context;
    setText(
      this.#target,
      insertTarget === undefined
        ? t('panel.actions.noTarget')
        : t('panel.actions.target', { name: cleanTitle(insertTarget, 80) }),
    );
    setText(
      this.#savedText,
      savedPath === undefined
        ? t('panel.actions.notSaved')
        : t('panel.actions.saved', { path: cleanTitle(savedPath, 200) }),
    );
    setHidden(this.#openSaved, savedPath === undefined);
    this.#save.setLabel(
      t(savedPath === undefined ? 'panel.actions.save' : 'panel.actions.saveAgain'),
    );
    const check = run === this.#checked ? undefined : this.#check(run);
    if (check !== undefined) {
      this.#checked = run;
      const hints = this.#listHints(check);
      this.#hints.replaceChildren(...hints.map((hint) => h('li', {}, hint)));
      setHidden(this.#hints, hints.length === 0);
    }
  }

  #listHints(check: CitationCheck): string[] {
    const { t } = this.#deps;
    const { unknown, neverCited, sectionsWithoutMarks, withoutAddress } = check;
    const hints: string[] = [];
    const add = (
      key: 'unknown' | 'neverCited' | 'sections' | 'noAddress',
      items: readonly (number | string)[],
      shown: string,
    ): void => {
      if (items.length > 0) {
        hints.push(t(`panel.check.${key}`, { n: items.length, list: shown }));
      }
    };
    // Without a single source the banner says it all.
    if (check.marks > 0 || neverCited.length > 0) {
      add('unknown', unknown, numbers(unknown));
      add('neverCited', neverCited, numbers(neverCited));
      const names = sectionsWithoutMarks.slice(0, MOST_NAMED).map((name) => cleanTitle(name, 60));
      const list = names.join(t('panel.check.separator'));
      add(
        'sections',
        sectionsWithoutMarks,
        names.length < sectionsWithoutMarks.length ? `${list} …` : list,
      );
      add('noAddress', withoutAddress, numbers(withoutAddress));
    }
    return hints;
  }
}

function numbers(values: readonly number[]): string {
  const shown = values.slice(0, 12).join(', ');
  return values.length > 12 ? `${shown} …` : shown;
}
