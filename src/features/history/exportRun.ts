import * as vscode from 'vscode';
import type { RunSummary } from '../../core/history/record.ts';
import { composeReportFile, hasContent } from '../../core/report/compose.ts';
import { toBibTeX, toCslJson, toRis } from '../../core/report/export/bibliography.ts';
import { toHtml } from '../../core/report/export/html.ts';
import { toRunJson } from '../../core/report/export/runJson.ts';
import { folderName } from '../../core/report/fileName.ts';
import { notices } from '../../core/report/notice.ts';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { localDisk } from '../editor/localDisk.ts';
import { writeWhole } from '../editor/writeFile.ts';
import { readSettings } from '../settings.ts';
import type { HistoryActionDeps } from './actionTypes.ts';
import { nameOf } from './actions.ts';
import { exportFolder } from './exportFolder.ts';
import type { Words } from './words.ts';

/** Every form in which a run can leave. */
export const FORMATS = [
  'Footnotes',
  'Links',
  'Numbers',
  'Html',
  'Bibtex',
  'Ris',
  'Csl',
  'Json',
  'Journal',
  'Folder',
] as const;
export type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<Exclude<Format, 'Folder'>, string>> = {
  Footnotes: 'md',
  Links: 'md',
  Numbers: 'md',
  Html: 'html',
  Bibtex: 'bib',
  Ris: 'ris',
  Csl: 'json',
  Json: 'json',
  Journal: 'ndjson',
};

/** Asks for form and place, and writes the file whole or not at all. */
export function createExport(
  deps: HistoryActionDeps,
  words: Words,
): (summary: RunSummary) => Promise<void> {
  return async (summary) => {
    const run = (await deps.desk.open(summary.id))?.live.run();
    const formats = FORMATS.filter((format) => canExport(run, format));
    const chosen = await vscode.window.showQuickPick(
      formats
        .map((format) => ({
          label: words(`format${format}`),
          detail:
            format === 'Html' || format === 'Journal' || format === 'Folder'
              ? words(`format${format}Detail`)
              : undefined,
          format,
        }))
        .map(({ detail, ...item }) => (detail === undefined ? item : { ...item, detail })),
      { title: words('exportTitle', { title: nameOf(summary) }) },
    );
    if (chosen === undefined) {
      return;
    }
    const { format } = chosen;
    if (format === 'Folder') {
      if (run !== undefined) {
        await exportFolder(run, deps, words);
      }
      return;
    }
    const text =
      run === undefined || format === 'Journal'
        ? await deps.library.journalText(summary.id)
        : exportText(run, format, deps, words);
    const home = vscode.workspace.workspaceFolders?.[0]?.uri ?? localDisk.home();
    const name = folderName(new Date(summary.endedAt ?? summary.createdAt), summary.question);
    const ending = ENDINGS[format];
    const file = await vscode.window.showSaveDialog({
      title: words('exportTitle', { title: nameOf(summary) }),
      defaultUri: vscode.Uri.joinPath(home, `${name}.${ending}`),
      filters: { [words(`format${format}`)]: [ending] },
    });
    if (file === undefined || text === undefined) {
      return;
    }
    const path = vscode.workspace.asRelativePath(file);
    try {
      await writeWhole(file, text, true);
      void vscode.window.showInformationMessage(words('exportDone', { path }));
    } catch {
      void vscode.window.showErrorMessage(words('exportFailed', { path }));
    }
  };
}

/** A run that cannot be read can still leave as it is. */
function canExport(run: Run | undefined, format: Format): boolean {
  if (run === undefined) {
    return format === 'Journal';
  }
  switch (format) {
    case 'Footnotes':
    case 'Links':
    case 'Numbers':
    case 'Html':
      return hasContent(run);
    case 'Bibtex':
    case 'Ris':
    case 'Csl':
      return run.references.length > 0;
    case 'Json':
    case 'Journal':
    case 'Folder':
      return true;
  }
}

export function exportText(
  run: Run,
  format: Exclude<Format, 'Journal' | 'Folder'>,
  { language, t }: Pick<HistoryActionDeps, 'language' | 't'>,
  words: Words,
): string {
  const date = new Date(run.endedAt ?? run.createdAt);
  switch (format) {
    case 'Footnotes':
    case 'Links':
    case 'Numbers': {
      const style = format.toLowerCase() as Lowercase<typeof format>;
      return composeReportFile(run, { style, t, prices: readSettings().prices, date });
    }
    case 'Html':
      return toHtml(run, {
        language,
        sources: t('report.sources'),
        untitled: t('report.untitled'),
        noAddress: t('report.noAddress'),
        note: t('report.note'),
        notice: plainNotice(notices(run, t)),
        facts: words('htmlFacts', { date: date.toLocaleString(), model: run.options.model }),
      });
    case 'Bibtex':
      return toBibTeX(run);
    case 'Ris':
      return toRis(run);
    case 'Csl':
      return toCslJson(run);
    case 'Json':
      return toRunJson(run);
  }
}

/** A notice is made as Markdown; its own words hold none. */
function plainNotice(markdown: string): string {
  return cleanTitle(markdown.replace(/[>*]/gu, ' '), 1000);
}
