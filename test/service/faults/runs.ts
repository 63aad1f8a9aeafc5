import { clarificationOf } from '../clarify.ts';
import type { Beat } from '../frames.ts';
import { createRandom } from '../random.ts';
import type { RunShape } from '../research.ts';
import { MAIN_MODEL } from '../rules.ts';
import type { Step } from '../script.ts';
import { faultsOf, mapDeep, stream, type Fault, type FaultContext } from './fault.ts';

type Maker = (context: FaultContext) => Step[];

function reshaped(change: (context: FaultContext) => Partial<RunShape>): Maker {
  return (context) => stream(context, context.remake(change(context)));
}

function clarified(text: string): Maker {
  return (context) => {
    const { requestId } = context;
    return stream(context, clarificationOf(text, 16, createRandom(7), requestId));
  };
}

const NUMBERED =
  '1. Which side matters most to you?\n\n2. Who will read it?\n\n3. Are there limits of time or place? (simulated)';
const UNNUMBERED =
  'Before I start, it would help to know which side of this matters most to you and who will read the result. Please also say whether the research should keep to a time or a place. (simulated)';
const ONE_QUESTION = 'Which side of it matters most to you? (simulated)';
const MANY = Array.from({ length: 9 }, (_, i) => `${i + 1}、 simulated question ${i + 1}?`).join(
  '\n',
);

/** Runs that end well and are unusual all the same. */
export const RUN_FAULTS: readonly Fault[] = [
  ...faultsOf('research', [
    [
      'no-evidence',
      'The searches find nothing',
      'state "No evidence"',
      'complete',
      reshaped(() => ({ evidence: false })),
    ],
    [
      'no-references',
      'The report cites sources that are never given',
      'state "No evidence"',
      'complete',
      reshaped(() => ({ references: 'none' })),
    ],
    [
      'late-references',
      'The sources come in the middle of the report',
      'spec 5.3',
      'complete',
      reshaped(() => ({ references: 'late' })),
    ],
    [
      'repeated-references',
      'The sources come twice',
      'spec 5.3',
      'complete',
      reshaped(() => ({ references: 'repeated' })),
    ],
    [
      'huge-report',
      'A report of thirty thousand words',
      'F35',
      'complete',
      reshaped(({ knobs }) => ({ words: knobs.words ?? 30_000 })),
    ],
    [
      'many-rounds',
      'Fifteen rounds of research',
      'spec 5.3',
      'complete',
      reshaped(({ knobs }) => ({ rounds: knobs.rounds ?? 15 })),
    ],
    [
      'one-round',
      'A single round of research',
      'spec 6',
      'complete',
      reshaped(() => ({ rounds: 1 })),
    ],
    [
      'layout-1',
      'The rounds come in the captured layout',
      'spec 5.3',
      'complete',
      reshaped(({ call }) => ({ dialect: { layout: 1, thinking: call.model !== MAIN_MODEL } })),
    ],
    [
      'layout-2',
      'The rounds come in the documented layout',
      'spec 5.3',
      'complete',
      reshaped(({ call }) => ({ dialect: { layout: 2, thinking: call.model !== MAIN_MODEL } })),
    ],
    [
      'clarifies-anyway',
      'Questions come although a report was asked for',
      'spec 3.3',
      'complete',
      clarified(NUMBERED),
    ],
    ['no-rounds', 'The web research has no rounds', 'spec 6', 'complete', noRounds],
    ['F102', 'Sources without web addresses and a huge text', 'F102', 'complete', toolResults],
    ['F103', 'The secret of a tool server comes back in the text', 'F103', 'complete', echoed],
  ]),
  ...faultsOf('clarify', [
    ['clarify-empty', 'The questions are empty', 'spec 2.2', 'complete', clarified('')],
    [
      'clarify-unnumbered',
      'The questions come as plain sentences',
      'spec 3.1',
      'complete',
      clarified(UNNUMBERED),
    ],
    ['clarify-one', 'Only one question comes', 'spec 3.1', 'complete', clarified(ONE_QUESTION)],
    ['clarify-many', 'Nine questions come', 'spec 3.1', 'complete', clarified(MANY)],
    [
      'clarify-researches',
      'The research starts at once instead of questions',
      'spec 3.3',
      'complete',
      reshaped(() => ({})),
    ],
  ]),
];

function noRounds(context: FaultContext): Step[] {
  const kept = context.beats.filter(
    ({ part, data }) => part !== 'research' || data.output.message.status === 'finished',
  );
  return stream(context, kept);
}

/** What tool servers may bring: no address, a foreign scheme, megabytes of text (spec 2.5). */
function toolResults(context: FaultContext): Step[] {
  const text = 'markdown of a tool '.repeat(Math.ceil((context.knobs.bytes ?? 5_000_000) / 19));
  const urls = ['', 'mcp://document/1', 'doc:17', 'urn:simulated:3', undefined, null];
  let n = 0;
  const beats = context.beats.map((beat) => ({
    ...beat,
    data: mapDeep(beat.data, (key, value) => {
      if (key === 'url') {
        return urls[n++ % urls.length];
      }
      return key === 'description' && n === 20 ? text : value;
    }),
  }));
  return stream(context, beats);
}

function echoed(context: FaultContext): Step[] {
  const secret = context.call.tools.find(({ bearer }) => bearer !== undefined)?.bearer;
  const words = ` Authorization: Bearer ${secret ?? 'no-secret-was-sent'} `;
  const spoil = (beat: Beat, i: number): unknown =>
    i % 40 === 5
      ? mapDeep(beat.data, (key, value) =>
          ['title', 'query', 'content', 'description'].includes(key) && value !== ''
            ? `${String(value)}${words}`
            : value,
        )
      : beat.data;
  return stream(
    context,
    context.beats.map((beat, i) => ({ ...beat, data: spoil(beat, i) })),
  );
}
