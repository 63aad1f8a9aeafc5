import type { Clock, HttpRequest, HttpTransport, TransportError } from '../ports.ts';
import type { Failure, SentState } from '../research/run.ts';
import {
  kindOfAnswer,
  looksLikeStream,
  MOST_BODY_BYTES,
  readBodyAnswer,
  redirectFailure,
  withRequestId,
  type Headers,
} from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { classifyTransportError } from './failure.ts';
import { createPieceReader, type PieceListener } from './pieces.ts';
import { startWatchdog, type Expired, type Limits } from './watchdog.ts';

/** What one request tells its owner. `done` comes once, last, unless the owner aborted. */
export interface ExchangeHandlers {
  sent(): void;
  accepted(requestId: string | undefined): void;
  /** Complete frames, before anybody interpreted them, with the bytes they came in where those can be told. */
  readonly frames: PieceListener;
  /** Bytes came: called before the frames in them. */
  life(): void;
  /** All frames of these bytes were given out. */
  flush(): void;
  /**
   * Without a failure the stream ended by itself; whether well, only the frames can tell.
   *
   * @param slept the computer has slept since the last sign of life (F54)
   */
  done(failure: Failure | undefined, slept: boolean): void;
}

/** One request under way. */
export interface Exchange {
  /** Closes the connection at once; no handler is called any more. */
  abort(): void;
}

/** An answer that is no stream has this long to be complete, in ms. */
const BODY_TIME_MS = 20_000;

/**
 * Sends one request and reads its answer, whatever it is. Repeats nothing, follows no redirect,
 * keeps its own clocks (design: the transport sets none).
 */
export function startExchange(
  ports: { readonly transport: HttpTransport; readonly clock: Clock },
  endpoint: Endpoint,
  request: HttpRequest,
  limits: Limits,
  handlers: ExchangeHandlers,
): Exchange {
  const { clock, transport } = ports;
  const { host } = endpoint;
  const startedAt = clock.now();
  let sent: SentState = 'notSent';
  let over = false;
  let status = 0;
  let headers: Headers = {};
  let frames = 0;
  let reading: 'nothing' | 'stream' | 'body' = 'nothing';
  const body = createBodyReader();
  const reader = createPieceReader((whole, raw) => {
    frames += whole.length;
    if (!over) {
      handlers.frames(whole, raw);
    }
  });
  let cancelBodyTime = (): void => undefined;

  const finish = (failure: Failure | undefined): void => {
    if (!over) {
      const slept = watchdog.slept();
      close();
      handlers.done(failure, slept);
    }
  };

  const watchdog = startWatchdog(clock, limits, (which, afterMs) => {
    finish(expiredFailure(which, afterMs));
  });

  function expiredFailure(which: Expired, afterMs: number): Failure {
    if (sent === 'notSent') {
      return { code: 'connectTimeout', charge: 'none', host, afterMs };
    }
    if (which === 'firstByte' || status === 0) {
      return { code: 'noAnswer', charge: 'maybe', host, afterMs };
    }
    const code = which === 'total' ? 'totalLimit' : 'idleLimit';
    return withRequestId({ code, charge: 'produced', host, afterMs }, headers);
  }

  function onResponse(code: number, fields: Headers): void {
    status = code;
    headers = fields;
    watchdog.life();
    handlers.life();
    const kind = kindOfAnswer(code, fields);
    if (kind === 'redirect') {
      finish(redirectFailure(code, fields, host));
      return;
    }
    reading = kind;
    if (kind === 'stream') {
      accept();
    } else if (code >= 300) {
      limitBodyTime();
    }
  }

  /** Under a good status the time starts with the first byte: it may be a mislabelled, slow stream. */
  function limitBodyTime(): void {
    cancelBodyTime();
    cancelBodyTime = clock.after(BODY_TIME_MS, endOfBody);
  }

  function accept(): void {
    sent = 'running';
    handlers.accepted(headers['x-request-id']);
  }

  function onChunk(bytes: Uint8Array): void {
    watchdog.life();
    handlers.life();
    if (reading === 'stream') {
      reader.push(bytes);
      handlers.flush();
      return;
    }
    if (body.size() === 0) {
      limitBodyTime();
    }
    body.push(bytes);
    if (status < 300 && body.isStart() && looksLikeStream(body.text())) {
      cancelBodyTime();
      reading = 'stream';
      accept();
      reader.push(body.bytes());
      handlers.flush();
    } else if (body.size() > MOST_BODY_BYTES) {
      endOfBody();
    }
  }

  function onEnd(): void {
    if (reading === 'stream') {
      reader.end();
      handlers.flush();
      finish(frames === 0 ? emptyAnswer() : undefined);
    } else {
      endOfBody();
    }
  }

  function endOfBody(): void {
    const answer = readBodyAnswer(status, headers, body.text(), host, clock.now());
    if ('failure' in answer) {
      finish(answer.failure);
      return;
    }
    accept();
    handlers.frames([{ data: answer.frame }], undefined);
    handlers.flush();
    finish(undefined);
  }

  function onError(error: TransportError): void {
    if (reading === 'body' && (body.size() > 0 || status >= 400)) {
      endOfBody();
      return;
    }
    if (reading === 'stream') {
      // What stands in the reader may be a whole frame that only lacks its blank line (F34).
      reader.end();
      handlers.flush();
    }
    finish(cutFailure(error));
  }

  function cutFailure(error: TransportError): Failure {
    const failure = withRequestId(classifyTransportError(error, sent, host), headers);
    return failure.code === 'streamCut'
      ? cutStream(endpoint, clock.now() - startedAt, failure.requestId)
      : failure;
  }

  function emptyAnswer(): Failure {
    return withRequestId({ code: 'emptyAnswer', charge: 'maybe', host }, headers);
  }

  const connection = transport.post(request, {
    connected: () => {
      // A large upload is no slow connection: from here on the longer limit counts.
      if (!over) {
        watchdog.connected();
      }
    },
    sent: () => {
      if (!over && sent === 'notSent') {
        sent = 'sent';
        watchdog.connected();
        handlers.sent();
      }
    },
    response: (code, fields) => {
      if (!over) {
        onResponse(code, fields);
      }
    },
    chunk: (bytes) => {
      if (!over) {
        onChunk(bytes);
      }
    },
    end: () => {
      if (!over) {
        onEnd();
      }
    },
    error: (error) => {
      if (!over) {
        onError(error);
      }
    },
  });

  function close(): void {
    over = true;
    watchdog.stop();
    cancelBodyTime();
    // `post` may report an error before it returns.
    queueMicrotask(() => {
      connection.abort();
    });
  }

  return {
    abort: () => {
      if (!over) {
        over = true;
        watchdog.stop();
        cancelBodyTime();
        connection.abort();
      }
    },
  };
}

/** Collects the bytes of an answer that is no stream. */
function createBodyReader(): {
  push(bytes: Uint8Array): void;
  size(): number;
  isStart(): boolean;
  bytes(): Uint8Array;
  text(): string;
} {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const bytes = (): Uint8Array => {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  };
  return {
    push: (piece) => {
      pieces.push(piece);
      size += piece.byteLength;
    },
    size: () => size,
    isStart: () => size < 64_000,
    bytes,
    text: () => new TextDecoder('utf-8').decode(bytes().subarray(0, MOST_BODY_BYTES)),
  };
}

/**
 * A stream that ended without its end mark, whether by a broken connection or a clean close (F46,
 * F47). Near the host's own time limit it is that limit, and there is a way around it (spec 1.1).
 */
export function cutStream(
  endpoint: Endpoint,
  elapsedMs: number,
  requestId: string | undefined,
): Failure {
  const limit = endpoint.requestLimitMs;
  const atLimit = limit !== undefined && Math.abs(elapsedMs - limit) <= 10_000;
  return {
    code: atLimit ? 'hostTimeLimit' : 'streamCut',
    charge: 'produced',
    host: endpoint.host,
    ...(atLimit ? { afterMs: limit } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
