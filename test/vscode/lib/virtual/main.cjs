// A file system that extensions cannot reach by a path: only `workspace.fs` knows it. What is in it lies in a folder
// of the disk, so that tests can look.
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const place = (uri) => path.join(process.env.STAND_IN_VIRTUAL_FOLDER, uri.path);
  const known = (error) => {
    if (error.code === 'ENOENT') return vscode.FileSystemError.FileNotFound();
    return error.code === 'EEXIST' ? vscode.FileSystemError.FileExists() : error;
  };
  const attempt = (work) => {
    try {
      return work();
    } catch (error) {
      throw known(error);
    }
  };
  const typeOf = (entry) =>
    entry.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File;
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) =>
      attempt(() => {
        const found = fs.statSync(place(uri));
        return { type: typeOf(found), ctime: 0, mtime: found.mtimeMs, size: found.size };
      }),
    readDirectory: (uri) =>
      attempt(() =>
        fs
          .readdirSync(place(uri), { withFileTypes: true })
          .map((entry) => [entry.name, typeOf(entry)]),
      ),
    createDirectory: (uri) => attempt(() => fs.mkdirSync(place(uri))),
    readFile: (uri) => attempt(() => fs.readFileSync(place(uri))),
    writeFile: (uri, content) => attempt(() => fs.writeFileSync(place(uri), content)),
    delete: (uri, { recursive }) => attempt(() => fs.rmSync(place(uri), { recursive })),
    rename: (from, to, { overwrite }) =>
      attempt(() => {
        if (!overwrite && fs.existsSync(place(to))) throw vscode.FileSystemError.FileExists(to);
        fs.renameSync(place(from), place(to));
      }),
  };
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('virtual-folder', provider, {
      isCaseSensitive: true,
    }),
  );
};
