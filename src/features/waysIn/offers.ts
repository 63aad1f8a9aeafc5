import * as vscode from 'vscode';
import { cleanTitle } from '../../core/text/clean.ts';
import { findTodos } from '../../core/waysIn/todo.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import { findDependency } from './dependencies.ts';
import { todoAt, type PlaceArgument } from './place.ts';
import { problemTitle } from './problems.ts';
import type { WaysInWords } from './words.ts';

/** More problems at one place would fill the menu. */
const MOST_PROBLEMS = 3;

/** What the light bulb offers at a place. Choosing one only fills the composer. */
export function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  problems: readonly vscode.Diagnostic[],
  words: WaysInWords,
): vscode.CodeAction[] {
  const { line } = range.start;
  const place: PlaceArgument = { uri: document.uri.toString(), line };
  const todo = todoAt({ document, line });
  const dependency = findDependency({ document, line });
  return [
    ...(todo === undefined
      ? []
      : [
          action(
            words('todoAction', { topic: cleanTitle(todo.topic, 60) }),
            COMMANDS.researchTodo,
            place,
          ),
        ]),
    ...(dependency === undefined
      ? []
      : [
          action(
            words('upgradeAction', { name: dependency.name }),
            COMMANDS.researchDependency,
            place,
          ),
        ]),
    ...problems
      .filter(
        ({ message }, index) => problems.findIndex((other) => other.message === message) === index,
      )
      .slice(0, MOST_PROBLEMS)
      .map((problem) => {
        const { message, range: where } = problem;
        const offer = action(problemTitle(problem, words), COMMANDS.researchProblem, {
          ...place,
          line: where.start.line,
          message,
        });
        offer.diagnostics = [problem];
        return offer;
      }),
  ];
}

function action(title: string, command: string, argument: PlaceArgument): vscode.CodeAction {
  const offer = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  offer.command = { title, command, arguments: [argument] };
  return offer;
}

/** A lens above each `TODO(research)` of a document. */
export function todoLenses(document: vscode.TextDocument, words: WaysInWords): vscode.CodeLens[] {
  return findTodos(document.getText()).map(({ end, line, start }) => {
    const argument: PlaceArgument = { uri: document.uri.toString(), line };
    return new vscode.CodeLens(new vscode.Range(line, start, line, end), {
      title: words('todoLens'),
      command: COMMANDS.researchTodo,
      arguments: [argument],
    });
  });
}
