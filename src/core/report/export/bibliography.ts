import type { Reference, Run } from '../../research/run.ts';
import { cleanTitle } from '../../text/clean.ts';
import { safeUrl } from '../links.ts';

/** Titles are cut at this length: longer ones are no titles. */
const LONGEST_TITLE = 300;

/** A cited page as every bibliography format needs it: clean, and with a safe address or none. */
interface Source {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly host: string;
}

type Cited = Pick<Run, 'references' | 'createdAt' | 'endedAt'>;

function sourcesOf({ references }: Pick<Run, 'references'>): readonly Source[] {
  return references.map(({ number, title, url }: Reference) => {
    const address = safeUrl(url);
    const host = address?.host ?? '';
    const clean = cleanTitle(title, LONGEST_TITLE);
    return {
      number,
      title: clean === '' ? host || `Source ${number}` : clean,
      url: address?.href ?? '',
      host,
    };
  });
}

/** Day on which the pages were read: no page tells of another date that could be trusted. */
function dayOf({ createdAt, endedAt }: Cited): string {
  return new Date(endedAt ?? createdAt).toISOString().slice(0, 10);
}

/** BibTeX; `@misc` and `\url` are what every style knows. Ends with a line feed unless empty. */
export function toBibTeX(run: Cited): string {
  return sourcesOf(run)
    .map(({ host, number, title, url }) => {
      const fields = [
        `title = {{${escapeTeX(title)}}}`,
        ...(host === '' ? [] : [`howpublished = {${escapeTeX(host)}}`]),
        ...(url === '' ? [] : [`url = {${escapeBibUrl(url)}}`]),
        `urldate = {${dayOf(run)}}`,
      ];
      return `@misc{source${number},\n  ${fields.join(',\n  ')}\n}\n`;
    })
    .join('\n');
}

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text that TeX sets as it is: nothing in it is a command, a group or a comment. */
function escapeTeX(text: string): string {
  // Braces would have to be balanced even when escaped: as commands they need not.
  return text
    .replace(/[\\{}~^#$%&_]/gu, (character) => TEX[character] ?? `\\${character}`)
    .replace(/\\\{(?!\})/gu, '\\textbraceleft{}')
    .replace(/(?<!\{)\\\}/gu, '\\textbraceright{}');
}

/** In an address braces, backslashes and percent comments cannot do harm once they are encoded. */
function escapeBibUrl(url: string): string {
  return url.replace(
    /[{}\\^~]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** RIS: one tag a line, and CRLF as its description wants it. */
export function toRis(run: Cited): string {
  return sourcesOf(run)
    .map(({ host, number, title, url }) =>
      [
        'TY  - ELEC',
        `ID  - ${number}`,
        `TI  - ${title}`,
        ...(host === '' ? [] : [`PB  - ${host}`]),
        ...(url === '' ? [] : [`UR  - ${url}`]),
        `Y2  - ${dayOf(run).replaceAll('-', '/')}`,
        'ER  - ',
        '',
      ].join('\r\n'),
    )
    .join('\r\n');
}

/** CSL-JSON, as Zotero, Pandoc and citation processors read it. */
export function toCslJson(run: Cited): string {
  const parts = dayOf(run).split('-').map(Number);
  const items = sourcesOf(run).map(({ host, number, title, url }) => ({
    id: `source${number}`,
    type: 'webpage',
    title,
    ...(host === '' ? {} : { 'container-title': host }),
    ...(url === '' ? {} : { URL: url }),
    accessed: { 'date-parts': [parts] },
  }));
  return `${JSON.stringify(items, undefined, 2)}\n`;
}
