import * as path from 'node:path/posix';
import * as vscode from 'vscode';
import { readTextFile } from '../../core/research/attachedText.ts';
import { estimateTokens } from '../../core/research/brief.ts';
import { MOST_IMAGE_BYTES, readImageFacts } from '../../core/research/images.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { DroppedFile } from '../../protocol/messages.ts';
import { localDisk } from '../editor/localDisk.ts';
import type { Composer } from '../panel/researchPanel.ts';
import { attachImage } from './attach.ts';

/**
 * Takes files into the composer: pictures as images, text as text, by what the bytes are. Each is
 * read once, now: what is shown is what is sent (F97). Goes on after one that cannot be taken.
 *
 * @returns why the first one of those cannot be
 */
export function attachDropped(
  composer: Composer,
  files: readonly DroppedFile[],
  t: Translate,
): string | undefined {
  const problems = files.flatMap(
    ({ data, name }) => attachBytes(composer, name, new Uint8Array(data), t) ?? [],
  );
  return problems[0];
}

/**
 * The same for files that were dragged from the Explorer. The page only names them, and what is
 * shown there was written by strangers: so only files of the open folders are read for it.
 */
export async function attachUris(
  composer: Composer,
  uris: readonly string[],
  t: Translate,
): Promise<string | undefined> {
  const problems: string[] = [];
  for (const text of uris) {
    const problem = await attachUri(composer, text, t);
    if (problem !== undefined) {
      problems.push(problem);
    }
  }
  return problems[0];
}

/** Lets the person choose text files. */
export async function pickTextFiles(composer: Composer, t: Translate): Promise<string | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: t('attach.fromTextFiles'),
    canSelectMany: true,
  });
  const problems: string[] = [];
  for (const file of files ?? []) {
    const problem = await attachFile(composer, file, t);
    if (problem !== undefined) {
      problems.push(problem);
    }
  }
  return problems[0];
}

async function attachUri(
  composer: Composer,
  text: string,
  t: Translate,
): Promise<string | undefined> {
  const uri = parse(text);
  const folder = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri);
  if (uri === undefined || folder === undefined || (await leadsOutside(folder.uri, uri))) {
    return t('attach.outside');
  }
  return attachFile(composer, uri, t);
}

/** Whether a link, the file itself or a folder above it, leads out of the open folder. */
async function leadsOutside(folder: vscode.Uri, file: vscode.Uri): Promise<boolean> {
  if (file.scheme !== 'file') {
    return false;
  }
  try {
    return await localDisk.leadsOutside(folder.fsPath, file.fsPath);
  } catch {
    // A link that goes in circles, or a folder that may not be entered.
    return true;
  }
}

async function attachFile(
  composer: Composer,
  uri: vscode.Uri,
  t: Translate,
): Promise<string | undefined> {
  const name = path.basename(uri.path);
  const say = (problem: 'notReadable' | 'tooBig'): string =>
    t('attach.problem', { name: cleanTitle(name, 80), problem: t(`attach.${problem}`) });
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) {
      return say('notReadable');
    }
    if (size > MOST_IMAGE_BYTES) {
      return say('tooBig');
    }
    return attachBytes(composer, name, await vscode.workspace.fs.readFile(uri), t);
  } catch {
    return say('notReadable');
  }
}

function attachBytes(
  composer: Composer,
  fileName: string,
  bytes: Uint8Array,
  t: Translate,
): string | undefined {
  if (readImageFacts(bytes) !== undefined) {
    const { added, message } = attachImage(fileName, bytes, composer.images, t);
    composer.images.push(...added);
    return message;
  }
  const name = cleanTitle(fileName, 80);
  const read = readTextFile(name, bytes, composer.files.length);
  if (typeof read === 'string') {
    return t('attach.problem', { name, problem: t(`attach.${read}`) });
  }
  composer.files.push({ ...read, tokens: estimateTokens(read.text) });
  return undefined;
}

function parse(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}
