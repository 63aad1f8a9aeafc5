import * as vscode from 'vscode';
import { findTodo, type ResearchTodo } from '../../core/waysIn/todo.ts';

/** Where in an open document something was clicked. */
export interface Place {
  readonly document: vscode.TextDocument;
  /** Zero-based. */
  readonly line: number;
  /** Message of the problem that is meant, where there are several. */
  readonly message?: string;
}

/** What a light bulb or a lens hands to its command: plain values, so that anybody can pass them. */
export interface PlaceArgument {
  readonly uri: string;
  readonly line: number;
  readonly message?: string;
}

/**
 * The place that an argument names, or without one that of the cursor. Only of documents that are
 * open: a command never makes VS Code read some file.
 */
export function readPlace(argument: unknown): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (argument === undefined) {
    return editor === undefined
      ? undefined
      : { document: editor.document, line: editor.selection.active.line };
  }
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  const { line, message, uri } = argument as { line?: unknown; message?: unknown; uri?: unknown };
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  return document === undefined ||
    typeof line !== 'number' ||
    !Number.isInteger(line) ||
    line < 0 ||
    line >= document.lineCount
    ? undefined
    : { document, line, ...(typeof message === 'string' ? { message } : {}) };
}

/** The `TODO(research)` of a line. */
export function todoAt({ document, line }: Place): ResearchTodo | undefined {
  return findTodo((at) => (at < document.lineCount ? document.lineAt(at).text : undefined), line);
}
