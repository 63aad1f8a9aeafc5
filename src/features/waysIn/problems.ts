import * as vscode from 'vscode';
import { cleanText, cleanTitle } from '../../core/text/clean.ts';
import { problemLabel, withoutPaths, type Problem } from '../../core/waysIn/problem.ts';
import { quoteBlock } from '../../core/waysIn/quote.ts';
import type { Found } from './composer.ts';
import type { Place } from './place.ts';
import type { WaysInWords } from './words.ts';

/** The problem that is meant: by its message, else the worst one of the line. */
export function findProblem({ document, line, message }: Place): vscode.Diagnostic | undefined {
  const here = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.start.line <= line && range.end.line >= line);
  const worst = [...here].sort((a, b) => a.severity - b.severity);
  return message === undefined ? worst[0] : here.find((problem) => problem.message === message);
}

/**
 * A question about a problem: what is said of it, by whom, under which number and in which language.
 * No line of the file goes along, and no path.
 */
export function problemTopic(place: Place, words: WaysInWords): Found {
  const diagnostic = findProblem(place);
  if (diagnostic === undefined) {
    return { message: words('problemNone') };
  }
  const problem = toProblem(diagnostic);
  const language = place.document.languageId;
  const label = problemLabel(problem);
  const about =
    label === ''
      ? words('problemAboutPlain', { language })
      : words('problemAbout', { language, label });
  const message = quoteBlock(cleanText(withoutPaths(problem.message)), '');
  return { question: `${words('problemQuestion')}\n\n${about}\n\n${message}\n` };
}

function toProblem({ code, message, source }: vscode.Diagnostic): Problem {
  const rule = typeof code === 'object' ? code.value : code;
  return {
    message,
    ...(source === undefined ? {} : { source }),
    ...(rule === undefined ? {} : { code: String(rule) }),
  };
}

/** Name of the action in the light bulb's menu. */
export function problemTitle(problem: vscode.Diagnostic, words: WaysInWords): string {
  return words('problemAction', { message: cleanTitle(withoutPaths(problem.message), 60) });
}
