import type { RunLibrary } from '../ports.ts';
import type { Run } from '../research/run.ts';
import type { RunSummary } from './record.ts';

/** Heading lines of a report; those in code blocks do no harm in a search. */
const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/gmu;
/** No search needs more of a run, however long its report is. */
const MOST_SEARCHED = 12_000;

/** What a search looks through, in lower case: title, question, answers, headings, sources. */
export function searchTextOf(run: Run): string {
  const sources = [...run.references, ...run.rounds.flatMap(({ sites }) => sites)];
  const parts = [
    run.title ?? '',
    run.question,
    ...run.exchanges.map(({ answers }) => answers ?? ''),
    ...[...run.report.text.matchAll(HEADING)].map(([, heading]) => heading ?? ''),
    ...new Set(sources.flatMap(({ title, url }) => [title, url])),
  ];
  return parts.join('\n').slice(0, MOST_SEARCHED).toLowerCase();
}

/** Name of the file that keeps the text beside the journal. */
const NOTE = 'search.txt';

/** The text of one run: as it was kept, else from its journal. */
export async function loadSearchText(summary: RunSummary, library: RunLibrary): Promise<string> {
  const plain = plainText(summary);
  if (summary.state === 'damaged') {
    return plain;
  }
  const kept = await library.readNote(summary.id, NOTE);
  if (kept !== undefined) {
    return `${plain}\n${kept}`;
  }
  const stored = await library.read(summary.id);
  if (stored === undefined) {
    return plain;
  }
  const text = searchTextOf(stored.run);
  // Only of a run that is over: it is not going to say anything else.
  if (stored.run.report.finished && !stored.ownedElsewhere && !stored.newer) {
    library.writeNote(summary.id, NOTE, text);
  }
  return `${plain}\n${text}`;
}

/** What can be searched before anything was read. */
export function plainText({ question, title }: RunSummary): string {
  return `${title ?? ''}\n${question}`.toLowerCase();
}

/** Every word of a query stands somewhere in the text. An empty query finds everything. */
export function matches(text: string, query: string): boolean {
  return wordsOf(query).every((word) => text.includes(word));
}

/** The line with the first word of the query, which is what a person wants to see of the text. */
export function matchingLine(text: string, query: string): string {
  const [word] = wordsOf(query);
  const at = word === undefined ? -1 : text.indexOf(word);
  if (at < 0) {
    return '';
  }
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(Math.max(start, at - 60), end < 0 ? undefined : end).slice(0, 200);
}

function wordsOf(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}
