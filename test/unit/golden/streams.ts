import type { StepKind } from '../../../src/core/research/run.ts';
import { bytesOf, errorFrame, render, type Frame, type Style } from '../support/wire.ts';
import {
  clarifyFrames,
  cumulativeFrames,
  finishedFrames,
  fininshedFrames,
  keepAliveFrames,
  looseFrames,
  mainFrames,
  mixedFrames,
  snapshotFrames1,
  snapshotFrames2,
} from './frames.ts';

/** A whole answer as it comes over the wire, and what it is. */
export interface Golden {
  readonly name: string;
  readonly step: StepKind;
  readonly frames: readonly Frame[];
  readonly text: string;
  readonly bytes: Uint8Array;
  /** `report` and `questions` end well; `error` ends in an error frame. */
  readonly ends: 'questions' | 'report' | 'error';
}

function golden(
  name: string,
  ends: Golden['ends'],
  frames: readonly Frame[],
  style: Style = {},
): Golden {
  const text = render(frames, style);
  const step = ends === 'questions' ? 'clarify' : 'research';
  return { name, step, frames, text, bytes: bytesOf(text), ends };
}

/** All of them tell the same research as `main research`, in another form. */
export const RESEARCH_STREAMS: readonly Golden[] = [
  golden('main research', 'report', mainFrames),
  golden('snapshot, layout 1', 'report', snapshotFrames1),
  golden('snapshot, layout 2', 'report', snapshotFrames2),
  golden('snapshot, layouts mixed', 'report', mixedFrames),
  golden('KeepAlive everywhere', 'report', keepAliveFrames),
  golden('CR LF', 'report', mainFrames, { newline: '\r\n' }),
  golden('CR', 'report', mainFrames, { newline: '\r' }),
  golden('BOM, comments, spaces', 'report', mainFrames, { bom: true, chatter: true, spaced: true }),
  golden('no blank lines', 'report', mainFrames, { noBlankLines: true }),
  golden('no blank lines, CR LF', 'report', mainFrames, { noBlankLines: true, newline: '\r\n' }),
  golden('three frames glued to one event', 'report', mainFrames, { glue: 3 }),
  golden('data lines only', 'report', mainFrames, { bare: true }),
  golden('cumulative content', 'report', cumulativeFrames),
  golden('null, missing, numbers as text', 'report', looseFrames),
  golden('end mark fininshed', 'report', fininshedFrames),
  golden('end mark finished', 'report', finishedFrames),
];

const throttled = errorFrame(429, 'Throttling.AllocationQuota', 'Allocated quota exceeded.');
const blocked = errorFrame(400, 'DataInspectionFailed', 'Output data may contain 不当内容.');

export const ERROR_STREAMS: readonly Golden[] = [
  golden('error frame at the start', 'error', [throttled]),
  golden('error frame, other spelling', 'error', [throttled], { spaced: true, newline: '\r\n' }),
  golden('error frame in the report', 'error', [...mainFrames.slice(0, 20), blocked]),
  golden('error without event line', 'error', [...mainFrames.slice(0, 8), blocked], { bare: true }),
];

export const CLARIFY_STREAM = golden('main clarify', 'questions', clarifyFrames);

export const GOLDEN_STREAMS: readonly Golden[] = [
  CLARIFY_STREAM,
  golden('main clarify, CR', 'questions', clarifyFrames, { newline: '\r' }),
  ...RESEARCH_STREAMS,
  ...ERROR_STREAMS,
];
