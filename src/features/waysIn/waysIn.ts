import * as vscode from 'vscode';
import { readSelectionTopic } from '../editor/selectionTopic.ts';
import { readTemplateSetting } from '../settings.ts';
import { startFromTemplate, templateDialogs } from '../templates/startFromTemplate.ts';
import type { WaysIn, WaysInDeps } from './actionTypes.ts';
import { show, type Ask, type Found } from './composer.ts';
import { dependencyTopic } from './dependencies.ts';
import { attachWorkspaceFiles, readFileArguments } from './files.ts';
import { codeActions, todoLenses } from './offers.ts';
import { readPlace, todoAt, type Place } from './place.ts';
import { problemTopic } from './problems.ts';
import { createWaysInWords, type WaysInWords } from './words.ts';

/** Everything of the ways in that is loaded with the first use of one. */
export interface LoadedWaysIn {
  readonly actions: WaysIn;
  readonly codeActions: (
    document: vscode.TextDocument,
    range: vscode.Range,
    problems: readonly vscode.Diagnostic[],
  ) => vscode.CodeAction[];
  readonly todoLenses: (document: vscode.TextDocument) => vscode.CodeLens[];
  /** Shows a question in the composer; one that was being written there is offered back. */
  readonly offer: (question: string) => void;
}

/**
 * Ways from the editor and the workspace to a question. Each ends in the composer, where the whole
 * text stands and is checked; none sends anything (T8, T31).
 */
export function createWaysIn(deps: WaysInDeps): LoadedWaysIn {
  const words = createWaysInWords(deps.language);
  const ask: Ask = (prompt) =>
    vscode.window.showInputBox({ title: words('questionTitle'), prompt, ignoreFocusOut: true });
  const showFound = (found: Found): void => {
    show(found, deps, words);
  };

  const atPlace =
    (topic: (place: Place, words: WaysInWords) => Found | Promise<Found>, none: () => string) =>
    async (argument: unknown): Promise<void> => {
      const place = readPlace(argument);
      showFound(place === undefined ? { message: none() } : await topic(place, words));
    };

  async function researchFile(...args: unknown[]): Promise<void> {
    const open = vscode.window.activeTextEditor?.document.uri;
    const files = args[0] === undefined && open !== undefined ? [open] : readFileArguments(args);
    const panel = deps.panels.showComposer();
    const message = await attachWorkspaceFiles(panel.composer, files, words, deps.t);
    deps.review(panel);
    panel.refreshContext();
    panel.focus('composer');
    if (message !== undefined) {
      showFound({ message });
    }
  }

  return {
    actions: {
      researchSelection: async () => {
        showFound(await readSelectionTopic(vscode.window.activeTextEditor, ask, words));
      },
      researchFile,
      researchProblem: atPlace(problemTopic, () => words('problemNone')),
      researchTodo: atPlace(todoTopic, () => words('todoNone')),
      researchDependency: atPlace(dependencyTopic, () => words('upgradeNone')),
      startFromTemplate: async () => {
        showFound(await startFromTemplate(readTemplateSetting(), templateDialogs(words), words));
      },
    },
    codeActions: (document, range, problems) => codeActions(document, range, problems, words),
    todoLenses: (document) => todoLenses(document, words),
    offer: (question) => {
      showFound({ question });
    },
  };
}

/** The words of a `TODO(research)`, as they stand there. */
function todoTopic(place: Place, words: WaysInWords): Found {
  const todo = todoAt(place);
  return todo === undefined ? { message: words('todoNone') } : { question: todo.topic };
}
