import * as vscode from 'vscode';
import type { CitationStyle } from '../../core/report/citations.ts';
import { composeInsert, composeReportFile, hasContent } from '../../core/report/compose.ts';
import type { PriceTable } from '../../core/research/price.ts';
import type { Run } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';

export interface ComposeDeps {
  readonly t: Translate;
  readonly citationStyle: CitationStyle;
}

/** Shows what would be saved as a new document; undefined where there is nothing yet. */
export async function openAsMarkdown(
  run: Run,
  { citationStyle, prices, t }: ComposeDeps & { readonly prices: PriceTable },
): Promise<vscode.Uri | undefined> {
  if (!hasContent(run)) {
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: composeReportFile(run, {
      style: citationStyle,
      t,
      prices,
      date: new Date(run.endedAt ?? run.createdAt),
    }),
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  return document.uri;
}

/** Puts the report on the clipboard as Markdown; false where there is nothing yet. */
export async function copyReport(run: Run, { citationStyle, t }: ComposeDeps): Promise<boolean> {
  const { text } = composeInsert(run, { style: citationStyle, t, eol: '\n' });
  if (text === '') {
    return false;
  }
  await vscode.env.clipboard.writeText(`${text}\n`);
  return true;
}
