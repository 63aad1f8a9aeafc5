import * as vscode from 'vscode';
import { renderCitations } from '../../core/report/citations.ts';
import { readFootnotes } from '../../core/report/footnotes.ts';
import { isMarkdown, styleFor } from '../../core/report/insert/style.ts';
import type { RunSource } from '../../core/report/sourceList.ts';
import { reportWords } from '../../core/report/words.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { safeUrl } from '../../core/text/webAddress.ts';
import type { HistoryActionDeps, HistoryActions } from '../history/actionTypes.ts';
import type { Words } from '../history/words.ts';
import { readCitationStyle } from '../settings.ts';

type SourceActions = Pick<HistoryActions, 'openSource' | 'copySource' | 'insertCitation'>;

/** What is done with one page of the run in front. */
export function createSourceActions(
  { panels, t, tracker }: HistoryActionDeps,
  words: Words,
): SourceActions {
  /** The page as the run holds it: whoever calls us names a page, and cannot bring one. */
  function find(argument: unknown): RunSource | undefined {
    const run = panels.current()?.run?.live.run();
    const given = readSource(argument);
    if (run === undefined || given === undefined) {
      return undefined;
    }
    const isGiven = ({ title, url }: RunSource): boolean =>
      url === given.url && title === given.title;
    return run.references.find(isGiven) ?? run.rounds.flatMap(({ sites }) => sites).find(isGiven);
  }

  function addressOf(argument: unknown): URL | undefined {
    const url = safeUrl(find(argument)?.url ?? '');
    if (url === undefined) {
      void vscode.window.showInformationMessage(words('refused'));
    }
    return url;
  }

  async function insert(source: RunSource): Promise<void> {
    const target = tracker.target();
    if (target === undefined) {
      void vscode.window.showInformationMessage(words('citationNoEditor'));
      return;
    }
    const document = await vscode.workspace.openTextDocument(target.uri);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: target.viewColumn,
    });
    const wanted = styleFor(document.languageId, readCitationStyle(document));
    const { body, sources } = citation(
      source,
      wanted === 'footnotes' && isMarkdown(document.languageId),
    );
    const done = await editor.edit((edit) => {
      edit.replace(editor.selection, body);
      if (sources !== '') {
        const end = document.lineAt(document.lineCount - 1).range.end;
        const gap = document.getText().endsWith('\n') ? '\n' : '\n\n';
        edit.insert(end, `${gap}${sources}\n`);
      }
    });
    if (!done) {
      void vscode.window.showInformationMessage(words('citationReadOnly'));
    }

    function citation(
      { number = 1, title, url }: RunSource,
      asFootnote: boolean,
    ): { readonly body: string; readonly sources: string } {
      if (asFootnote) {
        return renderCitations(
          `[[${number}]]`,
          [{ number, title, url, description: '' }],
          'footnotes',
          { words: reportWords(t), target: readFootnotes(document.getText()) },
        );
      }
      const address = safeUrl(url)?.href ?? '';
      const name = cleanTitle(title, 200);
      return {
        body: isMarkdown(document.languageId)
          ? `[${name.replace(/[\\[\]<>`]/gu, '\\$&')}](<${address}>)`
          : `${name} <${address}>`,
        sources: '',
      };
    }
  }

  return {
    openSource: async (argument) => {
      const url = addressOf(argument);
      if (url !== undefined) {
        await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
      }
    },
    copySource: async (argument) => {
      const url = addressOf(argument);
      if (url !== undefined) {
        await vscode.env.clipboard.writeText(url.href);
        void vscode.window.setStatusBarMessage(words('copied'), 3_000);
      }
    },
    insertCitation: async (argument) => {
      const source = find(argument);
      if (source !== undefined) {
        await insert(source);
      }
    },
  };
}

/** Title and address in what a row passes; anything odd counts as absent. */
function readSource(argument: unknown): Pick<RunSource, 'title' | 'url'> | undefined {
  if (typeof argument !== 'object' || argument === null || !('source' in argument)) {
    return undefined;
  }
  const source = argument.source as Partial<Record<'title' | 'url', unknown>> | null | undefined;
  const { title, url } = { title: source?.title, url: source?.url };
  return typeof title === 'string' && typeof url === 'string' ? { title, url } : undefined;
}
