import { readAnswerDraft } from '../../core/research/answers.ts';
import { MOST_IMAGE_BYTES } from '../../core/research/images.ts';
import { MODELS, OUTPUT_FORMATS } from '../../core/research/run.ts';
import { asCount, asObject, asText, type Json } from '../../core/wire/read.ts';
import type {
  DroppedFile,
  LinkTarget,
  PanelCommand,
  WebviewMessage,
} from '../../protocol/messages.ts';

/** Longest text that the page may send: far above any question, far below what hurts. */
const LONGEST_TEXT = 4_000_000;

const PLAIN_COMMANDS = [
  'skipQuestions',
  'stop',
  'retryNow',
  'cancelRetry',
  'runAgain',
  'continueRun',
  'askAgain',
  'researchAgain',
  'useMainModel',
  'openConsole',
  'openBilling',
  'openProxySettings',
  'editQuestion',
  'newQuestion',
  'insertReport',
  'saveReport',
  'openSaved',
  'saveElsewhere',
  'copyReport',
  'openAsMarkdown',
  'copyRequestId',
  'setApiKey',
  'addImages',
  'openPreview',
  'editAsDocument',
  'showRawLog',
  'playAgain',
] as const;

/**
 * A message from the page, checked field by field: the page shows what strangers wrote, so what
 * comes from it is believed only where it has the form that our own page would send (rule 18).
 */
export function readWebviewMessage(value: unknown): WebviewMessage | undefined {
  const message = asObject(value);
  const clientId = asText(message?.['clientId']);
  if (message === undefined || clientId === '') {
    return undefined;
  }
  switch (message['type']) {
    case 'ready':
    case 'resync':
      return { type: message['type'], clientId };
    case 'taken': {
      const seq = asCount(message['seq']);
      return seq === undefined ? undefined : { type: 'taken', clientId, seq };
    }
    case 'command': {
      const id = asCount(message['id']);
      const command = readCommand(asObject(message['command']));
      return id === undefined || command === undefined
        ? undefined
        : { type: 'command', clientId, id, command };
    }
    default:
      return undefined;
  }
}

function readCommand(command: Json | undefined): PanelCommand | undefined {
  const name = command?.['name'];
  const plain = PLAIN_COMMANDS.find((known) => known === name);
  if (command === undefined || plain !== undefined) {
    // The compiler does not compare unions of so many names by itself.
    return plain === undefined ? undefined : ({ name: plain } as PanelCommand);
  }
  switch (name) {
    case 'ask':
      return withText(command, 'question', (question) => ({ name, question, ...insists(command) }));
    case 'research':
      return withText(command, 'answers', (answers) => ({ name, answers, ...insists(command) }));
    case 'previewRequest':
      return 'answers' in command
        ? withText(command, 'answers', (answers) => ({ name, answers }))
        : withText(command, 'question', (question) => ({ name, question }));
    case 'attach':
      return { name, files: readFiles(command['files']) };
    case 'attachUris':
      return { name, uris: readUris(command['uris']) };
    case 'openLink':
    case 'copyLink': {
      const target = readTarget(asObject(command['target']));
      return target === undefined ? undefined : { name, target };
    }
    case 'openSettings': {
      const setting = asText(command['setting']);
      return { name, ...(/^[A-Za-z]{1,40}$/.test(setting) ? { setting } : {}) };
    }
    case 'removeFile':
    case 'removeImage': {
      const index = asCount(command['index']);
      return index === undefined ? undefined : { name, index };
    }
    case 'keepDraft': {
      const answers = readAnswerDraft(command['answers']);
      return {
        name,
        ...optionalText(command, 'question'),
        ...(answers === undefined ? {} : { answers }),
      };
    }
    case 'setPlayback': {
      const speed = ([1, 10, 'end'] as const).find((known) => known === command['speed']);
      return speed === undefined ? undefined : { name, speed };
    }
    case 'setOptions':
      return readOptions(asObject(command['options']));
    default:
      return undefined;
  }
}

function withText(
  command: Json,
  field: string,
  make: (text: string) => PanelCommand,
): PanelCommand | undefined {
  const text = command[field];
  return typeof text === 'string' && text.length <= LONGEST_TEXT ? make(text) : undefined;
}

function optionalText<K extends string>(command: Json, field: K): Partial<Record<K, string>> {
  const text = command[field];
  return typeof text === 'string' && text.length <= LONGEST_TEXT
    ? ({ [field]: text } as Partial<Record<K, string>>)
    : {};
}

/** The second click, after a warning. */
function insists(command: Json): { readonly despiteSecrets?: true } {
  return command['despiteSecrets'] === true ? { despiteSecrets: true } : {};
}

/** So many at once are an accident. */
const MOST_DROPPED = 20;

function readFiles(value: unknown): readonly DroppedFile[] {
  const files: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_DROPPED) : [];
  return files.flatMap((file) => {
    const data = asObject(file)?.['data'];
    const name = asText(asObject(file)?.['name']);
    return data instanceof ArrayBuffer && data.byteLength <= MOST_IMAGE_BYTES
      ? [{ name, data }]
      : [];
  });
}

function readUris(value: unknown): readonly string[] {
  const uris: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_DROPPED) : [];
  return uris.filter((uri) => typeof uri === 'string').filter((uri) => uri.length < 8_192);
}

function readTarget(target: Json | undefined): LinkTarget | undefined {
  const number = asCount(target?.['number']);
  const round = asCount(target?.['round']);
  const index = asCount(target?.['index']);
  const id = asText(target?.['id']);
  switch (target?.['kind']) {
    case 'reference':
      return number === undefined ? undefined : { kind: 'reference', number };
    case 'site':
      return round === undefined || index === undefined
        ? undefined
        : { kind: 'site', round, index };
    case 'reportLink':
      return /^[0-9a-f]{1,32}$/.test(id) ? { kind: 'reportLink', id } : undefined;
    default:
      return undefined;
  }
}

function readOptions(options: Json | undefined): PanelCommand | undefined {
  const model = MODELS.find((known) => known === options?.['model']);
  const outputFormat = OUTPUT_FORMATS.find((known) => known === options?.['outputFormat']);
  const clarify = options?.['clarify'];
  const useTools = options?.['useTools'] === true;
  return model === undefined || outputFormat === undefined || typeof clarify !== 'boolean'
    ? undefined
    : { name: 'setOptions', options: { model, outputFormat, clarify, useTools } };
}
