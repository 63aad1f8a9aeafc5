import type * as vscode from 'vscode';
import type { Run } from '../../core/research/run.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { safeUrl } from '../../core/text/webAddress.ts';
import { cutSections, findSection, pieceOf, type Section } from '../../core/waysIn/sections.ts';
import { createWaysInWords } from '../waysIn/words.ts';
import { findRun, NO_SUCH_RUN, readInputText, roomFor, toolResult } from './result.ts';
import type { AgentToolDeps } from './toolTypes.ts';

const MOST_OUTLINE = 80;

/** A report in parts: first its outline and beginning, then a section, then its sources. */
export function createReportTool(deps: AgentToolDeps): vscode.LanguageModelTool<unknown> {
  const words = createWaysInWords(deps.language);
  return {
    prepareInvocation: () => ({ invocationMessage: words('toolReading') }),
    invoke: async (options) => {
      const { input } = options;
      const run = await findRun(deps, readInputText(input, 'runId', 100) ?? '');
      if (run === undefined) {
        return toolResult(NO_SUCH_RUN);
      }
      if (run.report.text === '') {
        return toolResult(`There is no report yet. State: ${run.state}.`);
      }
      const section = readInputText(input, 'section', 300) ?? '';
      const room = roomFor(options);
      return section === '' ? overview(run, room) : part(run, section, readOffset(input), room);
    },
  };
}

function overview(run: Run, room: number): vscode.LanguageModelToolResult {
  const sections = cutSections(run.report.text);
  const lines = sections.slice(0, MOST_OUTLINE).map(outlineLine).join('\n');
  const outline = pieceOf(lines, 0, Math.trunc(room / 2)).text;
  const first = pieceOf(beginning(sections), 0, Math.max(200, room - outline.length));
  const about = [
    `State: ${run.state}${run.report.finished ? '' : '; the report is not complete'}.`,
    ...(run.state === 'noEvidence'
      ? ['It has no sources: treat every statement as unproven.']
      : []),
    `${sections.length} sections, ${run.report.text.length} characters, ${run.references.length} sources. Marks like [[3]] name a source.`,
    'Read on with "section": a number or a heading of the outline, or "sources".',
  ];
  return toolResult(about.join('\n'), `Outline:\n${outline}\n\nBeginning:\n${first.text}`);
}

function outlineLine({ level, title, text }: Section, index: number): string {
  const indent = '  '.repeat(Math.max(0, level - 1));
  return `${indent}${index + 1}. ${cleanTitle(title, 120)} (${text.length} characters)`;
}

/** The first section that says something: a title alone does not. */
function beginning(sections: readonly Section[]): string {
  const first = sections.find(({ level, text }) => level === 0 || text.trim().includes('\n'));
  return first?.text ?? sections[0]?.text ?? '';
}

function part(
  run: Run,
  section: string,
  offset: number,
  room: number,
): vscode.LanguageModelToolResult {
  const isSources = section.toLowerCase() === 'sources';
  const found = isSources
    ? { text: sourceLines(run) }
    : findSection(cutSections(run.report.text), section);
  if (found === undefined) {
    return toolResult('There is no such section. Call without "section" to see the outline.');
  }
  const { next, text } = pieceOf(found.text, offset, room);
  const more =
    next === undefined ? 'This is its end.' : `There is more: call again with "offset": ${next}.`;
  return toolResult(`${found.text.length} characters in this section. ${more}`, text);
}

function sourceLines({ references }: Run): string {
  return references
    .map(
      ({ number, title, url }) =>
        `[[${number}]] ${cleanTitle(title, 200)} ${safeUrl(url)?.href ?? '(no web address)'}`,
    )
    .join('\n');
}

function readOffset(input: unknown): number {
  const offset = (input as { offset?: unknown } | null | undefined)?.offset;
  return typeof offset === 'number' && Number.isFinite(offset) ? offset : 0;
}
