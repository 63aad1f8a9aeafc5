// Builds the extension for its users and packs it into dist/qwen-deep-research-<version>.vsix. Needs no network.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';
import { notices } from './notices.mjs';
import { ensureBuild, ensureDependencies, extensionPackage } from './setup.mjs';

ensureDependencies();
ensureBuild({ production: true });

fs.writeFileSync(path.join(root, 'ThirdPartyNotices.txt'), notices());

const { createVSIX } = await import('@vscode/vsce');
const packagePath = extensionPackage();
// Everything is bundled: there are no dependencies to look for. Asks nothing, so that it also runs unattended; lists
// the files by itself.
await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  // There is no public repository yet to which the README's pictures could point.
  rewriteRelativeLinks: false,
});

const kilobytes = Math.round(fs.statSync(packagePath).size / 1024);
console.log(`${path.relative(root, packagePath)}: ${kilobytes} KB`);
