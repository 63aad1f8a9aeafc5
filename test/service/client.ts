import { request as send, type IncomingHttpHeaders } from 'node:http';
import type { SimulatedService } from './index.ts';

/** A plain client for the tests of the service: it keeps every byte and hides no failure. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came, piece by piece. */
  readonly pieces: readonly Buffer[];
  readonly bytes: Buffer;
  readonly text: string;
  /** The body ended, the connection failed, or our patience did. */
  readonly end: 'end' | 'failed' | 'held';
}

export interface Sending {
  readonly method?: string;
  readonly path?: string;
  /** A header set to undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Leave after so many milliseconds. */
  readonly patience?: number;
}

export const KEY = 'sk-0123456789abcdef';
export const MAIN = 'qwen-deep-research';
export const SNAP = 'qwen-deep-research-2025-12-15';

const GENERATION = '/api/v1/services/aigc/text-generation/generation';

/** Sends a body (JSON, or text as it is) to the service. */
export function post(
  service: SimulatedService,
  body: unknown,
  sending: Sending = {},
): Promise<Answered> {
  const given: Record<string, string | undefined> = {
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    'x-dashscope-sse': 'enable',
    ...sending.headers,
  };
  const headers = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let status = 0;
    let received: IncomingHttpHeaders = {};
    const settle = (end: Answered['end']): void => {
      clearTimeout(timer);
      const bytes = Buffer.concat(pieces);
      resolve({ status, headers: received, pieces, bytes, text: bytes.toString('utf8'), end });
      request.destroy();
    };
    const request = send({
      host: '127.0.0.1',
      port: service.port,
      method: sending.method ?? 'POST',
      path: sending.path ?? GENERATION,
      headers,
      agent: false,
    });
    const timer = setTimeout(() => settle('held'), sending.patience ?? 20_000);
    request.on('error', () => settle('failed'));
    request.on('response', (response) => {
      status = response.statusCode ?? 0;
      received = response.headers;
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => settle('failed'));
      response.on('end', () => settle('end'));
    });
    request.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** A body that asks for questions about a topic. */
export function clarifyBody(topic: string, model = MAIN): Record<string, unknown> {
  return {
    model,
    input: { messages: [{ role: 'user', content: topic }] },
    parameters: { incremental_output: true, result_format: 'message' },
  };
}

/** A body that asks for the research of a topic. */
export function researchBody(
  topic: string,
  model = MAIN,
  parameters: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    model,
    input: {
      messages: [
        { role: 'user', content: topic },
        { role: 'assistant', content: '1. Which side?' },
        { role: 'user', content: 'the costs' },
      ],
    },
    parameters: { incremental_output: true, result_format: 'message', ...parameters },
  };
}
