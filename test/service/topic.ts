import { CHINESE } from './content/chinese.ts';
import { ENGLISH } from './content/english.ts';
import type { Subject, Words } from './content/words.ts';
import type { CallMessage } from './rulesMessages.ts';

const CJK = /[\u3400-\u9fff\uf900-\ufaff]/;
const DIRECTIVE = /\[fault:[^\]\n]{1,200}\]/gi;
const LONGEST = 70;

/** What a call is about and in which language it is answered. */
export interface Theme {
  readonly subject: Subject;
  readonly words: Words;
}

/** The first user message names the topic, the last one the wishes (spec 3.2). */
export function readTheme(messages: readonly CallMessage[]): Theme {
  const asked = messages.filter((message) => message.role === 'user');
  const question = asked[0]?.text ?? '';
  const answer = asked.length > 1 ? shorten(asked.at(-1)?.text ?? '') : '';
  const chinese = CJK.test(question);
  const topic = shorten(question) || (chinese ? '这个问题' : 'the question');
  const images = asked.reduce((sum, message) => sum + message.images.length, 0);
  const words = chinese ? CHINESE : ENGLISH;
  return { subject: { topic, images, ...(answer === '' ? {} : { focus: answer }) }, words };
}

/** The fault asked for inside a question, such as `[fault:F46 at=0.3]`; the last one counts. */
export function directiveIn(messages: readonly CallMessage[]): string | undefined {
  const all = messages
    .filter((message) => message.role === 'user')
    .flatMap((message) => message.text.match(DIRECTIVE) ?? []);
  return all.at(-1)?.slice('[fault:'.length, -1).trim();
}

/** The first line without directives, Markdown signs and final stops, short enough for a title. */
function shorten(text: string): string {
  const line = text
    .replace(DIRECTIVE, ' ')
    .split(/[\r\n]+/)
    .map((part) =>
      part
        .replace(/[`*_#|<>[\]\\"“”]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .find((part) => part !== '');
  const clean = (line ?? '').replace(/[\s.?!。？！,，;；:：]+$/, '');
  const characters = [...clean];
  return characters.length <= LONGEST ? clean : `${characters.slice(0, LONGEST).join('').trim()}…`;
}
