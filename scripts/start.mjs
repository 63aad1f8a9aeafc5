// `npm start`: a VS Code with this extension in it, from a fresh clone. Without DASHSCOPE_API_KEY it talks to the
// simulated service, so that everything can be tried without an account and without costs.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixtureWorkspace, root } from '../test/vscode/lib/paths.mjs';
import { QUIET } from '../test/vscode/lib/quiet.mjs';
import { ensureBuild, ensureDependencies, hasDesktop } from './setup.mjs';
import { openInBrowser } from './start/browser.mjs';
import { openOnDesktop } from './start/desktop.mjs';

const SIMULATED_KEY = 'sk-simulated-0000000000000000';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const open = []; // What is to be closed at the end, last one first.
let closing = false;

for (const signal of SIGNALS) process.on(signal, () => close(0));
endWithNpm();
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await close(1);
}

async function start() {
  ensureDependencies();
  const service = await chooseService();
  const home = prepareHome(service);
  const env = { ...process.env, ...service.env };
  const view = await openView({ ...home, env });
  open.push(view);
  console.log(`Qwen Deep Research is open ${view.where} (${service.name}; Ctrl+C stops)`);
  view.ended.then(() => close(0));
}

/** The real service for who has a key, else the simulated one. */
async function chooseService() {
  if (process.env.DASHSCOPE_API_KEY) {
    ensureBuild();
    return { name: 'DashScope, with your key', folder: 'dashscope', settings: {}, env: {} };
  }
  ensureBuild({ tests: true });
  const module = pathToFileURL(path.join(root, 'out/test/service/index.mjs'));
  const { startService } = await import(module.href);
  // At a pace that a person can follow.
  const service = await startService({ pace: 'real' });
  open.push(service);
  return {
    name: 'simulated service',
    folder: 'simulated',
    settings: { 'deepResearch.baseUrl': service.url },
    env: { DASHSCOPE_API_KEY: SIMULATED_KEY },
  };
}

/** VS Code's folders for this kind of service, kept from start to start, and a copy of the sample workspace. */
function prepareHome({ folder, settings }) {
  const home = path.join(root, '.vscode-test/start', folder);
  const userDataDir = path.join(home, 'user-data');
  const workspace = path.join(home, 'workspace');
  if (!fs.existsSync(workspace)) fs.cpSync(fixtureWorkspace, workspace, { recursive: true });
  const file = path.join(userDataDir, 'User/settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const merged = { ...QUIET, ...readSettings(file), ...settings };
  fs.writeFileSync(file, JSON.stringify(merged, undefined, 2) + '\n');
  return { workspace, userDataDir, extensionsDir: path.join(home, 'extensions') };
}

function readSettings(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return {}; // None yet, or not plain JSON.
  }
}

async function openView(options) {
  if (!hasDesktop()) return openInBrowser(options);
  try {
    return await openOnDesktop(options);
  } catch (error) {
    if (process.platform !== 'linux') throw error;
    console.error(`No VS Code for the desktop (${error.message}): opening one for the browser.`);
    return openInBrowser(options);
  }
}

async function close(code) {
  if (closing) return;
  closing = true;
  for (const part of open.reverse()) await part.close();
  process.exit(code);
}

/** npm passes Ctrl+C on; but if npm is killed, or the shell between it and this process, nobody tells. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const started = lineage();
  setInterval(() => lineage() !== started && close(0), 1000).unref();
}

function lineage() {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

function parentOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1];
  } catch {
    return undefined; // Not Linux, or it is gone.
  }
}
