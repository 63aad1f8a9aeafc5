/** More than this is no question any more, and more than a person looks through before sending it. */
export const MOST_CONTEXT = 100_000;

/**
 * Text as a Markdown code block that nothing in the text can end: its fence is longer than every
 * run of backticks inside.
 *
 * @param language name after the fence, such as VS Code's language id; what is no such name is left out
 */
export function quoteBlock(text: string, language: string): string {
  const longest = [...text.matchAll(/`{3,}/gu)].reduce(
    (most, [run]) => Math.max(most, run.length),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  const name = /^[\w+#.-]{1,40}$/u.test(language) ? language : '';
  return `${fence}${name}\n${text.endsWith('\n') ? text.slice(0, -1) : text}\n${fence}`;
}
