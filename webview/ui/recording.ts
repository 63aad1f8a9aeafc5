import { isLive } from '../../src/core/research/run.ts';
import type { PanelCommand } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { h, setAttribute, setHidden } from './dom.ts';
import { icon } from './icons.ts';

type Speed = Extract<PanelCommand, { name: 'setPlayback' }>['speed'];

/** Says, as long as a recording is shown, that it is one; and sets how fast it goes on. */
export class RecordingBanner implements View {
  readonly element: HTMLElement;
  readonly #deps: Deps;
  readonly #speeds: HTMLElement;
  readonly #once: HTMLButtonElement;
  readonly #tenfold: HTMLButtonElement;
  readonly #again: HTMLButtonElement;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    this.#once = this.#speed(1, t('example.speed.1'), t('example.speed.1.name'));
    this.#tenfold = this.#speed(10, t('example.speed.10'), t('example.speed.10.name'));
    this.#speeds = h(
      'div',
      { class: 'recording-speeds', role: 'group', 'aria-label': t('example.speed') },
      this.#once,
      this.#tenfold,
      this.#speed('end', t('example.speed.end')),
    );
    this.#again = h(
      'button',
      {
        type: 'button',
        class: 'recording-speed',
        on: { click: () => void deps.send({ name: 'playAgain' }) },
      },
      t('example.again'),
    );
    this.element = h(
      'section',
      { class: 'recording', 'aria-label': t('example.speed') },
      icon('beaker'),
      h(
        'div',
        { class: 'recording-body' },
        h('p', {}, t('example.banner')),
        this.#speeds,
        this.#again,
      ),
    );
  }

  update({ context, run }: Model): void {
    const { playback } = context;
    const shown = playback !== undefined && run !== undefined;
    setHidden(this.element, !shown);
    if (!shown) {
      return;
    }
    const goesOn = isLive(run.state) || run.state === 'waiting';
    const hadFocus = this.#speeds.contains(document.activeElement);
    setHidden(this.#speeds, !goesOn);
    setHidden(this.#again, goesOn);
    if (hadFocus && !goesOn) {
      // What had the focus is gone; its successor takes it.
      this.#again.focus();
    }
    setAttribute(this.#once, 'aria-pressed', String(playback.speed === 1));
    setAttribute(this.#tenfold, 'aria-pressed', String(playback.speed === 10));
  }

  #speed(speed: Speed, label: string, name?: string): HTMLButtonElement {
    return h(
      'button',
      {
        type: 'button',
        class: 'recording-speed',
        // What is said begins with what is seen: people speak it to click it.
        'aria-label': name === undefined ? undefined : `${label}, ${name}`,
        title: name,
        on: { click: () => void this.#deps.send({ name: 'setPlayback', speed }) },
      },
      label,
    );
  }
}
