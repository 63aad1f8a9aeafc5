import { asCount, asObject, asText, parseJson, type Json } from './read.ts';

/** An error in the service's own terms, whatever shape it came in (spec 4.3, shapes A to F). */
export interface ServiceError {
  /** Empty where the answer had none. */
  readonly code: string;
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
}

/**
 * Reads an error out of a response body or frame: native JSON, OpenAI's `error` object, or
 * event-stream lines under any content type. Text first, JSON second: one gateway says
 * `application/json` and sends stream lines (spec 4.3 C).
 */
export function readServiceError(text: string, status?: number): ServiceError {
  const body = asObject(parseJson(text.replace(/^\uFEFF/, '').trim()));
  if (body !== undefined) {
    return fromBody(body, status);
  }
  const fromLines = readEventLines(text);
  if (fromLines !== undefined) {
    return fromBody(fromLines.body, fromLines.status ?? status);
  }
  return { code: '', message: '', ...(status === undefined ? {} : { status }) };
}

function fromBody(body: Json, status: number | undefined): ServiceError {
  const inner = asObject(body['error']) ?? body;
  const rawMessage = asText(inner['message']) || asText(body['message']);
  // The true status may stand in front of the text: `<429> InternalError.Algo: …` (spec 4.3).
  const prefix = /^<(\d{3})>\s*/.exec(rawMessage);
  const message = rawMessage
    .slice(prefix?.[0].length ?? 0)
    .replace(/\s*For details, see: https?:\/\/\S+\s*$/i, '');
  const said =
    prefix === null ? (asStatus(body['status_code']) ?? asStatus(body['code'])) : Number(prefix[1]);
  const finalStatus = status !== undefined && status >= 400 ? status : (said ?? status);
  const requestId = asText(body['request_id']) || asText(inner['request_id']);
  return {
    code: asText(inner['code']) || asText(inner['type']) || asText(body['code']),
    message,
    ...(finalStatus === undefined ? {} : { status: finalStatus }),
    ...(requestId === '' ? {} : { requestId: requestId.slice(0, 200) }),
  };
}

function asStatus(value: unknown): number | undefined {
  const status = asCount(value);
  return status !== undefined && status >= 100 && status < 600 ? status : undefined;
}

function readEventLines(text: string): { body: Json; status?: number } | undefined {
  const data = /^data:[ ]?(.*)$/m.exec(text)?.[1];
  const body = data === undefined ? undefined : asObject(parseJson(data));
  if (body === undefined) {
    return undefined;
  }
  const status = /^:\s*HTTP_STATUS\/(\d{3})/m.exec(text)?.[1];
  return { body, ...(status === undefined ? {} : { status: Number(status) }) };
}
