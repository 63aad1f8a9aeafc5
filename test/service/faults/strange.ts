import { message } from '../frames.ts';
import type { FaultContext } from './fault.ts';

/** Frames of a service newer than the client (F38). */
export function strangeMessages({ requestId }: FaultContext): readonly unknown[] {
  const frame = (phase: string, status: string, deep = {}): unknown => ({
    output: {
      message: { ...message(phase, status, '', deep), mood: 'calm' },
      fininshed: false,
      fininshed_reason: 'null',
      progress: 0.5,
    },
    usage: { input_tokens: 650, output_tokens: 1, reasoning_tokens: 7 },
    request_id: requestId,
    trace: ['simulated'],
  });
  return [
    frame('Reflection', 'pondering'),
    frame('WebResearch', 'streamingPictures', { pictures: [{ url: 'https://www.example.com/p' }] }),
    frame('KeepAlive', 'sleeping'),
    frame('WebResearch', 'streamingWebResult', { research: { id: 1, confidence: 'high' } }),
    frame('Answer', 'typing'),
  ];
}

/** Frames whose fields are of every type but the right one (F39); none says a word of its own. */
export function wrongTypes({ requestId }: FaultContext): readonly unknown[] {
  const usual = message('WebResearch', 'streamingWebResult');
  const deep = (value: unknown): unknown => ({ extra: { deep_research: value } });
  const withMessage = (change: unknown): unknown => ({
    output: { message: { ...usual, ...(change as object) } },
    usage: { input_tokens: '650', output_tokens: null },
    request_id: requestId,
  });
  return [
    null,
    7,
    'a word',
    [],
    {},
    { output: null },
    { output: [] },
    { output: { message: 'text' } },
    { output: { message: [usual] }, usage: 'much', request_id: 7 },
    withMessage({ content: null }),
    withMessage({ content: 5 }),
    withMessage({ content: [[['']]] }),
    withMessage({ phase: null, status: 3 }),
    withMessage({ phase: ['answer'], status: ['finished'] }),
    withMessage({ extra: [] }),
    withMessage({ extra: null }),
    withMessage(deep(null)),
    withMessage(deep([])),
    withMessage(deep({ research: 'one', references: 'none', webSites: {} })),
    withMessage(deep({ research: [{ id: 1 }], query: 'a string where an object could be' })),
    withMessage(deep({ research: { id: '3', webSites: [null, 3, 'site', [], {}] } })),
    withMessage(deep({ research: { id: 1.5, learningMap: ['a', 'b'] } })),
    withMessage(deep({ research: { id: -1, learningMap: { 7: null, 8: 9, 9: ['x'] } } })),
    withMessage(deep({ research: { id: 1e300, query: {}, researchGoal: false } })),
    withMessage(deep({ references: [null, { index_number: 'two' }, { url: 4, title: [] }] })),
  ];
}
