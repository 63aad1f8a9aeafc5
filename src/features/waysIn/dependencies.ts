import * as path from 'node:path/posix';
import * as vscode from 'vscode';
import { cleanTitle } from '../../core/text/clean.ts';
import {
  MANIFEST_KINDS,
  MOST_LOCK,
  MOST_MANIFEST,
  type ManifestKind,
} from '../../core/waysIn/manifests/manifests.ts';
import type { Dependency } from '../../core/waysIn/manifests/types.ts';
import { documentName, type Found } from './composer.ts';
import type { Place } from './place.ts';
import type { WaysInWords } from './words.ts';

/** Folders above a manifest in which its lock file is looked for. */
const MOST_FOLDERS = 12;

/** Read once for each version of a document: the light bulb asks at every movement of the cursor. */
const known = new WeakMap<
  vscode.TextDocument,
  { readonly version: number; readonly found: readonly Dependency[] }
>();

function kindOf(document: vscode.TextDocument): ManifestKind | undefined {
  return MANIFEST_KINDS.get(path.basename(document.uri.path));
}

/** The dependency that a line of a manifest declares. */
export function findDependency({ document, line }: Place): Dependency | undefined {
  const kind = kindOf(document);
  if (kind === undefined) {
    return undefined;
  }
  let entry = known.get(document);
  if (entry?.version !== document.version) {
    const text = document.getText();
    const found = text.length > MOST_MANIFEST ? [] : kind.read(text);
    entry = { version: document.version, found };
    known.set(document, entry);
  }
  return entry.found.find((dependency) => dependency.line === line);
}

/** A question about an upgrade, with the version in use where a lock file says it. */
export async function dependencyTopic(place: Place, words: WaysInWords): Promise<Found> {
  const kind = kindOf(place.document);
  const dependency = findDependency(place);
  if (kind === undefined || dependency === undefined) {
    return { message: words('upgradeNone') };
  }
  const { name } = dependency;
  const wanted = cleanTitle(dependency.wanted, 100);
  const file = cleanTitle(documentName(place.document.uri), 200);
  const lines = [words('upgradeQuestion', { name, registry: kind.registry }), ''];
  const lock = await findInstalled(place.document.uri, kind, dependency);
  if (lock !== undefined) {
    lines.push(
      words('upgradeInstalled', {
        versions: lock.versions.join(', '),
        lock: cleanTitle(documentName(lock.uri), 200),
      }),
    );
  } else if (kind.exact === true) {
    lines.push(words('upgradeInstalled', { versions: wanted, lock: file }));
  }
  if (wanted !== '' && kind.exact !== true) {
    lines.push(words('upgradeDeclared', { file, wanted }));
  }
  return { question: `${lines.join('\n').trimEnd()}\n` };
}

interface Installed {
  readonly uri: vscode.Uri;
  readonly versions: readonly string[];
}

/**
 * Looks in the manifest's folder and in those above it, as far as the workspace goes. Files of a
 * workspace that is not trusted are not read.
 */
async function findInstalled(
  manifest: vscode.Uri,
  kind: ManifestKind,
  { name, wanted }: Dependency,
): Promise<Installed | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(manifest)?.uri;
  if (root === undefined || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const own = path.dirname(manifest.path);
  let folder = own;
  for (let step = 0; step < MOST_FOLDERS; step += 1) {
    for (const [file, read] of kind.locks) {
      const uri = manifest.with({ path: path.join(folder, file) });
      const text = await readText(uri);
      const versions =
        text === undefined ? [] : read(text, { name, wanted, folder: path.relative(folder, own) });
      if (versions.length > 0) {
        return { uri, versions };
      }
    }
    if (folder === root.path || folder === path.dirname(folder)) {
      return undefined;
    }
    folder = path.dirname(folder);
  }
  return undefined;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    return type === vscode.FileType.File && size <= MOST_LOCK
      ? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
      : undefined;
  } catch {
    return undefined;
  }
}
