// Writes ThirdPartyNotices.txt: licences of everything that is bundled, read off the bundles' inputs.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';

/** Packages of which files were copied rather than bundled. */
const COPIED = ['node_modules/@vscode/codicons'];

/** Folders of the packages in the bundles: a package may be there in two versions. */
function bundledPackages() {
  const bundles = JSON.parse(fs.readFileSync(path.join(root, 'dist/meta.json'), 'utf8'));
  const folders = bundles
    .flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))
    .map((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set([...folders, ...COPIED])].sort();
}

/** One package's part of the notices. */
function notice(place) {
  const folder = path.join(root, place);
  const { homepage, license, name, repository, version } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined
      ? ''
      : fs.readFileSync(path.join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim();
  const source = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? '';
  return `${name} ${version} (${license})\n${source.replace(/^git\+/, '')}\n\n${text}`;
}

export function notices() {
  const line = '-'.repeat(80);
  const parts = bundledPackages().map(notice);
  return `Qwen Deep Research for VS Code contains parts of these packages.\n\n${parts
    .map((part) => `${line}\n\n${part}\n`)
    .join('\n')}`;
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith('notices.mjs')) {
  fs.writeFileSync(path.join(root, 'ThirdPartyNotices.txt'), notices());
}
