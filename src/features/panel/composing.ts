import * as vscode from 'vscode';
import { estimateTokens } from '../../core/research/brief.ts';
import { joinFiles } from '../../core/research/attachedText.ts';
import { outgoingOf } from '../../core/research/outgoing.ts';
import { createRun, reduce } from '../../core/research/reduce.ts';
import { findSecrets } from '../../core/research/review.ts';
import { SNAPSHOT_MODEL, type AttachedImage } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';
import { buildBody, type Outgoing } from '../../core/wire/request.ts';
import type {
  DroppedFile,
  PanelCommand,
  PreviewPart,
  RequestPreview,
} from '../../protocol/messages.ts';
import { attachDropped, attachUris } from '../images/dropped.ts';
import type { Conductor } from '../runs/conductor.ts';
import type { Attachment, OpenRun, RunDesk } from '../runs/runDesk.ts';
import { readSettings } from '../settings.ts';
import type { Connector } from '../setup/connector.ts';
import type { Composer, ResearchPanel } from './researchPanel.ts';

/** What is needed only when somebody attaches a file or wants to see a request. */
export interface Composing {
  /** Text that comes back says why a file was not taken. */
  attachDropped(composer: Composer, files: readonly DroppedFile[]): string | undefined;
  attachUris(composer: Composer, uris: readonly string[]): Promise<string | undefined>;
  /** Shows in the page what a press of its button would send. */
  preview(
    panel: ResearchPanel,
    command: Extract<PanelCommand, { name: 'previewRequest' }>,
  ): Promise<void>;
  /** Shows that as a document, whole. */
  openPreview(panel: ResearchPanel): Promise<void>;
  /** Shows what these answers would send as a document. */
  openRequest(run: OpenRun, answers: string): Promise<void>;
  editAsDocument(run: OpenRun): Promise<string | undefined>;
}

export interface ComposingDeps {
  readonly t: Translate;
  readonly desk: RunDesk;
  readonly conductor: Conductor;
  readonly connector: Connector;
  readonly editAsDocument: (run: OpenRun) => Promise<string | undefined>;
}

/** More of a request than this is not shown in the page, only as a document. */
const MOST_SHOWN = 60_000;

type Preview = Omit<RequestPreview, 'cut'>;

export function createComposing(deps: ComposingDeps): Composing {
  const { conductor, connector, desk, t } = deps;

  function show(outgoing: Outgoing, facts: Omit<Preview, 'body' | 'host'>): Preview {
    return {
      ...facts,
      host: connector.endpoint()?.host ?? '',
      body: `${JSON.stringify(buildBody(outgoing), undefined, 2)}\n`,
    };
  }

  function ofQuestion({ composer }: ResearchPanel, question: string): Preview {
    const { files, images, options } = composer;
    const step = options.clarify ? 'clarify' : 'research';
    const tools = options.useTools && options.model === SNAPSHOT_MODEL ? readSettings().tools : [];
    const asked = joinFiles(question, files);
    const run = createRun('', asked, { ...options, images: [], tools }, 0);
    return show(outgoingOf(run, step, images.map(shorten), tools), {
      step,
      parts: [
        part('question', question),
        ...files.map(({ bytes, name, tokens }) => ({ kind: 'file' as const, name, bytes, tokens })),
        ...images.map(({ image }) => imagePart(image)),
      ],
      secrets: findSecrets([
        { part: 'question', text: question },
        ...files.map(({ name, text }) => ({ part: 'file' as const, name, text })),
      ]),
    });
  }

  async function ofAnswers(run: OpenRun, given: string): Promise<Preview> {
    const { exchanges, options, question } = run.live.run();
    const answers = await conductor.answersToSend(run.live.run(), given);
    const images = await desk.images(run);
    const answered =
      answers === undefined
        ? run.live.run()
        : reduce(run.live.run(), { type: 'answered', at: 0, answers });
    return show(outgoingOf(answered, 'research', images.map(shorten), options.tools), {
      step: 'research',
      parts: [
        part('question', question),
        part('questions', exchanges.map(({ questions }) => questions).join('\n')),
        part('answers', answered.exchanges.map((exchange) => exchange.answers ?? '').join('\n')),
        ...images.map(({ image }) => imagePart(image)),
      ],
      secrets: findSecrets([
        { part: 'question', text: question },
        { part: 'answers', text: answers ?? '' },
      ]),
    });
  }

  async function openDocument(content: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
  }

  return {
    attachDropped: (composer, files) => attachDropped(composer, files, t),
    attachUris: (composer, uris) => attachUris(composer, uris, t),
    preview: async (panel, command) => {
      const { run } = panel;
      const preview =
        'answers' in command
          ? run === undefined
            ? undefined
            : await ofAnswers(run, command.answers)
          : ofQuestion(panel, command.question);
      if (preview !== undefined) {
        panel.preview = preview.body;
        const cut = preview.body.length > MOST_SHOWN;
        panel.showPreview({ ...preview, body: preview.body.slice(0, MOST_SHOWN), cut });
      }
    },
    openPreview: (panel) => openDocument(panel.preview),
    openRequest: async (run, answers) => openDocument((await ofAnswers(run, answers)).body),
    editAsDocument: deps.editAsDocument,
  };
}

function part(kind: PreviewPart['kind'], text: string): PreviewPart {
  return { kind, bytes: Buffer.byteLength(text), tokens: estimateTokens(text) };
}

function imagePart({ bytes, name }: AttachedImage): PreviewPart {
  return { kind: 'image', name, ...(bytes === undefined ? {} : { bytes }) };
}

/** What identifies the image, without its megabytes. */
function shorten({ image, payload }: Attachment): string {
  return image.url ?? `${payload.slice(0, 40)}… (${String(payload.length)})`;
}
