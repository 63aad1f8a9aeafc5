import { OUTPUT_FORMATS, type OutputFormat } from '../../core/research/run.ts';
import { cleanText } from '../../core/text/clean.ts';
import { readInputText } from './result.ts';

/** An agent's question is short; whoever has more to send does it in the panel. */
export const MOST_QUESTION = 8_000;

/** What an agent asks for: a new run, or answers to the questions of one that waits for them. */
export type StartRequest =
  | {
      readonly kind: 'new';
      /** All that is sent. */
      readonly text: string;
      readonly outputFormat: OutputFormat | undefined;
    }
  | { readonly kind: 'answer'; readonly runId: string; readonly text: string };

/**
 * Reads the input of another model. Hidden characters are taken out here, before it is shown: what
 * the person saw is what is sent.
 *
 * @returns a sentence for the model where it is no request
 */
export function readStartRequest(input: unknown): StartRequest | string {
  const read = (name: string): string | undefined => {
    const text = readInputText(input, name, MOST_QUESTION);
    return text === undefined || text === '' ? undefined : cleanText(text);
  };
  const runId = readInputText(input, 'runId', 100) ?? '';
  const question = read('question');
  if (runId !== '') {
    const text = read('answers');
    return text === undefined || question !== undefined
      ? `With "runId" give "answers" (1 to ${MOST_QUESTION} characters) and no "question".`
      : { kind: 'answer', runId, text };
  }
  if (question === undefined) {
    return `Give a "question" of 1 to ${MOST_QUESTION} characters.`;
  }
  const answers = read('answers');
  const text = answers === undefined ? question : `${question}\n\n${answers}`;
  return text.length > MOST_QUESTION
    ? `"question" and "answers" together must not be longer than ${MOST_QUESTION} characters.`
    : { kind: 'new', text, outputFormat: readFormat(input) };
}

/** The person's own setting where the agent does not say. */
function readFormat(input: unknown): OutputFormat | undefined {
  const [detailed, summary] = OUTPUT_FORMATS;
  const format = readInputText(input, 'format', 20);
  return format === 'detailed' ? detailed : format === 'summary' ? summary : undefined;
}
