// VS Code's own server and extension host, out of the code-server package.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { nodeOfServer, serverMain } from './paths.mjs';

const STARTED = 'Extension host agent started';
const PATIENCE_MS = 3000;

const FLAGS = [
  '--without-connection-token',
  '--accept-server-license-terms',
  '--disable-experiments',
  '--disable-websocket-compression',
  '--disable-workspace-trust',
  '--force-disable-user-env',
];

/** A port that nobody listens on: the wanted one if it is free. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted ? resolve(freePort()) : reject(error)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** What every run of the server's program is told. */
export function serverArgs({ userDataDir, extensionsDir }) {
  const noBuiltins = path.join(userDataDir, 'no-builtins');
  for (const folder of [userDataDir, extensionsDir, noBuiltins]) {
    fs.mkdirSync(folder, { recursive: true });
  }
  const folders = [
    ['--user-data-dir', userDataDir],
    ['--extensions-dir', extensionsDir],
    ['--builtin-extensions-dir', noBuiltins],
    ['--telemetry-level', 'off'],
  ];
  return [serverMain, ...FLAGS, ...folders.flat()];
}

/** Installs a packaged extension the way a person does. */
export async function installExtension(vsix, folders) {
  const args = [...serverArgs(folders), '--install-extension', vsix, '--force'];
  await promisify(execFile)(nodeOfServer, args);
}

/** Starts the server on `port` or on `socketPath`. Its `ready` resolves once it listens. */
export function startServer({ port, socketPath, userDataDir, extensionsDir, env, onOutput }) {
  const address = socketPath
    ? ['--socket-path', socketPath]
    : ['--host', '127.0.0.1', '--port', String(port)];
  const args = [...serverArgs({ userDataDir, extensionsDir }), ...address];
  const [program, ...before] = tiedToThisProcess(nodeOfServer);
  const child = spawn(program, [...before, ...args], {
    cwd: userDataDir,
    // No gallery: the server would ask it about every extension.
    env: { EXTENSIONS_GALLERY: '{}', ...(env ?? process.env) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that what it started can be ended with it.
    detached: true,
  });
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ error: error.message }));
  });
  return { child, exited, ready: started(child, exited, userDataDir, onOutput), stop };

  async function stop() {
    signalGroup(child, 'SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    signalGroup(child, 'SIGKILL');
    await exited;
  }
}

function started(child, exited, userDataDir, onOutput) {
  const log = fs.createWriteStream(path.join(userDataDir, 'server.log'), { flags: 'a' });
  let seen = '';
  const ready = new Promise((resolve, reject) => {
    const listen = (chunk) => {
      log.write(chunk);
      onOutput?.(String(chunk));
      seen = (seen + chunk).slice(-4000);
      if (seen.includes(STARTED)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    exited.then((how) => {
      log.end();
      reject(new Error(`VS Code's server ended early: ${JSON.stringify(how)}\n${seen}`));
    });
  });
  // Whoever waits sees the error; a server that ends later must not be an unhandled one.
  ready.catch(() => {});
  return ready;
}

/**
 * The kernel ends the server when this process dies, however it dies; the server's children notice by themselves.
 * Not done by a preloaded module: everything that an extension forks would inherit it.
 */
function tiedToThisProcess(program) {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => fs.existsSync(file));
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', program] : [program];
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Process ids of the extension hosts that a server runs at this moment. */
export function extensionHosts(server) {
  return fs
    .readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isExtensionHost(pid, server.child.pid))
    .map(Number);
}

function isExtensionHost(pid, serverPid) {
  try {
    const parent = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1];
    const commandLine = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return parent === String(serverPid) && commandLine.includes('--type=extensionHost');
  } catch {
    return false; // It ended while it was looked at.
  }
}
