// Drives a workbench page the way a person would: keyboard, mouse, frames. Selectors are those of VS Code 1.139.

export const SELECTORS = {
  quickInput: '.quick-input-widget',
  quickText: '.quick-input-widget .quick-input-box input',
  quickRows: '.quick-input-widget .quick-input-list .monaco-list-row',
  statusItem: '.statusbar-item',
  tab: '.tabs-container .tab',
  toast: '.notifications-toasts .notification-list-item',
  webviewInner: 'iframe#active-frame',
  webviewOuter: 'iframe.webview.ready',
};

const START_MS = 90_000;
const FRAME_MS = 30_000;
const SHORT_MS = 250;
const FLUSH_MS = 1000;

export function ui(page) {
  return {
    ready: (timeout) => ready(page, timeout),
    openPalette: (text) => openPalette(page, text),
    runCommand: (title, timeout) => runCommand(page, title, timeout),
    typeQuickInput: (text, prompt) => typeQuickInput(page, text, prompt),
    pickQuickInput: (label) => quickRow(page, label).click(),
    quickRow: (label) => quickRow(page, label),
    webviewFrame: (title, timeout) => webviewFrame(page, title, timeout),
    toast: (text) => page.locator(SELECTORS.toast, { hasText: text }).first(),
    statusItem: (text) => page.locator(SELECTORS.statusItem, { hasText: text }).first(),
    tab: (label) => page.locator(SELECTORS.tab, { hasText: label }).first(),
    theme: () => theme(page),
    setTheme: (name) => setTheme(page, name),
    screenshot: (file) => page.screenshot({ path: file, animations: 'disabled', caret: 'hide' }),
    reload: () => reload(page),
  };
}

/** The window is restored: editors are back, and start-up extensions are being activated. */
async function ready(page, timeout = START_MS) {
  const restored = () => performance.getEntriesByName('code/LifecyclePhase/Restored').length > 0;
  await page.waitForFunction(restored, undefined, { timeout });
}

async function reload(page) {
  await leaveWindow(page);
  await page.reload({ waitUntil: 'commit' });
  await ready(page);
}

/**
 * As a person who looks away: the workbench then writes down which editors are open. Otherwise it does so once a
 * minute, and a reload brings back an older state.
 */
async function leaveWindow(page) {
  await page.evaluate(() => {
    globalThis.dispatchEvent(new Event('focus'));
    document.hasFocus = () => false;
    globalThis.dispatchEvent(new Event('blur'));
  });
  await page.waitForTimeout(FLUSH_MS);
}

async function openPalette(page, text = '') {
  const input = page.locator(SELECTORS.quickText);
  for (let attempt = 1; ; attempt++) {
    await leaveFrame(page);
    await page.keyboard.press('F1');
    const shown = await input.waitFor({ state: 'visible', timeout: 3000 }).catch((error) => error);
    if (!shown) break;
    if (attempt === 5) throw shown;
  }
  if (text) await input.fill(`>${text}`);
}

/** A webview swallows keys for a moment after it took the focus: gives it back to the window. */
function leaveFrame(page) {
  return page.evaluate(() => {
    if (document.activeElement?.tagName === 'IFRAME') document.activeElement.blur();
    globalThis.focus();
  });
}

/** Runs a command by its palette title. The list is made when the palette opens: reopened until the command is in it. */
async function runCommand(page, title, timeout = START_MS) {
  const label = title.replace(/["\\]/g, '\\$&');
  const row = page.locator(`${SELECTORS.quickRows}[aria-label^="${label}"]`).first();
  for (const end = Date.now() + timeout; ;) {
    await openPalette(page, title);
    const failure = await row.click({ timeout: 2000 }).catch((error) => error);
    if (!failure) return;
    if (Date.now() > end) throw failure;
    await page.keyboard.press('Escape');
  }
}

/** Answers an input box; with a prompt, waits for the box that shows it. */
async function typeQuickInput(page, text, prompt) {
  if (prompt) await page.locator(SELECTORS.quickInput).filter({ hasText: prompt }).waitFor();
  const input = page.locator(SELECTORS.quickText);
  await input.fill(text);
  await input.press('Enter');
}

/** A row of a quick pick, by its label. */
function quickRow(page, label) {
  const labelled = page.locator('.label-name', { hasText: label });
  return page.locator(SELECTORS.quickRows).filter({ has: labelled }).first();
}

/**
 * The document inside a webview, found by the panel's title or the view's name (any webview without one). The chain
 * is window > VS Code's loader > the extension's page, which each `webview.html =` replaces: so the result is a
 * locator that is looked up again on every use.
 */
async function webviewFrame(page, title, timeout = FRAME_MS) {
  for (const end = Date.now() + timeout; ;) {
    for (const outer of await page.locator(SELECTORS.webviewOuter).all()) {
      const name = await webviewName(outer, title);
      if (!name) continue;
      const loader = page.frameLocator(`iframe.webview[name="${name}"]`);
      return loader.frameLocator(SELECTORS.webviewInner);
    }
    if (Date.now() > end) throw new Error(`no webview ${title ?? ''} within ${timeout} ms`);
    await page.waitForTimeout(100);
  }
}

async function webviewName(outer, title) {
  const inner = outer.contentFrame().locator(SELECTORS.webviewInner);
  const found = await attribute(inner, 'title');
  if (found === null || (title && found !== title)) return null;
  return attribute(outer, 'name');
}

function attribute(locator, name) {
  return locator.getAttribute(name, { timeout: SHORT_MS }).catch(() => null);
}

/** The kind of the colour theme: vs, vs-dark, hc-black or hc-light. */
function theme(page) {
  return page.evaluate(() => {
    const classes = [...document.querySelector('.monaco-workbench').classList];
    return classes.find((name) => /^(vs|vs-dark|hc-black|hc-light)$/.test(name));
  });
}

/** Picks a colour theme by its name, e.g. "Dark Modern", "Light Modern", "Dark High Contrast". */
async function setTheme(page, name) {
  await runCommand(page, 'Preferences: Color Theme');
  await page
    .locator(SELECTORS.quickRows)
    .filter({ hasText: /themes/ })
    .first()
    .waitFor();
  await page.locator(SELECTORS.quickText).fill(name);
  await quickRow(page, new RegExp(`^${name.replace(/[+()]/g, '\\$&')}$`)).click();
  await page.locator(SELECTORS.quickInput).waitFor({ state: 'hidden' });
}
