import { streamSteps } from '../answers.ts';
import { jsonFailure, serviceHeaders } from '../errorShapes.ts';
import { serviceCode } from '../errors.ts';
import { GENERATION_PATH } from '../rules.ts';
import { wholeAnswer, type Step } from '../script.ts';
import { faultsOf, type Fault, type FaultContext, type FaultRow } from './fault.ts';

const HTML = 'text/html; charset=utf-8';
const ELSEWHERE = `https://elsewhere.example.com${GENERATION_PATH}`;

const LOGIN_PAGE =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Guest network</h1><form><input name="user"><input name="password" type="password"></form></body></html>\n';

/** 2.1 and 2.2 of the fault table: what happens before any frame. */
export const CONNECTION_FAULTS: readonly Fault[] = [
  {
    name: 'F2:reset',
    title: 'The connection is reset before a request is read',
    row: 'F2',
    step: 'any',
    ends: 'broken',
    onConnect: true,
    steps: () => [{ do: 'rst' }],
  },
  ...faultsOf('any', [
    ['F5', 'A proxy asks for a password', 'F5', 'failure', () => proxyAsks()],
    ['F6', 'A login page answers instead of the service', 'F6', 'failure', () => loginPage()],
    ['F7', 'The service points to another host', 'F7', 'failure', redirect(302)],
    ...[301, 302, 303, 307, 308].map((status): FaultRow => [
      `F7:${status}`,
      `The service points to another host with status ${status}`,
      'F7',
      'failure',
      redirect(status),
    ]),
    [
      'F7:same',
      'The service points to its own address again',
      'F7',
      'failure',
      () => [{ do: 'redirect', status: 307, location: GENERATION_PATH }],
    ],
    [
      'F23',
      'The connection breaks right after the request',
      'F23',
      'broken',
      () => [{ do: 'rst' }],
    ],
    [
      'F24',
      'The service takes the request and says nothing',
      'F24',
      'held',
      () => [{ do: 'hold' }],
    ],
    [
      'F24:late',
      'The headers come late',
      'F24',
      'complete',
      (context) => [{ do: 'pause', ms: context.knobs.ms ?? 30_000 }, ...ordinary(context)],
    ],
    ['F25', 'Status 200 with an error as plain JSON', 'F25', 'failure', plainError],
    ['F25:answer', 'Status 200 with one whole answer as plain JSON', 'F25', 'failure', plainAnswer],
    ['F26', 'Status 200 and an empty body', 'F26', 'failure', empty],
    [
      'F26:hang-up',
      'The connection closes without any answer',
      'F26',
      'broken',
      () => [{ do: 'cut' }],
    ],
    ['F27', 'Headers larger than any client takes', 'F27', 'broken', () => hugeHeaders(1, 65_536)],
    ['F27:lines', 'Three thousand header lines', 'F27', 'broken', () => hugeHeaders(3000, 16)],
    [
      'F27:garbage',
      'The answer is not HTTP at all',
      'F27',
      'broken',
      () => [{ do: 'raw', data: 'no protocol spoken here\r\n\r\n' }, { do: 'cut' }],
    ],
  ]),
];

function ordinary({ requestId, beats }: FaultContext): Step[] {
  return streamSteps(requestId, beats);
}

function proxyAsks(): Step[] {
  const headers = { 'proxy-authenticate': 'Basic realm="simulated proxy"' };
  return wholeAnswer(407, HTML, '<html><body>Sign in to the proxy first.</body></html>', headers);
}

function loginPage(): Step[] {
  return wholeAnswer(200, HTML, LOGIN_PAGE);
}

function redirect(status: number): (context: FaultContext) => Step[] {
  return ({ knobs }) => [{ do: 'redirect', status, location: knobs.to ?? ELSEWHERE }];
}

function plainError({ requestId }: FaultContext): Step[] {
  return jsonFailure({ ...serviceCode('InternalError'), status: 200 }, requestId);
}

function plainAnswer({ requestId, beats }: FaultContext): Step[] {
  const last = JSON.stringify(beats.at(-1)?.data);
  return wholeAnswer(200, 'application/json', last, serviceHeaders(requestId));
}

function empty({ requestId }: FaultContext): Step[] {
  return wholeAnswer(200, 'text/event-stream;charset=UTF-8', '', serviceHeaders(requestId));
}

function hugeHeaders(lines: number, bytes: number): Step[] {
  const line = (i: number): string => `x-filler-${i}: ${'f'.repeat(bytes)}\r\n`;
  const rows = Array.from({ length: lines }, (_, i) => line(i)).join('');
  return [
    { do: 'raw', data: `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${rows}\r\n` },
    { do: 'cut' },
  ];
}
