// How long an extension takes to activate, beside an empty one in the same extension host.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startHost } from './host.mjs';
import { lib } from './paths.mjs';
import { ui } from './ui.mjs';

const SAMPLE_MS = 60_000;
const empty = path.join(lib, 'empty');
const probe = path.join(lib, 'probe');

/**
 * Activates the extension in `extensionDir` and the empty one in `samples` extension hosts and returns the
 * milliseconds for both. Judge by `min`: on a busy machine the median says more about the machine.
 */
export async function measureActivation(extensionDir, samples = 12) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'activation-'));
  const rowsFile = path.join(temporary, 'rows.jsonl');
  try {
    const copy = copyThatWaits(path.resolve(extensionDir), path.join(temporary, 'extension'));
    const ids = [copy, empty].map(idOf);
    await collect([copy, empty, probe], ids, rowsFile, samples);
    const rows = readRows(rowsFile);
    const [extension, baseline] = ids.map((id) => summary(rows.map((row) => row[id])));
    return { samples: rows.length, extension, empty: baseline };
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** A copy of what the extension runs from, which nothing activates at start-up: every sample is then ours. */
function copyThatWaits(from, to) {
  const manifest = readManifest(from);
  fs.mkdirSync(to, { recursive: true });
  for (const name of ['dist', 'media', 'package.nls.json', ...rootFiles(manifest)]) {
    const source = path.join(from, name);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(to, name), { recursive: true });
  }
  const waiting = { ...manifest, activationEvents: ['onCommand:stand-in.never'] };
  fs.writeFileSync(path.join(to, 'package.json'), JSON.stringify(waiting));
  return to;
}

/** The first folder or file of the entry point's path. */
function rootFiles({ main }) {
  return [path.normalize(main).split(path.sep)[0]];
}

async function collect(dev, ids, rowsFile, samples) {
  fs.writeFileSync(rowsFile, '');
  const measure = { STAND_IN_MEASURE: ids.join(','), STAND_IN_MEASURE_FILE: rowsFile };
  const host = await startHost({ dev, env: { ...process.env, ...measure } });
  try {
    const window = ui(host.page);
    await window.ready();
    for (let sample = 1; sample <= samples; sample++) {
      await untilRows(rowsFile, sample);
      // A new window gets a new extension host.
      if (sample < samples) await window.reload();
    }
  } finally {
    await host.close();
  }
}

async function untilRows(file, count) {
  for (const end = Date.now() + SAMPLE_MS; readRows(file).length < count;) {
    if (Date.now() > end) throw new Error(`no sample ${count} within ${SAMPLE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function readRows(file) {
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line));
  const failed = rows.find((row) => row.error);
  if (failed) throw new Error(failed.error);
  return rows;
}

function summary(times) {
  return {
    load: spread(times.map(({ load }) => load)),
    call: spread(times.map(({ call }) => call)),
    total: spread(times.map(({ load, call }) => load + call)),
  };
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const rounded = (value) => Math.round(value * 100) / 100;
  return { min: rounded(sorted[0]), median: rounded(sorted[sorted.length >> 1]) };
}

function idOf(folder) {
  const { publisher, name } = readManifest(folder);
  return `${publisher}.${name}`;
}

function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
