import { frameSteps } from '../answers.ts';
import { streamHead } from '../errorShapes.ts';
import type { Encoding, Step } from '../script.ts';
import { faultsOf, wholeText, type Fault, type FaultContext } from './fault.ts';

function compressed(encoding: Encoding): (context: FaultContext) => Step[] {
  return ({ requestId, beats }) => [
    streamHead(requestId, { 'content-encoding': encoding }),
    { do: 'encode', as: encoding },
    ...frameSteps(beats),
    { do: 'fin' },
  ];
}

/** Bodies that come compressed although nobody asked (spec 1.3: a captured one was gzip). */
export const ENCODING_FAULTS: readonly Fault[] = faultsOf('research', [
  ['F28', 'The stream comes as gzip though nobody asked', 'F28', 'complete', compressed('gzip')],
  ['F28:br', 'The stream comes as Brotli though nobody asked', 'F28', 'complete', compressed('br')],
  [
    'F28:deflate',
    'The stream comes as deflate though nobody asked',
    'F28',
    'complete',
    compressed('deflate'),
  ],
  ['F28:unknown', 'The stream comes in an unknown encoding', 'F28', 'failure', unknown],
]);

function unknown(context: FaultContext): Step[] {
  const bytes = Buffer.from(wholeText(context)).map((byte) => byte ^ 0x5a);
  return [
    streamHead(context.requestId, { 'content-encoding': 'x-simulated' }),
    { do: 'bytes', data: bytes, size: 4096 },
    { do: 'fin' },
  ];
}
