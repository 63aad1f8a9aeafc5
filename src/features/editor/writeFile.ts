import * as vscode from 'vscode';
import type { TextKey } from '../../core/text/translate.ts';

/**
 * Writes a text to a file so that there is never half of it: to a file beside it, which then gets
 * its name. Works on every file system that VS Code knows.
 *
 * @throws what the file system throws; `FileExists` where there is a file and `overwrite` is off
 */
export async function writeWhole(
  file: vscode.Uri,
  text: string,
  overwrite: boolean,
): Promise<void> {
  const { fs } = vscode.workspace;
  const temporary = file.with({ path: `${file.path}.${crypto.randomUUID().slice(0, 8)}.tmp` });
  try {
    await fs.writeFile(temporary, new TextEncoder().encode(text));
    await fs.rename(temporary, file, { overwrite });
  } catch (error) {
    await fs.delete(temporary).then(undefined, () => undefined);
    throw error;
  }
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return false;
    }
    throw error;
  }
}

/** Names that operating systems and VS Code give to what can go wrong; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, TextKey])[] = [
  [/ENOSPC|EDQUOT|no space|quota/iu, 'report.save.noSpace'],
  [/EROFS|read-?only/iu, 'report.save.readOnly'],
  [/ENAMETOOLONG|too long/iu, 'report.save.tooLong'],
  [/NoPermissions|EACCES|EPERM|permission/iu, 'report.save.noPermission'],
  [/FileExists|EEXIST|NotADirectory|ENOTDIR/iu, 'report.save.exists'],
  [/EINVAL|invalid|illegal/iu, 'report.save.badName'],
  [/Unavailable|ENOPRO|EIO|ETIMEDOUT/iu, 'report.save.unavailable'],
];

/** The sentence for an error of a file system; its own message is no text for people. */
export function reasonOf(error: unknown): TextKey {
  const told =
    error instanceof vscode.FileSystemError
      ? `${error.code} ${error.message}`
      : error instanceof Error
        ? `${'code' in error ? String(error.code) : ''} ${error.message}`
        : '';
  return REASONS.find(([pattern]) => pattern.test(told))?.[1] ?? 'report.save.unknown';
}
