import {
  framedFailure,
  jsonFailure,
  nestedFailure,
  pageFailure,
  serviceHeaders,
  streamFailure,
  streamHead,
} from '../errorShapes.ts';
import { serviceCode } from '../errors.ts';
import { encodeFrame, type FrameForm } from '../frames.ts';
import { wholeAnswer, type Step } from '../script.ts';
import { faultsOf, type Fault, type FaultContext } from './fault.ts';

const BUSY = serviceCode('Throttling.AllocationQuota');
const FAILED = serviceCode('InternalError');

/** One frame and the end. */
function single(
  data: (requestId: string) => unknown,
  form: FrameForm,
): (context: FaultContext) => Step[] {
  return ({ requestId }) => [
    streamHead(requestId),
    { do: 'bytes', data: encodeFrame(1, data(requestId), form) },
    { do: 'fin' },
  ];
}

/** The six shapes of errors and their odd relatives (spec 4.3). */
export const SHAPE_FAULTS: readonly Fault[] = faultsOf('any', [
  [
    'shape:A',
    'An error as a status with a JSON body',
    'spec 4.3',
    'failure',
    ({ requestId }) => jsonFailure(BUSY, requestId),
  ],
  ['shape:A:id-first', 'An error whose JSON begins with the id', 'spec 4.3', 'failure', idFirst],
  [
    'shape:B',
    'An error frame after status 200',
    'spec 4.3',
    'failure',
    ({ requestId }) => streamFailure(BUSY, requestId),
  ],
  [
    'shape:C',
    'An error framed as an event though the header says JSON',
    'spec 4.3',
    'failure',
    ({ requestId }) => framedFailure(BUSY, requestId),
  ],
  [
    'shape:D',
    'An error in the OpenAI form',
    'spec 4.3',
    'failure',
    () => nestedFailure(serviceCode('model_not_found')),
  ],
  ['shape:E', 'An error frame with spaces after the colons', 'spec 4.3', 'failure', spaced],
  [
    'shape:F',
    'An empty body with status 502',
    'spec 4.3',
    'failure',
    () => wholeAnswer(502, undefined, ''),
  ],
  [
    'shape:F:page',
    'A page with status 502',
    'spec 4.3',
    'failure',
    () => pageFailure(502, 'Bad gateway'),
  ],
  [
    'shape:no-event',
    'An error frame without the word error in its event line',
    'spec 4.3',
    'failure',
    single((request_id) => ({ code: FAILED.code, message: FAILED.message, request_id }), {
      status: 500,
    }),
  ],
  [
    'shape:error-object',
    'An error frame in the OpenAI form',
    'spec 4.3',
    'failure',
    single(
      () => ({ error: { message: FAILED.message, code: FAILED.code, type: 'server_error' } }),
      {
        event: 'error',
        status: 500,
      },
    ),
  ],
  [
    'shape:comment-only',
    'A frame whose failure stands only in the status comment',
    'spec 4.3',
    'failure',
    single((request_id) => ({ request_id }), { status: 503 }),
  ],
  [
    'shape:status-prefix',
    'An error whose text begins with the true status',
    'spec 4.3',
    'failure',
    single(
      (request_id) => ({
        code: 'InternalError.Algo',
        message: `<429> ${BUSY.message}`,
        request_id,
      }),
      { event: 'error', status: 500 },
    ),
  ],
  [
    'shape:details',
    'An error whose text ends with an address for details',
    'spec 4.3',
    'failure',
    ({ requestId }) => {
      const message = `${FAILED.message} For details, see: https://docs.example.com/errors`;
      return jsonFailure({ ...FAILED, message }, requestId);
    },
  ],
]);

function idFirst({ requestId }: FaultContext): Step[] {
  const { code, message, status } = BUSY;
  const body = JSON.stringify({ request_id: requestId, status_code: status, message, code });
  return wholeAnswer(status, 'application/json', body, serviceHeaders(requestId));
}

function spaced({ requestId }: FaultContext): Step[] {
  const { code, message } = BUSY;
  const data = JSON.stringify({ code, message, request_id: requestId });
  return [
    streamHead(requestId),
    { do: 'bytes', data: `event: error\ndata: ${data}\n\n` },
    { do: 'fin' },
  ];
}
