/** A text file as it was attached: read once, so that what was shown is what is sent (F97). */
export interface TextFile {
  readonly name: string;
  readonly text: string;
  /** Size of the file, in bytes. */
  readonly bytes: number;
}

/** What is wrong with a file that is to go with the question; each has its sentence. */
export type TextFileProblem = 'notText' | 'tooLarge' | 'tooManyFiles' | 'emptyFile';

/** Far more than a question needs, and far below the service's limit of about 3.5 MB of text. */
export const MOST_FILE_BYTES = 512 * 1024;
const MOST_FILES = 10;

/**
 * Reads a file as text: UTF-8, or UTF-16 where its first bytes say so. Anything else, and whatever
 * holds a NUL, is no text: sent as text it would cost tokens and mean nothing.
 */
export function readTextFile(
  name: string,
  bytes: Uint8Array,
  present: number,
): TextFile | TextFileProblem {
  if (present >= MOST_FILES) {
    return 'tooManyFiles';
  }
  if (bytes.length > MOST_FILE_BYTES) {
    return 'tooLarge';
  }
  const text = decode(bytes)?.replace(/\r\n?/g, '\n');
  if (text === undefined || text.includes('\u0000')) {
    return 'notText';
  }
  return text.trim() === '' ? 'emptyFile' : { name, text, bytes: bytes.length };
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The question with its files: each quoted under its name, in a fence that nothing in it can close.
 * The service knows no attachments of text, so this is one text, and all of it is shown before.
 */
export function joinFiles(
  question: string,
  files: readonly Pick<TextFile, 'name' | 'text'>[],
): string {
  return [question.trim(), ...files.map(quoteFile)].join('\n\n');
}

function quoteFile({ name, text }: Pick<TextFile, 'name' | 'text'>): string {
  const longest = Math.max(0, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${name}:\n${fence}\n${text.trimEnd()}\n${fence}`;
}
