// `npm test`, or `node scripts/test.mjs [layer...] [mocha options]`: installs what is missing, then runs the layers in
// order. The last line says how many tests passed and failed in all.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';
import { installExtension } from '../test/vscode/lib/server.mjs';
import {
  ensureBrowser,
  ensureBuild,
  ensureDependencies,
  ensureHost,
  ensurePackage,
  wantsDownloadedVSCode,
} from './setup.mjs';

const MOCHA = path.join(root, 'node_modules/mocha/bin/mocha.js');
const REPORTER = path.join(root, 'test/reporter.cjs');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const LAYERS = {
  check: runChecks,
  unit: () => runMocha('unit', { timeout: 10_000 }),
  service: () => runMocha('service', { timeout: 20_000 }),
  host: runHostTests,
  e2e: runWindowTests,
};

const { layers, options } = parse(process.argv.slice(2));
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-test-'));
let running;
let built = false;

for (const signal of SIGNALS) process.on(signal, () => abandon(signal));
try {
  process.exitCode = (await runLayers()) ? 0 : 1;
} finally {
  cleanUp();
}

/** Layers come first; from the first option on, everything is mocha's. */
function parse(args) {
  const end = args.findIndex((arg) => arg.startsWith('-'));
  const named = end < 0 ? args : args.slice(0, end);
  const unknown = named.filter((name) => !(name in LAYERS));
  if (unknown.length > 0) {
    console.error(
      `No such layer: ${unknown.join(', ')}. There are: ${Object.keys(LAYERS).join(', ')}.`,
    );
    process.exit(2);
  }
  return {
    layers: named.length > 0 ? named : Object.keys(LAYERS),
    options: end < 0 ? [] : args.slice(end),
  };
}

async function runLayers() {
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const layer of layers) {
    console.log(`\n== ${layer} ==`);
    const started = Date.now();
    const { passed, failed } = await attempt(LAYERS[layer]);
    total.passed += passed;
    total.failed += failed;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    lines.push(`${layer}: ${passed} passed, ${failed} failed (${seconds} s)`);
  }
  console.log(`\n${lines.join('\n')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

/** A layer that could not even start has failed once. */
async function attempt(layer) {
  try {
    ensureDependencies();
    return await layer();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** Types, lint, format and the rest: whatever package.json calls check:something. */
async function runChecks() {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const counts = { passed: 0, failed: 0 };
  for (const name of Object.keys(scripts).filter((script) => script.startsWith('check:'))) {
    const ok = (await spawnInside('npm', ['run', '--silent', name])) === 0;
    console.log(`  ${ok ? 'ok  ' : 'FAIL'} ${name}`);
    counts[ok ? 'passed' : 'failed']++;
  }
  return counts;
}

/** Runs the built tests of one layer in a process of their own. */
async function runMocha(layer, { timeout, env = {} }) {
  buildOnce();
  const files = testFiles(layer);
  if (files.length === 0) throw new Error(`There are no tests in test/${layer}.`);
  const flags = ['--reporter', REPORTER, '--timeout', String(timeout), ...options];
  const args = ['--enable-source-maps', MOCHA, ...flags, ...files];
  return counted(layer, env, (environment) => spawnInside(process.execPath, args, environment));
}

async function runHostTests() {
  buildOnce();
  if (!wantsDownloadedVSCode()) {
    await ensureHost();
    ensureBrowser();
  }
  // The only option that is passed on into the extension host.
  const at = options.findIndex((option) => option === '-g' || option === '--grep');
  const env = at < 0 ? {} : { DEEP_RESEARCH_TEST_GREP: options[at + 1] };
  return counted('host', env, (environment) =>
    spawnInside(process.execPath, ['test/host/run.mjs'], environment),
  );
}

/** The tests of the window run the package that users get, installed the way they install it. */
async function runWindowTests() {
  await ensureHost();
  ensureBrowser();
  const extensionsDir = path.join(temporary, 'extensions');
  const userDataDir = path.join(temporary, 'install');
  await installExtension(ensurePackage(), { userDataDir, extensionsDir });
  const env = { DEEP_RESEARCH_TEST_EXTENSIONS: extensionsDir };
  return runMocha('e2e', { timeout: 240_000, env });
}

function buildOnce() {
  if (built) return;
  ensureBuild({ tests: true });
  built = true;
}

/** What was built for a layer, without what an earlier build left behind. */
function testFiles(layer) {
  const folder = path.join(root, 'test', layer);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(root, 'out/test', layer, name.replace(/\.ts$/, '.mjs')));
}

/** Runs tests that leave their counts in a file, and makes up for those that ended without doing so. */
async function counted(layer, env, runTests) {
  const file = path.join(temporary, `${layer}.json`);
  const code = await runTests({ ...env, DEEP_RESEARCH_TEST_COUNTS: file });
  if (!fs.existsSync(file))
    throw new Error(`The ${layer} tests ended without a result (exit code ${code}).`);
  const { passed, failed } = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (passed + failed === 0) throw new Error(`Not one of the ${layer} tests ran.`);
  if (code !== 0 && failed === 0)
    throw new Error(`The ${layer} tests passed, but ended with exit code ${code}.`);
  return { passed, failed };
}

function spawnInside(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    running = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      // npm is a .cmd file on Windows.
      shell: process.platform === 'win32' && program === 'npm',
    });
    running.once('error', reject);
    running.once('exit', (code, signal) => resolve(code ?? signal));
  });
}

function abandon(signal) {
  running?.kill(signal);
  cleanUp();
  process.exit(1);
}

function cleanUp() {
  fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}
