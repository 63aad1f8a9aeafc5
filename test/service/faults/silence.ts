import { frameSteps } from '../answers.ts';
import { streamHead } from '../errorShapes.ts';
import { encodeFrame, message, type Beat } from '../frames.ts';
import type { Step } from '../script.ts';
import { faultsOf, indexAt, wholeText, type Fault, type FaultContext } from './fault.ts';

const MINUTE = 60_000;
const LIFE_EVERY_MS = 5_000;

/** The run stops in the middle of the web research, then goes on. */
function interrupted(
  fill: (context: FaultContext, index: number) => Iterable<Step>,
): (context: FaultContext) => Step[] {
  return (context) => {
    const { beats, knobs, requestId } = context;
    const index = indexAt(beats, knobs.at ?? 0.3);
    return [
      streamHead(requestId),
      ...frameSteps(beats.slice(0, index)),
      ...fill(context, index),
      ...frameSteps(beats.slice(index), {}, index + 1),
      { do: 'fin' },
    ];
  };
}

function silent(ms: number): (context: FaultContext) => Step[] {
  return interrupted(({ knobs }) => [{ do: 'pause', ms: knobs.ms ?? ms }]);
}

/** Signs of life again and again, nothing else. */
function alive(life: (context: FaultContext, index: number) => string) {
  return interrupted((context, index) => {
    const ms = context.knobs.ms ?? 2 * MINUTE;
    const times = Math.max(3, Math.round(ms / LIFE_EVERY_MS));
    return Array.from({ length: times }, (_, i): Step[] => [
      { do: 'pause', ms: ms / times },
      { do: 'bytes', data: life(context, index + i + 1) },
    ]).flat();
  });
}

function keepAliveFrame(before: Beat | undefined, id: number): string {
  const data = before?.data;
  const output = { ...data?.output, message: message('KeepAlive', 'typing') };
  return encodeFrame(id, { ...data, output });
}

/** Silences and slowness of 2.2 and 2.3 of the fault table. */
export const SILENCE_FAULTS: readonly Fault[] = faultsOf('research', [
  ['F42', 'Silence for a minute', 'F42', 'complete', silent(MINUTE)],
  [
    'F42:keepalive',
    'Two minutes with nothing but KeepAlive frames',
    'F42',
    'complete',
    alive(({ beats }, id) => keepAliveFrame(beats[0], id)),
  ],
  ['F42:comments', 'Two minutes with nothing but comments', 'F42', 'complete', alive(() => ':\n')],
  ['F43', 'Silence for five minutes', 'F43', 'complete', silent(5 * MINUTE + 1000)],
  ['F44', 'Silence for sixteen minutes', 'F44', 'complete', silent(16 * MINUTE)],
  ['F44:ever', 'The run falls silent and never goes on', 'F44', 'held', silentForEver],
  ['F45', 'The run never ends and shows only signs of life', 'F45', 'held', endless],
  [
    'F53',
    'Something in between holds everything back to the end',
    'F53',
    'complete',
    (context) => [
      streamHead(context.requestId),
      { do: 'pause', ms: context.knobs.ms ?? 65_000 },
      { do: 'bytes', data: wholeText(context) },
      { do: 'fin' },
    ],
  ],
  [
    'F54',
    'Silence, then the connection turns out to be dead',
    'F54',
    'broken',
    (context) => [
      streamHead(context.requestId),
      ...frameSteps(context.beats.slice(0, indexAt(context.beats, context.knobs.at ?? 0.3))),
      { do: 'pause', ms: context.knobs.ms ?? 35_000 },
      { do: 'rst' },
    ],
  ],
  [
    'slow-start',
    'The headers come at once and the first frame late',
    'F24',
    'complete',
    (context) => [
      streamHead(context.requestId),
      { do: 'pause', ms: context.knobs.ms ?? 45_000 },
      ...frameSteps(context.beats),
      { do: 'fin' },
    ],
  ],
  ['slow', 'The bytes trickle', 'F42', 'complete', trickle],
]);

function silentForEver(context: FaultContext): Step[] {
  const { beats, knobs, requestId } = context;
  const index = indexAt(beats, knobs.at ?? 0.3);
  return [streamHead(requestId), ...frameSteps(beats.slice(0, index)), { do: 'hold' }];
}

function* endless({ requestId, beats, knobs }: FaultContext): Generator<Step> {
  const index = indexAt(beats, knobs.at ?? 0.3);
  yield streamHead(requestId);
  yield* frameSteps(beats.slice(0, index));
  for (let id = index + 1; ; id += 1) {
    yield { do: 'pause', ms: knobs.ms ?? LIFE_EVERY_MS };
    yield { do: 'bytes', data: keepAliveFrame(beats[index - 1], id) };
  }
}

/** The first three frames byte by byte, the rest as usual. */
function trickle({ requestId, beats, knobs }: FaultContext): Step[] {
  const text = beats
    .slice(0, 3)
    .map(({ data }, i) => encodeFrame(i + 1, data))
    .join('');
  const size = knobs.size ?? 16;
  return [
    streamHead(requestId),
    { do: 'slow', data: text, size, ms: knobs.ms ?? 250 },
    ...frameSteps(beats.slice(3), {}, 4),
    { do: 'fin' },
  ];
}
