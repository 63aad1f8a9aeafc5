// The window on a desktop: a downloaded VS Code, or the installed one.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../test/vscode/lib/paths.mjs';

/** Opens the window. Rejects if there is no VS Code to be had. */
export async function openOnDesktop({ workspace, userDataDir, extensionsDir, env }) {
  const program = await findProgram();
  const environment = { ...env };
  // Set in VS Code's own terminal; with it, VS Code would start as plain Node.
  delete environment.ELECTRON_RUN_AS_NODE;
  const args = [
    workspace,
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${extensionsDir}`,
    '--disable-workspace-trust',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const child = spawn(program, args, { env: environment, stdio: 'ignore' });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const close = async () => {
    child.kill();
    await ended;
  };
  return { where: 'in VS Code', ended, close };
}

async function findProgram() {
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    const cachePath = path.join(root, '.vscode-test');
    return await downloadAndUnzipVSCode({ cachePath, reporter: new SilentReporter() });
  } catch (error) {
    const installed = installedPrograms().find((file) => fs.existsSync(file));
    if (installed) return installed;
    throw error;
  }
}

/** The program itself, not the `code` command: that one ends at once and leaves the window to nobody. */
function installedPrograms() {
  const { LOCALAPPDATA = '', PROGRAMFILES = '' } = process.env;
  switch (process.platform) {
    case 'darwin':
      return ['Code', 'Electron'].map(
        (name) => `/Applications/Visual Studio Code.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [path.join(LOCALAPPDATA, 'Programs'), PROGRAMFILES].map((folder) =>
        path.join(folder, 'Microsoft VS Code', 'Code.exe'),
      );
    default:
      return [
        '/usr/share/code/code',
        '/opt/visual-studio-code/code',
        '/snap/code/current/usr/share/code/code',
      ];
  }
}
