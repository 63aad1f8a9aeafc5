/** Names that Windows keeps for devices, with any extension; superscript digits count, too. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/iu;

/** What stands for a question that leaves nothing. */
const FALLBACK = 'research';

/** Letters, digits and marks of any script, but nothing that is drawn as nothing. */
const WORD = /(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{Nd}])+/u;

/**
 * A question as a part of a file name: small letters and digits of any script joined by `-`, in
 * NFC, at most `most` UTF-16 units and `mostBytes` UTF-8 bytes, cut between words where it can be.
 * Never empty, never a name that Windows keeps for itself.
 */
export function slug(text: string, most: number, mostBytes: number): string {
  // Far more than fits is never looked at.
  const words = text
    .slice(0, 2000)
    .toWellFormed()
    .replace(/\uFFFD/gu, ' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .normalize('NFC')
    .split(new RegExp(`(${WORD.source})`, 'u'))
    .filter((_, index) => index % 2 === 1)
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '');
  const name = joinWords(words, most, mostBytes);
  if (name === '') {
    return FALLBACK;
  }
  return isReservedName(name) ? `${name}-${FALLBACK}` : name;
}

/** Windows opens a device under this name, not a file. */
export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

function joinWords(words: readonly string[], most: number, mostBytes: number): string {
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (!fits(longer, most, mostBytes)) {
      // A script without spaces is one long word: as much of it as there is room for.
      return name.length * 2 > most || (isSpaced(word) && name !== '')
        ? name
        : cut(longer, most, mostBytes);
    }
    name = longer;
  }
  return name;
}

function isSpaced(word: string): boolean {
  return !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(word);
}

/** As many whole characters (a letter with its marks) as fit. */
export function cut(text: string, most: number, mostBytes: number): string {
  let kept = '';
  for (const [character] of text.matchAll(/\P{M}\p{M}*/gu)) {
    if (!fits(kept + character, most, mostBytes)) {
      break;
    }
    kept += character;
  }
  return kept.replace(/[-. ]+$/u, '');
}

function fits(text: string, most: number, mostBytes: number): boolean {
  return text.length <= most && utf8Length(text) <= mostBytes;
}

/** Bytes of well-formed text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
