import * as vscode from 'vscode';
import type { CitationStyle } from '../../core/report/citations.ts';
import { composeInsert, hasContent, type ComposedInsert } from '../../core/report/compose.ts';
import { headingShiftAt, insertionOffset, spaced } from '../../core/report/insert/place.ts';
import { isMarkdown, styleFor } from '../../core/report/insert/style.ts';
import { lacksEvidence } from '../../core/report/notice.ts';
import type { Run } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Dialogs } from './dialogs.ts';
import type { EditorTracker } from './tracker.ts';

export interface InsertDeps {
  readonly t: Translate;
  readonly tracker: Pick<EditorTracker, 'target'>;
  readonly dialogs: Pick<Dialogs, 'confirm'>;
  readonly citationStyle: CitationStyle;
}

/**
 * What came of it. `inserted` and `newDocument` did what was asked; `refused` changed nothing and
 * says why, the report can be copied instead; `cancelled` was the person's wish.
 */
export type InsertOutcome =
  | {
      readonly kind: 'inserted' | 'newDocument';
      readonly uri: vscode.Uri;
      readonly message: string;
    }
  | { readonly kind: 'refused' | 'nothing'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** How often the text is composed anew for a document that changes meanwhile. */
const MOST_TRIES = 3;

/**
 * Inserts the report into the text editor used last, as blocks of its own behind the selection's
 * end: nothing selected is replaced. One edit, so that one undo restores the document. Without an
 * editor the report becomes a new document.
 */
export async function insertReport(run: Run, deps: InsertDeps): Promise<InsertOutcome> {
  const { dialogs, t, tracker } = deps;
  if (!hasContent(run)) {
    return { kind: 'nothing', message: t('report.nothing') };
  }
  if (
    lacksEvidence(run) &&
    !(await dialogs.confirm(
      t('report.insert.noEvidence'),
      t('report.insert.noEvidence.detail'),
      t('report.insert.anyway'),
    ))
  ) {
    return { kind: 'cancelled' };
  }
  const target = tracker.target();
  if (target === undefined) {
    return openNew(run, deps);
  }
  const name = target.uri.path.split('/').at(-1) ?? '';
  if (vscode.workspace.fs.isWritableFileSystem(target.uri.scheme) === false) {
    return { kind: 'refused', message: t('report.insert.readOnly', { name }) };
  }
  // Brings its tab to the front: the text is seen, and undo goes to it.
  const editor = await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(target.uri),
    { viewColumn: target.viewColumn, preview: false },
  );
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { document } = editor;
    const { version } = document;
    const inserted = await edit(editor, run, deps);
    if (inserted !== undefined) {
      return { kind: 'inserted', uri: document.uri, message: told(inserted, name, t) };
    }
    if (document.version === version) {
      return { kind: 'refused', message: t('report.insert.readOnly', { name }) };
    }
  }
  return { kind: 'refused', message: t('report.insert.changing', { name }) };
}

/** Undefined where the document did not take the edit: it is read-only, or was changed meanwhile. */
async function edit(
  editor: vscode.TextEditor,
  run: Run,
  { citationStyle, t }: InsertDeps,
): Promise<ComposedInsert | undefined> {
  const { document } = editor;
  const { version } = document;
  const target = document.getText();
  const markdown = isMarkdown(document.languageId);
  const wanted = document.offsetAt(editor.selection.end);
  const offset = markdown ? insertionOffset(target, wanted) : wanted;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const composed = composeInsert(run, {
    style: styleFor(document.languageId, citationStyle),
    t,
    target,
    eol,
    ...(markdown ? { headingShift: headingShiftAt(target, offset, run.report.text) } : {}),
  });
  const text = spaced(composed.text, target.slice(0, offset), target.slice(offset), eol);
  const position = document.positionAt(offset);
  // Refused by VS Code if the version is no longer the one that was read just now.
  const done = await editor.edit((builder) => builder.insert(position, text), {
    undoStopBefore: true,
    undoStopAfter: true,
  });
  // A read-only editor says yes and changes nothing.
  if (!done || document.version === version) {
    return undefined;
  }
  editor.revealRange(
    new vscode.Range(position, position),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
  return composed;
}

async function openNew(run: Run, { citationStyle, t }: InsertDeps): Promise<InsertOutcome> {
  const { text } = composeInsert(run, { style: citationStyle, t, eol: '\n' });
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: `${text}\n`,
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  return { kind: 'newDocument', uri: document.uri, message: t('report.insert.newDocument') };
}

function told({ footnotes, merged, text }: ComposedInsert, name: string, t: Translate): string {
  const lines = text.split('\n').length;
  return footnotes === 0
    ? t('report.insert.doneWithout', { name, lines })
    : t('report.insert.done', { name, lines, footnotes, merged });
}
