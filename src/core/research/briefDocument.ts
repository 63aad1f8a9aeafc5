import { cleanText } from '../text/clean.ts';
import { ELSE_FIELD, parseQuestions, type AnswerDraft } from './answers.ts';

/** Words of the document, in the language of the person. */
export interface BriefWords {
  readonly title: string;
  /** How it is used, in one or two sentences. */
  readonly how: string;
  readonly question: string;
  readonly anythingElse: string;
}

type Fields = AnswerDraft['fields'];

/** Begins the quoted line above the answer that belongs to no question. */
const ELSE_MARK = '> … ';

/**
 * A brief as a Markdown document: the question, then each of the service's questions quoted, with
 * the answer below it. The quoted lines are the document's form: `readBrief` finds the answers by
 * them, whatever is written in between.
 */
export function writeBrief(
  question: string,
  questions: string,
  fields: Fields,
  words: BriefWords,
): string {
  const { around, list } = promptsOf(questions);
  const answer = (name: string): string => fields[name]?.trim() ?? '';
  const parts = [
    `# ${words.title}`,
    words.how,
    `## ${words.question}`,
    quote(cleanText(question).trim()),
    around,
    ...list.flatMap((text, at) => [prompt(text, at), answer(String(at))]),
    `${ELSE_MARK}${words.anythingElse}`,
    answer(ELSE_FIELD),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/**
 * The answers of a document that `writeBrief` made and a person has changed. A question whose
 * quoted line is gone has no answer; what stands below another one belongs to that.
 */
export function readBrief(document: string, questions: string): Fields {
  const { list } = promptsOf(questions);
  const lines = document.replace(/\r\n?/g, '\n').split('\n');
  const starts: { readonly name: string; readonly line: number }[] = [];
  let from = 0;
  for (const [at, text] of list.entries()) {
    const [first = ''] = prompt(text, at).split('\n');
    const line = findLine(lines, from, first, `> ${String(at + 1)}. `);
    if (line !== undefined) {
      starts.push({ name: String(at), line });
      from = line + 1;
    }
  }
  const isElse = (text: string, at: number): boolean => at >= from && text.startsWith(ELSE_MARK);
  // Without a list, the questions themselves stand above as they came.
  const last = list.length === 0 ? lines.findLastIndex(isElse) : lines.findIndex(isElse);
  if (last >= 0) {
    starts.push({ name: ELSE_FIELD, line: last });
  }
  const fields = starts.map(({ name, line }, at) => {
    const end = starts[at + 1]?.line ?? lines.length;
    // The quoted lines go on for as long as the question does.
    let first = line + 1;
    while (first < end && (lines[first] ?? '').startsWith('>')) {
      first += 1;
    }
    return [name, lines.slice(first, end).join('\n').trim()] as const;
  });
  return Object.fromEntries(fields);
}

/** The line as it was written, or as the person has changed its words. */
function findLine(
  lines: readonly string[],
  from: number,
  exact: string,
  start: string,
): number | undefined {
  const same = lines.indexOf(exact, from);
  const line =
    same >= 0 ? same : lines.findIndex((text, at) => at >= from && text.startsWith(start));
  return line < 0 ? undefined : line;
}

/**
 * The prompts, and what the service wrote around them. Questions that cannot be told apart stand
 * there as they came, and one answer follows.
 */
function promptsOf(questions: string): { around: string; list: readonly string[] } {
  const clean = cleanText(questions);
  const parsed = parseQuestions(clean);
  return parsed === undefined
    ? { around: quote(clean.trim()), list: [] }
    : {
        around: quote([parsed.intro, parsed.outro].filter((text) => text !== '').join('\n\n')),
        list: parsed.questions,
      };
}

function prompt(question: string, at: number): string {
  const [first = '', ...rest] = question.split('\n');
  return [`> ${String(at + 1)}. ${first}`, ...rest.map((line) => `> ${line}`)].join('\n');
}

function quote(text: string): string {
  return text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
}
