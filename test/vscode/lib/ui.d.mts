import type { FrameLocator, Locator, Page } from 'playwright-core';

export type ThemeKind = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

export interface Ui {
  ready(timeout?: number): Promise<void>;
  openPalette(text?: string): Promise<void>;
  runCommand(title: string, timeout?: number): Promise<void>;
  typeQuickInput(text: string, prompt?: string): Promise<void>;
  pickQuickInput(label: string | RegExp): Promise<void>;
  quickRow(label: string | RegExp): Locator;
  webviewFrame(title?: string, timeout?: number): Promise<FrameLocator>;
  toast(text: string | RegExp): Locator;
  statusItem(text: string | RegExp): Locator;
  tab(label: string | RegExp): Locator;
  theme(): Promise<ThemeKind | undefined>;
  setTheme(name: string): Promise<void>;
  screenshot(file: string): Promise<Buffer>;
  reload(): Promise<void>;
}

export const SELECTORS: Readonly<
  Record<
    | 'quickInput'
    | 'quickText'
    | 'quickRows'
    | 'statusItem'
    | 'tab'
    | 'toast'
    | 'webviewInner'
    | 'webviewOuter',
    string
  >
>;

export function ui(page: Page): Ui;
