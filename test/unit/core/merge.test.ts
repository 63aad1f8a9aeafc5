import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { mergeEvents } from '../../../src/core/research/merge.ts';
import { createRun, reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';

const text = fc.string({ maxLength: 4 });
const round = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const replace = fc.boolean();

/** Any event of the wire, and the ones of ours that begin and end a request. */
const event: fc.Arbitrary<ResearchEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('answerText' as const, 'planText' as const), text }),
  fc
    .record({ type: fc.constantFrom('answerText' as const, 'planText' as const), text, replace })
    .map(({ replace: again, ...rest }) => (again ? { ...rest, replace: true as const } : rest)),
  fc
    .record({
      type: fc.constantFrom('roundQuery' as const, 'roundGoal' as const),
      text,
      number: round,
    })
    .map(({ number, ...rest }) => (number === undefined ? rest : { ...rest, round: number })),
  fc.record({ text, key: fc.constantFrom('1', '2'), number: round }).map(({ number, ...rest }) => ({
    type: 'note' as const,
    ...rest,
    ...(number === undefined ? {} : { round: number }),
  })),
  fc
    .integer({ min: 0, max: 40_000 })
    .map((outputTokens) => ({ type: 'usage' as const, usage: { inputTokens: 1, outputTokens } })),
  fc.constantFrom<ResearchEvent>(
    { type: 'answerFinished' },
    { type: 'planFinished' },
    { type: 'researchFinished' },
    { type: 'roundFinished' },
    { type: 'lengthReached' },
    { type: 'sending', at: 1, step: 'research', host: 'h' },
    { type: 'streamEnded', at: 2 },
  ),
);

function reduceAll(events: readonly ResearchEvent[]): Run {
  const options = {
    model: 'qwen-deep-research',
    clarify: true,
    outputFormat: 'model_detailed_report',
    images: [],
    tools: [],
  } as const;
  return events.reduce(reduce, createRun('r', 'q', options, 0));
}

describe('merging events', () => {
  it('changes nothing about the run', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const sent: ResearchEvent[] = [
          { type: 'sending', at: 0, step: 'research', host: 'h' },
          ...events,
        ];
        assert.deepEqual(reduceAll(mergeEvents(sent)), reduceAll(sent));
      }),
      { numRuns: 3000 },
    );
  });

  it('makes one event of a burst of one text', () => {
    const burst = Array.from({ length: 500 }, (_, index): ResearchEvent[] => [
      { type: 'answerText', text: 'a' },
      { type: 'usage', usage: { inputTokens: 1, outputTokens: index } },
    ]).flat();
    assert.equal(mergeEvents(burst).length, 2);
  });
});
