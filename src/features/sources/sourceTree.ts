import * as vscode from 'vscode';
import { groupSources, type RunSource } from '../../core/report/sourceList.ts';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle, displayHost } from '../../core/text/clean.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import { createWords, type Words } from '../history/words.ts';
import type { Language } from '../../core/text/translate.ts';

/** A heading with what is below it, or one page. */
export interface SourceNode {
  readonly item: vscode.TreeItem;
  readonly children: readonly SourceNode[];
  readonly source?: RunSource;
}

/** The tree of one run's pages: Read (cited, not cited), then what was only found. */
export function sourceTree(run: Run, language: Language): readonly SourceNode[] {
  const words = createWords(language);
  const { cited, foundOnly, uncited } = groupSources(run);
  const leaves = (sources: readonly RunSource[]): readonly SourceNode[] =>
    sources.map((source) => leaf(source, words));
  const read = [
    group('sourcesCited', leaves(cited), words),
    group('sourcesUncited', leaves(uncited), words),
  ].filter(({ children }) => children.length > 0);
  return [
    { ...group('sourcesRead', read, words, cited.length + uncited.length) },
    group('sourcesFound', leaves(foundOnly), words),
  ].filter(({ children }) => children.length > 0);
}

function group(
  name: 'sourcesRead' | 'sourcesCited' | 'sourcesUncited' | 'sourcesFound',
  children: readonly SourceNode[],
  words: Words,
  count = children.length,
): SourceNode {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(words(name), name === 'sourcesFound' ? Collapsed : Expanded);
  item.id = name;
  item.description = String(count);
  return { item, children };
}

/** Titles come from any web page: one clean line, and never as markup. */
function leaf(source: RunSource, words: Words): SourceNode {
  const host = displayHost(source.url);
  const title = cleanTitle(source.title, 120);
  const number = source.number === undefined ? '' : `[${source.number}] `;
  const item = new vscode.TreeItem(`${number}${title === '' ? host : title}`);
  item.description = host;
  item.iconPath = new vscode.ThemeIcon(host === '' ? 'circle-slash' : 'globe');
  item.contextValue = host === '' ? 'source' : 'source.web';
  const tooltip = new vscode.MarkdownString();
  tooltip.appendText(words('sourceTooltip', { title, url: cleanTitle(source.url, 500) }));
  item.tooltip = tooltip;
  if (host !== '') {
    item.command = {
      command: COMMANDS.openSource,
      title: item.description,
      arguments: [{ source }],
    };
  }
  return { item, children: [], source };
}
