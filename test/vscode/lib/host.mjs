// A VS Code window without a desktop: the server, and a headless browser with the workbench in it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { preparePage } from './page.mjs';
import { QUIET } from './quiet.mjs';
import { extensionHosts, freePort, startServer } from './server.mjs';

const PATIENCE_MS = 3000;

const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts server and browser and opens a window. `close()` ends both. */
export async function startHost(options = {}) {
  const host = await prepareHost(options);
  try {
    await Promise.all([host.startServer(), openBrowser(host, options)]);
    await openPage(host, options);
    return host;
  } catch (error) {
    await host.close();
    throw error;
  }
}

async function prepareHost(options) {
  const temporary = options.userDataDir
    ? undefined
    : fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-stand-in-'));
  const userDataDir = options.userDataDir ?? temporary;
  const extensionsDir = options.extensionsDir ?? path.join(userDataDir, 'extensions');
  writeUserSettings(userDataDir, options.settings);
  const port = await freePort(options.port);
  const { env, onServerOutput: onOutput } = options;

  const host = {
    port,
    userDataDir,
    extensionsDir,
    extensionHosts: () => extensionHosts(host.server),
    async startServer() {
      host.server = startServer({ port, userDataDir, extensionsDir, env, onOutput });
      await host.server.ready;
    },
    async close() {
      await close(host);
      if (temporary) fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return host;
}

/** Real user settings, as a person would have them: they are what `inspect().globalValue` returns. */
function writeUserSettings(userDataDir, settings) {
  const file = path.join(userDataDir, 'User/settings.json');
  if (!settings && fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(settings ?? {}, undefined, 2) + '\n');
}

async function close(host) {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  await Promise.allSettled([Promise.race([host.context?.close(), patience])]);
  await Promise.allSettled([host.browser?.close(), host.server?.stop()]);
}

async function openBrowser(host, options) {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser found: run "npm test", which installs one');
  const viewport = options.viewport ?? { width: 1400, height: 900 };
  const launch = { executablePath, args: BROWSER_FLAGS, timeout: 60_000 };
  if (options.browserProfile) {
    const folder = options.browserProfile;
    host.context = await chromium.launchPersistentContext(folder, { ...launch, viewport });
  } else {
    host.browser = await chromium.launch(launch);
    host.context = await host.browser.newContext({ viewport });
  }
}

async function openPage(host, options) {
  await host.context.addInitScript(preparePage, pageOptions(host, options));
  host.page = host.context.pages()[0] ?? (await host.context.newPage());
  const { onLog, onExit, onConsole } = options;
  if (onLog) await host.page.exposeFunction('codeAutomationLog', onLog);
  if (onExit) await host.page.exposeFunction('codeAutomationExit', onExit);
  host.page.on('console', (message) => onConsole?.(message.type(), message.text()));
  host.page.on('pageerror', (error) => onConsole?.('pageerror', error.stack ?? error.message));
  await host.page.goto(windowUrl(host.port, options), { waitUntil: 'commit' });
}

function pageOptions(host, options) {
  const remote = (file) => ({
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${host.port}`,
    path: path.resolve(file),
  });
  const { dev = [], tests, proposedApi, locale, trust } = options;
  return {
    config: {
      developmentOptions: {
        ...(dev.length && { extensions: dev.map(remote) }),
        ...(tests && { extensionTestsPath: remote(tests) }),
      },
      configurationDefaults: QUIET,
      // The server was started without it.
      ...(trust && { enableWorkspaceTrust: true }),
      ...(proposedApi && { enabledExtensionProposedApi: proposedApi }),
    },
    key: [...createHash('sha256').update(host.userDataDir).digest()],
    language: locale,
  };
}

function windowUrl(port, { folder, disableExtensions }) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  const kind = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  if (folder) url.searchParams.set(kind, path.resolve(folder));
  else url.searchParams.set('ew', 'true');
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(disableExtensions ? [['disableExtensions', 'true']] : []),
  ];
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
