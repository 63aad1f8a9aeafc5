import * as path from 'node:path/posix';
import * as vscode from 'vscode';
import {
  findImageProblem,
  findSetProblem,
  readImageFacts,
  type ImageProblem,
} from '../../core/research/images.ts';
import { stripMetadata } from '../../core/research/imageMetadata.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Attachment } from '../runs/runDesk.ts';

/** Lets the person pick images; returns the ones that can be sent, or the sentence why not. */
export async function pickImages(
  present: readonly Attachment[],
  t: Translate,
): Promise<{ readonly added: readonly Attachment[]; readonly message?: string }> {
  const files = await vscode.window.showOpenDialog({
    title: t('image.pick'),
    canSelectMany: true,
    filters: { [t('image.filter')]: ['png', 'jpg', 'jpeg', 'webp', 'bmp'] },
  });
  return attachFiles(files ?? [], present, t);
}

/**
 * Reads files as attachments. Each is read once, now: what was shown is what is sent (F97). Stops
 * at the first that cannot be sent and says which and why; the ones before it are added.
 */
export async function attachFiles(
  files: readonly vscode.Uri[],
  present: readonly Attachment[],
  t: Translate,
): Promise<{ readonly added: readonly Attachment[]; readonly message?: string }> {
  const added: Attachment[] = [];
  for (const file of files) {
    const bytes = await vscode.workspace.fs.readFile(file);
    const all = [...present, ...added];
    const name = cleanTitle(path.basename(file.path), 80);
    const problem =
      findImageProblem(bytes) ??
      findSetProblem([...all.map(({ image }) => image.bytes ?? 0), bytes.length]);
    const facts = readImageFacts(bytes);
    if (problem !== undefined || facts === undefined) {
      const text = t(`image.${problem ?? ('notAnImage' satisfies ImageProblem)}`);
      return {
        added,
        message: t('image.problem', { number: all.length + 1, name, problem: text }),
      };
    }
    const clean = stripMetadata(bytes, facts.mediaType);
    added.push({
      image: { name, mediaType: facts.mediaType, bytes: clean.length },
      payload: `data:${facts.mediaType};base64,${Buffer.from(clean).toString('base64')}`,
    });
  }
  return { added };
}
