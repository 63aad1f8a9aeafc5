import assert from 'node:assert/strict';
import { composeAnswers, parseQuestions } from '../../../src/core/research/answers.ts';

const questionsOf = (text: string): readonly string[] | undefined =>
  parseQuestions(text)?.questions;

describe('questions as a form', () => {
  for (const [name, text] of [
    ['dots', '1. One?\n2. Two?\n3. Three?'],
    ['brackets', '1) One?\n\n2) Two?\n\n3) Three?'],
    ['Chinese commas', '1、One?\n2、Two?\n3、Three?'],
    ['full-width brackets', '（1）One?\n（2）Two?\n（3）Three?'],
    ['full-width dots', '1．One?\n2．Two?\n3．Three?'],
    ['bold numbers', '**1. One?**\n\n**2. Two?**\n\n**3. Three?**'],
    ['Windows lines', '1. One?\r\n2. Two?\r\n3. Three?\r\n'],
  ] as const) {
    it(`takes ${name}`, () => {
      assert.deepEqual(questionsOf(text), ['One?', 'Two?', 'Three?']);
    });
  }

  it('keeps what stands before, after and within', () => {
    const parsed = parseQuestions(
      'To help you:\n\n1. Which **one**?\n   - a\n   - b\n\n2. When?\n\nThank you!',
    );
    assert.deepEqual(parsed, {
      intro: 'To help you:',
      questions: ['Which one?\n   - a\n   - b', 'When?'],
      outro: 'Thank you!',
    });
  });

  it('takes the questions of the published run', () => {
    const text =
      '1. 您希望重点关注人工智能在教育中的哪些具体应用场景？\n\n2. 您的研究是否需要涵盖特定教育阶段或群体？\n\n3. 您更倾向于探讨技术实现方式？';
    assert.equal(questionsOf(text)?.length, 3);
  });

  for (const [name, text] of [
    ['no numbers', 'Which one? And when?'],
    ['a single question', '1. Which one?'],
    ['numbers that do not begin at one', '2. Which?\n3. When?'],
    ['a second list', '1. a?\n2. b?\n\n1. c?\n2. d?'],
    ['an empty question', '1. \n2. When?'],
    ['a year', '2026. was good\n2027. will be'],
    ['decimals', '1.5 million rows\n2.5 million rows'],
    ['nothing', ''],
  ] as const) {
    it(`makes no form of ${name}`, () => {
      assert.equal(questionsOf(text), undefined);
    });
  }

  it('quotes each question that was answered', () => {
    assert.equal(
      composeAnswers(['Which?\n- a\n- b', 'When?', 'Who?'], [' both ', '', 'we'], 'Soon, please.'),
      '> 1. Which?\n> - a\n> - b\nboth\n\n> 3. Who?\nwe\n\nSoon, please.',
    );
    assert.equal(composeAnswers(['Which?'], ['  '], ' '), '');
  });
});
