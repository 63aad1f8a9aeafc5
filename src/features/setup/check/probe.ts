import type { Clock, HttpTransport } from '../../../core/ports.ts';
import type { Failure, Model } from '../../../core/research/run.ts';
import { createDecoder } from '../../../core/wire/decode.ts';
import type { Endpoint } from '../../../core/wire/endpoint.ts';
import { startExchange, type Exchange } from '../../../core/wire/exchange.ts';
import { classifyServiceError } from '../../../core/wire/failure.ts';
import { buildRequest } from '../../../core/wire/request.ts';
import type { Limits } from '../../../core/wire/watchdog.ts';

/** What came of one such request. */
export interface Probe {
  /** The request got out: there is a network, and its certificate was trusted. */
  readonly sent: boolean;
  /** Absent where the request was answered as if it had been a question. */
  readonly failure?: Failure;
}

export interface ProbePorts {
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

/** A refusal comes at once or not at all. */
const LIMITS: Limits = {
  connectMs: 15_000,
  firstByteMs: 20_000,
  idleMs: 20_000,
  totalMs: 45_000,
};

/**
 * Sends a request that cannot be run, since its list of messages is empty (spec 2.2: refused with
 * 400): how it is refused tells what was wrong before that. Should anything but a refusal come, the
 * connection is closed at the first frame, and it asked for the cheap step.
 *
 * @param apiKey without one, the request says nothing about who sends it
 */
export function sendProbe(
  ports: ProbePorts,
  endpoint: Endpoint,
  apiKey: string | undefined,
  model: Model,
  signal: AbortSignal,
): Promise<Probe> {
  const { headers, ...request } = buildRequest(endpoint, apiKey ?? '', {
    model,
    messages: [],
    clarify: true,
    outputFormat: 'model_detailed_report',
    tools: [],
  });
  const { Authorization, ...anonymous } = headers;
  const sending = {
    ...request,
    headers: apiKey === undefined || Authorization === undefined ? anonymous : headers,
  };
  return new Promise((resolve) => {
    const decoder = createDecoder();
    let sent = false;
    // It may be over before there is something to hold.
    const open: { exchange?: Exchange } = {};
    const finish = (failure: Failure | undefined): void => {
      signal.removeEventListener('abort', abort);
      open.exchange?.abort();
      resolve({ sent, ...(failure === undefined ? {} : { failure }) });
    };
    const abort = (): void => {
      finish({ code: 'noAnswer', charge: 'none', host: endpoint.host });
    };
    signal.addEventListener('abort', abort);
    open.exchange = startExchange(ports, endpoint, sending, LIMITS, {
      sent: () => {
        sent = true;
      },
      accepted: () => undefined,
      life: () => undefined,
      frames: (frames) => {
        const error = frames.flatMap((frame) => decoder.decode(frame).error ?? [])[0];
        finish(error === undefined ? undefined : classifyServiceError(error, false, endpoint.host));
      },
      flush: () => undefined,
      done: finish,
    });
  });
}
