import type { Exchange } from './run.ts';

/** One part of a message with images: no `type` key (spec 2.4). */
export type Part = { readonly image: string } | { readonly text: string };

/** One message as the wire wants it: only these two roles are documented (spec 2.2). */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly Part[];
}

/**
 * The conversation to send: the question, then each exchange. The last message is always the
 * user's and no turn is ever empty, since the service refuses both (spec 2.2): questions that came
 * without text are left out together with their turn, and the answers join the question.
 *
 * @param images public addresses or data URLs; they go with the question, also in step two (spec 2.4)
 */
export function composeMessages(
  question: string,
  exchanges: readonly Exchange[],
  images: readonly string[] = [],
): readonly Message[] {
  const messages: Message[] = [];
  let userText = sendable(question);
  let first = true;
  const pushUser = (): void => {
    messages.push({ role: 'user', content: withImages(userText, first ? images : []) });
    first = false;
  };
  for (const exchange of exchanges) {
    if (exchange.answers === undefined) {
      continue;
    }
    const questions = sendable(exchange.questions);
    const answers = orGoAhead(sendable(exchange.answers), questions);
    if (questions.trim() === '') {
      userText = [userText, answers].filter((text) => text.trim() !== '').join('\n\n');
      continue;
    }
    pushUser();
    messages.push({ role: 'assistant', content: questions });
    userText = answers;
  }
  pushUser();
  return messages;
}

/** Empty answers are allowed (F91), an empty turn is not (spec 2.2): a sentence says what was meant. */
function orGoAhead(answers: string, questions: string): string {
  if (answers.trim() !== '' || questions.trim() === '') {
    return answers;
  }
  return /\p{Script=Han}/u.test(questions)
    ? '没有更多要求，请按合理的默认假设直接开始研究，并说明所作的假设。'
    : 'No further details: use sensible defaults, state your assumptions and start the research.';
}

/** Half of a surrogate pair is no text: JSON would carry it, the service would choke on it (F89). */
function sendable(text: string): string {
  return text.toWellFormed();
}

function withImages(text: string, images: readonly string[]): string | readonly Part[] {
  return images.length === 0 ? text : [...images.map((image) => ({ image })), { text }];
}

/**
 * A careful guess of the tokens in a text: what the service counts is known only afterwards.
 * About 1.6 Chinese characters or 3.6 others a token, rounded up, so that it errs on the high side.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (const character of text) {
    if (character.charCodeAt(0) >= 0x2e80) {
      wide += 1;
    }
  }
  return Math.ceil(wide / 1.6 + (text.length - wide) / 3.6);
}

/** Most tokens of input, both models (spec 9). */
const MOST_INPUT_TOKENS = 997_952;
/** Most tokens of output, both models (spec 9). */
export const MOST_OUTPUT_TOKENS = 32_768;

/** By how many tokens a conversation is probably too long, or 0: said before sending (F89). */
export function excessTokens(question: string, exchanges: readonly Exchange[]): number {
  const texts = [
    question,
    ...exchanges.flatMap(({ answers, questions }) => [questions, answers ?? '']),
  ];
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return Math.max(0, tokens - MOST_INPUT_TOKENS);
}
