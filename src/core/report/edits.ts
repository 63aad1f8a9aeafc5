/** `[start, end)` of a text becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits in any order; of two that overlap the later one is left out. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start >= at) {
      parts.push(source.slice(at, edit.start), edit.text);
      at = edit.end;
    }
  }
  return parts.join('') + source.slice(at);
}
