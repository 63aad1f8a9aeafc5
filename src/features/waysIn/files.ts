import * as vscode from 'vscode';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import { attachUris } from '../images/dropped.ts';
import type { Composer } from '../panel/researchPanel.ts';
import { documentName } from './composer.ts';
import type { WaysInWords } from './words.ts';

const MOST_FILES = 20;

/** The files that a menu of the Explorer means: the clicked one, or all that are selected. */
export function readFileArguments(args: readonly unknown[]): readonly vscode.Uri[] {
  const [clicked, selected] = args;
  const list: readonly unknown[] =
    Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  return list.filter((entry): entry is vscode.Uri => entry instanceof vscode.Uri);
}

/**
 * Puts files of the workspace into a composer: pictures as images, text as text. There they are
 * listed with their size, and the question about them is written.
 *
 * @returns why one of them is not there, as a sentence
 */
export async function attachWorkspaceFiles(
  composer: Composer,
  files: readonly vscode.Uri[],
  words: WaysInWords,
  t: Translate,
): Promise<string | undefined> {
  if (files.length === 0) {
    return words('fileNone');
  }
  if (!vscode.workspace.isTrusted) {
    return words('fileUntrusted');
  }
  if (files.length > MOST_FILES) {
    return words('fileMany', { most: MOST_FILES });
  }
  const good: string[] = [];
  let message: string | undefined;
  for (const file of files) {
    const trouble = await findTrouble(file);
    if (trouble === undefined) {
      good.push(file.toString());
    } else {
      message ??= words(trouble, { name: cleanTitle(documentName(file), 200) });
    }
  }
  return (await attachUris(composer, good, t)) ?? message;
}

/** What the file is that it should not be; whether it can be read is found out by reading it. */
async function findTrouble(
  file: vscode.Uri,
): Promise<'fileOutside' | 'fileFolder' | 'fileLink' | undefined> {
  if (vscode.workspace.getWorkspaceFolder(file) === undefined) {
    return 'fileOutside';
  }
  try {
    const { type } = await vscode.workspace.fs.stat(file);
    // Its name is in the workspace, what it holds may be anywhere.
    if ((type & vscode.FileType.SymbolicLink) !== 0) {
      return 'fileLink';
    }
    return (type & vscode.FileType.Directory) === 0 ? undefined : 'fileFolder';
  } catch {
    return undefined;
  }
}
