import type { IncomingMessage, ServerResponse } from 'node:http';
import { FAULTS } from './faults.ts';
import { PACES, type Pace } from './pace.ts';
import { isRecord } from './ruleBreak.ts';
import type { PlayOptions, RecordedRequest } from './types.ts';

export const CONTROL_PREFIX = '/simulated/';

/** What the control paths may do to the service. */
interface Controls {
  readonly requests: readonly RecordedRequest[];
  play(fault: string | undefined, options: PlayOptions): void;
  setPace(pace: Pace): void;
  reset(): void;
}

/** The paths for people and for tests in another process; no part of the simulated service. */
export function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
  controls: Controls,
): void {
  const route = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  try {
    reply(200, run(route, text, controls));
  } catch (error) {
    reply(400, { error: error instanceof Error ? error.message : 'failed' });
  }
}

function run(route: string, text: string, controls: Controls): unknown {
  switch (route) {
    case 'GET /simulated/faults':
      return FAULTS.map(({ name, title, row, step, ends }) => ({ name, title, row, step, ends }));
    case 'GET /simulated/requests':
      return controls.requests.map(withoutSecrets);
    case 'POST /simulated/fault': {
      const { name, ...options } = read(text);
      if (name !== null && typeof name !== 'string') {
        throw new Error('name: a string or null');
      }
      controls.play(name ?? undefined, options);
      return { playing: name };
    }
    case 'POST /simulated/pace': {
      const wanted = read(text)['pace'];
      const pace = PACES.find((known) => known === wanted);
      if (pace === undefined) {
        throw new Error(`pace: one of ${PACES.join(', ')}`);
      }
      controls.setPace(pace);
      return { pace };
    }
    case 'POST /simulated/reset':
      controls.reset();
      return {};
    default:
      throw new Error(`no such control: ${route}`);
  }
}

function read(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) {
    throw new Error('the body must be a JSON object');
  }
  return value;
}

function withoutSecrets(request: RecordedRequest): unknown {
  const { method, path, step, fault, outcome, remarks, receivedAt, closedByClientAt } = request;
  const { refusedWith, requestId } = request;
  const model = isRecord(request.body) ? request.body['model'] : undefined;
  return {
    ...{ method, path, step, model, requestId, fault, refusedWith, outcome },
    ...{ remarks, receivedAt, closedByClientAt },
  };
}
