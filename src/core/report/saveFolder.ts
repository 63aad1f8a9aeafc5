import { isReservedName } from './slug.ts';

/** Longest path of the setting, so that the whole path stays within Windows' 260. */
const LONGEST = 100;

/** What no part of a path may hold on some system, and what a shell or Windows would expand. */

const FORBIDDEN = /[\u0000-\u001F\u007F<>:"|?*~%$\p{Default_Ignorable_Code_Point}]/u;

/**
 * The parts of the folder for saved reports, as the setting names it, relative to the workspace
 * folder; undefined where it does not name one inside: absolute, with a drive, with `..`, or a
 * folder that begins with a dot (`.git`, `.vscode`: what is there is run by others). A workspace can
 * set this, so it is not to be trusted.
 */
export function saveFolderParts(setting: string): readonly string[] | undefined {
  const path = setting.trim().normalize('NFC');
  if (path.length > LONGEST || /^[/\\]/u.test(path) || !path.isWellFormed()) {
    return undefined;
  }
  const parts = path.split(/[/\\]+/u).filter((part) => part !== '' && part !== '.');
  const good = parts.every(
    (part) => !FORBIDDEN.test(part) && !isReservedName(part) && !/^\.|^\s|[.\s]$/u.test(part),
  );
  return good && parts.length > 0 ? parts : undefined;
}
