import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  composeAnswers,
  composeDraft,
  parseQuestions,
} from '../../../src/core/research/answers.ts';
import { readBrief, writeBrief } from '../../../src/core/research/briefDocument.ts';

const WORDS = {
  title: 'Brief',
  how: 'Write below each quoted question.',
  question: 'Your question',
  anythingElse: 'Anything else',
};
const QUESTIONS = `A few questions:

1. Which workloads?
   - scans
   - lookups
2. Which versions?
3. Who will read it?

Then I shall begin.`;

const write = (questions: string, fields: Record<string, string>): string =>
  writeBrief('Why?\nAnd how?', questions, fields, WORDS);

describe('a brief as a document', () => {
  it('holds the question, the questions back and the answers', () => {
    assert.equal(
      write(QUESTIONS, { '0': 'Scans', '2': 'Me\n\nand you', else: 'Thanks' }),
      `# Brief

Write below each quoted question.

## Your question

> Why?
> And how?

> A few questions:
>
> Then I shall begin.

> 1. Which workloads?
>    - scans
>    - lookups

Scans

> 2. Which versions?

> 3. Who will read it?

Me

and you

> … Anything else

Thanks
`,
    );
  });

  it('gives the answers back as they were written, and they are sent as the form sends them', () => {
    const line = fc.oneof(
      fc.constantFrom('', 'Scans', '# no', '> a quotation', '1. one', '- a', '…', '```', '数据'),
      fc.string({ maxLength: 20 }),
    );
    const answer = fc
      .array(line, { maxLength: 4 })
      .map((lines) => lines.join('\n').replace(/\r\n?/g, '\n').trim())
      .filter((text) => !/^> (?:\d|…)/m.test(text));
    const questions = fc.constantFrom(QUESTIONS, 'What for?\nAnd by when?', '', '1. A?\n2. B?');
    fc.assert(
      fc.property(questions, fc.array(answer, { minLength: 4, maxLength: 4 }), (text, answers) => {
        const list = parseQuestions(text)?.questions ?? [];
        const fields = Object.fromEntries([
          ...list.map((_, at) => [String(at), answers[at] ?? ''] as const),
          ['else', answers[3] ?? ''] as const,
        ]);
        const read = readBrief(write(text, fields), text);
        assert.deepEqual(read, fields);
        const form = list.map((_, at) => fields[String(at)] ?? '');
        assert.equal(composeDraft(text, read), composeAnswers(list, form, fields['else'] ?? ''));
      }),
      { numRuns: 500 },
    );
  });

  it('is read as it stands, whatever became of it', () => {
    const document = write(QUESTIONS, { '0': 'Scans' });
    const windows = document.replaceAll('\n', '\r\n').replace('Scans', 'Scans\r\nand more');
    assert.equal(readBrief(windows, QUESTIONS)['0'], 'Scans\nand more');
    const reworded = document.replace('Which versions?', 'Which versions, if any?');
    assert.equal(readBrief(reworded.replace('any?\n', 'any?\n\nAll.\n'), QUESTIONS)['1'], 'All.');
    const shorter = document.replace('> 2. Which versions?\n\n', '');
    assert.deepEqual(readBrief(shorter, QUESTIONS), { '0': 'Scans', '2': '', else: '' });
    assert.deepEqual(readBrief('', QUESTIONS), {});
  });

  it('lets no hidden character of the service into the document', () => {
    assert.ok(!/[\u202e\u{e0041}]/u.test(write('1. a\u202eb?\n2. \u{e0041}?', {})));
  });
});
