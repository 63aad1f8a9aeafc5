import { checkCitations } from '../src/core/report/citations.ts';
import { estimateContinuation } from '../src/core/research/continueFrom.ts';
import { explainFailure } from '../src/core/research/explain.ts';
import { MarkdownStream } from './markdown/stream.ts';
import { provideReportParts } from './ui/reportParts.ts';
import { ReportView } from './ui/reportView.ts';

provideReportParts({
  ReportView,
  MarkdownStream,
  checkCitations,
  estimateContinuation,
  explainFailure,
});
