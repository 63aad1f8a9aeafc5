// A server in a thread of its own that writes a stream as fast as it is taken, one write a frame.
import http from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { frames } = workerData;
const server = http.createServer((request, response) => {
  request.resume();
  response.writeHead(200, {
    'content-type': 'text/event-stream;charset=UTF-8',
    'x-request-id': 'bench',
  });
  let next = 0;
  const pump = () => {
    while (next < frames.length) {
      next += 1;
      if (!response.write(frames[next - 1])) {
        response.once('drain', pump);
        return;
      }
    }
    response.end();
  };
  pump();
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
