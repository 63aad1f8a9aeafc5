import type { RunLibrary } from '../ports.ts';
import { encodeRecord, ownRecord, replayRun } from './journal.ts';
import { readJournal } from './readJournal.ts';

/** The id of the run that a journal tells of; undefined for a file that tells of none. */
export function runIdOf(text: string, checksum: RunLibrary['checksum']): string | undefined {
  const { records } = readJournal(text, checksum);
  return replayRun(records)?.id;
}

/**
 * Makes a run of a journal that was exported: under its own id, or under `newId` where there is a
 * run of that id. `undefined` for a file that tells of no run. Nothing is ever replaced.
 */
export async function importRun(
  text: string,
  newId: string,
  library: RunLibrary,
): Promise<string | undefined> {
  const { records } = readJournal(text, library.checksum);
  const run = replayRun(records);
  if (run === undefined) {
    return undefined;
  }
  // As it came, also the lines that we cannot read.
  if (await library.adopt(run.id, text)) {
    return run.id;
  }
  const renamed = records
    .map((record) =>
      record.kind === 'own' && record.event.type === 'created'
        ? ownRecord({ ...record.event, id: newId })
        : record,
    )
    .map((record) => encodeRecord(record, library.checksum))
    .join('');
  return (await library.adopt(newId, renamed)) ? newId : undefined;
}
