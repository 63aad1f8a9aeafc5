import type { Reference, Run } from '../research/run.ts';
import { cleanText } from '../text/clean.ts';
import { applyEdits, type Edit } from './edits.ts';
import type { TargetNotes } from './footnotes.ts';
import { headingEdits } from './headings.ts';
import { footnoteLabels, type FootnoteLabel } from './labels.ts';
import { safeUrl } from './links.ts';
import { scanMarkdown, type Heading, type Scan } from './scan.ts';
import { endsInAddress, lineBefore, type Hazard, type Mark } from './scanInline.ts';
import { linkAddress, sourceLine, type ReportWords } from './sources.ts';

/**
 * How citations are written: `footnotes` as `[^1]` with definitions at the end, `links` as
 * `[1](address)`, `numbers` as `[1]`; the last two with a list of all sources at the end.
 */
export type CitationStyle = 'footnotes' | 'links' | 'numbers';

export interface CitationOptions {
  readonly words: ReportWords;
  /** Footnotes and link names of the document that the text goes into; absent: a new document. */
  readonly target?: TargetNotes;
  /** Number of the first new footnote; by default the first free one, or our own numbers. */
  readonly startAt?: number;
  /** Headings go down by so many levels; 0 by default. */
  readonly headingShift?: number;
}

/** A report with its citations written out. Lines end with `\n`; neither part ends with one. */
export interface RenderedReport {
  readonly body: string;
  /** Definitions of footnotes or the list of sources; empty where there is none. */
  readonly sources: string;
  /** Marks found, each of which is in the body once. */
  readonly marks: number;
  /** Cited numbers that no source has; they stand in the body as they came. */
  readonly unknown: readonly number[];
  /** Footnotes that the text points to, and those of them that the target had already. */
  readonly footnotes: number;
  readonly merged: number;
}

/**
 * The report as Markdown that means the same to every reader: marks as citations of the chosen
 * style; images as links, so that an opened file loads nothing; HTML, footnotes, link names and
 * addresses that are none of the web's as literal text. Code stays as it is.
 */
export function renderCitations(
  report: string,
  references: readonly Reference[],
  style: CitationStyle,
  options: CitationOptions,
): RenderedReport {
  const source = leftAligned(normalizeText(report));
  const scan = scanMarkdown(source);
  const known = new Map(references.map((reference) => [reference.number, reference]));
  const cited = citedNumbers(scan.marks);
  const sources = cited.map((number) => known.get(number)).filter((source) => source !== undefined);
  const labels = footnoteLabels(style === 'footnotes' ? sources : [], options);
  const write = citationWriter(style, known, labels, options);
  const edits: Edit[] = [
    ...scan.marks.flatMap((mark) => markEdits(source, mark, write)),
    ...scan.hazards.map((hazard) => hazardEdit(source, hazard, options.words)),
    ...headingEdits(scan, options.headingShift ?? 0),
  ];
  const fresh = [...labels].filter(([, label]) => !label.merged);
  return {
    body: tidy(applyEdits(source, edits)),
    sources:
      style === 'footnotes'
        ? fresh.map(([n, { label }]) => definition(label, known.get(n), options.words)).join('\n\n')
        : sourceList(references, options),
    marks: scan.marks.length,
    unknown: cited.filter((number) => !known.has(number)),
    footnotes: labels.size,
    merged: labels.size - fresh.length,
  };
}

/**
 * Without blank lines in front and without the first line's indent, which would make the text a part
 * of a list that stands before it. What is indented alike moves along.
 */
function leftAligned(text: string): string {
  const source = text.replace(/^(?:[ \t]*\n)+/u, '');
  const indent = /^[ \t]*/u.exec(source)?.[0] ?? '';
  return /^ {1,3}$/u.test(indent)
    ? source.replace(new RegExp(`^(?! {4}) {1,${indent.length}}`, 'gmu'), '')
    : source.slice(indent.length);
}

/** No blank lines behind it, and no line in front that would begin a front matter. */
function tidy(body: string): string {
  return body.trimEnd().replace(/^---(?=[ \t]*(?:\n|$))/u, '***');
}

/** Untrusted running text with `\n` at the end of each line and nothing hidden in it. */
export function normalizeText(text: string): string {
  return cleanText(text.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n'));
}

type CitationWriter = (number: number) => string | undefined;

/** Writes one cited number; undefined where no source has it. */
function citationWriter(
  style: CitationStyle,
  known: ReadonlyMap<number, Reference>,
  labels: ReadonlyMap<number, FootnoteLabel>,
  options: CitationOptions,
): CitationWriter {
  return (number) => {
    const reference = known.get(number);
    if (reference === undefined) {
      return undefined;
    }
    if (style === 'footnotes') {
      return `[^${labels.get(number)?.label ?? String(number)}]`;
    }
    const url = style === 'links' ? safeUrl(reference.url) : undefined;
    return url === undefined ? plainNumber(number, options) : `[${number}](${linkAddress(url)})`;
  };
}

/** `[1]`, with backslashes where the target has made that name a link. */
function plainNumber(number: number, { target }: CitationOptions): string {
  return target?.linkNames.has(String(number)) === true ? `\\[${number}\\]` : `[${number}]`;
}

/** The mark itself and, where it would change the meaning, the character after it. */
function markEdits(source: string, mark: Mark, write: CitationWriter): Edit[] {
  const { start, end } = mark;
  const parts = mark.numbers.map((number) => ({ number, text: write(number) }));
  const gap = followsAddress(source, start) && !followsClosed(source, start) ? ' ' : '';
  const text = parts.every((part) => part.text === undefined)
    ? source.slice(start, end)
    : parts.map((part) => part.text ?? `[[${part.number}]]`).join('');
  const edits: Edit[] = [{ start, end, text: gap + text }];
  const next = source.charAt(end);
  // `[1](…` is a link, `[1]: …` at the start of a block a definition.
  return next === '(' || (next === ':' && /^[\s>*+\-\d.)]*$/u.test(lineBefore(source, start)))
    ? [...edits, { start: end, end, text: '\\' }]
    : edits;
}

function hazardEdit(source: string, hazard: Hazard, words: ReportWords): Edit {
  const { at } = hazard;
  if (hazard.kind === 'join') {
    return { start: at, end: hazard.to, text: ' ' };
  }
  if (hazard.kind === 'gap') {
    return { start: at, end: at, text: ' ' };
  }
  if (hazard.kind === 'image') {
    return { start: at, end: at + 2, text: `[${words.image}: ` };
  }
  return followsAddress(source, at)
    ? { start: at, end: at + 1, text: `&#${source.charCodeAt(at)};` }
    : { start: at, end: at, text: '\\' };
}

/** An address reaches up to `at`: other readers would take what follows as a part of it. */
function followsAddress(source: string, at: number): boolean {
  return endsInAddress(lineBefore(source, at));
}

/** The address has its own end (`](…)`, `<…>`): what comes after needs no space. */
function followsClosed(source: string, at: number): boolean {
  return /(?:\]\(<?[a-z]+:\/\/[^\s<>]*\)|<[a-z]+:\/\/[^\s<>]*>)$/iu.test(lineBefore(source, at));
}

function definition(label: string, reference: Reference | undefined, words: ReportWords): string {
  return `[^${label}]: ${sourceLine(reference ?? { title: '', url: '' }, words)}`;
}

function sourceList(references: readonly Reference[], options: CitationOptions): string {
  if (references.length === 0) {
    return '';
  }
  const level = Math.min(6, 2 + (options.headingShift ?? 0));
  const lines = references.map(
    (reference) =>
      `- ${plainNumber(reference.number, options)} ${sourceLine(reference, options.words)}`,
  );
  return `${'#'.repeat(level)} ${options.words.sources}\n\n${lines.join('\n')}`;
}

function citedNumbers(marks: readonly Mark[]): readonly number[] {
  return [...new Set(marks.flatMap((mark) => mark.numbers))].sort((a, b) => a - b);
}

/** What can be said about a run's citations without asking anybody. */
export interface CitationCheck {
  /** Marks in the report, and those of them whose numbers are all known. */
  readonly marks: number;
  readonly resolved: number;
  /** Cited numbers without a source. */
  readonly unknown: readonly number[];
  /** Numbers of sources that no mark cites. */
  readonly neverCited: readonly number[];
  /** Headings of the largest sections that have text but no mark, as Markdown of the report. */
  readonly sectionsWithoutMarks: readonly string[];
  /** Cited sources that have no address to open. */
  readonly withoutAddress: readonly number[];
}

export function checkCitations(run: Pick<Run, 'report' | 'references'>): CitationCheck {
  const scan = scanMarkdown(normalizeText(run.report.text));
  const cited = citedNumbers(scan.marks);
  const known = new Set(run.references.map((reference) => reference.number));
  return {
    marks: scan.marks.length,
    resolved: scan.marks.filter((mark) => mark.numbers.every((n) => known.has(n))).length,
    unknown: cited.filter((number) => !known.has(number)),
    neverCited: [...known].filter((number) => !cited.includes(number)),
    sectionsWithoutMarks: bareSections(scan).map((heading) => heading.title),
    withoutAddress: run.references
      .filter(({ number, url }) => cited.includes(number) && safeUrl(url) === undefined)
      .map(({ number }) => number),
  };
}

/** A section reaches to the next heading of its level or a higher one; parts of a bare one are left out. */
function bareSections({ headings, lineStarts, marks, prose }: Scan): readonly Heading[] {
  const startOf = (heading: Heading | undefined): number =>
    heading === undefined ? Infinity : (lineStarts[heading.lines[0]] ?? Infinity);
  const bare: Heading[] = [];
  let covered = -1;
  headings.forEach((heading, index) => {
    const start = startOf(heading);
    const end = startOf(headings.slice(index + 1).find((other) => other.level <= heading.level));
    const within = (at: number): boolean => at >= start && at < end;
    if (start >= covered && prose.some(within) && !marks.some((mark) => within(mark.start))) {
      bare.push(heading);
      covered = end;
    }
  });
  return bare;
}
