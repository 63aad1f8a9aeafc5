import { scanForSecrets, type SecretFinding, type SecretKind } from '../secretScan.ts';
import { estimateTokens, excessTokens } from './brief.ts';
import type { TextFile } from './attachedText.ts';

/** Where something in the outgoing text looks like a secret; never the secret itself. */
export interface SecretNotice {
  readonly kind: SecretKind;
  readonly part: 'question' | 'answers' | 'file';
  /** Of the file. */
  readonly name?: string;
  /** Within that part, from 1. */
  readonly line: number;
}

/** More than that many lines nobody reads before deciding. */
const MOST_NOTICES = 8;

/** What looks like a secret in the texts that would be sent. */
export function findSecrets(
  texts: readonly (Pick<SecretNotice, 'part' | 'name'> & { readonly text: string })[],
): readonly SecretNotice[] {
  return texts
    .flatMap(({ part, name, text }) =>
      scanForSecrets(text).map(({ kind, line }: SecretFinding) => ({
        kind,
        part,
        ...(name === undefined ? {} : { name }),
        line,
      })),
    )
    .slice(0, MOST_NOTICES);
}

/** By how many tokens a question with its files is too long, and which file would help most. */
export function findExcess(
  question: string,
  files: readonly TextFile[],
): { readonly tokens: number; readonly drop?: string } | undefined {
  const tokens = excessTokens([question, ...files.map(({ text }) => text)].join('\n'), []);
  if (tokens === 0) {
    return undefined;
  }
  const [largest] = [...files].sort((a, b) => estimateTokens(b.text) - estimateTokens(a.text));
  return { tokens, ...(largest === undefined ? {} : { drop: largest.name }) };
}
