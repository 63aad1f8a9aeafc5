import { nodeFileSystem, type FileSystem } from './fileSystem.ts';
import { createFileReplacer } from './replaceFile.ts';

/** One text of one window's folder that is kept while it is being written. */
export interface DraftFile {
  /** The text that was kept last; empty where there is none. */
  read(): string;
  /** On the disk's cache when it returns; trouble is told, never thrown. */
  write(text: string): void;
}

/** Kept in a file and not in VS Code's state: that is written late, and shipped whole each time. */
export function createDraftFile(
  file: string,
  onTrouble: (code: string, file: string) => void,
  disk: FileSystem = nodeFileSystem,
): DraftFile {
  const files = createFileReplacer(disk, onTrouble);
  return {
    read: () => {
      try {
        return disk.readFileSync(file).toString('utf8');
      } catch {
        return '';
      }
    },
    write: (text) => {
      files.replace(file, text);
    },
  };
}
