import { safeUrl } from './webAddress.ts';

/*
 * The doors for untrusted words: titles, hosts, snippets and notes come from any web page, and all
 * that a page can write a person (or another model) will read. Nothing here knows where the text
 * goes; that it is shown by `textContent` and never as markup is the business of those who show it.
 */

/** Terminal escapes: `ESC [ … letter` and `ESC ] … BEL`. */

const TERMINAL_ESCAPE = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?)/gu;

/** Everything that ends a line somewhere, and the tab. */
const LINE_END = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/**
 * C0 and C1 controls, bidi controls, characters without width, fillers that look like nothing,
 * supplementary variation selectors and tag characters (both carry hidden text), annotation marks.
 * U+200D is left for `JOINER`.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0D\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** A joiner is kept only where it joins two pictures to one. */
const JOINER =
  /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;

/** One line of untrusted text, for a log or a label: nothing hidden in it, nothing that moves. */
export function cleanLine(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_ESCAPE, '')
    .replace(LINE_END, ' ')
    .replace(INVISIBLE, '')
    .replace(JOINER, '');
}

/**
 * A title or a snippet: one line, single spaces, at most `max` characters (an ellipsis counts).
 * Characters are counted as people see them in most scripts, so that no pair is cut in two.
 */
export function cleanTitle(text: string, max: number): string {
  // Far more than is shown is never looked at: a hostile title may be megabytes long.
  const line = cleanLine(text.slice(0, max * 8))
    .replace(/\s+/gu, ' ')
    .trim();
  if (line.length <= max) {
    return line;
  }
  const characters = [...line];
  return characters.length <= max
    ? line
    : `${characters
        .slice(0, max - 1)
        .join('')
        .replace(/[\u200D\s]+$/u, '')}…`;
}

/**
 * What is removed from running text, line ends and tabs apart: what would turn the direction of the
 * text or hide something in it. Joiners stay, many scripts need them.
 */
const HIDDEN_IN_TEXT =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0100}-\u{E01EF}]/gu;

/** Tag characters can carry a whole hidden prompt: they are shown, as boxes. */
const TAG_CHARACTER = /[\u{E0000}-\u{E007F}]/gu;

const ANYTHING_HIDDEN = new RegExp(`${HIDDEN_IN_TEXT.source}|${TAG_CHARACTER.source}`, 'u');

/** Untrusted running text: the report, notes, a plan. Keeps lines; shows tag characters as boxes. */
export function cleanText(text: string): string {
  return ANYTHING_HIDDEN.test(text)
    ? text.replace(HIDDEN_IN_TEXT, '').replace(TAG_CHARACTER, '▯')
    : text;
}

/**
 * The host (with its port) of a web address, as the browser will ask for it: punycode stays
 * punycode, so that a lookalike letter is seen. Empty for whatever is not safe to open.
 */
export function displayHost(url: string): string {
  return safeUrl(url)?.host ?? '';
}
