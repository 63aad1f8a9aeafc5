import { encodeFrame } from './frames.ts';
import { wholeAnswer, type Step } from './script.ts';

/** What an error answer says. */
export interface Failure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

const JSON_TYPE = 'application/json';
const EVENT_STREAM = 'text/event-stream;charset=UTF-8';

/** Headers of every answer of the service itself (spec 4.1: the id stands here and in the body). */
export function serviceHeaders(requestId: string): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-dashscope-call-gateway': 'true',
    server: 'simulated',
  };
}

/** Shape A (spec 4.3): the status, and a JSON body. */
export function jsonFailure(
  failure: Failure,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Step[] {
  const { code, message } = failure;
  const body = JSON.stringify({ code, message, request_id: requestId });
  return wholeAnswer(failure.status, JSON_TYPE, body, { ...serviceHeaders(requestId), ...headers });
}

/** The frame of shape B (spec 4.3): the true status stands only in the comment. */
export function failureFrame(failure: Failure, requestId: string, id = 1): string {
  const { code, message, status } = failure;
  return encodeFrame(id, { code, message, request_id: requestId }, { event: 'error', status });
}

/** The head of an event stream (spec 4.1). */
export function streamHead(requestId: string, extra: Record<string, string> = {}): Step {
  return {
    do: 'head',
    status: 200,
    headers: {
      'content-type': EVENT_STREAM,
      ...serviceHeaders(requestId),
      'x-dashscope-finished': 'false',
      ...extra,
    },
  };
}

/** Shape B (spec 4.3): HTTP 200 and an error frame. */
export function streamFailure(failure: Failure, requestId: string): Step[] {
  return [
    streamHead(requestId),
    { do: 'bytes', data: failureFrame(failure, requestId) },
    { do: 'fin' },
  ];
}

/** Shape C (spec 4.3): the header says JSON, the body is framed as an event. */
export function framedFailure(failure: Failure, requestId: string): Step[] {
  const body = failureFrame(failure, requestId);
  return wholeAnswer(failure.status, JSON_TYPE, body, serviceHeaders(requestId));
}

/** Shape D (spec 4.3): the OpenAI form, without a request id. */
export function nestedFailure(failure: Failure): Step[] {
  const { code, message, status } = failure;
  const error = { message, type: 'invalid_request_error', code, param: null };
  return wholeAnswer(status, JSON_TYPE, JSON.stringify({ error }));
}

/** Shape F (spec 4.3): a page written by something in between. */
export function pageFailure(status: number, words: string): Step[] {
  const page = `<!doctype html><html><head><title>${status}</title></head><body><h1>${words}</h1></body></html>\n`;
  return wholeAnswer(status, 'text/html; charset=utf-8', page);
}
