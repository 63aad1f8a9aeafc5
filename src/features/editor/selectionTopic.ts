import type * as vscode from 'vscode';
import { cleanTitle } from '../../core/text/clean.ts';
import { nearestHeading } from '../../core/waysIn/nearestHeading.ts';
import { MOST_CONTEXT, quoteBlock } from '../../core/waysIn/quote.ts';
import { documentName, type Ask, type Found } from '../waysIn/composer.ts';
import type { WaysInWords } from '../waysIn/words.ts';

/** Languages whose text is prose: it can be a topic by itself. */
const PROSE = [
  'asciidoc',
  'git-commit',
  'latex',
  'markdown',
  'mdx',
  'plaintext',
  'quarto',
  'restructuredtext',
  'tex',
  'typst',
];

/** A few words are a topic, a passage is something that the question is about. */
const LONGEST_TOPIC = 200;

/** What makes a line a heading, an item or a quotation is no part of a topic. */
const LINE_MARK = /^(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/u;

/**
 * The selected text as the start of a question, with where it stands. Code alone makes poor
 * research, so what is to be found out about it is asked first; `undefined` where the person gave up
 * or nothing is selected.
 */
export async function readSelectionTopic(
  editor: vscode.TextEditor | undefined,
  ask: Ask,
  words: WaysInWords,
): Promise<Found> {
  const selections = editor?.selections.filter(({ isEmpty }) => !isEmpty) ?? [];
  const [first] = selections;
  if (editor === undefined || first === undefined) {
    return undefined;
  }
  const { document } = editor;
  const text = selections
    .map((selection) => document.getText(selection))
    .join('\n')
    .replace(/^(?:[ \t]*\r?\n)+/u, '')
    .trimEnd();
  if (text.trim() === '') {
    return undefined;
  }
  if (text.length > MOST_CONTEXT) {
    const values = { length: text.length.toLocaleString(), most: MOST_CONTEXT.toLocaleString() };
    return { message: words('selectionTooLong', values) };
  }
  const file = cleanTitle(documentName(document.uri), 200);
  if (PROSE.includes(document.languageId)) {
    return { question: proseTopic(document, first.start.line, text.trim(), file, words) };
  }
  const question = (await ask(words('askCode')))?.trim() ?? '';
  return question === ''
    ? undefined
    : {
        question: `${question}\n\n${words('aboutCode', { file })}\n\n${quoteBlock(text, document.languageId)}\n`,
      };
}

function proseTopic(
  document: vscode.TextDocument,
  line: number,
  text: string,
  file: string,
  words: WaysInWords,
): string {
  const lines = document.getText().split(/\r?\n/u);
  const heading = cleanTitle(nearestHeading(lines, line, document.languageId) ?? '', 200);
  const inSection = heading !== '' && !text.includes(heading);
  if (text.length <= LONGEST_TOPIC && !text.includes('\n')) {
    return `${text.replace(LINE_MARK, '')}\n\n${inSection ? words('inSection', { file, heading }) : words('inFile', { file })}\n`;
  }
  const from = inSection ? words('fromSection', { file, heading }) : words('fromFile', { file });
  return `${from}\n\n${text}\n`;
}
