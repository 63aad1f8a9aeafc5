import type { Reference } from '../research/run.ts';
import { cleanTitle } from '../text/clean.ts';
import { safeUrl } from './links.ts';

/** Words that stand in a composed text, in the reader's language. */
export interface ReportWords {
  /** Heading of the list of sources. */
  readonly sources: string;
  /** Stands before an image's description. */
  readonly image: string;
  readonly noAddress: string;
  readonly untitled: string;
}

/** Titles are cut at this length: longer ones are no titles. */
const LONGEST_TITLE = 200;

/** One source as a line of Markdown. */
export function sourceLine(
  source: Pick<Reference, 'title' | 'url'>,
  words: Pick<ReportWords, 'noAddress' | 'untitled'>,
): string {
  const url = safeUrl(source.url);
  const title = cleanTitle(source.title, LONGEST_TITLE);
  // Comma and space keep readers without footnotes from taking `[^1]: …` for the address of a link.
  if (url === undefined) {
    return `${escapeLineStart(escapeText(title === '' ? words.untitled : title))}, ${words.noAddress}`;
  }
  return `[${escapeText(title === '' ? url.host : title)}](${linkAddress(url)}), ${escapeText(url.host)}`;
}

/** An address as it may stand between the brackets of a Markdown link, in a table, too. */
export function linkAddress(url: URL): string {
  return url.href
    .replace(/[()<>|\\`\s]/gu, (character) =>
      encodeURIComponent(character).replace(/[()]/gu, percent),
    )
    .replace(/&(?=#?\w+;)/gu, '&amp;');
}

/** Text from outside as Markdown that shows it as it is; for one line, to be cleaned before. */
export function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<>|~$&#]/gu, '\\$&');
}

/** Keeps a line of escaped text from being read as a list item or an underline. */
export function escapeLineStart(text: string): string {
  return text.replace(/^(?=[-+=])/u, '\\').replace(/^(\d+)(?=[.)])/u, '$1\\');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/**
 * What two addresses of the same page have in common: our own percent signs, entities and a last
 * slash do not count. Undefined for what is no web address.
 */
export function addressKey(text: string): string | undefined {
  const url = safeUrl(text.replace(/&amp;/gu, '&'));
  return url?.href
    .replace(/%(?:28|29|3c|3e|7c|5c|60)/giu, (code) => decodeURIComponent(code))
    .replace(/\/$/u, '');
}
