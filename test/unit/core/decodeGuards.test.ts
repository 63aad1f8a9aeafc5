import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDecoder } from '../../../src/core/wire/decode.ts';
import type { RawFrame } from '../../../src/core/wire/sse.ts';
import { reduceAll, startedRun } from '../support/drive.ts';
import { errorFrame, frame } from '../support/wire.ts';

const answer = (content: string): string =>
  JSON.stringify(frame({ phase: 'answer', status: 'typing', content }, [1, 1]).data);

/** The questions that some contents add up to. */
function joinOf(contents: readonly string[]): string {
  const decoder = createDecoder();
  const events = contents.flatMap((content) => decoder.decode({ data: answer(content) }).events);
  return reduceAll(events, startedRun('clarify')).exchanges[0]?.questions ?? '';
}

describe('deltas or the whole text each time (spec 5.4)', () => {
  const text = 'Which of the two databases do you run in production today, and on what hardware?';

  it('cumulative from long first pieces', () => {
    assert.equal(joinOf([text.slice(0, 40), text.slice(0, 60), text]), text);
  });

  it('cumulative from short first pieces', () => {
    const pieces = Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1));
    assert.equal(joinOf(pieces), text);
  });

  it('cumulative with a repeated last piece', () => {
    assert.equal(joinOf([text.slice(0, 40), text, text]), text);
  });

  it('deltas that repeat a short piece are kept', () => {
    assert.equal(joinOf(['ha', 'ha', 'ha', '哈', '哈']), 'hahaha哈哈');
    assert.equal(joinOf(['|', '|-', '|-', '|']), '||-|-|');
  });

  it('long equal deltas, such as the rule of a table, are kept', () => {
    const rule = `|${'-'.repeat(40)}`;
    assert.equal(joinOf(['='.repeat(20), '='.repeat(20)]), '='.repeat(40));
    assert.equal(joinOf(['a|b\n', rule, rule, '|\n']), `a|b\n${rule}${rule}|\n`);
  });

  it('any deltas of a text that does not start over add up to it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })),
        (deltas) => {
          // The first delta is unique, so no later one can contain it all.
          const all = ['<first>', ...deltas.map((delta) => delta.replaceAll('<', ''))];
          assert.equal(joinOf(all), all.join(''));
        },
      ),
    );
  });
});

describe('F41: frames that a proxy sent twice', () => {
  const send = (frames: readonly RawFrame[]): string => {
    const decoder = createDecoder();
    const events = frames.flatMap((one) => decoder.decode(one).events);
    return reduceAll(events, startedRun('clarify')).exchanges[0]?.questions ?? '';
  };

  it('the same id and bytes, where ids count: dropped', () => {
    const [a, b, c] = ['a', 'b', 'b'].map((content, at) => ({
      data: answer(content),
      id: `${at + 1}`,
    }));
    assert.ok(a !== undefined && b !== undefined && c !== undefined);
    assert.equal(send([a, b, b, c, c]), 'abb');
  });

  it('the same id everywhere says nothing: kept', () => {
    assert.equal(send([1, 2, 3].map(() => ({ data: answer('a'), id: '1' }))), 'aaa');
  });

  it('no ids: kept', () => {
    assert.equal(send([1, 2, 3].map(() => ({ data: answer('a') }))), 'aaa');
  });
});

describe('usage and request id', () => {
  it('are told when they change, and the newest counts', () => {
    const decoder = createDecoder();
    const usages = [
      { input_tokens: 652, output_tokens: 4 },
      { input_tokens: 652, output_tokens: 4 },
      { output_tokens: 9 },
      { input_tokens: '652', output_tokens: '7' },
      {},
      null,
    ].flatMap((usage) => decoder.decode({ data: JSON.stringify({ usage }) }).events);
    assert.deepEqual(
      usages.map((event) => event.type === 'usage' && event.usage),
      [
        { inputTokens: 652, outputTokens: 4 },
        { inputTokens: 652, outputTokens: 9 },
        { inputTokens: 652, outputTokens: 7 },
      ],
    );
  });

  it('an endless request id is cut', () => {
    const [event] = createDecoder().decode({
      data: JSON.stringify({ request_id: 'x'.repeat(999) }),
    }).events;
    assert.ok(event?.type === 'requestId' && event.requestId.length === 200);
  });
});

describe('F48: error frames', () => {
  const error = errorFrame(429, 'Throttling', 'slow down');
  const body = JSON.stringify(error.data);

  it('by event name in both spellings, by status, by code or by an error object', () => {
    const withoutCode = JSON.stringify({ message: 'no' });
    for (const one of [
      { data: body, event: 'error' },
      { data: body, event: ' error' },
      { data: body },
      { data: withoutCode, event: 'error' },
      { data: withoutCode, status: 500 },
      { data: JSON.stringify({ error: { message: 'no', code: 'x' } }) },
      { data: 'not JSON', event: 'error' },
      { data: 'not JSON', status: 503 },
    ]) {
      assert.ok(createDecoder().decode(one).error !== undefined, JSON.stringify(one));
    }
  });

  it('what SDKs write into good frames is no error', () => {
    for (const extra of [
      { code: '', message: '' },
      { code: null },
      { status_code: 200, code: '' },
    ]) {
      const good = { ...(JSON.parse(answer('a')) as object), ...extra };
      assert.equal(createDecoder().decode({ data: JSON.stringify(good) }).error, undefined);
    }
  });

  it('one of several lines in an event', () => {
    const decoded = createDecoder().decode({ data: `${answer('a')}\n${body}` });
    assert.equal(decoded.error?.code, 'Throttling');
    assert.equal(decoded.error.message, 'slow down');
    assert.ok(decoded.events.some((event) => event.type === 'answerText'));
  });
});
