import {
  failureFrame,
  jsonFailure,
  pageFailure,
  streamFailure,
  type Failure,
} from '../errorShapes.ts';
import { SERVICE_CODES, serviceCode } from '../errors.ts';
import type { Part } from '../frames.ts';
import type { Step } from '../script.ts';
import { faultsOf, indexIn, until, type Fault, type FaultContext, type FaultRow } from './fault.ts';

type Maker = (context: FaultContext) => Step[];

/** The code with its documented HTTP status. */
function coded(code: string, headers: Record<string, string> = {}): Maker {
  return ({ requestId }) => jsonFailure(serviceCode(code), requestId, headers);
}

/** The run goes on to a part, then an error frame comes and the body ends. */
function failIn(part: Part, failure: Failure): Maker {
  return (context) => {
    const index = indexIn(context.beats, part, context.knobs.at ?? 0.5);
    return [
      ...until(context, index),
      { do: 'gap', kind: 'search', at: 0.5 },
      { do: 'bytes', data: failureFrame(failure, context.requestId, index + 1) },
      { do: 'fin' },
    ];
  };
}

function throttled(retryAfter: string): Maker {
  return coded('Throttling.RateQuota', { 'retry-after': retryAfter });
}

const FREE_QUOTA: Failure = {
  ...serviceCode('Throttling.AllocationQuota'),
  message: 'Free allocated quota exceeded. (simulated)',
};

const inTwoSeconds = (): string => new Date(Date.now() + 2000).toUTCString();

/** The rows of 2.2 of the fault table by their own names. */
const ROWS: readonly FaultRow[] = [
  ['F15', 'The key is not accepted', 'F15', 'failure', coded('InvalidApiKey')],
  ['F16', 'The account may not use the model', 'F16', 'failure', coded('AccessDenied')],
  ['F17', 'The account has payments overdue', 'F17', 'failure', coded('Arrearage')],
  ['F18', 'A parameter is not understood', 'F18', 'failure', coded('InvalidParameter')],
  ['F18:404', 'The model is not found', 'F18', 'failure', coded('ModelNotFound')],
  [
    'F19',
    'The content check refuses the question',
    'F19',
    'failure',
    coded('DataInspectionFailed'),
  ],
  ['F20', 'The request is too large', 'F20', 'failure', coded('BadRequest.TooLarge')],
  [
    'F20:413',
    'A gateway refuses the size of the request with a page',
    'F20',
    'failure',
    () => pageFailure(413, 'Request entity too large'),
  ],
  ['F21', 'Too many requests', 'F21', 'failure', coded('Throttling')],
  ['F21:retry-after', 'Too many requests, again in 2 seconds', 'F21', 'failure', throttled('2')],
  [
    'F21:retry-date',
    'Too many requests, again at a time of day',
    'F21',
    'failure',
    (context) => throttled(inTwoSeconds())(context),
  ],
  ['F21:retry-negative', 'Too many requests, negative wait', 'F21', 'failure', throttled('-5')],
  ['F21:retry-words', 'Too many requests, unreadable wait', 'F21', 'failure', throttled('soon')],
  ['F21:retry-long', 'Too many requests, wait of an hour', 'F21', 'failure', throttled('3600')],
  [
    'F21:free-quota',
    'The free quota is used up',
    'F21',
    'failure',
    ({ requestId }) => jsonFailure(FREE_QUOTA, requestId),
  ],
  ['F22', 'The model cannot be reached', 'F22', 'failure', coded('ModelUnavailable')],
  ['F22:500', 'The service fails inside', 'F22', 'failure', coded('InternalError')],
  [
    'F22:502',
    'A gateway fails with a page',
    'F22',
    'failure',
    () => pageFailure(502, 'Bad gateway'),
  ],
  ['F22:503', 'The service is busy', 'F22', 'failure', coded('ModelServingError')],
  [
    'F22:504',
    'A gateway waited too long and answers with a page',
    'F22',
    'failure',
    () => pageFailure(504, 'Gateway time-out'),
  ],
  ['F101', 'A tool server cannot be called', 'F101', 'failure', coded('InvokePluginFailed')],
];

const RUN_ROWS: readonly FaultRow[] = [
  [
    'F48',
    'An error comes in the middle of the web research',
    'F48',
    'failure',
    failIn('research', serviceCode('InternalError')),
  ],
  [
    'F48:report',
    'An error comes in the middle of the report',
    'F48',
    'failure',
    failIn('report', serviceCode('InternalError.Algo')),
  ],
  [
    'F49',
    'The content check stops the report half-way',
    'F49',
    'failure',
    failIn('report', serviceCode('DataInspectionFailed')),
  ],
  [
    'F101:stream',
    'A tool server fails in the middle of the web research',
    'F101',
    'failure',
    failIn('research', serviceCode('InvokePluginFailed')),
  ],
];

/** Every documented code (spec 10): as a status, as a first frame, and in the middle. */
const BY_CODE: readonly Fault[] = SERVICE_CODES.flatMap((entry) => [
  ...faultsOf('any', [
    [`code:${entry.code}`, `Refused with ${entry.code}`, entry.row, 'failure', coded(entry.code)],
    [
      `stream:${entry.code}`,
      `Status 200, then ${entry.code} as the first frame`,
      entry.row,
      'failure',
      ({ requestId }) => streamFailure(entry, requestId),
    ],
  ]),
  ...faultsOf('research', [
    [
      `stream:${entry.code}@report`,
      `${entry.code} in the middle of the report`,
      entry.row,
      'failure',
      failIn('report', entry),
    ],
  ]),
]);

export const CODE_FAULTS: readonly Fault[] = [
  ...faultsOf('any', ROWS),
  ...faultsOf('research', RUN_ROWS),
];

export const EVERY_CODE: readonly Fault[] = BY_CODE;
