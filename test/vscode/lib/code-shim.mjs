#!/usr/bin/env node
// Stands in for the `code` program: takes the arguments that runTests() of @vscode/test-electron passes.
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startHost } from './host.mjs';
import { lib } from './paths.mjs';

const TIMEOUT_MS = Number(process.env.STAND_IN_TIMEOUT_MS ?? 300_000);
const CLOSE_MS = 10_000;
const SHOWN_LINES = 60;
const TIMED_OUT = 124;
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

const WITH_VALUE = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'extensions-dir',
  'file-uri',
  'folder-uri',
  'locale',
  'user-data-dir',
]);

/** One run of a tests module in a window of its own. */
class TestRun {
  #socketPath = path.join(os.tmpdir(), `stand-in-${process.pid}.sock`);
  /** What the window and the server said: shown only when the run goes wrong. */
  #recent = [];
  #finish;
  #finished = new Promise((resolve) => (this.#finish = resolve));
  #host;
  #reported;
  #stopping = false;

  async run({ flags, rest }) {
    const tests = flags.extensionTestsPath?.[0];
    if (!tests) return this.#stop(2, 'needs --extensionTestsPath');
    this.#listenToEnd();
    const hub = await this.#listenToRunner();
    try {
      this.#host = await startHost(this.#hostOptions(flags, rest, localPath(tests)));
    } catch (error) {
      return this.#stop(1, error.stack);
    }
    const { page, server } = this.#host;
    page.on('crash', () => this.#stop(1, 'the page crashed'));
    server.exited.then((how) => this.#stop(1, `the server ended: ${JSON.stringify(how)}`));
    const code = await this.#finished;
    hub.close();
    const silent = code !== 0 && this.#reported === undefined;
    await this.#stop(code, silent ? 'the extension host ended before the tests did' : undefined);
  }

  #listenToEnd() {
    for (const [name, number] of Object.entries(SIGNALS)) {
      process.on(name, () => this.#stop(128 + number, `stopped by ${name}`));
    }
    const timedOut = () => this.#stop(TIMED_OUT, `no result after ${TIMEOUT_MS} ms`);
    setTimeout(timedOut, TIMEOUT_MS).unref();
    // Whoever started this run may have been killed without a word.
    const parent = process.ppid;
    const orphaned = () => process.ppid !== parent && this.#stop(1, 'the parent process is gone');
    setInterval(orphaned, 1000).unref();
  }

  /** Where exthost-runner.cjs reports to. */
  async #listenToRunner() {
    const hub = createServer((socket) => {
      const lines = createInterface({ input: socket });
      lines.on('line', (line) => this.#take(...JSON.parse(line)));
      lines.on('close', () => {
        if (this.#reported !== undefined) this.#finish(this.#reported);
        else this.#note('the extension host went away before the tests ended');
      });
    });
    await new Promise((resolve, reject) => {
      hub.once('error', reject);
      hub.listen(this.#socketPath, resolve);
    });
    return hub;
  }

  #take(kind, text) {
    if (kind === 'out') process.stdout.write(text);
    else if (kind === 'err') process.stderr.write(text);
    else if (kind === 'exit') this.#reported = Number(text);
  }

  #hostOptions(flags, rest, tests) {
    const folder = rest[0] ?? flags['folder-uri']?.[0] ?? flags['file-uri']?.[0];
    const env = { ...process.env, STAND_IN_SOCKET: this.#socketPath, STAND_IN_TESTS: tests };
    delete env.ELECTRON_RUN_AS_NODE;
    return {
      env,
      tests: path.join(lib, 'exthost-runner.cjs'),
      folder: folder && localPath(folder),
      dev: (flags.extensionDevelopmentPath ?? []).map(localPath),
      userDataDir: flags['user-data-dir']?.map(localPath)[0],
      extensionsDir: flags['extensions-dir']?.map(localPath)[0],
      disableExtensions: Boolean(flags['disable-extensions']),
      proposedApi: flags['enable-proposed-api']?.filter((value) => typeof value === 'string'),
      locale: flags.locale?.[0],
      ...this.#observers(),
    };
  }

  #observers() {
    return {
      onLog: (type, args) => this.#note(`[${type}] ${args.map(printable).join(' ')}`),
      // The net for an extension host that dies early. Returns nothing: what it returned would go to the page.
      onExit: (code) => {
        setTimeout(() => this.#finish(this.#reported ?? (code || 1)), 200);
      },
      onConsole: (type, text) => {
        if (type.includes('error')) this.#note(`[console] ${text}`);
      },
      onServerOutput: (text) => this.#note(`[server] ${text.trimEnd()}`),
    };
  }

  #note(line) {
    this.#recent.push(line);
    if (this.#recent.length > 10 * SHOWN_LINES) this.#recent.shift();
  }

  /** Ends everything, and this process with `code`. */
  async #stop(code, why) {
    if (this.#stopping) return;
    this.#stopping = true;
    setTimeout(() => process.exit(code || 1), CLOSE_MS).unref();
    if (why) await this.#complain(why);
    await this.#host?.close().catch(() => {});
    fs.rmSync(this.#socketPath, { force: true });
    // Only after what was written is out.
    process.stdout.write('', () => process.exit(code));
  }

  async #complain(why) {
    process.stderr.write(`[stand-in] ${why}\n${this.#recent.slice(-SHOWN_LINES).join('\n')}\n`);
    const file = process.env.STAND_IN_SCREENSHOT;
    if (file) await this.#host?.page?.screenshot({ path: file, timeout: 5000 }).catch(() => {});
  }
}

function parse(args) {
  const flags = {};
  const rest = [];
  for (let i = 0; i < args.length; i++) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]) ?? [];
    if (!name) rest.push(args[i]);
    else (flags[name] ??= []).push(given ?? (WITH_VALUE.has(name) ? args[++i] : true));
  }
  return { flags, rest };
}

function localPath(place) {
  if (!/^(file|vscode-remote):\/\//.test(place)) return path.resolve(place);
  return fileURLToPath(place.replace(/^vscode-remote:\/\/[^/]*/, 'file://'));
}

function printable(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

await new TestRun().run(parse(process.argv.slice(2)));
