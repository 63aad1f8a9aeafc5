import { mkdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** What only the local disk can tell. */
export interface LocalDisk {
  /** Whether a path, with links followed as far as it exists, lies outside of a folder. */
  leadsOutside(folder: string, target: string): Promise<boolean>;
  /** Makes a folder and those above it; false where there is something of that name already. */
  makeFolder(folder: string): Promise<boolean>;
  home(): vscode.Uri;
}

export const localDisk: LocalDisk = {
  leadsOutside: async (folder, target) => {
    const root = await realpath(folder);
    const way = path.relative(root, await nearest(target));
    return way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
  },
  makeFolder: async (folder) => {
    await mkdir(path.dirname(folder), { recursive: true });
    try {
      await mkdir(folder);
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) {
        return false;
      }
      throw error;
    }
  },
  home: () => vscode.Uri.file(homedir()),
};

/** The real path of the nearest part of a path that exists. */
async function nearest(target: string): Promise<string> {
  try {
    return await realpath(target);
  } catch (error) {
    const parent = path.dirname(target);
    if (!isCode(error, 'ENOENT') || parent === target) {
      throw error;
    }
    return nearest(parent);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
