import { frameRecord } from '../history/journal.ts';
import type { JournalEntry } from '../ports.ts';
import { redact } from '../redact.ts';
import { createDecoder } from '../wire/decode.ts';
import type { RawPiece } from '../wire/pieces.ts';
import type { ServiceError } from '../wire/serviceError.ts';
import type { RawFrame } from '../wire/sse.ts';
import type { ResearchEvent } from './events.ts';
import { createEventMerger } from './merge.ts';

/** Frames that came with the same bytes: what to keep of them, and not yet what they mean. */
export interface Arrived {
  readonly entries: readonly JournalEntry[];
  readonly frames: readonly RawFrame[];
}

/** Collects the frames of one request until its bytes are through, then decodes them together. */
export interface FrameIntake {
  /** @param raw the bytes they came in, where those can be told */
  push(frames: readonly RawFrame[], raw: RawPiece | undefined, at: number): void;
  /** What has come since the last call; for the journal before {@link decode}. */
  collect(): Arrived;
  /** What they say; an error frame ends it. */
  decode(frames: readonly RawFrame[]): {
    readonly events: readonly ResearchEvent[];
    readonly error: ServiceError | undefined;
  };
}

/**
 * @param secrets what went with the request: where one comes back in the answer it goes no further,
 * not to the disk and not to the screen (F103)
 */
export function createFrameIntake(secrets: readonly string[]): FrameIntake {
  const decoder = createDecoder();
  let frames: RawFrame[] = [];
  let entries: JournalEntry[] = [];

  return {
    push: (whole, raw, at) => {
      if (raw !== undefined && !secrets.some((secret) => raw.text.includes(secret))) {
        entries.push({ kind: 'raw', at, piece: raw });
        frames.push(...whole);
        return;
      }
      for (const frame of whole) {
        const clean = withoutSecrets(frame, secrets);
        entries.push(frameRecord(at, clean));
        frames.push(clean);
      }
    },
    collect: () => {
      const arrived = { entries, frames };
      entries = [];
      frames = [];
      return arrived;
    },
    decode: (whole) => {
      const merger = createEventMerger(true);
      let error: ServiceError | undefined;
      for (const frame of whole) {
        error ??= decoder.decodeInto(frame, merger);
      }
      return { events: merger.take(), error };
    },
  };
}

function withoutSecrets(frame: RawFrame, secrets: readonly string[]): RawFrame {
  for (const secret of secrets) {
    if (frame.data.includes(secret)) {
      return { ...frame, data: redact(frame.data, secrets) };
    }
  }
  return frame;
}
