import { runCost, type PriceTable } from '../research/price.ts';
import { totalUsage, type Run } from '../research/run.ts';
import { cleanTitle } from '../text/clean.ts';
import type { Translate } from '../text/translate.ts';
import { renderCitations, type CitationStyle, type RenderedReport } from './citations.ts';
import { readFootnotes } from './footnotes.ts';
import { whatWasFound } from './found.ts';
import { frontMatter, RUN_KEY } from './frontMatter.ts';
import { safeUrl } from './links.ts';
import { isComplete, isFinished, notices } from './notice.ts';
import { escapeText } from './sources.ts';
import { reportWords } from './words.ts';

/** Stands in every saved report; a name, not a text to translate. */
const GENERATOR = 'Qwen Deep Research for VS Code';

const LONGEST_TITLE = 200;

export interface InsertOptions {
  readonly style: CitationStyle;
  readonly t: Translate;
  /** The document that the text goes into, for its footnotes; absent: a new one. */
  readonly target?: string;
  readonly eol: '\n' | '\r\n';
  readonly headingShift?: number;
}

/** Text to insert, with counts for what is said about it afterwards. */
export interface ComposedInsert extends Pick<
  RenderedReport,
  'marks' | 'unknown' | 'footnotes' | 'merged'
> {
  /** Empty where the run holds nothing; otherwise ends without a line end. */
  readonly text: string;
}

/** The report, or what there is of one, for another document: never with front matter. */
export function composeInsert(run: Run, options: InsertOptions): ComposedInsert {
  const { style, t, eol, headingShift = 0 } = options;
  const report = renderCitations(run.report.text, run.references, style, {
    words: reportWords(t),
    headingShift,
    ...(options.target === undefined ? {} : { target: readFootnotes(options.target) }),
  });
  const { marks, unknown, footnotes, merged } = report;
  const text = assemble(run, report, t, headingShift).replaceAll('\n', eol);
  return { text, marks, unknown, footnotes, merged };
}

/** Whether there is anything to insert or save. */
export function hasContent(run: Run): boolean {
  return (
    [run.report.text, run.plan.text].some((text) => text.trim() !== '') || run.rounds.length > 0
  );
}

export interface ReportFileOptions {
  readonly style: CitationStyle;
  readonly t: Translate;
  readonly prices: PriceTable;
  /** When the research was done. */
  readonly date: Date;
}

/**
 * A whole `report.md`: front matter, report, sources. Lines end with `\n`, also the last one. A run
 * without its full report gets a notice and what was found until then.
 */
export function composeReportFile(run: Run, options: ReportFileOptions): string {
  const { style, t } = options;
  const report = renderCitations(run.report.text, run.references, style, { words: reportWords(t) });
  const title = titleOf(run);
  const heading = report.body === '' ? `# ${escapeText(title)}\n\n` : '';
  return `${head(run, title, options)}\n${heading}${assemble(run, report, t, 0)}`.trimEnd() + '\n';
}

function assemble(run: Run, report: RenderedReport, t: Translate, headingShift: number): string {
  if (!hasContent(run)) {
    return '';
  }
  const found = isFinished(run) ? '' : whatWasFound(run, t, 2 + headingShift);
  return [notices(run, t), report.body, found, report.sources]
    .filter((part) => part !== '')
    .join('\n\n');
}

function titleOf(run: Run): string {
  return cleanTitle(run.title ?? run.question, LONGEST_TITLE);
}

function head(run: Run, title: string, { t, prices, date }: ReportFileOptions): string {
  const usage = totalUsage(run);
  const cost = runCost(run, prices);
  const answers = run.exchanges.flatMap(({ answers: given }) =>
    given === undefined ? [] : [given],
  );
  const requestIds = run.steps.flatMap(({ requestId }) =>
    requestId === undefined ? [] : [requestId],
  );
  return frontMatter({
    title,
    [RUN_KEY]: run.id,
    question: run.question,
    answers: answers.length === 0 ? undefined : answers,
    model: run.options.model,
    date: date.toISOString(),
    tokens_in: usage?.inputTokens,
    tokens_out: usage?.outputTokens,
    cost_cny: cost === undefined ? undefined : Number(cost.toFixed(4)),
    request_ids: requestIds.length === 0 ? undefined : requestIds,
    recorded_example: run.recorded,
    evidence: run.references.length === 0 ? 'none' : undefined,
    complete: isComplete(run) ? undefined : false,
    sources: run.references.map(({ number, title: name, url }) => ({
      n: number,
      title: cleanTitle(name, LONGEST_TITLE),
      url: safeUrl(url)?.href ?? '',
    })),
    generator: GENERATOR,
    note: t('report.note'),
  });
}
