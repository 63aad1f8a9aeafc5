import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import type { HttpHandlers, HttpRequest, HttpTransport, TransportError } from '../core/ports.ts';

/** Probes of an idle connection: after sleep or a network change they find a dead one (F54). */
const KEEP_ALIVE_MS = 30_000;

/**
 * Streams over `node:https`, never `fetch`: the extension host's patched fetch ends a stream that
 * is silent for 300 s and cannot be told otherwise, while these modules are patched in place for
 * the user's proxies and certificates. For the same reason no agent of our own is set.
 *
 * Plain `http:` is for loopback; the endpoint check lets nothing else through.
 */
export function createNodeHttp(): HttpTransport {
  return { post };
}

function post(request: HttpRequest, handlers: HttpHandlers): { abort(): void } {
  let over = false;
  const once = (report: () => void): void => {
    if (!over) {
      over = true;
      report();
    }
  };
  const fail = (error: unknown): void => {
    once(() => {
      handlers.error(toTransportError(error));
    });
  };
  const send = request.url.protocol === 'http:' ? http.request : https.request;
  let outgoing: http.ClientRequest;
  try {
    outgoing = send(request.url, {
      method: 'POST',
      // A kept connection may be dead by the next request, which then fails after it was sent.
      headers: { ...request.headers, Connection: 'close' },
    });
  } catch (error) {
    // Such as a header that is no header: found before anything is sent.
    queueMicrotask(() => {
      fail(error);
    });
    return { abort: () => undefined };
  }
  outgoing.on('socket', (socket: Socket) => {
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // Where the answer says keep-alive, Node keeps the connection although we asked for its end.
    outgoing.once('close', () => {
      socket.destroy();
    });
    const secure = request.url.protocol === 'https:';
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      handlers.connected();
    });
  });
  outgoing.on('finish', () => {
    if (!over) {
      handlers.sent();
    }
  });
  outgoing.on('response', (response) => {
    takeResponse(response, handlers, once, fail);
  });
  outgoing.on('error', fail);
  outgoing.end(Buffer.from(request.body));
  return {
    abort: () => {
      over = true;
      outgoing.destroy();
    },
  };
}

function takeResponse(
  response: http.IncomingMessage,
  handlers: HttpHandlers,
  once: (report: () => void) => void,
  fail: (error: unknown) => void,
): void {
  // An answer proves that the request got there, even if the last byte is still on its way.
  handlers.sent();
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  const body = inflate(response, headers['content-encoding'] ?? '');
  if (body === undefined) {
    response.destroy();
    fail({ code: 'ERR_CONTENT_ENCODING', message: 'unknown content encoding' });
    return;
  }
  handlers.response(response.statusCode ?? 0, headers);
  const pieces = createCollector((bytes) => {
    handlers.chunk(bytes);
  });
  body.on('data', (piece: Buffer) => {
    pieces.add(piece);
  });
  body.on('end', () => {
    pieces.flush();
    once(() => {
      handlers.end();
    });
  });
  const cut = (error: unknown): void => {
    pieces.flush();
    fail(error);
  };
  response.on('aborted', () => {
    cut({ code: 'ECONNRESET', message: 'aborted' });
  });
  response.on('error', cut);
  body.on('error', cut);
}

/**
 * Puts together what one read of the socket brought: the HTTP parser hands out each piece of a
 * burst by itself, hundreds in a row, and each would be a write to the journal. Nothing waits: the
 * pieces go on before the next read.
 */
function createCollector(onBytes: (bytes: Uint8Array) => void): {
  add(piece: Buffer): void;
  flush(): void;
} {
  let pieces: Buffer[] = [];
  const flush = (): void => {
    if (pieces.length > 0) {
      const [first] = pieces;
      const bytes = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
      pieces = [];
      onBytes(bytes);
    }
  };
  return {
    add: (piece) => {
      if (pieces.push(piece) === 1) {
        setImmediate(flush);
      }
    },
    flush,
  };
}

/**
 * The body as plain bytes, each piece as soon as it can be had. We ask for no compression, but one
 * captured answer came compressed all the same (spec 1.3, F28).
 */
function inflate(response: http.IncomingMessage, encoding: string): Readable | undefined {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return response;
    case 'gzip':
    case 'x-gzip':
      return response.pipe(zlib.createGunzip({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH }));
    case 'deflate':
      return response.pipe(zlib.createInflate({ flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH }));
    case 'br':
      return response.pipe(
        zlib.createBrotliDecompress({
          flush: BROTLI_OPERATION_FLUSH,
          finishFlush: BROTLI_OPERATION_FLUSH,
        }),
      );
    default:
      return undefined;
  }
}

/** Only code and text: an error object of Node can hold the request, and with it the key (T6). */
function toTransportError(error: unknown): TransportError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    message: typeof message === 'string' ? message : '',
  };
}
