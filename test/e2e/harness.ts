// A window for a person's flows: VS Code with the packaged extension installed, and the means to drive it.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startHost, type Host } from '../vscode/lib/host.mjs';
import { fixtureWorkspace, lib, root } from '../vscode/lib/paths.mjs';
import { ui, type Ui } from '../vscode/lib/ui.mjs';

export interface WindowOptions {
  /** The API base of the simulated service; becomes the user setting deepResearch.baseUrl. */
  serviceUrl?: string;
  /** True (the default) installs the package; false runs the extension from the project's folder. */
  vsix?: boolean;
  /** Further user settings. */
  settings?: Record<string, unknown>;
  /** Further environment of the extension host, e.g. DASHSCOPE_API_KEY: none is passed on from outside. */
  env?: Record<string, string | undefined>;
  /** The language that extensions are told, e.g. "zh-cn". */
  locale?: string;
  viewport?: { width: number; height: number };
  /** The workspace is in Restricted Mode, and nobody is asked about it. */
  restricted?: boolean;
  /** The workspace is a virtual one: extensions reach it by VS Code's file system alone. */
  virtual?: boolean;
  /** Changes the sample workspace before it is opened. */
  prepare?: (workspaceDir: string) => void;
}

export interface Window extends Omit<Ui, 'screenshot'> {
  readonly page: Page;
  readonly host: Host;
  /** A copy of the sample workspace, opened in the window. */
  readonly workspaceDir: string;
  /** What the page wrote to its console, as "type: text"; refused content shows up here. */
  readonly console: readonly string[];
  /** Writes test/out/NAME.png. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a window of its own, with its own user data, and waits until it is ready. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'deep-research-window-'));
  const workspaceDir = path.join(temporary, 'workspace');
  cpSync(fixtureWorkspace, workspaceDir, { recursive: true });
  options.prepare?.(workspaceDir);
  const lines: string[] = [];
  const host = await startHost({
    ...extensionOptions(options.vsix ?? true, temporary),
    ...(options.virtual && { dev: [path.join(lib, 'virtual')] }),
    ...(options.restricted && { trust: true }),
    ...(options.locale && { locale: options.locale }),
    ...(options.viewport && { viewport: options.viewport }),
    folder: options.virtual ? virtualWorkspace(temporary) : workspaceDir,
    userDataDir: path.join(temporary, 'user-data'),
    settings: userSettings(options),
    env: {
      ...process.env,
      DASHSCOPE_API_KEY: undefined,
      ...(options.virtual && { STAND_IN_VIRTUAL_FOLDER: workspaceDir }),
      ...options.env,
    },
    onConsole: (type, text) => lines.push(`${type}: ${text}`),
  });
  const close = async () => {
    await host.close();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  const driver = ui(host.page);
  try {
    await driver.ready();
  } catch (error) {
    await host.page.screenshot({ path: picture('not-ready') });
    await close();
    throw error;
  }
  return {
    ...driver,
    page: host.page,
    host,
    workspaceDir,
    console: lines,
    screenshot: async (name) => void (await driver.screenshot(picture(name))),
    close,
  };
}

/** Waits until `look` returns something, and returns it. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  timeout = 30_000,
): Promise<NonNullable<T>> {
  for (const end = Date.now() + timeout; ;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${timeout} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function extensionOptions(vsix: boolean, temporary: string) {
  if (!vsix) {
    return { dev: [root], extensionsDir: path.join(temporary, 'extensions') };
  }
  const extensionsDir = process.env.DEEP_RESEARCH_TEST_EXTENSIONS;
  if (!extensionsDir) {
    throw new Error('Run these tests by "npm run test:e2e": it installs the package.');
  }
  return { extensionsDir };
}

function userSettings({
  restricted,
  serviceUrl,
  settings,
}: WindowOptions): Record<string, unknown> {
  return {
    ...(serviceUrl && { 'deepResearch.baseUrl': serviceUrl }),
    ...(restricted && {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    }),
    ...settings,
  };
}

function virtualWorkspace(folder: string): string {
  const file = path.join(folder, 'virtual.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ uri: 'virtual-folder:/', name: 'virtual' }] }));
  return file;
}

function picture(name: string): string {
  const folder = path.join(root, 'test/out');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}
