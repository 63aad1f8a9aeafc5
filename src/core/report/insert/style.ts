import type { CitationStyle } from '../citations.ts';

/** Languages of documents that know Markdown's footnotes, or are read by tools that do. */
const MARKDOWN: ReadonlySet<string> = new Set([
  'markdown',
  'mdx',
  'quarto',
  'rmd',
  'juliamarkdown',
]);

/** The text goes in as Markdown of its own: headings fit in, footnotes are numbered on. */
export function isMarkdown(languageId: string): boolean {
  return MARKDOWN.has(languageId);
}

/** How citations are written in a document of this language: as set in Markdown, else as links. */
export function styleFor(languageId: string, wanted: CitationStyle): CitationStyle {
  return wanted === 'footnotes' && !isMarkdown(languageId) ? 'links' : wanted;
}
