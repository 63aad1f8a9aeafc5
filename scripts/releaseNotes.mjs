// `node scripts/releaseNotes.mjs VERSION`: the changelog's section of that version, without its heading.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';

const [version = ''] = process.argv.slice(2);
const notes = releaseNotes(fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), version);
if (notes === undefined) {
  console.error(`CHANGELOG.md has no section "## ${version} (date)".`);
  process.exitCode = 1;
} else {
  console.log(notes);
}

/** The section's text; `undefined` if there is none, or if it says that it is not released yet. */
function releaseNotes(changelog, wanted) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${wanted} (`));
  if (section === undefined || !/^\S+ \(\d{4}-\d\d-\d\d\)\n/.test(section)) return undefined;
  return section.slice(section.indexOf('\n')).trim();
}
