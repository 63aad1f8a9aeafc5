import MarkdownItParser from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';

/** Name of the inline token of a citation mark; `meta.numbers` are the cited numbers. */
export const CITATION = 'citation';

/** `[[4]]`, `[[2,3]]`; spaces and full-width commas are the model's freedom. */
const MARK = /\[\[\s*(\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)\s*\]\]/uy;

/** The package exports a callable value, not a class: this is the type of its instances. */
export type MarkdownIt = InstanceType<typeof MarkdownItParser>;
export type Token = ReturnType<MarkdownIt['parse']>[number];

type InlineRule = Parameters<MarkdownIt['inline']['ruler']['push']>[1];

/**
 * A mark is a citation wherever it stands in running text, also where Markdown would see a link
 * (`[[1]](…)`): none may be lost. In code it stays what it is, since inline code is taken first.
 */
const citationRule: InlineRule = (state, silent) => {
  if (state.src.charCodeAt(state.pos) !== 0x5b || state.src.charCodeAt(state.pos + 1) !== 0x5b) {
    return false;
  }
  MARK.lastIndex = state.pos;
  const match = MARK.exec(state.src);
  if (match === null || MARK.lastIndex > state.posMax) {
    return false;
  }
  if (!silent) {
    const token = state.push(CITATION, '', 0);
    token.content = match[0];
    token.meta = { numbers: (match[1] ?? '').split(/[,，、]/u).map(Number) };
  }
  state.pos += match[0].length;
  return true;
};

/**
 * The one reading of Markdown in this project: host and page must see the same links and the same
 * citations. No HTML, no guessed links, and only addresses that a browser may open. What it makes
 * are tokens; only the HTML export calls its renderer.
 */
export function createMarkdownIt(): MarkdownIt {
  const markdown = new MarkdownItParser({
    html: false,
    linkify: true,
    typographer: false,
    maxNesting: 50,
  });
  // CommonMark sees no bold in `**时间。**大`, the way that the service writes Chinese all the time.
  markdown.use(cjkFriendly);
  markdown.validateLink = (url) => /^(?:https?:\/\/|#)/iu.test(url.trim());
  markdown.inline.ruler.before('link', CITATION, citationRule);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  for (const schema of ['ftp:', '//', 'mailto:']) {
    markdown.linkify.add(schema, null);
  }
  // A bare address ends where a citation mark begins: `https://example.com[[1]]`.
  const matchAtStart = markdown.linkify.matchAtStart.bind(markdown.linkify);
  markdown.linkify.matchAtStart = (text) => {
    const mark = text.indexOf('[[');
    return matchAtStart(mark < 0 ? text : text.slice(0, mark));
  };
  return markdown;
}
