// The address that a person opens. Passes everything on to VS Code's server, which listens on a local socket only,
// and does two things that the server leaves to whoever is in front of it:
// - it answers POST /mint-key, without which secrets are forgotten at every reload;
// - it refuses other web sites: the server has no token, and its WebSocket is as good as a shell.
import http from 'node:http';
import net from 'node:net';

const HERE = new Set(['127.0.0.1', 'localhost']);
const KEY_BYTES = 32;

/** Starts the front on 127.0.0.1. */
export async function startFront({ socketPath, port }) {
  const sockets = new Set();
  const front = http.createServer((request, response) => answer(request, response, socketPath));
  front.on('upgrade', (request, socket, head) => upgrade(request, socket, head, socketPath));
  front.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    front.once('error', reject);
    front.listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise((resolve) => {
      front.close(resolve);
      for (const socket of sockets) socket.destroy();
    });
  return { port: front.address().port, close };
}

function answer(request, response, socketPath) {
  if (!isOurs(request)) {
    response.writeHead(403).end('Only for pages of this address.');
    return;
  }
  if (
    request.method === 'POST' &&
    new URL(request.url, 'http://localhost').pathname.endsWith('/mint-key')
  ) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    // Half of a key; the other half stays in the browser. Constant, so that what it locked can be unlocked again.
    response.end(Buffer.alloc(KEY_BYTES, 7));
    return;
  }
  const { method, url, headers } = request;
  const onward = http.request({ socketPath, method, path: url, headers }, (answered) => {
    response.writeHead(answered.statusCode, answered.headers);
    answered.pipe(response);
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}

function upgrade(request, socket, head, socketPath) {
  if (!isOurs(request)) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    return;
  }
  const onward = net.connect(socketPath, () => {
    onward.write(rawHead(request));
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

function rawHead({ method, url, rawHeaders }) {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2)
    lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return lines.join('\r\n') + '\r\n\r\n';
}

/** Asked for by a name of this machine, and by a page from here if by a page at all. */
function isOurs({ headers }) {
  const { host = '', origin } = headers;
  if (!HERE.has(host.replace(/:\d+$/, ''))) return false;
  return origin === undefined || origin === `http://${host}`;
}
