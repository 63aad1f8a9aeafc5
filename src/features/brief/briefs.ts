import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunLibrary } from '../../core/ports.ts';
import { composeDraft, type AnswerDraft } from '../../core/research/answers.ts';
import { readBrief, writeBrief } from '../../core/research/briefDocument.ts';
import { formatEstimate } from '../../core/research/price.ts';
import { findSecrets } from '../../core/research/review.ts';
import type { Run } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import type { Drafts } from '../panel/drafts.ts';
import type { Conductor } from '../runs/conductor.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';
import { BRIEF } from './briefLens.ts';

/** Briefs as documents: the questions back, answered in an editor instead of the form. */
export interface Briefs {
  /** Opens the brief of a run that waits for answers, with the answers that are there. */
  edit(run: OpenRun): Promise<string | undefined>;
  lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]>;
  /** Starts the research of a brief, after a native question that names the price (T8). */
  start(document: vscode.TextDocument | undefined): Promise<string | undefined>;
  /** Shows what that would send. */
  preview(document: vscode.TextDocument | undefined): Promise<string | undefined>;
}

export interface BriefDeps {
  readonly t: Translate;
  readonly desk: RunDesk;
  readonly library: Pick<RunLibrary, 'folder' | 'writeNote'>;
  readonly conductor: Conductor;
  readonly drafts: Drafts;
  readonly openRun: (runId: string) => Promise<void>;
  readonly openRequest: (run: OpenRun, answers: string) => Promise<void>;
  /** Answers were changed in a document. */
  readonly onAnswers: () => void;
}

const PAUSE_MS = 300;

type Fields = AnswerDraft['fields'];

export function createBriefs(deps: BriefDeps): Briefs & vscode.Disposable {
  const { conductor, desk, drafts, t } = deps;
  let timer: NodeJS.Timeout | undefined;

  const fileOf = (runId: string): vscode.Uri =>
    vscode.Uri.file(path.join(deps.library.folder(runId), BRIEF));

  /** The run whose brief it is; any other document has none, whatever it is called. */
  async function runOf(document: vscode.TextDocument | undefined): Promise<OpenRun | undefined> {
    const runId = document && path.basename(path.dirname(document.uri.fsPath));
    return runId !== undefined && document?.uri.toString() === fileOf(runId).toString()
      ? desk.open(runId)
      : undefined;
  }

  // Being saved is told as a change as well, and is none: the form may be ahead by then.
  const listening = vscode.workspace.onDidChangeTextDocument(({ contentChanges, document }) => {
    if (contentChanges.length > 0 && path.basename(document.uri.fsPath) === BRIEF) {
      clearTimeout(timer);
      timer = setTimeout(() => void keepAnswers(document), PAUSE_MS);
    }
  });

  /** What each document said when it was looked at last. */
  const said = new WeakMap<vscode.TextDocument, Fields>();

  /** The form shows what the document says; both are one draft. */
  async function keepAnswers(document: vscode.TextDocument): Promise<void> {
    const run = await runOf(document);
    const state = run?.live.run();
    if (state?.state === 'waiting' && run?.readOnly === false) {
      const exchange = state.exchanges.length - 1;
      const kept = await drafts.read(state.id);
      const fields = readBrief(document.getText(), questionsOf(state));
      const form = kept?.exchange === exchange ? kept.fields : {};
      const merged = { ...form, ...newIn(fields, said.get(document)) };
      said.set(document, fields);
      drafts.keepAnswers(state.id, { exchange, fields: merged }, 'document');
      deps.onAnswers();
    }
  }

  async function edit({ live }: OpenRun): Promise<undefined> {
    const run = live.run();
    const kept = await drafts.read(run.id);
    const fields = kept?.exchange === run.exchanges.length - 1 ? kept.fields : {};
    const text = writeBrief(run.question, questionsOf(run), fields, {
      title: t('brief.title'),
      how: t('brief.how'),
      question: t('brief.question'),
      anythingElse: t('brief.anythingElse'),
    });
    const uri = fileOf(run.id);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open === undefined) {
      deps.library.writeNote(run.id, BRIEF, text);
    } else if (!sameAnswers(readBrief(open.getText(), questionsOf(run)), fields)) {
      const change = new vscode.WorkspaceEdit();
      change.replace(uri, new vscode.Range(0, 0, open.lineCount, 0), text);
      await vscode.workspace.applyEdit(change);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    said.set(document, readBrief(document.getText(), questionsOf(run)));
    await vscode.window.showTextDocument(document, { preview: false });
    return undefined;
  }

  async function start(document: vscode.TextDocument | undefined): Promise<string | undefined> {
    const run = await runOf(document);
    if (document === undefined || run === undefined) {
      return t('brief.noBrief');
    }
    const { id, options, state } = run.live.run();
    if (state !== 'waiting') {
      await deps.openRun(id);
      return undefined;
    }
    const answers = answersOf(document, run);
    const price = formatEstimate(desk.estimate(options.model));
    const secrets = findSecrets([{ part: 'answers', text: answers }]);
    const kinds = [...new Set(secrets.map(({ kind }) => t(`secret.kind.${kind}`)))].join(', ');
    const warning = kinds === '' ? '' : `\n\n${t('brief.confirmSecret', { list: kinds })}`;
    const detail = t('brief.confirmDetail', { price }) + warning;
    const go = t('brief.go');
    const choice = await vscode.window.showWarningMessage(
      t('brief.confirm'),
      { modal: true, detail },
      go,
    );
    // While the question stood there, the panel may have started it.
    if (choice !== go || run.live.run().state !== 'waiting') {
      return undefined;
    }
    await document.save();
    const message = await conductor.research(run, answers);
    if (message === undefined) {
      await deps.openRun(id);
    }
    return message;
  }

  return {
    edit,
    start,
    preview: async (document) => {
      const run = await runOf(document);
      if (document === undefined || run === undefined) {
        return t('brief.noBrief');
      }
      await deps.openRequest(run, answersOf(document, run));
      return undefined;
    },
    lenses: async (document) => {
      const run = await runOf(document);
      if (run === undefined) {
        return [];
      }
      const { id, options, state } = run.live.run();
      const top = new vscode.Range(0, 0, 0, 0);
      const lens = (title: string, command: string, argument: unknown): vscode.CodeLens =>
        new vscode.CodeLens(top, { title, command, arguments: [argument] });
      if (state !== 'waiting' || run.readOnly) {
        return [lens(t('brief.started'), COMMANDS.openRun, id)];
      }
      const price = formatEstimate(desk.estimate(options.model));
      return [
        lens(t('brief.start', { price }), COMMANDS.startBrief, document.uri),
        lens(t('brief.preview'), COMMANDS.previewBrief, document.uri),
      ];
    },
    dispose: () => {
      clearTimeout(timer);
      listening.dispose();
    },
  };
}

function questionsOf(run: Run): string {
  return run.exchanges.at(-1)?.questions ?? '';
}

/** As the form would send them. */
function answersOf(document: vscode.TextDocument, run: OpenRun): string {
  const questions = questionsOf(run.live.run());
  return composeDraft(questions, readBrief(document.getText(), questions));
}

/**
 * The answers that were written in the document since it was looked at last; where that is not known,
 * all that it has. The others are left to the form, which may be ahead of the document.
 */
function newIn(fields: Fields, before: Fields | undefined): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, text]) => text !== (before?.[name] ?? '')),
  );
}

function sameAnswers(a: Fields, b: Fields): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every(
    (name) => (a[name] ?? '').trim() === (b[name] ?? '').trim(),
  );
}
