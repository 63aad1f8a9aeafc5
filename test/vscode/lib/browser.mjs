// Finds a Chromium-based browser that is installed on this machine.
import fs from 'node:fs';
import path from 'node:path';

const APPLICATIONS = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  // The headless shell first: it starts with a third less work. Debian's wrapper script would only find the program.
  linux: ['/usr/lib/chromium/chromium-headless-shell', '/usr/lib/chromium/chromium'],
  win32: [
    process.env['ProgramFiles'],
    process.env['ProgramFiles(x86)'],
    process.env['LocalAppData'],
  ]
    .filter(Boolean)
    .flatMap((folder) => [
      path.join(folder, 'Google/Chrome/Application/chrome.exe'),
      path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

const COMMANDS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

/** The browser's program, or undefined. DEEP_RESEARCH_BROWSER wins, and must then exist. */
export function findBrowser() {
  const chosen = process.env.DEEP_RESEARCH_BROWSER;
  if (chosen) {
    if (!fs.existsSync(chosen)) throw new Error(`DEEP_RESEARCH_BROWSER names no file: ${chosen}`);
    return chosen;
  }
  return [...(APPLICATIONS[process.platform] ?? []), ...onPath()].find((file) =>
    fs.existsSync(file),
  );
}

function onPath() {
  if (process.platform === 'win32') return [];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return COMMANDS.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}
