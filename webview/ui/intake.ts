import { MOST_IMAGE_BYTES } from '../../src/core/research/images.ts';
import { cleanTitle } from '../../src/core/text/clean.ts';
import type { Deps } from './deps.ts';
import { h, setHidden } from './dom.ts';

/** What VS Code's own lists put on a drag, next to the standard form. */
const URI_LISTS = ['application/vnd.code.uri-list', 'text/uri-list'] as const;

/**
 * Takes what is dropped on the composer or pasted into it: pictures and text files from anywhere,
 * files of the Explorer by their address. Text and links go into the question as they always do.
 */
export class Intake {
  /** Shown while something is dragged over the composer. */
  readonly hint: HTMLElement;
  readonly #deps: Deps;

  constructor(target: HTMLElement, deps: Deps) {
    this.#deps = deps;
    this.hint = h('p', { class: 'drop-hint', 'aria-hidden': 'true' }, deps.t('attach.drop'));
    setHidden(this.hint, true);
    target.addEventListener('dragover', (event) => {
      if (offersFiles(event.dataTransfer)) {
        event.preventDefault();
        setHidden(this.hint, false);
      }
    });
    target.addEventListener('dragleave', ({ relatedTarget }) => {
      setHidden(this.hint, !(relatedTarget instanceof Node) || !target.contains(relatedTarget));
    });
    target.addEventListener('drop', (event) => {
      setHidden(this.hint, true);
      this.#drop(event);
    });
    target.addEventListener('paste', (event) => {
      const { clipboardData } = event;
      const files = [...(clipboardData?.files ?? [])];
      // Programs that copy text often add a picture of it: then the text is meant.
      if (files.length > 0 && clipboardData?.getData('text/plain') === '') {
        event.preventDefault();
        void this.#read(files);
      }
    });
  }

  #drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    const uris = readUris(event.dataTransfer);
    if (files.length > 0) {
      event.preventDefault();
      void this.#read(files);
    } else if (uris.length > 0) {
      event.preventDefault();
      void this.#deps.send({ name: 'attachUris', uris });
    }
  }

  async #read(files: readonly File[]): Promise<void> {
    const { say, send, t } = this.#deps;
    const read: { name: string; data: ArrayBuffer }[] = [];
    for (const file of files) {
      const refuse = (problem: 'tooBig' | 'notReadable'): void => {
        const name = cleanTitle(file.name, 80);
        say(t('attach.problem', { name, problem: t(`attach.${problem}`) }));
      };
      if (file.size > MOST_IMAGE_BYTES) {
        refuse('tooBig');
        continue;
      }
      try {
        read.push({ name: file.name, data: await file.arrayBuffer() });
      } catch {
        // A folder, or a file that is gone.
        refuse('notReadable');
      }
    }
    if (read.length > 0) {
      await send({ name: 'attach', files: read });
    }
  }
}

function offersFiles(data: DataTransfer | null): boolean {
  const types = data?.types ?? [];
  return types.includes('Files') || URI_LISTS.some((type) => types.includes(type));
}

/** Only addresses of files: a link is text, and belongs where it was dropped. */
function readUris(data: DataTransfer | null): readonly string[] {
  const list = URI_LISTS.map((type) => data?.getData(type) ?? '').find((text) => text !== '') ?? '';
  return list
    .split(/\r?\n/u)
    .filter((line) => /^[a-z][a-z0-9+.-]*:/iu.test(line) && !/^(?:https?|data|blob):/iu.test(line));
}
