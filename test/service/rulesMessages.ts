import { breaks, isRecord, type Checked, type RuleBreak } from './ruleBreak.ts';
import { checkImages } from './rulesImages.ts';
import { estimateTokens } from './tokens.ts';

/** A message with its parts sorted. */
export interface CallMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly images: readonly string[];
}

/** spec 9 */
const MAX_INPUT_TOKENS = 997_952;

/** `input.messages` (spec 2.2). */
export function checkMessages(input: unknown): Checked<readonly CallMessage[]> {
  const given = isRecord(input) ? input['messages'] : undefined;
  if (given === undefined) {
    return broken(breaks('InvalidParameter', 'Either prompt or messages must exist.'));
  }
  if (!Array.isArray(given)) {
    return broken(breaks('InvalidParameter', 'messages must be an array.'));
  }
  if (given.length === 0) {
    return broken(breaks('InvalidParameter', '[] is too short: messages.'));
  }
  const messages: CallMessage[] = [];
  for (const item of given as readonly unknown[]) {
    const message = readMessage(item);
    if ('code' in message) {
      return broken(message);
    }
    messages.push(message);
  }
  if (messages.at(-1)?.role !== 'user') {
    return broken(breaks('InvalidParameter', 'The last message must be of role user.'));
  }
  const images = checkImages(messages.flatMap((message) => message.images));
  if (images !== undefined) {
    return broken(images);
  }
  const tokens = messages.reduce((sum, message) => sum + estimateTokens(message.text), 0);
  if (tokens > MAX_INPUT_TOKENS) {
    const words = `Range of input length should be [1, ${MAX_INPUT_TOKENS}].`;
    return broken(breaks('InvalidParameter', words));
  }
  return { ok: true, value: messages, remarks: [] };
}

function broken(rule: RuleBreak): { readonly ok: false; readonly broken: RuleBreak } {
  return { ok: false, broken: rule };
}

function readMessage(item: unknown): CallMessage | RuleBreak {
  const role = isRecord(item) ? item['role'] : undefined;
  if (!isRecord(item) || (role !== 'user' && role !== 'assistant')) {
    return breaks('InvalidParameter', 'A role must be user or assistant.');
  }
  const content = item['content'];
  if (typeof content === 'string') {
    return content === '' ? emptyContent() : { role, text: content, images: [] };
  }
  if (!Array.isArray(content) || role !== 'user') {
    return breaks('InvalidParameter', 'A content must be a string, or parts of a user message.');
  }
  return readParts(content as readonly unknown[]);
}

/** Parts are `{image}` and `{text}`, without a type key (spec 2.4). */
function readParts(parts: readonly unknown[]): CallMessage | RuleBreak {
  const texts: string[] = [];
  const images: string[] = [];
  for (const part of parts) {
    const keys = isRecord(part) ? Object.keys(part) : [];
    const value = isRecord(part) ? part[keys[0] ?? ''] : undefined;
    if (keys.length !== 1 || typeof value !== 'string') {
      return breaks('InvalidParameter', 'A part must be one of {"image"} and {"text"}.');
    }
    if (keys[0] === 'text') {
      texts.push(value);
    } else if (keys[0] === 'image') {
      images.push(value);
    } else {
      return breaks('InvalidParameter', `A part must not be ${JSON.stringify(keys[0])}.`);
    }
  }
  const text = texts.join('\n');
  return text === '' ? emptyContent() : { role: 'user', text, images };
}

function emptyContent(): RuleBreak {
  return breaks('InvalidParameter', 'A content must be longer than 0.');
}
