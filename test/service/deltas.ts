import type { Random } from './random.ts';

/** Cuts a text into pieces of `low` to `high` characters, never inside a character. */
export function cutText(text: string, random: Random, low = 2, high = 8): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length;) {
    const size = random.between(low, high);
    pieces.push(characters.slice(at, at + size).join(''));
    at += size;
  }
  return pieces;
}
