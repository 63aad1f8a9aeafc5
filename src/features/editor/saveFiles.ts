import * as vscode from 'vscode';
import type { CitationStyle } from '../../core/report/citations.ts';
import { composeReportFile } from '../../core/report/compose.ts';
import { toBrief } from '../../core/report/export/brief.ts';
import { toSourcesJson } from '../../core/report/export/runJson.ts';
import {
  BRIEF_FILE,
  folderName,
  numbered,
  REPORT_FILE,
  RUN_FILE,
  SOURCES_FILE,
} from '../../core/report/fileName.ts';
import type { PriceTable } from '../../core/research/price.ts';
import type { Run } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { LocalDisk } from './localDisk.ts';
import { exists, writeWhole } from './writeFile.ts';

/** Name and text of a file in a run's folder; the first of several is the report. */
export type RunFile = readonly [name: string, text: string];

export interface FileOptions {
  readonly t: Translate;
  readonly prices: PriceTable;
  readonly citationStyle: CitationStyle;
}

/** Folders of one name beyond this are not expected. */
const MOST_FOLDERS = 999;

/** `report.md`, with what there is where there is no report. */
export function reportFile(run: Run, { citationStyle, prices, t }: FileOptions): RunFile {
  const options = { style: citationStyle, t, prices, date: dateOf(run) };
  return [REPORT_FILE, composeReportFile(run, options)];
}

/**
 * All files of a run's folder.
 *
 * @param journal the run as it came; without it `run.jsonl` is left out
 */
export function runFiles(
  run: Run,
  journal: string | undefined,
  options: FileOptions,
): readonly RunFile[] {
  return [
    reportFile(run, options),
    [SOURCES_FILE, toSourcesJson(run)],
    [BRIEF_FILE, toBrief(run, options.t)],
    ...(journal === undefined || journal === '' ? [] : [[RUN_FILE, journal] as const]),
  ];
}

/** When the research was done. */
export function dateOf(run: Run): Date {
  return new Date(run.endedAt ?? run.createdAt);
}

/**
 * Writes files into a new folder of the run's name below `base`: all of them or none, and never into
 * a folder that is there already.
 *
 * @param within a folder that no link may lead out of
 * @returns the folder; undefined where a link leads out
 * @throws what the file system throws
 */
export async function writeRunFolder(
  run: Run,
  files: readonly RunFile[],
  base: vscode.Uri,
  disk: LocalDisk,
  within?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const name = folderName(dateOf(run), run.question);
  const isLocal = base.scheme === 'file';
  for (let count = 1; count <= MOST_FOLDERS; count += 1) {
    const folder = vscode.Uri.joinPath(base, numbered(name, count));
    if (
      isLocal &&
      within !== undefined &&
      (await disk.leadsOutside(within.fsPath, folder.fsPath))
    ) {
      return undefined;
    }
    if (isLocal ? await disk.makeFolder(folder.fsPath) : await makeFolder(folder)) {
      await fill(folder, files);
      return folder;
    }
  }
  throw vscode.FileSystemError.FileExists(base);
}

/** Like `LocalDisk.makeFolder`, but for two windows at the same moment, on any file system. */
async function makeFolder(folder: vscode.Uri): Promise<boolean> {
  if (await exists(folder)) {
    return false;
  }
  await vscode.workspace.fs.createDirectory(folder);
  return true;
}

async function fill(folder: vscode.Uri, files: readonly RunFile[]): Promise<void> {
  const { fs } = vscode.workspace;
  const written: vscode.Uri[] = [];
  try {
    for (const [name, text] of files) {
      const file = vscode.Uri.joinPath(folder, name);
      await writeWhole(file, text, false);
      written.push(file);
    }
  } catch (error) {
    // The folder was made for these files: it goes again with them, and only while it is empty.
    for (const uri of [...written, folder]) {
      await fs.delete(uri).then(undefined, () => undefined);
    }
    throw error;
  }
}
