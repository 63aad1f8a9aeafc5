import { frameSteps } from '../answers.ts';
import { streamHead } from '../errorShapes.ts';
import type { Beat, Part } from '../frames.ts';
import type { Step } from '../script.ts';
import {
  faultsOf,
  indexAt,
  indexIn,
  stream,
  until,
  type Fault,
  type FaultContext,
  type FaultRow,
} from './fault.ts';

const PARTS: readonly (readonly [part: Part, name: string])[] = [
  ['plan', 'the planning'],
  ['research', 'the web research'],
  ['report', 'the report'],
];

function endIn(part: Part, end: Step): (context: FaultContext) => Step[] {
  return (context) => [
    ...until(context, indexIn(context.beats, part, context.knobs.at ?? 0.5)),
    end,
  ];
}

/** 2.3 of the fault table: how a run ends. */
export const ENDING_FAULTS: readonly Fault[] = faultsOf('research', [
  [
    'F46',
    'The connection breaks at 62 percent',
    'F46',
    'broken',
    (context) => [
      ...until(context, indexAt(context.beats, context.knobs.at ?? 0.62)),
      { do: 'rst' },
    ],
  ],
  ...PARTS.map(([part, name]): FaultRow => [
    `F46:${part}`,
    `The connection breaks in ${name}`,
    'F46',
    'broken',
    endIn(part, { do: 'rst' }),
  ]),
  [
    'F47',
    'The stream just ends at 62 percent',
    'F47',
    'truncated',
    (context) => [
      ...until(context, indexAt(context.beats, context.knobs.at ?? 0.62)),
      { do: 'fin' },
    ],
  ],
  ...PARTS.map(([part, name]): FaultRow => [
    `F47:${part}`,
    `The stream just ends in ${name}`,
    'F47',
    'truncated',
    endIn(part, { do: 'fin' }),
  ]),
  [
    'F47:last-frame',
    'The whole report comes, only the last frame is missing',
    'F47',
    'truncated',
    (context) => [...until(context, context.beats.length - 1), { do: 'fin' }],
  ],
  [
    'F47:half-frame',
    'The stream ends in the middle of a frame',
    'F47',
    'truncated',
    (context) => [
      ...until(context, indexIn(context.beats, 'report')),
      { do: 'bytes', data: 'id:99999\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"mess' },
      { do: 'fin' },
    ],
  ],
  [
    'F47:cut',
    'The connection closes though the body has not ended',
    'F47',
    'broken',
    endIn('report', { do: 'cut' }),
  ],
  ['F50', 'The report reaches its maximum length', 'F50', 'complete', tooLong('fininshed_reason')],
  [
    'F50:finish_reason',
    'The report reaches its maximum length, told in another field',
    'F50',
    'complete',
    tooLong('finish_reason'),
  ],
  [
    'F51',
    'The report is finished and the connection stays open',
    'F51',
    'held',
    ({ requestId, beats }) => [streamHead(requestId), ...frameSteps(beats), { do: 'hold' }],
  ],
  [
    'F52',
    'Finished without a report',
    'F52',
    'complete',
    (context) =>
      stream(
        context,
        context.beats.filter((beat) => !isReportText(beat)),
      ),
  ],
  [
    'F56',
    'Frames come faster than anybody can draw',
    'F56',
    'complete',
    (context) =>
      stream(
        context,
        context
          .remake({ words: context.knobs.words ?? 20_000 })
          .map((beat) => ({ ...beat, gap: 'none' })),
      ),
  ],
]);

function isReportText({ part, data }: Beat): boolean {
  return part === 'report' && data.output.message.status === 'typing';
}

/** The last third of the text is missing and the last frame says why (spec 8). */
function tooLong(field: string): (context: FaultContext) => Step[] {
  return (context) => {
    const { beats } = context;
    const kept = beats.slice(0, indexIn(beats, 'report', 0.66));
    const last = beats.at(-1)?.data;
    const output = { ...last?.output, [field]: 'length' };
    return stream(context, [...kept, { gap: 'text', data: { ...last, output } }]);
  };
}
