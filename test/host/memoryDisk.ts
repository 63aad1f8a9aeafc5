import * as vscode from 'vscode';

/** Files in memory, as a virtual workspace has them: no path on any disk, and no symbolic links. */
export class MemoryDisk implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>(['/']);
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** Names of files that the disk is too full for. */
  full: RegExp | undefined;

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    if (file === undefined && !this.folders.has(path)) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
    return {
      type: file === undefined ? vscode.FileType.Directory : vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: file?.byteLength ?? 0,
    };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const below = path.endsWith('/') ? path : `${path}/`;
    const names = (paths: Iterable<string>, type: vscode.FileType): [string, vscode.FileType][] =>
      [...paths]
        .filter((other) => other.startsWith(below) && !other.slice(below.length).includes('/'))
        .map((other) => [other.slice(below.length), type]);
    return [
      ...names(this.files.keys(), vscode.FileType.File),
      ...names(this.folders, vscode.FileType.Directory),
    ];
  }

  createDirectory({ path }: vscode.Uri): void {
    this.folders.add(path);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.files.get(path);
    if (file === undefined) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
    return file;
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    if (this.full?.test(path) === true) {
      throw new vscode.FileSystemError('ENOSPC: no space left on device');
    }
    if (!this.folders.has(path.slice(0, path.lastIndexOf('/')) || '/')) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
    this.files.set(path, content);
  }

  delete({ path }: vscode.Uri): void {
    if (
      this.folders.has(path) &&
      this.readDirectory(vscode.Uri.from({ scheme: 'x', path })).length
    ) {
      throw vscode.FileSystemError.NoPermissions('not empty');
    }
    if (!this.files.delete(path) && !this.folders.delete(path)) {
      throw vscode.FileSystemError.FileNotFound(path);
    }
  }

  rename(from: vscode.Uri, to: vscode.Uri, { overwrite }: { readonly overwrite: boolean }): void {
    if (this.files.has(to.path) && !overwrite) {
      throw vscode.FileSystemError.FileExists(to.path);
    }
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }

  text(path: string): string {
    return new TextDecoder().decode(this.files.get(path));
  }
}
