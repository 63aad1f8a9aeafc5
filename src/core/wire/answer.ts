import type { Failure } from '../research/run.ts';
import { readRetryAfter } from '../research/retry.ts';
import { classifyServiceError } from './failure.ts';
import { asObject, parseJson } from './read.ts';
import { readServiceError } from './serviceError.ts';

/** What kind of answer the headers announce. */
export type AnswerKind = 'stream' | 'body' | 'redirect';

/** More of an answer that is no stream is not read. */
export const MOST_BODY_BYTES = 1_000_000;

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** Decides by status and content type; a wrong content type is mended by {@link looksLikeStream}. */
export function kindOfAnswer(status: number, headers: Headers): AnswerKind {
  if (status >= 300 && status < 400) {
    return 'redirect';
  }
  const type = headers['content-type'] ?? '';
  return status >= 200 && status < 300 && /^text\/event-stream\b/i.test(type) ? 'stream' : 'body';
}

/** The first bytes of an event stream, whatever the header says (spec 12: do not trust it). */
export function looksLikeStream(text: string): boolean {
  return /^\uFEFF?\s*(?:id|event|data|retry)?:/.test(text);
}

/** F7: no redirect is followed, since a key must not travel to a place that an answer names. */
export function redirectFailure(status: number, headers: Headers, host: string): Failure {
  return {
    code: 'redirected',
    charge: 'none',
    httpStatus: status,
    host: hostOf(headers['location']) ?? host,
  };
}

/**
 * What a complete answer without a stream means: a service error in one of its shapes, or an answer
 * by something in between (a login page, a proxy).
 *
 * @returns the failure, or the JSON text of one single frame (spec 12: a 2xx JSON may be either)
 */
export function readBodyAnswer(
  status: number,
  headers: Headers,
  text: string,
  host: string,
  now: number,
): { readonly failure: Failure } | { readonly frame: string } {
  const body = asObject(parseJson(text.replace(/^\uFEFF/, '')));
  if (status < 300) {
    if (body?.['output'] !== undefined && asObject(body['output']) !== undefined) {
      return { frame: text };
    }
    if (text.trim() === '') {
      return { failure: withRequestId({ code: 'emptyAnswer', charge: 'maybe', host }, headers) };
    }
  }
  const error = readServiceError(text, status);
  if (error.code === '' && error.message === '' && isForeign(status, headers, text)) {
    return {
      failure: {
        code: 'notTheService',
        charge: 'maybe',
        httpStatus: status,
        host,
        excerpt: text.slice(0, 200),
      },
    };
  }
  const failure = classifyServiceError(error, false, host);
  const pause = readRetryAfter(headers['retry-after'], now);
  return {
    failure: withRequestId(
      { ...failure, ...(pause === undefined ? {} : { retryAfterMs: pause }) },
      headers,
    ),
  };
}

/** The header is the fallback for the body's `request_id` (spec 10). */
export function withRequestId(failure: Failure, headers: Headers): Failure {
  const id = headers['x-request-id'] ?? headers['x-dashscope-requestid'];
  return failure.requestId !== undefined || id === undefined
    ? failure
    : { ...failure, requestId: id };
}

/** A good status with something else in it; error pages of gateways keep their status' meaning. */
function isForeign(status: number, headers: Headers, text: string): boolean {
  return (
    status < 300 ||
    (/html/i.test(headers['content-type'] ?? '') &&
      status < 500 &&
      text !== '' &&
      status !== 413 &&
      status !== 407)
  );
}

function hostOf(location: string | undefined): string | undefined {
  if (location === undefined) {
    return undefined;
  }
  try {
    return new URL(location).host;
  } catch {
    return undefined;
  }
}
