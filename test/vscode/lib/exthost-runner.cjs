// Runs inside the extension host as its tests module. Sends what the real tests module prints, and how it ended, to
// code-shim.mjs over a local socket, and then reports to VS Code as the real module would have.
const net = require('node:net');
const { pathToFileURL } = require('node:url');
const util = require('node:util');

const { STAND_IN_SOCKET, STAND_IN_TESTS } = process.env;

exports.run = async () => {
  const socket = await connect();
  const send = (kind, text) => {
    if (!socket.destroyed) socket.write(JSON.stringify([kind, String(text)]) + '\n');
  };
  forwardConsole(send);
  const error = await runTests().then(
    () => undefined,
    (reason) => reason ?? new Error('the tests failed'),
  );
  if (error) send('err', `${error.stack ?? error}\n`);
  // VS Code ends this process without its exit handlers, which would have written the coverage.
  if (process.env.NODE_V8_COVERAGE) require('node:v8').takeCoverage();
  send('exit', error ? 1 : 0);
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.end();
  });
  if (error) throw error;
};

async function connect() {
  const socket = net.connect(STAND_IN_SOCKET);
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/**
 * The extension host's own console methods ignore assignment, hence defineProperty. What is written to stdout and
 * stderr comes through console.log and console.error line by line.
 */
function forwardConsole(send) {
  const methods = {
    log: 'out',
    info: 'out',
    debug: 'out',
    warn: 'err',
    error: 'err',
    trace: 'err',
  };
  for (const [method, kind] of Object.entries(methods)) {
    const value = (...args) => send(kind, `${util.format(...args)}\n`);
    Object.defineProperty(console, method, { value, writable: true, configurable: true });
  }
}

/** As VS Code does it: a run() with parameters takes a callback, one without returns a promise. */
async function runTests() {
  const loaded = await load(STAND_IN_TESTS);
  const tests = typeof loaded.run === 'function' ? loaded : loaded.default;
  if (typeof tests?.run !== 'function') throw new Error(`${STAND_IN_TESTS} exports no run()`);
  if (tests.run.length < 2) return tests.run();
  const failures = await util.promisify(tests.run)(STAND_IN_TESTS);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

async function load(file) {
  try {
    return require(file);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM' && error.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    return import(pathToFileURL(file).href);
  }
}
