import { cleanText } from '../text/clean.ts';
import { asCount, asObject } from '../wire/read.ts';

/** A numbered list of questions as it came, taken apart. */
export interface ParsedQuestions {
  /** What stands before the first question, and after the last one. */
  readonly intro: string;
  readonly questions: readonly string[];
  readonly outro: string;
}

/** `1. `, `1) `, `1、`, `（1）`, also within Markdown's bold. */
const NUMBERED =
  /^\s{0,3}(?:\*\*|__)?(?:(\d{1,2})\s?[.)](?=\s|\D)|(\d{1,2})\s?[、．）]|[（(](\d{1,2})[)）])\s*/u;

/**
 * The questions as a list, only where that is beyond doubt: at least two, numbered from one without
 * a gap. A wrong form would put words into the model's mouth; the raw text is always right.
 */
export function parseQuestions(text: string): ParsedQuestions | undefined {
  const questions: string[][] = [];
  const intro: string[] = [];
  for (const line of text.replace(/\r\n?/gu, '\n').split('\n')) {
    const match = NUMBERED.exec(line);
    const number = Number(match?.[1] ?? match?.[2] ?? match?.[3]);
    if (match !== null && number === questions.length + 1) {
      questions.push([line.slice(match[0].length)]);
    } else if (match !== null && number === 1) {
      // A second list: which of them asks?
      return undefined;
    } else {
      (questions.at(-1) ?? intro).push(line);
    }
  }
  const { last, outro } = splitLast(questions.at(-1) ?? []);
  const all = [...questions.slice(0, -1).map(tidy), tidy(last)];
  return all.length < 2 || all.includes('')
    ? undefined
    : { intro: tidy(intro), questions: all, outro: tidy(outro) };
}

/** After the last question, a paragraph that is not indented is no part of it any more. */
function splitLast(lines: readonly string[]): { last: string[]; outro: string[] } {
  const end = lines.findIndex(
    (line, at) =>
      at > 0 && (lines[at - 1] ?? '').trim() === '' && /^\S/u.test(line) && !/^[-*•]/u.test(line),
  );
  return end < 0
    ? { last: [...lines], outro: [] }
    : { last: lines.slice(0, end), outro: lines.slice(end) };
}

function tidy(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\*\*|__/gu, '')
    .replace(/\n{2,}/gu, '\n')
    .trim();
}

/** The answers as one plain text that quotes each question; those left empty are left out. */
export function composeAnswers(
  questions: readonly string[],
  answers: readonly string[],
  anythingElse: string,
): string {
  const parts = questions.flatMap((question, at) => {
    const answer = (answers[at] ?? '').trim();
    const quoted = question
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    return answer === '' ? [] : [`> ${String(at + 1)}.${quoted.slice(1)}\n${answer}`];
  });
  return [...parts, anythingElse.trim()].filter((part) => part !== '').join('\n\n');
}

/** Name of the field that belongs to no question. */
export const ELSE_FIELD = 'else';

/** Answers under way: what stands in each field, by the number of its question (from 0) or `else`. */
export interface AnswerDraft {
  /** Which of the run's exchanges they answer: later questions get no earlier answers. */
  readonly exchange: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** The answers as they are sent: the same from the form, from the document and for a preview. */
export function composeDraft(questions: string, fields: AnswerDraft['fields']): string {
  const list = parseQuestions(cleanText(questions))?.questions ?? [];
  return composeAnswers(
    list,
    list.map((_, at) => fields[String(at)] ?? ''),
    fields[ELSE_FIELD] ?? '',
  );
}

/** Reads a kept draft; anything odd counts as absent. */
export function readAnswerDraft(value: unknown): AnswerDraft | undefined {
  const exchange = asCount(asObject(value)?.['exchange']);
  const fields = asObject(asObject(value)?.['fields']);
  if (exchange === undefined || fields === undefined) {
    return undefined;
  }
  const known = Object.entries(fields).filter(
    (entry): entry is [string, string] =>
      /^(?:\d{1,2}|else)$/.test(entry[0]) && typeof entry[1] === 'string',
  );
  return { exchange, fields: Object.fromEntries(known) };
}
