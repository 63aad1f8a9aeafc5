import assert from 'node:assert/strict';
import type { WireEvent } from '../../../src/core/research/events.ts';
import { createDecoder, type Decoded } from '../../../src/core/wire/decode.ts';
import type { RawFrame } from '../../../src/core/wire/sse.ts';

interface Message {
  readonly phase?: unknown;
  readonly status?: unknown;
  readonly content?: unknown;
  readonly research?: unknown;
  readonly output?: Record<string, unknown>;
}

function data({ output = {}, research, ...message }: Message, rest: object = {}): string {
  const extra = research === undefined ? {} : { extra: { deep_research: research } };
  return JSON.stringify({ output: { message: { ...message, ...extra }, ...output }, ...rest });
}

function decodeOne(text: string, frame: Partial<RawFrame> = {}): Decoded {
  return createDecoder().decode({ data: text, ...frame });
}

/** Events without the mark that a research phase was seen. */
function events(text: string): readonly WireEvent[] {
  return decodeOne(text).events.filter((event) => event.type !== 'planText' || event.text !== '');
}

const round = (fields: object): Message => ({
  phase: 'WebResearch',
  status: 'streamingThinking',
  research: { research: fields },
});

describe('decode goes by the fields that are there', () => {
  it('all fields of a round under the one status of the snapshot model', () => {
    assert.deepEqual(
      events(
        data(
          round({
            id: 3,
            query: 'q',
            researchGoal: 'g',
            webSites: [{ title: 't', url: 'u', description: 'd', favicon: '' }],
            learningMap: { '7': 'n' },
          }),
        ),
      ),
      [
        { type: 'roundQuery', round: 3, text: 'q' },
        { type: 'roundGoal', round: 3, text: 'g' },
        { type: 'sitesFound', round: 3, sites: [{ title: 't', url: 'u', description: 'd' }] },
        { type: 'note', round: 3, key: '7', text: 'n' },
      ],
    );
  });

  it('a round without a number', () => {
    assert.deepEqual(events(data(round({ query: 'q' }))), [{ type: 'roundQuery', text: 'q' }]);
  });

  it('a round with nothing new only starts', () => {
    assert.deepEqual(events(data(round({ id: 2 }))), [{ type: 'roundStarted', round: 2 }]);
  });

  it('references under three published names, numbered by position where the number lacks', () => {
    const list = [
      { title: 'a', url: 'u' },
      { title: 'b', url: 'v', index_number: '9' },
    ];
    const expected = [
      { number: 1, title: 'a', url: 'u', description: '' },
      { number: 9, title: 'b', url: 'v', description: '' },
    ];
    for (const text of [
      data({ phase: 'answer', status: 'typing', research: { references: list } }),
      data({ phase: 'answer', status: 'typing', research: { reference: list } }),
      JSON.stringify({ output: { message: { phase: 'answer', extra: { references: list } } } }),
    ]) {
      assert.deepEqual(events(text), [{ type: 'references', references: expected }]);
    }
  });

  it('text in parts', () => {
    assert.deepEqual(
      events(data({ phase: 'answer', content: [{ text: 'a' }, 'b', 3, { image: 'x' }] })),
      [{ type: 'answerText', text: 'ab' }],
    );
  });

  it('a phase of research is told even where nothing in it is readable', () => {
    for (const phase of ['ResearchPlanning', 'WebResearch']) {
      const decoded = decodeOne(data({ phase, status: 'typing', research: { newLayout: 1 } }));
      assert.deepEqual(decoded.events, [{ type: 'planText', text: '' }]);
    }
  });

  it('and once in a response', () => {
    const decoder = createDecoder();
    const frame = { data: data({ phase: 'WebResearch', status: 'typing' }) };
    assert.equal(decoder.decode(frame).events.length, 1);
    assert.equal(decoder.decode(frame).events.length, 0);
  });

  it('KeepAlive says nothing', () => {
    assert.deepEqual(events(data({ phase: 'KeepAlive', status: 'typing', content: '' })), []);
  });

  it('F38: unknown phases and statuses are told by name and do no harm', () => {
    assert.deepEqual(events(data({ phase: 'Dreaming', status: 'dozing', content: 'z' })), [
      { type: 'oddity', kind: 'unknown', name: 'phase Dreaming' },
      { type: 'oddity', kind: 'unknown', name: 'status dozing' },
    ]);
  });

  it('F37: a broken frame is counted and the next one is read', () => {
    const decoder = createDecoder();
    assert.deepEqual(decoder.decode({ data: '{"output":' }).events, [
      { type: 'oddity', kind: 'unreadable', name: 'JSON' },
    ]);
    assert.equal(
      decoder.decode({ data: data({ phase: 'answer', content: 'a' }) }).events.length,
      1,
    );
  });

  it('F34: the torn end of a stream is no oddity', () => {
    assert.deepEqual(decodeOne('{"output":', { tail: true }), { events: [] });
  });

  it('[DONE] is no oddity', () => {
    assert.deepEqual(decodeOne('[DONE]'), { events: [] });
  });

  it('F39: hostile and useless values are read past', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    for (const text of [
      'null',
      '[]',
      '3',
      '""',
      '{}',
      '{"output":null,"usage":null,"request_id":null}',
      '{"output":[],"usage":[],"request_id":7}',
      '{"output":{"message":[{"phase":"answer"}]}}',
      '{"output":{"message":{"phase":{},"status":[],"content":{},"extra":"x"}}}',
      '{"__proto__":{"output":{}},"constructor":{"prototype":{"x":1}}}',
      data(
        round({ id: -1, query: 5, researchGoal: {}, webSites: [null, 3, {}], learningMap: [1] }),
      ),
      data(round({ id: 1.5, learningMap: { a: null, b: 3, c: {} } })),
      data({ phase: 'answer', research: { references: [null, 'x', []] } }),
      '{"usage":{"input_tokens":-4,"output_tokens":1e99}}',
    ]) {
      assert.doesNotThrow(() => decodeOne(text), text);
      assert.equal(decodeOne(text).error, undefined, text);
    }
    const note = events(
      '{"output":{"message":{"phase":"WebResearch","extra":{"deep_research":{"research":{"id":1,"learningMap":{"__proto__":"x"}}}}}}}',
    );
    assert.deepEqual(note, [{ type: 'note', round: 1, key: '__proto__', text: 'x' }]);
    assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), before);
  });
});

describe('decode finds the end by several marks', () => {
  const ends = (text: string): readonly string[] => events(text).map((event) => event.type);

  it('answer finished, once even if it is said twice', () => {
    const output = { fininshed: true, fininshed_reason: 'stop' };
    assert.deepEqual(ends(data({ phase: 'answer', status: 'finished', output })), [
      'answerFinished',
    ]);
  });

  it('the envelope alone, with and without a message', () => {
    assert.deepEqual(ends('{"output":{"fininshed":true}}'), ['answerFinished']);
    assert.deepEqual(ends('{"output":{"finish_reason":"stop"}}'), ['answerFinished']);
    assert.deepEqual(ends(data({ phase: 'answer', output: { finished: true } })), [
      'answerFinished',
    ]);
  });

  it('F50: length ends it and says that the text is cut', () => {
    for (const name of ['fininshed_reason', 'finished_reason', 'finish_reason']) {
      const output = { [name]: 'length' };
      assert.deepEqual(ends(data({ phase: 'answer', output })), [
        'lengthReached',
        'answerFinished',
      ]);
    }
  });

  it('neither false, null nor the text "null" is an end', () => {
    for (const output of [
      { fininshed: false, fininshed_reason: 'null' },
      { fininshed: null, fininshed_reason: null },
      { fininshed: 'true' },
    ]) {
      assert.deepEqual(ends(data({ phase: 'answer', status: 'typing', output })), []);
    }
  });

  it('the end of planning or searching is no end of the answer', () => {
    const output = { fininshed: true };
    assert.deepEqual(ends(data({ phase: 'ResearchPlanning', status: 'finished', output })), [
      'planFinished',
    ]);
    assert.deepEqual(ends(data({ phase: 'WebResearch', status: 'finished' })), [
      'researchFinished',
    ]);
  });
});
