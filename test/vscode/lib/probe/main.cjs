// Activates the extensions named in STAND_IN_MEASURE one after the other, and appends what the extension host's own
// marks say about each to the file STAND_IN_MEASURE_FILE: one JSON line for every extension host.
const fs = require('node:fs');
const vscode = require('vscode');

const SETTLE_MS = 300;

exports.activate = () => {
  if (process.env.STAND_IN_MEASURE) setTimeout(measure, SETTLE_MS);
};

async function measure() {
  const ids = process.env.STAND_IN_MEASURE.split(',');
  // Whoever comes second finds a warmer machine.
  if (Math.random() < 0.5) ids.reverse();
  const row = {};
  const now = Date.now;
  // The marks take Date.now(): a finer clock while they are made.
  Date.now = () => performance.timeOrigin + performance.now();
  try {
    for (const id of ids) row[id] = await activate(id);
  } catch (error) {
    row.error = String(error);
  } finally {
    Date.now = now;
  }
  fs.appendFileSync(process.env.STAND_IN_MEASURE_FILE, JSON.stringify(row) + '\n');
}

async function activate(id) {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`no extension ${id}`);
  if (extension.isActive) throw new Error(`${id} was active before it was measured`);
  await extension.activate();
  return {
    load: between('willLoadExtensionCode', 'didLoadExtensionCode', extension.id),
    call: between('willActivateExtension', 'didActivateExtension', extension.id),
  };
}

function between(from, to, id) {
  const marks = globalThis.MonacoPerformanceMarks.getMarks();
  const at = (name) => marks.findLast((m) => m.name === `code/extHost/${name}/${id}`).startTime;
  return at(to) - at(from);
}
