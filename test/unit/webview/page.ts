import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../../src/core/text/en.ts';
import type { Language, Texts } from '../../../src/core/text/translate.ts';
import { zhCn } from '../../../src/core/text/zhCn.ts';
import { panelHtml } from '../../../src/features/panel/html.ts';
import type { HostMessage, PanelCommand, WebviewMessage } from '../../../src/protocol/messages.ts';
import type { ThemeName } from './themes.ts';
import { THEMES } from './themes.ts';

const ORIGIN = 'https://panel.test';

export type Files = ReadonlyMap<string, string>;

/** The panel's bundles as the product's build makes them, by their names. */
export async function buildPanel(): Promise<Files> {
  const shared = {
    bundle: true,
    write: false,
    minify: true,
    target: 'es2023',
    outdir: '/',
    logLevel: 'silent',
  } as const;
  const results = await Promise.all([
    build({
      ...shared,
      entryPoints: ['main', 'report', 'controls', 'highlight'].map((name) => `webview/${name}.ts`),
      format: 'iife',
    }),
    build({ ...shared, entryPoints: ['webview/styles/main.css'], external: ['data:*'] }),
  ]);
  return new Map(
    results.flatMap(({ outputFiles }) =>
      outputFiles.map((file) => [file.path.replace(/^.*[\\/]/u, ''), file.text] as const),
    ),
  );
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly language?: Language;
  /** Instead of the language's own. */
  readonly texts?: Texts;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  /** Bundles that do not load. */
  readonly missing?: readonly string[];
  readonly reducedMotion?: boolean;
  /** What VS Code kept of an earlier page. */
  readonly state?: unknown;
}

/** A panel in a browser, with the host's side in our hands. */
export interface Panel {
  readonly page: Page;
  /** Addresses that the page asked for besides its own files. */
  readonly requests: readonly string[];
  /** Errors and policy violations that the page reported. */
  readonly problems: readonly string[];
  post(...messages: readonly HostMessage[]): Promise<void>;
  sent(): Promise<readonly WebviewMessage[]>;
  commands(): Promise<readonly PanelCommand[]>;
  /** All that was posted is on the page. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

interface FakeHost {
  readonly sent: WebviewMessage[];
  state: unknown;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
  }
}

/** Another theme on a page that is open, as VS Code changes it. */
export async function setTheme(page: Page, theme: ThemeName): Promise<void> {
  await page.evaluate(
    ([kind, colors, kinds]) => {
      document.body.classList.remove(...kinds);
      document.body.classList.add(kind);
      document.documentElement.removeAttribute('style');
      for (const [name, value] of Object.entries(colors)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
    },
    [
      THEMES[theme].kind,
      THEMES[theme].colors,
      Object.values(THEMES).map(({ kind }) => kind),
    ] as const,
  );
  await page.waitForTimeout(50);
}

export async function openPanel(
  browser: Browser,
  files: Files,
  options: PanelOptions = {},
): Promise<Panel> {
  const { theme = 'dark', language = 'en', width = 1280, height = 900 } = options;
  const browserContext = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
  });
  const page = await browserContext.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  const html = panelHtml(
    {
      cspSource: ORIGIN,
      script: `${ORIGIN}/main.js`,
      style: `${ORIGIN}/main.css`,
      report: `${ORIGIN}/report.js`,
      controls: `${ORIGIN}/controls.js`,
      highlight: `${ORIGIN}/highlight.js`,
    },
    { language, texts: options.texts ?? (language === 'en' ? en : zhCn) },
    'The panel could not load.',
  );
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(message.text());
    }
  });
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const name = url.pathname.slice(1);
    const body = name === '' ? html : files.get(name);
    if (url.origin !== ORIGIN || body === undefined) {
      requests.push(url.href);
      await route.abort();
    } else if (options.missing?.includes(name) === true) {
      await route.abort();
    } else {
      const type = name === '' ? 'html' : name.endsWith('.css') ? 'css' : 'javascript';
      await route.fulfill({ body, contentType: `text/${type}; charset=utf-8` });
    }
  });
  const { kind, colors } = THEMES[theme];
  await page.addInitScript(
    ([themeKind, themeColors, state]) => {
      const host: FakeHost = { sent: [], state };
      window.fakeHost = host;
      Reflect.set(window, 'acquireVsCodeApi', () => ({
        postMessage: (message: WebviewMessage) => {
          host.sent.push(message);
          if (message.type === 'command') {
            // The host answers at once unless a test has more to say.
            const reply: HostMessage = { type: 'reply', id: message.id, ok: true };
            setTimeout(() => {
              window.postMessage(reply, '*');
            }, 20);
          }
        },
        getState: () => host.state,
        setState: (value: unknown) => {
          host.state = value;
        },
      }));
      document.addEventListener('DOMContentLoaded', () => {
        document.body.classList.add(themeKind);
        for (const [name, value] of Object.entries(themeColors)) {
          document.documentElement.style.setProperty(`--vscode-${name}`, value);
        }
      });
    },
    [kind, colors, options.state] as const,
  );
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.fakeHost.sent.some(({ type }) => type === 'ready'));

  const sent = (): Promise<readonly WebviewMessage[]> => page.evaluate(() => window.fakeHost.sent);
  return {
    page,
    requests,
    problems,
    sent,
    post: (...messages) =>
      page.evaluate((all) => {
        for (const message of all) {
          window.postMessage(message, '*');
        }
      }, messages),
    commands: async () =>
      (await sent()).flatMap((message) => (message.type === 'command' ? [message.command] : [])),
    settle: async () => {
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(250);
    },
    close: () => browserContext.close(),
  };
}
