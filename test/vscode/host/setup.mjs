// Installs the stand-in. Needs no compiler, no Python and no system libraries: nothing is built.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const vscode = path.join(here, 'node_modules/code-server/lib/vscode');
const stamp = path.join(here, 'node_modules/.stand-in-ready');

/** Installs what the lock names, unless that is what is installed already. */
export function setUp() {
  const wanted = inputs();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  install();
  chooseBuiltins();
  shareModules();
  prune();
  fs.writeFileSync(stamp, wanted);
}

/** What the installation depends on: the lock, and this file, which edits what was installed. */
function inputs() {
  const files = [path.join(here, 'package-lock.json'), fileURLToPath(import.meta.url)];
  return files.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
}

function install() {
  // Off: npm itself may run on another Node than the one that the stand-in brings along.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false'];
  execFileSync('npm', ['ci', ...flags, '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

/**
 * The workbench embeds some 75 extensions and runs their code in a web worker, for which this build has no files.
 * Keeps those without code (themes, grammars), or what the page asks for in `standInKeepsBuiltin`.
 */
function chooseBuiltins() {
  const file = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  const text = fs.readFileSync(file, 'utf8');
  const place = /this\.builtinExtensionsPromises=(\w+)\.map\(/g;
  const found = text.match(place)?.length ?? 0;
  if (found !== 1) throw new Error(`workbench.js: expected 1 place to edit, found ${found}`);
  const noCode = '(e=>!e.packageJSON?.main&&!e.packageJSON?.browser)';
  const keep = `.filter(globalThis.standInKeepsBuiltin??${noCode})`;
  fs.writeFileSync(file, text.replace(place, `this.builtinExtensionsPromises=$1${keep}.map(`));
}

/** The page loads its tokenizer from lib/vscode/node_modules. */
function shareModules() {
  const modules = path.join(vscode, 'node_modules');
  fs.rmSync(modules, { recursive: true, force: true });
  fs.symlinkSync('../../..', modules, 'dir');
}

/** Half of the disk space: headers for native modules, and built-in extensions that carry code. */
function prune() {
  const modules = path.join(here, 'node_modules');
  const runtimes = fs.readdirSync(modules).filter((name) => name.startsWith('node-linux-'));
  const extensions = path.join(vscode, 'extensions');
  const unused = [
    ...runtimes.map((name) => path.join(modules, name, 'include')),
    ...fs
      .readdirSync(extensions)
      .map((name) => path.join(extensions, name))
      .filter(carriesCode),
  ];
  for (const folder of unused) fs.rmSync(folder, { recursive: true, force: true });
}

function carriesCode(folder) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) return false;
  const { main, browser } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  return Boolean(main || browser);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
