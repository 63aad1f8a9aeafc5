import { scanMarkdown } from './scan.ts';
import { addressKey } from './sources.ts';

/** What the footnotes of a document leave for ours. */
export interface TargetNotes {
  /** Every label in use, defined or not, in code or not; lower case, as labels are compared. */
  readonly taken: ReadonlySet<string>;
  /** The first number above all numbers in use; 1 where there is none. */
  readonly startAt: number;
  /** Label of the footnote that holds just this address, by `addressKey`. */
  readonly byAddress: ReadonlyMap<string, string>;
  /** Names defined for links (`[1]: …`), lower case: `[1]` alone is a link there. */
  readonly linkNames: ReadonlySet<string>;
}

const LABEL = /\[\^([^\]\s]+)\]/gu;
const FOOTNOTE_START = /^[\s>]*\[\^([^\]\s]+)\]:(.*)$/u;
const LINK_NAME = /^[\s>]*\[([^^\]][^\]]*)\]:/u;
const ADDRESS = /https?:\/\/[^\s<>"]+/giu;

/** No document has more footnotes; a higher label is a name, not a number. */
const HIGHEST_NUMBER = 99_999;

/** Reads the footnotes of a document with any line ends. */
export function readFootnotes(document: string): TargetNotes {
  const source = document.replace(/\r\n?/gu, '\n');
  const taken = new Set<string>();
  let highest = 0;
  for (const match of source.matchAll(LABEL)) {
    const label = (match[1] ?? '').toLowerCase();
    taken.add(label);
    const number = /^\d+$/u.test(label) ? Number(label) : 0;
    highest = number > highest && number <= HIGHEST_NUMBER ? number : highest;
  }
  return { taken, startAt: highest + 1, ...readDefinitions(source) };
}

function readDefinitions(source: string): Pick<TargetNotes, 'byAddress' | 'linkNames'> {
  const byAddress = new Map<string, string>();
  const linkNames = new Set<string>();
  if (!source.includes(']:')) {
    return { byAddress, linkNames };
  }
  const { codeLines } = scanMarkdown(source);
  const lines = source.split('\n');
  lines.forEach((line, index) => {
    if (codeLines.has(index)) {
      return;
    }
    const name = LINK_NAME.exec(line)?.[1];
    if (name !== undefined) {
      linkNames.add(name.trim().toLowerCase());
    }
    const [, label, text] = FOOTNOTE_START.exec(line) ?? [];
    if (label !== undefined && text !== undefined) {
      const addresses = addressesIn([text, ...continuation(lines, index + 1)].join('\n'));
      // A footnote with several addresses says more than that this page is the source.
      const [only] = addresses;
      if (only !== undefined && addresses.size === 1 && !byAddress.has(only)) {
        byAddress.set(only, label);
      }
    }
  });
  return { byAddress, linkNames };
}

/** The lines that belong to a definition: up to a blank line or the next definition. */
function continuation(lines: readonly string[], from: number): readonly string[] {
  const end = lines.findIndex(
    (line, index) => index >= from && (line.trim() === '' || /^[\s>]*\[[^\]]+\]:/u.test(line)),
  );
  return lines.slice(from, end < 0 ? undefined : end);
}

function addressesIn(text: string): Set<string> {
  const keys = [...text.matchAll(ADDRESS)].map(([address]) => addressKey(withoutTail(address)));
  return new Set(keys.filter((key) => key !== undefined));
}

/** Cuts what belongs to the sentence: brackets without partner, punctuation at the end. */
function withoutTail(address: string): string {
  let depth = 0;
  let end = 0;
  for (; end < address.length; end++) {
    const character = address.charAt(end);
    depth += '(['.includes(character) ? 1 : ')]'.includes(character) ? -1 : 0;
    if (depth < 0) {
      break;
    }
  }
  return address.slice(0, end).replace(/[.,;:!?*_'`]+$/u, '');
}
