import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { createCompressor, type Compressor } from './compressor.ts';
import { waitFor, type Gap, type Pace } from './pace.ts';
import type { HeadStep, Step } from './script.ts';

/** How an answer ended: as the script said, or because the client left. */
type Ending = 'fin' | 'cut' | 'rst' | 'gone';

interface Conditions {
  /** Read at every gap, so that the pace can change in the middle of an answer. */
  pace(): Pace;
  /** Aborted when nobody listens any more. */
  readonly gone: AbortSignal;
  /** Told right before the end: from here on it is no matter who closes first. */
  ending(): void;
}

/** What the player remembers between steps. */
interface Line {
  readonly socket: Socket;
  readonly conditions: Conditions;
  chunked: boolean;
  compressor: Compressor | undefined;
  /** When the next frame is due; a clock that does not drift with the timers. */
  due: number;
  gaps: number;
}

/** The reset must not overtake the bytes before it. */
const BEFORE_RESET_MS = 25;
const MOST_LATE_MS = 250;

/** Plays a script on a connection. Bytes are written by hand: faults need every one of them. */
export async function playScript(
  socket: Socket,
  script: Iterable<Step>,
  conditions: Conditions,
): Promise<Ending> {
  const line: Line = {
    socket,
    conditions,
    chunked: false,
    compressor: undefined,
    due: performance.now(),
    gaps: 0,
  };
  try {
    for (const step of script) {
      if (conditions.gone.aborted) {
        return 'gone';
      }
      const ending = await playStep(line, step);
      if (ending !== undefined) {
        return ending;
      }
    }
    return await finish(line);
  } catch (error) {
    if (conditions.gone.aborted) {
      return 'gone';
    }
    throw error;
  }
}

async function playStep(line: Line, step: Step): Promise<Ending | undefined> {
  switch (step.do) {
    case 'head':
      return writeHead(line, step);
    case 'raw':
      return write(line, toBytes(step.data));
    case 'bytes':
      return writeBody(line, toBytes(step.data), step.size);
    case 'garbage':
      return writeBody(line, garbage(step.length));
    case 'slow':
      return writeSlowly(line, toBytes(step.data), step.size, step.ms);
    case 'pause':
      await sleep(step.ms, undefined, { signal: line.conditions.gone });
      line.due = performance.now();
      return undefined;
    case 'gap':
      return waitGap(line, step.kind, step.at);
    case 'encode':
      line.compressor = createCompressor(step.as);
      return undefined;
    case 'redirect':
      await writeHead(line, {
        do: 'head',
        status: step.status,
        headers: { location: step.location },
        body: 0,
      });
      return finish(line);
    case 'fin':
      return finish(line);
    case 'cut':
      line.conditions.ending();
      await closed(line.socket, () => line.socket.end());
      return 'cut';
    case 'rst':
      await sleep(BEFORE_RESET_MS, undefined, { signal: line.conditions.gone });
      line.conditions.ending();
      await closed(line.socket, () => line.socket.resetAndDestroy());
      return 'rst';
    case 'hold':
      await new Promise<void>((resolve) => {
        line.conditions.gone.addEventListener('abort', () => resolve(), { once: true });
      });
      return 'gone';
  }
}

async function writeHead(line: Line, step: HeadStep): Promise<undefined> {
  const body = step.body ?? 'chunked';
  const headers: Record<string, string> = { date: new Date().toUTCString(), ...step.headers };
  if (body === 'chunked') {
    headers['transfer-encoding'] = 'chunked';
  } else if (body !== 'close') {
    headers['content-length'] = String(body);
  }
  headers['connection'] = 'close';
  line.chunked = body === 'chunked';
  const rows = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const reason = STATUS_CODES[step.status] ?? 'Unknown';
  await write(line, Buffer.from(`HTTP/1.1 ${step.status} ${reason}\r\n${rows.join('')}\r\n`));
  return undefined;
}

async function writeBody(line: Line, data: Uint8Array, size?: number): Promise<undefined> {
  const bytes = line.compressor === undefined ? data : await line.compressor.push(data);
  if (bytes.length === 0) {
    return undefined;
  }
  if (!line.chunked) {
    return write(line, bytes);
  }
  return write(line, chunks(bytes, size ?? bytes.length));
}

async function writeSlowly(
  line: Line,
  data: Uint8Array,
  size: number,
  ms: number,
): Promise<undefined> {
  for (let at = 0; at < data.length; at += size) {
    await writeBody(line, data.subarray(at, at + size));
    await sleep(ms, undefined, { signal: line.conditions.gone });
  }
  line.due = performance.now();
  return undefined;
}

async function waitGap(line: Line, kind: Gap, at: number): Promise<undefined> {
  const ms = waitFor(line.conditions.pace(), kind, at);
  const now = performance.now();
  line.due = Math.max(line.due, now - MOST_LATE_MS) + ms;
  line.gaps += 1;
  if (line.due - now >= 2) {
    await sleep(line.due - now, undefined, { signal: line.conditions.gone });
  } else if (line.gaps % 50 === 0) {
    await breathe();
  }
  return undefined;
}

async function finish(line: Line): Promise<Ending> {
  const rest = await line.compressor?.end();
  line.compressor = undefined;
  if (rest !== undefined && rest.length > 0) {
    await writeBody(line, rest);
  }
  if (line.conditions.gone.aborted) {
    return 'gone';
  }
  line.conditions.ending();
  if (line.chunked) {
    await write(line, Buffer.from('0\r\n\r\n'));
  }
  await closed(line.socket, () => line.socket.end());
  return 'fin';
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data) : data;
}

/** HTTP chunks of `size` bytes each, as one buffer. */
function chunks(bytes: Uint8Array, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const end = Buffer.from('\r\n');
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, end);
  }
  return Buffer.concat(parts);
}

function garbage(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 89 + (i >> 3) * 57 + 131) & 0xff);
}

async function write(line: Line, bytes: Uint8Array): Promise<undefined> {
  if (line.conditions.gone.aborted || bytes.length === 0) {
    return undefined;
  }
  if (line.socket.write(bytes)) {
    return undefined;
  }
  await new Promise<void>((resolve) => {
    const done = (): void => {
      line.socket.off('drain', done);
      line.conditions.gone.removeEventListener('abort', done);
      resolve();
    };
    line.socket.on('drain', done);
    line.conditions.gone.addEventListener('abort', done, { once: true });
  });
  return undefined;
}

/** Ends the connection and waits until our side is through with it. */
function closed(socket: Socket, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) {
      resolve();
      return;
    }
    socket.once('close', () => resolve());
    socket.once('finish', () => resolve());
    end();
  });
}
