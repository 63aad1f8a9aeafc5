import type { checkCitations } from '../../src/core/report/citations.ts';
import type { estimateContinuation } from '../../src/core/research/continueFrom.ts';
import type { explainFailure } from '../../src/core/research/explain.ts';
import type { MarkdownStream } from '../markdown/stream.ts';
import type { ReportView } from './reportView.ts';

/**
 * What a page needs only when there is a report, or a run has ended: the Markdown parser is twice
 * as large as the rest. It comes in a bundle of its own, right after the first paint.
 */
export interface ReportParts {
  readonly ReportView: typeof ReportView;
  readonly MarkdownStream: typeof MarkdownStream;
  readonly checkCitations: typeof checkCitations;
  readonly explainFailure: typeof explainFailure;
  readonly estimateContinuation: typeof estimateContinuation;
}

const PARTS = Symbol.for('deep-research.report-parts');

/** Called by that bundle. */
export function provideReportParts(parts: ReportParts): void {
  Reflect.set(globalThis, PARTS, parts);
}

/** Undefined until that bundle has come. */
export function findReportParts(): ReportParts | undefined {
  return Reflect.get(globalThis, PARTS) as ReportParts | undefined;
}
