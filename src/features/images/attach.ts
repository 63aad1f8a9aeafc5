import * as path from 'node:path/posix';
import * as vscode from 'vscode';
import {
  findAddressProblem,
  findImageProblem,
  findSetProblem,
  readImageFacts,
  type ImageProblem,
} from '../../core/research/images.ts';
import { stripMetadata } from '../../core/research/imageMetadata.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Attachment } from '../runs/runDesk.ts';

/** Images that can be sent, and the sentence why another cannot. */
export interface Attached {
  readonly added: readonly Attachment[];
  readonly message?: string;
}

/** Lets the person choose: images of theirs, the address of a public one, or text files. */
export async function pickImages(
  present: readonly Attachment[],
  t: Translate,
  pickTextFiles: () => Promise<string | undefined>,
): Promise<Attached> {
  const fromFiles = { label: t('image.fromFiles') };
  const fromAddress = { label: t('image.fromAddress') };
  const textFiles = { label: t('attach.fromTextFiles') };
  const choice = await vscode.window.showQuickPick([fromFiles, fromAddress, textFiles], {
    title: t('attach.add'),
  });
  if (choice === fromAddress) {
    return askForAddress(present, t);
  }
  if (choice === textFiles) {
    const message = await pickTextFiles();
    return { added: [], ...(message === undefined ? {} : { message }) };
  }
  return choice === undefined ? { added: [] } : pickFiles(present, t);
}

async function askForAddress(present: readonly Attachment[], t: Translate): Promise<Attached> {
  const typed = await vscode.window.showInputBox({
    title: t('image.pick'),
    prompt: t('image.addressPrompt'),
    placeHolder: 'https://',
    validateInput: (value) =>
      value.trim() !== '' && findAddressProblem(value.trim()) !== undefined
        ? t('image.badAddress')
        : undefined,
  });
  return typed === undefined || typed.trim() === ''
    ? { added: [] }
    : attachAddress(typed.trim(), present, t);
}

/** An image by its address: it is not fetched here, the service does that. */
function attachAddress(address: string, present: readonly Attachment[], t: Translate): Attached {
  const problem =
    findAddressProblem(address) ??
    findSetProblem([...present.map(({ image }) => image.bytes ?? 0), 0]);
  const name = cleanTitle(address, 80);
  if (problem !== undefined) {
    const number = present.length + 1;
    return {
      added: [],
      message: t('image.problem', { number, name, problem: t(`image.${problem}`) }),
    };
  }
  return { added: [{ image: { name, url: address }, payload: address }] };
}

/** Images that another extension names: `file:` URIs are read, every other address is checked. */
export async function attachNamed(
  images: readonly string[],
  present: readonly Attachment[],
  t: Translate,
): Promise<Attached> {
  const added: Attachment[] = [];
  for (const image of images) {
    const all = [...present, ...added];
    const one = image.startsWith('file:')
      ? await attachFiles([vscode.Uri.parse(image, true)], all, t)
      : attachAddress(image, all, t);
    added.push(...one.added);
    if (one.message !== undefined) {
      return { added, message: one.message };
    }
  }
  return { added };
}

async function pickFiles(present: readonly Attachment[], t: Translate): Promise<Attached> {
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
): Promise<Attached> {
  const added: Attachment[] = [];
  for (const file of files) {
    const bytes = await vscode.workspace.fs.readFile(file);
    const one = attachImage(path.basename(file.path), bytes, [...present, ...added], t);
    added.push(...one.added);
    if (one.message !== undefined) {
      return { added, message: one.message };
    }
  }
  return { added };
}

/** One image by its bytes, without what it tells about place and camera. */
export function attachImage(
  fileName: string,
  bytes: Uint8Array,
  present: readonly Attachment[],
  t: Translate,
): Attached {
  const name = cleanTitle(fileName, 80);
  const problem =
    findImageProblem(bytes) ??
    findSetProblem([...present.map(({ image }) => image.bytes ?? 0), bytes.length]);
  const facts = readImageFacts(bytes);
  if (problem !== undefined || facts === undefined) {
    const text = t(`image.${problem ?? ('notAnImage' satisfies ImageProblem)}`);
    return {
      added: [],
      message: t('image.problem', { number: present.length + 1, name, problem: text }),
    };
  }
  const clean = stripMetadata(bytes, facts.mediaType);
  const image = { name, mediaType: facts.mediaType, bytes: clean.length };
  const payload = `data:${facts.mediaType};base64,${Buffer.from(clean).toString('base64')}`;
  return { added: [{ image, payload }] };
}
