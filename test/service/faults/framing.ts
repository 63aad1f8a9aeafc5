import { frameSteps, gapStep, streamSteps } from '../answers.ts';
import { streamHead } from '../errorShapes.ts';
import { encodeFrame, type FrameForm } from '../frames.ts';
import type { Step } from '../script.ts';
import { faultsOf, indexIn, wholeText, type Fault, type FaultContext } from './fault.ts';

/** The ordinary stream, each frame's bytes changed. */
function reworded(
  change: (frame: string, i: number, all: number) => string | Uint8Array,
  form: FrameForm = {},
): (context: FaultContext) => Step[] {
  return ({ requestId, beats }) => [
    streamHead(requestId),
    ...beats.flatMap(({ gap, data }, i): Step[] => [
      gapStep(gap, i + 1),
      { do: 'bytes', data: change(encodeFrame(i + 1, data, form), i, beats.length) },
    ]),
    { do: 'fin' },
  ];
}

function sliced(size: number): (context: FaultContext) => Step[] {
  return (context) => [
    streamHead(context.requestId),
    { do: 'bytes', data: wholeText(context), size: context.knobs.size ?? size },
    { do: 'fin' },
  ];
}

const NEWLINES = ['\n', '\r\n', '\r'] as const;

/** Lines end in turn with each of the three forms. */
const mixed = (frame: string): string => {
  let n = 0;
  return frame.replace(/\n/g, () => NEWLINES[n++ % 3] ?? '\n');
};

const NOISE = [
  ': a comment\n',
  ':\n',
  'retry:3000\n',
  'unknown:field\n',
  'fieldonly\n',
  '\n\n',
  'id:with\u0000nul\n',
];

/** 2.3 of the fault table: how frames lie in the bytes. */
export const FRAMING_FAULTS: readonly Fault[] = faultsOf('research', [
  ['F29', 'Every byte comes alone', 'F29', 'complete', sliced(1)],
  ['F29:7', 'Seven bytes come at a time', 'F29', 'complete', sliced(7)],
  ['F29:glued', 'Many frames come at once, cut anywhere', 'F29', 'complete', sliced(65_521)],
  [
    'F30',
    'Lines end with CR LF',
    'F30',
    'complete',
    ({ requestId, beats }) => streamSteps(requestId, beats, { newline: '\r\n' }),
  ],
  ['F30:split', 'Lines end with CR LF, torn apart', 'F30', 'complete', tornNewlines],
  [
    'F30:cr',
    'Lines end with CR alone',
    'F30',
    'complete',
    ({ requestId, beats }) => streamSteps(requestId, beats, { newline: '\r' }),
  ],
  ['F30:mixed', 'Lines end in three different ways', 'F30', 'complete', reworded(mixed)],
  [
    'F31',
    'The stream begins with a byte order mark',
    'F31',
    'complete',
    reworded((frame, i) => (i === 0 ? `\ufeff${frame}` : frame)),
  ],
  [
    'F31:later',
    'A byte order mark stands in the middle',
    'F31',
    'complete',
    reworded((frame, i, all) => (i === all >> 1 ? `\ufeff: comment\n\n${frame}` : frame)),
  ],
  [
    'F32',
    'Comments, empty lines and unknown fields between frames',
    'F32',
    'complete',
    reworded((frame, i) => `${NOISE[i % NOISE.length] ?? ''}${frame}`),
  ],
  ['F33', 'The JSON of a frame lies on several data lines', 'F33', 'complete', manyLines],
  [
    'F34',
    'The last frame has no blank line after it',
    'F34',
    'complete',
    reworded((frame, i, all) => (i === all - 1 ? frame.replace(/\n\n$/, '') : frame)),
  ],
  [
    'F34:none',
    'No blank lines at all',
    'F34',
    'complete',
    reworded((frame) => frame.replace(/\n\n$/, '\n')),
  ],
  ['F35', 'One frame of 20 MB', 'F35', 'complete', (context) => hugeFrame(context, undefined)],
  [
    'F35:16',
    'One frame of 20 MB, 16 bytes at a time',
    'F35',
    'complete',
    (context) => hugeFrame(context, 16),
  ],
  ['F36', 'Bytes that are no UTF-8', 'F36', 'complete', invalidBytes],
  [
    'F37',
    'One frame is broken JSON',
    'F37',
    'complete',
    reworded((frame, i, all) => (i === all >> 1 ? frame.replace(/"\}\n\n$/, '\n\n') : frame)),
  ],
  [
    'F37:glued',
    'Two frames stand on one data line',
    'F37',
    'complete',
    reworded((frame, i, all) =>
      i === all >> 1 ? frame.replace(/data:(.*)\n/, 'data:$1$1\n') : frame,
    ),
  ],
  [
    'F37:garbage',
    'Meaningless bytes between two frames',
    'F37',
    'complete',
    ({ requestId, beats }) => {
      const middle = beats.length >> 1;
      return [
        streamHead(requestId),
        ...frameSteps(beats.slice(0, middle)),
        { do: 'garbage', length: 512 },
        { do: 'bytes', data: '\n\n' },
        ...frameSteps(beats.slice(middle), {}, middle + 1),
        { do: 'fin' },
      ];
    },
  ],
]);

/** Each piece ends between CR and LF. */
function tornNewlines({ requestId, beats }: FaultContext): Step[] {
  const text = beats.map(({ data }, i) => encodeFrame(i + 1, data, { newline: '\r\n' })).join('');
  return [
    streamHead(requestId),
    ...text.split(/(?<=\r)/).map((data): Step => ({ do: 'bytes', data })),
    { do: 'fin' },
  ];
}

function manyLines({ requestId, beats }: FaultContext): Step[] {
  return [
    streamHead(requestId),
    ...beats.flatMap(({ gap, data }, i): Step[] => {
      const lines = JSON.stringify(data, null, 1).split('\n');
      const rows = lines.map((line) => `data:${line}\n`).join('');
      const head = `id:${i + 1}\nevent:result\n:HTTP_STATUS/200\n`;
      return [gapStep(gap, i + 1), { do: 'bytes', data: `${head}${rows}\n` }];
    }),
    { do: 'fin' },
  ];
}

/** A frame in the middle gets an unknown field of that size. */
function hugeFrame({ requestId, beats, knobs }: FaultContext, size: number | undefined): Step[] {
  const middle = indexIn(beats, 'report', 0.2);
  const beat = beats[middle];
  const data = { ...beat?.data, simulated_padding: 'p'.repeat(knobs.bytes ?? 20_000_000) };
  return [
    streamHead(requestId),
    ...frameSteps(beats.slice(0, middle)),
    {
      do: 'bytes',
      data: encodeFrame(middle + 1, data),
      ...(size === undefined ? {} : { size }),
    },
    ...frameSteps(beats.slice(middle + 1), {}, middle + 2),
    { do: 'fin' },
  ];
}

/** A lone lead byte, a lone tail byte and an overlong form inside the text of a frame. */
function invalidBytes(context: FaultContext): Step[] {
  const middle = indexIn(context.beats, 'report', 0.4);
  return reworded((frame, i) => {
    if (i !== middle) {
      return frame;
    }
    const at = frame.indexOf('"content":"') + '"content":"'.length;
    const bad = Buffer.from([0xe4, 0xb8, 0x80, 0xff, 0xc0, 0xaf, 0xe4]);
    return Buffer.concat([Buffer.from(frame.slice(0, at)), bad, Buffer.from(frame.slice(at))]);
  })(context);
}
