import type { Run } from '../../research/run.ts';
import { cleanTitle } from '../../text/clean.ts';
import { normalizeText } from '../citations.ts';
import { safeUrl } from '../links.ts';
import { CITATION, createMarkdownIt, type MarkdownIt } from '../markdownIt.ts';

/** What the page says besides the report, in the reader's language. */
export interface HtmlWords {
  readonly language: string;
  readonly sources: string;
  readonly untitled: string;
  readonly noAddress: string;
  /** Facts under the title, such as date and model. */
  readonly facts: string;
  /** What has to be known before the first line; empty for a report as it should be. */
  readonly notice: string;
  readonly note: string;
}

const LONGEST_TITLE = 200;

/** Nothing is loaded and nothing runs, whatever the report holds: the browser sees to it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { border: 1px solid #8888; padding: .3em .6em; text-align: start; vertical-align: top; }
pre { overflow: auto; padding: .8em; border: 1px solid #8888; white-space: pre-wrap; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid #8888; }
.facts, .note { color: #777; font-size: .875em; } .notice { border: 2px solid; padding: .6em 1em; }
sup a { text-decoration: none; } li:target { background: #fd03; }
@media print { body { font: 11pt/1.45 Georgia, serif; max-width: none; margin: 0; }
  a { color: inherit; } .sources a::after { content: " <" attr(href) ">"; font-size: .85em; } }
`;

/**
 * The report as one HTML file that needs nothing else and prints well. The text is untrusted: all of
 * it passes a parser that knows no HTML, or {@link escapeHtml}; images become their description.
 */
export function toHtml(run: Run, words: HtmlWords): string {
  const title = escapeHtml(cleanTitle(run.title ?? run.question, LONGEST_TITLE));
  const known = new Set(run.references.map(({ number }) => number));
  const body = createRenderer(known).render(normalizeText(run.report.text));
  const heading = /^\s*<h1[ >]/u.test(body) ? '' : `<h1>${title}</h1>\n`;
  const notice =
    words.notice === ''
      ? ''
      : `<p class="notice"><strong>${escapeHtml(words.notice)}</strong></p>\n`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${heading}<p class="facts">${escapeHtml(words.facts)}</p>
${notice}${body}${sourceList(run, words)}<p class="note">${escapeHtml(words.note)}</p>
</body>
</html>
`;
}

/** The one parser of this project; only here its tokens become HTML, each with care of its own. */
function createRenderer(known: ReadonlySet<number>): MarkdownIt {
  const markdown = createMarkdownIt();
  const { rules } = markdown.renderer;
  rules[CITATION] = (tokens, index) => {
    const numbers = (tokens[index]?.meta as { numbers: readonly number[] }).numbers;
    return numbers
      .map((number) =>
        known.has(number)
          ? `<sup><a href="#source-${number}">[${number}]</a></sup>`
          : `<sup>[${number}]</sup>`,
      )
      .join('');
  };
  rules['image'] = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
  rules['link_open'] = (tokens, index) => {
    const href = String(tokens[index]?.attrGet('href') ?? '');
    const url = href.startsWith('#') ? href : safeUrl(href)?.href;
    return url === undefined ? '<a>' : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">`;
  };
  return markdown;
}

function sourceList({ references }: Run, words: HtmlWords): string {
  if (references.length === 0) {
    return '';
  }
  const items = references.map(({ number, title, url }) => {
    const address = safeUrl(url);
    const clean = cleanTitle(title, LONGEST_TITLE);
    const name = escapeHtml(clean === '' ? (address?.host ?? words.untitled) : clean);
    const link =
      address === undefined
        ? `${name}, ${escapeHtml(words.noAddress)}`
        : `<a href="${escapeHtml(address.href)}" rel="noopener noreferrer">${name}</a>, ${escapeHtml(address.host)}`;
    return `<li id="source-${number}" value="${number}">${link}</li>`;
  });
  return `<h2>${escapeHtml(words.sources)}</h2>\n<ol class="sources">\n${items.join('\n')}\n</ol>\n`;
}

/** Text between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
