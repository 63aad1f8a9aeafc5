import type { RunLibrary } from '../../core/ports.ts';
import { readAnswerDraft, type AnswerDraft } from '../../core/research/answers.ts';
import { parseJson } from '../../core/wire/read.ts';
import type { KeptAnswers } from '../../protocol/messages.ts';

/** Beside the run's journal. */
const NOTE = 'answers.json';

/** What is being written and was not sent yet: nothing typed is ever lost (F90). */
export interface Drafts {
  question(): string;
  keepQuestion(text: string): void;
  /** Answers under way of a run; the first call only begins to read them, `onRead` tells. */
  answers(runId: string): KeptAnswers | undefined;
  /** The same, read to its end. */
  read(runId: string): Promise<KeptAnswers | undefined>;
  /** From the page they need no telling there; from the document they do. */
  keepAnswers(runId: string, answers: AnswerDraft, source: 'page' | 'document'): void;
}

interface Ports {
  readonly file: { read(): string; write(text: string): void };
  readonly library: Pick<RunLibrary, 'readNote' | 'writeNote'>;
  /** Answers are there that were not before. */
  readonly onRead: () => void;
}

export function createDrafts({ file, library, onRead }: Ports): Drafts {
  const known = new Map<string, KeptAnswers>();
  let question: string | undefined;
  let version = 0;

  async function load(runId: string): Promise<void> {
    const text = await library.readNote(runId, NOTE);
    const draft = text === undefined ? undefined : readAnswerDraft(parseJson(text));
    // What was typed meanwhile is newer.
    if (draft !== undefined && known.get(runId) === undefined) {
      version += 1;
      known.set(runId, { ...draft, version });
      onRead();
    }
  }

  const loading = new Map<string, Promise<void>>();
  function begin(runId: string): Promise<void> {
    const started = loading.get(runId) ?? load(runId);
    loading.set(runId, started);
    return started;
  }

  return {
    question: () => (question ??= file.read()),
    keepQuestion: (text) => {
      if (text !== question) {
        question = text;
        file.write(text);
      }
    },
    answers: (runId) => {
      void begin(runId);
      return known.get(runId);
    },
    read: async (runId) => {
      await begin(runId);
      return known.get(runId);
    },
    keepAnswers: (runId, { exchange, fields }, source) => {
      version += source === 'document' ? 1 : 0;
      const kept = source === 'document' ? version : (known.get(runId)?.version ?? version);
      known.set(runId, { exchange, fields, version: kept });
      library.writeNote(runId, NOTE, JSON.stringify({ exchange, fields }));
    },
  };
}
