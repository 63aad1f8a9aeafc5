import * as https from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createSseReader, type RawFrame } from '../../../core/wire/sse.ts';

/** Why a server could not be asked. `status` of an HTTP answer, `code` of a broken connection. */
export class McpError extends Error {
  readonly reason: 'connection' | 'status' | 'redirect' | 'protocol' | 'timeout' | 'tooLarge';
  readonly detail: string;

  constructor(reason: McpError['reason'], detail = '') {
    super(reason);
    this.name = 'McpError';
    this.reason = reason;
    this.detail = detail;
  }
}

/** More is not read of any one answer. */
const MOST_BYTES = 2_000_000;

/** An answer whose body is yet to come. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body as text. */
  text(): Promise<string>;
  /** Each event of the body, until `onFrame` says that it was the last one wanted. */
  events(onFrame: (frame: RawFrame) => boolean): Promise<void>;
}

/** HTTP to one server, with one time limit for everything together. Follows no redirect. */
export interface Connection {
  send(url: URL, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  /** Resolves never; rejects when the time is over or the person gave up. */
  readonly over: Promise<never>;
  close(): void;
}

/**
 * The token stands in the headers alone; errors hold a code and nothing of the request, and
 * VS Code's proxies and certificates apply, since no agent of our own is set.
 */
export function openConnection(token: string | undefined, timeLimitMs: number): Connection {
  const open = new Set<ClientRequest>();
  let fail: (error: McpError) => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    fail = reject;
  });
  over.catch(() => undefined);
  const timer = setTimeout(() => {
    fail(new McpError('timeout'));
    close();
  }, timeLimitMs);

  function close(): void {
    clearTimeout(timer);
    for (const request of open) {
      request.destroy();
    }
    open.clear();
  }

  function send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      const request = https.request(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...headers,
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
          'Accept-Encoding': 'identity',
        },
      });
      open.add(request);
      request.on('error', (error: NodeJS.ErrnoException) => {
        reject(new McpError('connection', error.code ?? ''));
      });
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400) {
          request.destroy();
          reject(new McpError('redirect'));
        } else {
          resolve(answerOf(status, response));
        }
      });
      request.end(body);
    });
    return Promise.race([answer, over]);
  }

  function answerOf(status: number, response: IncomingMessage): Answer {
    const read = (onText: (text: string) => boolean): Promise<void> =>
      Promise.race([readBody(response, onText), over]);
    return {
      status,
      headers: response.headers,
      text: async () => {
        let whole = '';
        await read((text) => {
          whole += text;
          return false;
        });
        return whole;
      },
      events: (onFrame) => {
        let enough = false;
        const reader = createSseReader((frame) => {
          enough ||= onFrame(frame);
        });
        return read((text) => {
          reader.pushText(text);
          return enough;
        });
      },
    };
  }

  return { send, over, close };
}

/** Reads until the end, or until `onText` says that it is enough. */
function readBody(response: IncomingMessage, onText: (text: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      bytes += text.length;
      if (bytes > MOST_BYTES) {
        response.destroy();
        reject(new McpError('tooLarge'));
      } else if (onText(text)) {
        resolve();
      }
    });
    response.on('end', resolve);
    response.on('error', (error: NodeJS.ErrnoException) => {
      reject(new McpError('connection', error.code ?? ''));
    });
    response.on('close', resolve);
  });
}
