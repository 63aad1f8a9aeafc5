/** Ids of headings: `r-` and the words, made unique by a number, so that `#links` in the text work. */
export class Slugs {
  readonly #used: Map<string, number>;

  constructor(used: ReadonlyMap<string, number> = new Map()) {
    this.#used = new Map(used);
  }

  /** A copy that can be thrown away: the open end of a report is rendered many times. */
  fork(): Slugs {
    return new Slugs(this.#used);
  }

  next(text: string): string {
    const slug = slugOf(text);
    const count = this.#used.get(slug) ?? 0;
    this.#used.set(slug, count + 1);
    return count === 0 ? `r-${slug}` : `r-${slug}-${count}`;
  }
}

/** The words of a heading the way the well-known Markdown renderers write them into links. */
export function slugOf(text: string): string {
  const slug = text
    .slice(0, 1_000)
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s+/gu, '-')
    .slice(0, 80);
  return slug === '' ? 'section' : slug;
}
