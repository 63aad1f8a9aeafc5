// What the other scripts need on this machine. Every function does nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../test/vscode/lib/browser.mjs';
import { root } from '../test/vscode/lib/paths.mjs';

const DEBIAN_BROWSER = 'chromium-headless-shell';

/** Installs the packages that package-lock.json names. */
export function ensureDependencies() {
  if (isInstalled()) return;
  // Nothing of ours needs an install script, and one that does not run can do no harm.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Bundles the extension, and the tests with it. */
export function ensureBuild({ tests = false, production = false } = {}) {
  const flags = [tests && '--tests', production && '--production'].filter(Boolean);
  run(process.execPath, ['esbuild.mjs', ...flags]);
}

/** Packs the extension as its users get it, and returns the path of the package. */
export function ensurePackage() {
  run(process.execPath, ['scripts/package.mjs']);
  return extensionPackage();
}

/** Where scripts/package.mjs puts the package. */
export function extensionPackage() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, 'dist', `${name}-${version}.vsix`);
}

/** Finds a browser, or installs one where that can be done unasked. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (canInstallPackages()) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', DEBIAN_BROWSER], { env });
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'No browser found. Install Chromium, Chrome or Edge (on Debian and Ubuntu, as root: ' +
      `apt-get install ${DEBIAN_BROWSER}), or set DEEP_RESEARCH_BROWSER to the path of one.`,
  );
}

/** Installs the VS Code that needs no desktop. */
export async function ensureHost() {
  if (process.platform !== 'linux') {
    throw new Error(
      'The VS Code without a desktop runs on Linux only; elsewhere use a desktop session.',
    );
  }
  const { setUp } = await import('../test/vscode/host/setup.mjs');
  setUp();
}

/** Whether a window of the operating system can be opened. */
export function hasDesktop() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Which VS Code the host tests run in; DEEP_RESEARCH_TEST_VSCODE=download or =stand-in decides. */
export function wantsDownloadedVSCode() {
  const wish = process.env.DEEP_RESEARCH_TEST_VSCODE;
  return wish ? wish === 'download' : hasDesktop();
}

/** Runs a program in the project's folder. What it prints goes to stderr: stdout belongs to the script's own result. */
function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    // npm is a .cmd file on Windows.
    shell: process.platform === 'win32' && program === 'npm',
    ...options,
  });
  if (error || status !== 0) {
    throw new Error(
      `${path.basename(program)} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`,
    );
  }
}

/** npm keeps a list of what it installed: compared with the lock, it says more than a stamp of ours. */
function isInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const found = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      place === '' || optional || link || found[place]?.version === version,
  );
}

function lockedPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}

function canInstallPackages() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && fs.existsSync('/usr/bin/apt-get');
}
