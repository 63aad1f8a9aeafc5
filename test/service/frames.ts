import type { Gap } from './pace.ts';

/** Cumulative within one request; no total (spec 5.1). */
interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/** `output.message` (spec 5.2), keys in the captured order. */
export interface WireMessage {
  readonly phase: string;
  readonly role: 'assistant';
  readonly content: string;
  readonly extra: { readonly deep_research: Readonly<Record<string, unknown>> };
  readonly status: string;
}

/** What a `data:` line carries (spec 5.1); the misspelt keys are the wire's own. */
interface WireData {
  readonly output: {
    readonly message: WireMessage;
    readonly fininshed: boolean;
    readonly fininshed_reason: string;
  };
  readonly usage: Usage;
  readonly request_id: string;
}

/** The part of a run a frame belongs to. */
export type Part = 'clarify' | 'plan' | 'research' | 'report';

/** One frame of an answer and what it waits for. */
export interface Beat {
  readonly part: Part;
  readonly gap: Gap;
  readonly data: WireData;
}

/** A frame as a fault sends it: its data may be anything. */
export interface LooseBeat {
  readonly gap: Gap;
  readonly data: unknown;
}

export interface FrameForm {
  readonly event?: string;
  readonly status?: number;
  readonly newline?: string;
}

/**
 * One event as captured (spec 4.1): id, event, the true status as a comment, one line of compact
 * JSON, a blank line; LF endings, no space after the colon.
 */
export function encodeFrame(id: number, data: unknown, form: FrameForm = {}): string {
  return [
    `id:${id}`,
    `event:${form.event ?? 'result'}`,
    `:HTTP_STATUS/${form.status ?? 200}`,
    `data:${JSON.stringify(data)}`,
    '',
    '',
  ].join(form.newline ?? '\n');
}

export function message(
  phase: string,
  status: string,
  content = '',
  deepResearch: Readonly<Record<string, unknown>> = {},
): WireMessage {
  return {
    phase,
    role: 'assistant',
    content,
    extra: { deep_research: deepResearch },
    status,
  };
}

/** The same frame with another message. */
export function withMessage(beat: Beat, change: Partial<WireMessage>): Beat {
  const { data } = beat;
  const next = { ...data.output.message, ...change };
  return { ...beat, data: { ...data, output: { ...data.output, message: next } } };
}
