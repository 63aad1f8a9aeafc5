import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface HostOptions {
  /** Folder or .code-workspace file to open; an empty window without one. */
  folder?: string;
  /** Kept if given; else a temporary folder that close() removes. */
  userDataDir?: string;
  extensionsDir?: string;
  /** Folders of extensions to run unpackaged. */
  dev?: string[];
  /** What User/settings.json is to hold. */
  settings?: Record<string, unknown>;
  /** The whole environment of the server and so of the extension host; that of this process without it. */
  env?: Record<string, string | undefined>;
  /** The language that extensions are told, e.g. "zh-cn". */
  locale?: string;
  port?: number;
  viewport?: { width: number; height: number };
  browserProfile?: string;
  disableExtensions?: boolean;
  /** A folder has to be trusted first; its setting has to be on, too. */
  trust?: boolean;
  onConsole?: (type: string, text: string) => void;
  onServerOutput?: (text: string) => void;
}

export interface Host {
  port: number;
  userDataDir: string;
  extensionsDir: string;
  page: Page;
  context: BrowserContext;
  browser?: Browser;
  server: { exited: Promise<unknown>; stop(): Promise<void> };
  /** Starts the server again on the same port, after `server.stop()`. */
  startServer(): Promise<void>;
  /** Process ids of the extension hosts, to kill one and see it come back. */
  extensionHosts(): number[];
  close(): Promise<void>;
}

export function startHost(options?: HostOptions): Promise<Host>;
