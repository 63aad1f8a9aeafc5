import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** An event of the service's stream, and when its last byte was on its way to the extension. */
export interface SentFrame {
  readonly data: string;
  /** Milliseconds of `Date.now()`. */
  readonly at: number;
}

/** Stands between extension and service, and remembers what went by. */
export interface Relay {
  readonly url: string;
  /** Frames of each answer so far, oldest answer first. */
  answers(): readonly (readonly SentFrame[])[];
  close(): Promise<void>;
}

/** Every frame of the service is a chunk of its own, so its data stand on one line. */
const DATA = /^data:(.*)$/gmu;

/** Passes bytes on as they come, and breaks with whoever breaks first. */
export async function startRelay(serviceUrl: string): Promise<Relay> {
  const target = new URL(serviceUrl);
  const answers: { text: string; at: number }[][] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const service = connect(Number(target.port), target.hostname);
    const pieces: { text: string; at: number }[] = [];
    answers.push(pieces);
    for (const [from, to] of [
      [client, service],
      [service, client],
    ] as const) {
      open.add(from);
      from.on('data', (bytes: Buffer) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
    service.on('data', (bytes: Buffer) => {
      pieces.push({ text: bytes.toString('latin1'), at: Date.now() });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    answers: () => answers.map(toFrames),
    close: () => {
      for (const socket of open) {
        socket.destroy();
      }
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function toFrames(pieces: readonly { readonly text: string; readonly at: number }[]): SentFrame[] {
  let end = 0;
  const ends = pieces.map(({ at, text }) => ({ at, end: (end += text.length) }));
  const whole = pieces.map(({ text }) => text).join('');
  return [...whole.matchAll(DATA)].flatMap((match) => {
    const last = match.index + match[0].length + 1;
    const at = ends.find((piece) => piece.end >= last)?.at;
    const data = Buffer.from(match[1] ?? '', 'latin1').toString('utf8');
    return at === undefined ? [] : [{ data: data.trim(), at }];
  });
}
