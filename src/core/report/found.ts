import type { Round, Run, Site } from '../research/run.ts';
import { cleanTitle } from '../text/clean.ts';
import type { Translate } from '../text/translate.ts';
import { renderCitations } from './citations.ts';
import { escapeText, sourceLine } from './sources.ts';
import { reportWords } from './words.ts';

/** A goal or a query is one line; the service's are far shorter. */
const LONGEST_LINE = 1000;

/**
 * What a run without its full report has found: the plan, and for each round goal, query, notes and
 * pages, as Markdown. Empty where there is nothing. Notes are not cited by number: their numbers
 * are not those of the sources (spec 5.3).
 *
 * @param level level of its headings, 2 in a file of its own
 */
export function whatWasFound(run: Run, t: Translate, level: number): string {
  const parts: string[] = [];
  if (run.plan.text.trim() !== '') {
    parts.push(`${hashes(level)} ${t('report.plan')}`, outsideText(run.plan.text, t, level));
  }
  for (const round of run.rounds) {
    parts.push(...roundParts(round, t, level));
  }
  return parts.join('\n\n');
}

function roundParts(round: Round, t: Translate, level: number): readonly string[] {
  const facts = [fact(t('report.goal'), round.goal), fact(t('report.query'), round.query)].filter(
    (line) => line !== '',
  );
  const notes = round.notes.filter((note) => note.text.trim() !== '');
  return [
    `${hashes(level)} ${t('report.round', { number: round.number })}`,
    ...(facts.length === 0 ? [] : [facts.join('\n')]),
    ...(notes.length === 0 ? [] : [`${hashes(level + 1)} ${t('report.notes')}`]),
    ...notes.map((note) => quote(outsideText(note.text, t, level + 1))),
    ...(round.sites.length === 0
      ? []
      : [`${hashes(level + 1)} ${t('report.sites')}`, siteList(round.sites, t)]),
  ];
}

function fact(name: string, text: string): string {
  const line = escapeText(cleanTitle(text, LONGEST_LINE));
  return line === '' ? '' : `- ${name}: ${line}`;
}

function siteList(sites: readonly Site[], t: Translate): string {
  const words = reportWords(t);
  return sites.map((site) => `- ${sourceLine(site, words)}`).join('\n');
}

/** Text of the model's that is not the report: the same care, no citations. */
function outsideText(text: string, t: Translate, headingShift: number): string {
  return renderCitations(text, [], 'numbers', { words: reportWords(t), headingShift }).body;
}

function quote(text: string): string {
  return text.replace(/^/gmu, '> ').replace(/[ \t]+$/gmu, '');
}

function hashes(level: number): string {
  return '#'.repeat(Math.min(6, level));
}
