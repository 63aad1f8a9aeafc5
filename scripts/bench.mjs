// `npm run bench [name...]`: speed and memory, as ratios to a named baseline in the same run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';
import { ensureBrowser, ensureBuild, ensureDependencies, ensureHost } from './setup.mjs';

ensureDependencies();
await ensureHost();
ensureBrowser();
ensureBuild({ tests: true, production: true });

const wanted = process.argv.slice(2);
const folder = path.join(root, 'out/test/bench');
const files = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
for (const file of files) {
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--enable-source-maps', path.join(folder, file)],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode ||= status ?? 1;
}
