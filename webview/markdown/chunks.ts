/**
 * Cuts a long text into pieces that are laid out one by one: what is appended costs the last piece,
 * not all of them. Where a piece ends depends on the text before its end alone.
 *
 * @param soft a piece ends after the first line that reaches so many characters
 * @param hard and within a line, where it has so many
 */
export function chunksOf(text: string, soft: number, hard = Number.POSITIVE_INFINITY): string[] {
  const chunks: string[] = [];
  for (let from = 0; from < text.length;) {
    const line = text.indexOf('\n', from + soft - 1);
    let end = Math.min(line < 0 ? text.length : line + 1, from + hard);
    // Never between the two halves of a character.
    if (end === from + hard && isFirstHalf(text.charCodeAt(end - 1))) {
      end -= 1;
    }
    chunks.push(text.slice(from, end));
    from = end;
  }
  return chunks;
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
