// `node scripts/record-example.mjs`: makes the recorded example anew, out of what `test/service/content/example` holds
// and in the frames of the simulated service. To be run when that content or the wire's form has changed; the same
// content gives the same files.
import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../test/vscode/lib/paths.mjs';

const built = await esbuild.build({
  entryPoints: [path.join(root, 'test/service/recordExample.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
});
const [file] = built.outputFiles;
const source = Buffer.from(file.contents).toString('base64');
const { recordings } = await import(`data:text/javascript;base64,${source}`);

const folder = path.join(root, 'media/example');
fs.mkdirSync(folder, { recursive: true });
for (const [language, text] of Object.entries(recordings())) {
  const bytes = gzipSync(text, { level: 9 });
  const name = path.join('media/example', `${language}.json.gz`);
  fs.writeFileSync(path.join(root, name), bytes);
  console.log(`${name}: ${bytes.length} bytes (${text.length} characters)`);
}
