// The host tests: a VS Code with this extension in it, driven by @vscode/test-electron, beside a simulated service.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { wantsDownloadedVSCode } from '../../scripts/setup.mjs';
import { codeShim, fixtureWorkspace, root } from '../vscode/lib/paths.mjs';

const built = path.join(root, 'out/test');
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'deep-research-host-'));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

async function main() {
  const { startService } = await import(pathToFileURL(path.join(built, 'service/index.mjs')).href);
  const service = await startService();
  try {
    await runTests({
      vscodeExecutablePath: await findVSCode(),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(built, 'host/index.cjs'),
      extensionTestsEnv: testEnvironment(service.url),
      launchArgs: launchArgs(),
    });
  } finally {
    await service.close();
  }
}

async function findVSCode() {
  if (!wantsDownloadedVSCode()) return codeShim;
  const version = process.env.DEEP_RESEARCH_TEST_VSCODE_VERSION ?? 'stable';
  return downloadAndUnzipVSCode({ version, cachePath: path.join(root, '.vscode-test') });
}

/** The tests choose the key themselves: the one of whoever runs them must not get in. */
function testEnvironment(serviceUrl) {
  return { DASHSCOPE_API_KEY: undefined, DEEP_RESEARCH_SERVICE_URL: serviceUrl };
}

function launchArgs() {
  const workspace = path.join(temporary, 'workspace');
  fs.cpSync(fixtureWorkspace, workspace, { recursive: true });
  return [
    workspace,
    `--user-data-dir=${path.join(temporary, 'user-data')}`,
    `--extensions-dir=${path.join(temporary, 'extensions')}`,
    '--disable-workspace-trust',
  ];
}
