import { h } from './dom.ts';

/** Each has its shape in `styles/icons.css`. */
export type IconName =
  | 'arrow-down'
  | 'beaker'
  | 'check'
  | 'checklist'
  | 'chevron-right'
  | 'circle-slash'
  | 'clock'
  | 'close'
  | 'comment'
  | 'copy'
  | 'debug-disconnect'
  | 'debug-stop'
  | 'edit'
  | 'error'
  | 'file'
  | 'file-media'
  | 'info'
  | 'link-external'
  | 'loading'
  | 'lock'
  | 'pass'
  | 'question'
  | 'search'
  | 'warning';

/** An icon beside words: it says nothing that the words do not, and is hidden from screen readers. */
export function icon(name: IconName): HTMLElement {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}
