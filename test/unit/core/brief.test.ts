import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeMessages, estimateTokens } from '../../../src/core/research/brief.ts';

const ask = (questions: string, answers?: string) => ({
  questions,
  finished: true,
  ...(answers === undefined ? {} : { answers }),
});

describe('the conversation that is sent', () => {
  it('the question alone', () => {
    assert.deepEqual(composeMessages('Q', []), [{ role: 'user', content: 'Q' }]);
  });

  it('question, questions back, answers', () => {
    assert.deepEqual(composeMessages('Q', [ask('Which?', 'Both'), ask('And?', 'Now')]), [
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: 'Which?' },
      { role: 'user', content: 'Both' },
      { role: 'assistant', content: 'And?' },
      { role: 'user', content: 'Now' },
    ]);
  });

  it('questions that were not answered are left out', () => {
    assert.deepEqual(composeMessages('Q', [ask('Which?')]), [{ role: 'user', content: 'Q' }]);
  });

  it('answers without questions join the question', () => {
    assert.deepEqual(composeMessages('Q', [ask(' ', 'A')]), [{ role: 'user', content: 'Q\n\nA' }]);
    assert.deepEqual(composeMessages('Q', [ask('', '')]), [{ role: 'user', content: 'Q' }]);
  });

  it('F91: empty answers are said in a sentence, in the language of the questions', () => {
    const last = (questions: string): string =>
      JSON.stringify(composeMessages('Q', [ask(questions, ' ')]).at(-1));
    assert.match(last('Which?'), /sensible defaults/);
    assert.match(last('您更关注哪些？'), /默认/);
  });

  it('images go with the question, before its text, and only there', () => {
    const messages = composeMessages('Q', [ask('Which?', 'A')], ['https://e.org/1.png', 'data:x']);
    assert.deepEqual(messages[0]?.content, [
      { image: 'https://e.org/1.png' },
      { image: 'data:x' },
      { text: 'Q' },
    ]);
    assert.equal(messages[2]?.content, 'A');
    assert.equal(messages.length, 3);
  });

  it('F89: half a surrogate pair becomes U+FFFD', () => {
    assert.equal(composeMessages('a\ud800b', [])[0]?.content, 'a\ufffdb');
  });

  it("roles take turns, the last is the user's, and no turn is empty", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', ' ', '\n'));
    const exchange = fc.record(
      { questions: text, finished: fc.boolean(), answers: text },
      { requiredKeys: ['questions', 'finished'] },
    );
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 4 }), (exchanges) => {
        const messages = composeMessages('Q', exchanges);
        messages.forEach((message, at) => {
          assert.equal(message.role, at % 2 === 0 ? 'user' : 'assistant');
          assert.ok(typeof message.content === 'string' && message.content.trim() !== '');
        });
        assert.equal(messages.length % 2, 1);
      }),
    );
  });
});

describe('the guess of tokens', () => {
  it('errs on the high side of what public runs were counted', () => {
    // 69 characters of plan were fewer than 60 tokens; 11,891 of report 6,583 (spec 11).
    assert.ok(estimateTokens('研'.repeat(11_891)) >= 6_583);
    assert.equal(estimateTokens(''), 0);
    assert.ok(estimateTokens('hello world') >= 2);
  });

  it('grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        assert.ok(estimateTokens(a + b) >= estimateTokens(a));
      }),
    );
  });
});
