import type { Run } from '../../src/core/research/run.ts';
import { cleanText, cleanTitle } from '../../src/core/text/clean.ts';
import type { TextKey } from '../../src/core/text/translate.ts';
import type { PanelContext } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import { createButton } from './controls.ts';
import type { Deps, View } from './deps.ts';
import { h, setHidden } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

/** What a person has to know about a run besides its research. Two equal ones are one. */
interface Notice {
  readonly kind: 'info' | 'warning' | 'danger';
  readonly picture: IconName;
  readonly words: string;
  readonly buttons?: readonly (readonly [TextKey, PlainName])[];
  /** Shown on demand, as it is. */
  readonly more?: readonly [label: string, text: string];
}

type PlainName = 'stop' | 'copyReport' | 'saveElsewhere';

/** Waiting in the queue, another window's, of a newer version, not saved: one banner each. */
export class RunNotices implements View {
  readonly element = h('div', { class: 'run-notices', role: 'status' });
  readonly #deps: Deps;
  #shown = '';

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  update({ context, run }: Model): void {
    const notices =
      run === undefined || context.playback !== undefined ? [] : this.#collect(run, context);
    const key = JSON.stringify(notices);
    setHidden(this.element, notices.length === 0);
    if (key !== this.#shown) {
      this.#shown = key;
      this.element.replaceChildren(...notices.map((notice) => this.#banner(notice)));
    }
  }

  #collect(run: Run, { disk, newer, owner, queuedBefore }: PanelContext): readonly Notice[] {
    const { t } = this.#deps;
    const notices: Notice[] = [];
    if (disk !== undefined) {
      notices.push({
        kind: 'danger',
        picture: 'warning',
        words: t(diskKey(disk.code), { path: cleanTitle(disk.path, 300), code: disk.code }),
        buttons: [
          ['runs.disk.copy', 'copyReport'],
          ['runs.disk.saveAs', 'saveElsewhere'],
        ],
      });
    }
    if (newer === true) {
      notices.push({ kind: 'info', picture: 'lock', words: t('runs.newer.notice') });
    } else if (owner !== undefined) {
      const window = cleanTitle(owner, 80);
      const words =
        window === '' ? t('runs.elsewhere.unnamed') : t('runs.elsewhere.named', { window });
      notices.push({ kind: 'info', picture: 'lock', words });
    }
    if (run.origin !== undefined) {
      const title = cleanTitle(run.origin.title, 120);
      notices.push({ kind: 'info', picture: 'info', words: t('runs.continue.origin', { title }) });
    }
    // How many are before it only its own window knows.
    if (run.state === 'queued' && owner === undefined) {
      notices.push({
        kind: 'info',
        picture: 'info',
        words:
          queuedBefore === undefined
            ? t('runs.queued.next')
            : t('runs.queued.notice', { n: queuedBefore }),
        buttons: [['runs.queued.cancel', 'stop']],
      });
    }
    if (run.unsent !== undefined) {
      const { answers, reason } = run.unsent;
      notices.push({
        kind: 'warning',
        picture: 'info',
        words: t(`runs.unsent.${reason}`),
        ...(answers === undefined ? {} : { more: [t('runs.unsent.answers'), answers] as const }),
      });
    }
    return notices;
  }

  #banner({ buttons = [], kind, more, picture, words }: Notice): HTMLElement {
    const { send, t } = this.#deps;
    const body = h('div', {}, h('p', { class: 'banner-text' }, words));
    if (buttons.length > 0) {
      const elements = buttons.map(
        ([label, name]) =>
          createButton({ label: t(label), onClick: () => void send({ name }) }).element,
      );
      body.append(h('div', { class: 'buttons' }, ...elements));
    }
    if (more !== undefined) {
      const [label, text] = more;
      body.append(
        h(
          'details',
          { class: 'details' },
          h('summary', {}, label),
          h('p', { class: 'prose-plain', dir: 'auto' }, cleanText(text)),
        ),
      );
    }
    return h('div', { class: `banner banner-${kind}` }, icon(picture), body);
  }
}

function diskKey(code: string): TextKey {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'runs.disk.full';
  }
  return code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
    ? 'runs.disk.readOnly'
    : 'runs.disk.trouble';
}
