import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import type { PanelContext, RequestPreview } from '../../../src/protocol/messages.ts';
import { context, ended, QUESTION, QUESTIONS, runAt, STARTED_AT } from './sampleRun.ts';

/** One way the panel can look: what the host tells it, and what a person has done then. */
export interface PanelState {
  readonly name: string;
  readonly run?: Run;
  readonly context: PanelContext;
  /** Milliseconds since the run began. */
  readonly after: number;
  readonly preview?: RequestPreview;
  /** What is clicked then. */
  readonly click?: string;
}

const image = { name: 'architecture overview.png', mediaType: 'image/png', bytes: 482_113 };
const notes = { name: 'meeting notes 2026-11.md', bytes: 6_204, tokens: 1_723 };

/** The beginning of a key, put together so that no scanner takes this file for a leak. */
const key = 'sk-';

const PREVIEW: RequestPreview = {
  step: 'clarify',
  host: 'dashscope.aliyuncs.com',
  body: `${JSON.stringify(
    {
      model: 'qwen-deep-research',
      input: {
        messages: [
          {
            role: 'user',
            content: [
              { image: 'data:image/png;base64,iVBORw0KGgoAAAANS… (642840)' },
              { text: `${QUESTION}\n\nmeeting notes 2026-11.md:\n\`\`\`\n# Notes\n\`\`\`` },
            ],
          },
        ],
      },
      parameters: { incremental_output: true, result_format: 'message', enable_feedback: true },
    },
    undefined,
    2,
  )}\n`,
  cut: true,
  parts: [
    { kind: 'question', bytes: 49, tokens: 14 },
    { kind: 'file', name: notes.name, bytes: notes.bytes, tokens: notes.tokens },
    { kind: 'image', name: image.name, bytes: image.bytes },
  ],
  secrets: [],
};

const SECRETS = [
  { kind: 'token', part: 'question', line: 3 },
  { kind: 'password', part: 'file', name: notes.name, line: 41 },
] as const;

const cut = {
  code: 'streamCut',
  charge: 'produced',
  requestId: '0c9d8f8e-2222-4a5b-9c1c-2f1e5a7c0002',
} as const;

/** Questions that are no list that could be told apart. */
const PROSE = QUESTIONS.replace(/^\d\. /gmu, '');

function state(
  name: string,
  run: Run | undefined,
  after: number,
  more: Omit<Partial<PanelState>, 'context' | 'run'> & {
    readonly context?: Partial<PanelContext>;
  } = {},
): PanelState {
  return {
    name,
    after,
    ...more,
    ...(run === undefined ? {} : { run }),
    context: context(more.context),
  };
}

/** Every state of the vocabulary, and the forms that a part can have besides. */
export const STATES: readonly PanelState[] = [
  state('composer-empty', undefined, 0),
  state('composer-nokey', undefined, 0, { context: { hasKey: false, simulated: true } }),
  state('composer', undefined, 0, {
    context: { draft: QUESTION, images: [image], files: [notes] },
  }),
  state('composer-secret', undefined, 0, {
    context: { draft: QUESTION, files: [notes], secrets: SECRETS },
  }),
  state('composer-toobig', undefined, 0, {
    context: {
      draft: QUESTION,
      files: [notes],
      problem:
        'Together this is about 120,000 tokens more than the service takes. Remove meeting notes 2026-11.md or shorten the question.',
    },
  }),
  state('composer-preview', undefined, 0, {
    context: { draft: QUESTION, images: [image], files: [notes] },
    preview: PREVIEW,
  }),
  state('draft', { ...runAt('asking'), state: 'draft', steps: [] }, 1_000),
  state('asking', runAt('asking'), 34_000),
  state('retry', retrying(), 8_000),
  state('waiting', runAt('waiting'), 20_000),
  state(
    'waiting-prose',
    { ...runAt('waiting'), exchanges: [{ questions: PROSE, finished: true }] },
    20_000,
  ),
  state('waiting-secret', runAt('waiting'), 20_000, {
    context: { secrets: [{ kind: 'cloudKey', part: 'answers', line: 1 }] },
    preview: { ...PREVIEW, step: 'research', secrets: SECRETS, cut: false },
  }),
  state('waiting-readonly', runAt('waiting'), 20_000, { context: { readOnly: true } }),
  state('planning-empty', emptyPlan(), 64_000),
  state('planning', runAt('planning'), 64_000),
  state('researching', runAt('researching'), 192_000),
  state('researching-silent', runAt('researching'), 62_000 + 9 * 60_000),
  state('writing', runAt('writing'), 300_000),
  state('done', runAt('done'), 500_000, { context: { insertTarget: 'notes.md' } }),
  state('done-research', runAt('done'), 500_000, {
    context: { savedPath: 'research/duckdb.md' },
    click: '#tab-research',
  }),
  state('card', runAt('done'), 500_000, { click: '.cite >> nth=2' }),
  state('no-evidence', { ...runAt('done'), state: 'noEvidence', references: [] }, 500_000),
  state('stopped', ended('researching', { type: 'stopped', at: STARTED_AT + 200_000 }), 400_000),
  state(
    'interrupted',
    ended('researching', { type: 'interrupted', at: STARTED_AT + 291_000, failure: cut }),
    400_000,
  ),
  state(
    'interrupted-writing',
    ended('writing', { type: 'interrupted', at: STARTED_AT + 300_000, failure: cut }),
    400_000,
  ),
  state(
    'failed',
    ended('asking', {
      type: 'failed',
      at: STARTED_AT + 2_000,
      failure: {
        code: 'keyRefused',
        charge: 'none',
        serviceCode: 'InvalidApiKey',
        httpStatus: 401,
        serviceMessage: `Invalid API-key provided (${key}…).`,
      },
    }),
    4_000,
  ),
  state('queued', queued(), 80_000, { context: { queuedBefore: 2 } }),
  state('trouble', runAt('researching'), 192_000, {
    context: { disk: { code: 'ENOSPC', path: '/home/somebody/a/long/path/journal.ndjson' } },
  }),
  state('recording', runAt('researching'), 192_000, {
    context: { readOnly: true, playback: { speed: 10 } },
  }),
  state('damaged', { ...runAt('researching'), state: 'damaged' }, 400_000),
];

function retrying(): Run {
  return ended('asking', {
    type: 'retryPlanned',
    at: STARTED_AT + 2_000,
    retry: {
      step: 'clarify',
      failure: { code: 'rateLimit', charge: 'none' },
      dueAt: STARTED_AT + 30_000,
      attempt: 1,
    },
  });
}

/** Answered and sent, and nothing has come yet. */
function emptyPlan(): Run {
  const at = STARTED_AT + 60_000;
  return [
    { type: 'answered', at, answers: 'Scans' } as const,
    { type: 'sending', at, step: 'research', host: 'dashscope.aliyuncs.com' } as const,
    { type: 'sent', at } as const,
  ].reduce(reduce, runAt('waiting'));
}

function queued(): Run {
  return ended('waiting', { type: 'queued', at: STARTED_AT + 70_000, answers: 'Scans' });
}
