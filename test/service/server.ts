import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerControl, CONTROL_PREFIX } from './control.ts';
import { createDesk } from './desk.ts';
import { readBody } from './readBody.ts';
import type { ServiceOptions, SimulatedService } from './types.ts';

const LOOPBACK = '127.0.0.1';

/** Starts the simulated service; it listens on this computer only. */
export async function startService(options: ServiceOptions = {}): Promise<SimulatedService> {
  const desk = createDesk(options);
  const sockets = new Set<Socket>();
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    if (desk.breaksConnection()) {
      socket.resetAndDestroy();
    }
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request);
    if (request.url?.startsWith(CONTROL_PREFIX) === true) {
      answerControl(request, response, text ?? '', desk);
      return;
    }
    await desk.answer(request, text);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}/api/v1`,
    port,
    requests: desk.requests,
    count: (step) =>
      desk.requests.filter((request) => (step ?? request.step) === request.step).length,
    play: (fault, play) => desk.play(fault, play),
    setPace: (pace) => desk.setPace(pace),
    whenIdle: () => desk.whenIdle(),
    reset: () => desk.reset(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
