// Where things are. Looked up from this file's own place, which is another one once it is bundled into a test.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MARK = 'test/vscode/host/package.json';

/** The project's folder. */
export const root = projectRoot(path.dirname(fileURLToPath(import.meta.url)));

export const lib = path.join(root, 'test/vscode/lib');
export const codeShim = path.join(lib, 'code-shim.mjs');
export const fixtureWorkspace = path.join(root, 'test/fixtures/workspace');

const modules = path.join(root, 'test/vscode/host/node_modules');

/** The Node that VS Code's server wants, as the stand-in installed it. */
export const nodeOfServer = path.join(modules, `node-linux-${process.arch}/bin/node`);
export const serverMain = path.join(modules, 'code-server/lib/vscode/out/server-main.js');

function projectRoot(from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, MARK))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`no ${MARK} above ${from}`);
  }
}
