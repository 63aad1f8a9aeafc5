import { cleanLine, cleanText } from '../text/clean.ts';
import type { TextKey, Translate } from '../text/translate.ts';
import { safeUrl } from '../text/webAddress.ts';
import { estimateTokens } from './brief.ts';
import { costOf, type Estimate, type PriceTable } from './price.ts';
import { isLive, type Exchange, type Run } from './run.ts';

/**
 * Most tokens of findings that a new run is given. They are paid as input, and far more of them
 * would cost as much as finding them again; the service takes a hundred times as many (spec 9).
 */
export const MOST_CONTINUED_TOKENS = 6_000;
/** No single finding takes more than this share of all. */
const MOST_SHARE = 0.25;
const MOST_LINE = 1_200;
const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/gmu;

/** What a new run is given of one that broke off. */
export interface Continuation {
  /** The findings with the sentence that says what is missing: part of the last message to the service. */
  readonly text: string;
  /** The exchanges of the new run; the last one carries the findings as an answer without a question. */
  readonly exchanges: readonly Exchange[];
  /** A careful guess for the findings alone. */
  readonly tokens: number;
  readonly notes: number;
  readonly sources: number;
}

/** Whether a run has ended early with something found, so that a new one can go on from it. */
export function canContinue(run: Run): boolean {
  return (
    !isLive(run.state) &&
    (run.state === 'interrupted' || run.state === 'stopped' || run.state === 'failed') &&
    run.failure?.code !== 'inspectionReport' &&
    (run.plan.text.trim() !== '' || run.rounds.length > 0)
  );
}

/**
 * What a new run needs to go on from one that broke off, since the service cannot resume any: plan,
 * queries, notes and sources, every line of it quoted, and what is missing. All of it came from the
 * web or from a model: hidden characters are taken out, and no line of it can leave its quotation.
 *
 * @param t texts in the language of the question, which the service reads
 * @returns `undefined` where there is nothing to go on from
 */
export function composeContinuation(run: Run, t: Translate): Continuation | undefined {
  if (!canContinue(run)) {
    return undefined;
  }
  const budget = createBudget(MOST_CONTINUED_TOKENS);
  const lead = [t('continue.lead'), gapSentence(run, t)];
  const notes = run.rounds.flatMap((round) => round.notes.map(({ text }) => text));
  const parts = [
    section('continue.plan', run.plan.text.split('\n'), t, budget),
    section(
      'continue.report',
      [...run.report.text.matchAll(HEADING)].map(([, heading = '']) => heading),
      t,
      budget,
    ),
    section(
      'continue.rounds',
      run.rounds.map(({ goal, query }) => joined(query, goal)),
      t,
      budget,
    ),
    section('continue.notes', notes, t, budget),
    section('continue.sources', sourcesOf(run), t, budget),
  ];
  const text = [...lead, ...parts.map((part) => part.text)]
    .filter((part) => part !== '')
    .join('\n\n');
  return {
    text,
    exchanges: [
      ...run.exchanges.filter(({ answers }) => answers !== undefined),
      { questions: '', finished: true, answers: text },
    ],
    tokens: estimateTokens(text),
    notes: parts[3]?.shown ?? 0,
    sources: parts[4]?.shown ?? 0,
  };
}

/** What such a run will probably cost: as much as any, and the findings as input. */
export function estimateContinuation(
  run: Run,
  estimate: Estimate,
  prices: PriceTable,
  t: Translate,
): Estimate {
  const given = composeContinuation(run, t)?.exchanges.map(({ answers }) => answers ?? '') ?? [];
  const inputTokens = given.reduce((sum, text) => sum + estimateTokens(text), 0);
  const more = costOf({ inputTokens, outputTokens: 0 }, prices[run.options.model]);
  return { ...estimate, low: estimate.low + more, high: estimate.high + more };
}

function gapSentence(run: Run, t: Translate): string {
  if (run.report.text !== '') {
    return t('continue.gap.writing');
  }
  return run.rounds.length > 0
    ? t('continue.gap.researching', { n: run.rounds.length })
    : t('continue.gap.planning');
}

interface Budget {
  readonly whole: number;
  left: number;
}

function createBudget(whole: number): Budget {
  return { whole, left: whole };
}

/** A heading with its items as quoted lines, as many as there is room for. */
function section(
  heading: TextKey,
  items: readonly string[],
  t: Translate,
  budget: Budget,
): { readonly text: string; readonly shown: number } {
  const given = items.map((item) => item.trim()).filter((item) => item !== '');
  const lines: string[] = [];
  const share = Math.min(budget.left, budget.whole * MOST_SHARE);
  let used = 0;
  for (const item of given) {
    const quoted = quote(item);
    const tokens = estimateTokens(quoted);
    if (used + tokens > share) {
      break;
    }
    used += tokens;
    lines.push(quoted);
  }
  budget.left -= used;
  if (lines.length === 0) {
    return { text: '', shown: 0 };
  }
  const rest = given.length - lines.length;
  const more = rest > 0 ? [t('continue.left', { n: rest })] : [];
  return { text: [t(heading), ...lines, ...more].join('\n'), shown: lines.length };
}

/** Every line begins with the mark of a quotation, whatever ends a line somewhere. */
function quote(text: string): string {
  return cleanText(text.toWellFormed())
    .split(/[\n\v\f\r\u0085\u2028\u2029]+/u)
    .map((line) => line.trim().slice(0, MOST_LINE).toWellFormed())
    .filter((line) => line !== '')
    .map((line) => `> ${line}`)
    .join('\n');
}

function joined(query: string, goal: string): string {
  return [query, goal]
    .map((part) => cleanLine(part).trim())
    .filter((part) => part !== '')
    .join(' — ');
}

/** Cited ones first: whoever cites a page has used it. One line each, only addresses that can be opened. */
function sourcesOf(run: Run): readonly string[] {
  const all = [...run.references, ...run.rounds.flatMap(({ sites }) => sites)];
  const byUrl = new Map<string, string>();
  for (const { title, url } of all) {
    const address = safeUrl(url)?.href;
    if (address !== undefined && address.length <= 300 && !byUrl.has(address)) {
      byUrl.set(
        address,
        [cleanLine(title).trim().slice(0, 120), address].filter(Boolean).join(' — '),
      );
    }
  }
  return [...byUrl.values()];
}
