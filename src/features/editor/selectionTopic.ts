import * as vscode from 'vscode';
import type { Translate } from '../../core/text/translate.ts';

/** Languages whose text is prose: it can be a topic by itself. */
const PROSE = ['markdown', 'plaintext', 'latex', 'restructuredtext', 'asciidoc', 'typst', 'quarto'];

/**
 * The selected text as the start of a question, with where it stands. Code alone makes poor
 * research, so what is to be found out about it is asked first; `undefined` where the person gave up
 * or nothing is selected.
 */
export async function readSelectionTopic(
  editor: vscode.TextEditor | undefined,
  t: Translate,
): Promise<string | undefined> {
  if (editor === undefined || editor.selection.isEmpty) {
    return undefined;
  }
  const { document, selection } = editor;
  const text = document.getText(selection).trim();
  const file = vscode.workspace.asRelativePath(document.uri, false);
  if (PROSE.includes(document.languageId)) {
    const heading = headingAbove(document, selection.start.line);
    // A few words are a topic, a passage is something that the question is about.
    if (text.length <= 200 && !text.includes('\n')) {
      return text;
    }
    const origin =
      heading === undefined
        ? t('host.selection.fromFile', { file })
        : t('host.selection.from', { file, heading });
    return `${origin}\n\n${text}\n`;
  }
  const question = await vscode.window.showInputBox({
    title: t('host.start.title'),
    prompt: t('host.selection.prompt'),
    ignoreFocusOut: true,
  });
  if (question === undefined || question.trim() === '') {
    return undefined;
  }
  const about = t('host.selection.about', { file });
  return `${question.trim()}\n\n${about}\n\n\`\`\`${document.languageId}\n${text}\n\`\`\`\n`;
}

/** The nearest Markdown heading above a line. */
function headingAbove(document: vscode.TextDocument, line: number): string | undefined {
  for (let at = line; at >= 0; at -= 1) {
    const match = /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(document.lineAt(at).text);
    if (match !== null) {
      return match[1];
    }
  }
  return undefined;
}
