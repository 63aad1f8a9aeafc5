import type { RunLibrary } from '../../core/ports.ts';
import type { Language, Translate } from '../../core/text/translate.ts';
import type { EditorTracker } from '../editor/tracker.ts';
import type { ReportActions } from '../panel/perform.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { Conductor } from '../runs/conductor.ts';
import type { RunDesk } from '../runs/runDesk.ts';
import type { FilterName } from './groups.ts';

/** What is done with a row of the history, or with all of them. */
export const HISTORY_ACTIONS = [
  'renameRun',
  'pinRun',
  'unpinRun',
  'duplicateQuestion',
  'continueRun',
  'compareRuns',
  'exportRun',
  'saveRun',
  'importRun',
  'revealRun',
  'deleteRun',
  'deleteOldRuns',
  'searchRuns',
  'filterRuns',
  'openSource',
  'copySource',
  'insertCitation',
] as const;

export type HistoryAction = (typeof HISTORY_ACTIONS)[number];
/** The argument is the row, an id, or whatever somebody else passed. */
export type HistoryActions = Readonly<Record<HistoryAction, (argument: unknown) => Promise<void>>>;

export interface HistoryActionDeps {
  readonly t: Translate;
  readonly language: Language;
  readonly desk: RunDesk;
  readonly conductor: Pick<Conductor, 'continueFrom' | 'continuation'>;
  readonly library: RunLibrary;
  readonly panels: PanelManager;
  readonly tracker: EditorTracker;
  readonly report: Pick<ReportActions, 'saveRun'>;
  readonly newRunId: () => string;
  readonly refresh: () => void;
  readonly setFilter: (filter: FilterName, name?: string) => void;
  /** Shows the composer with a question; nothing is sent. */
  readonly prefill: (question: string) => void;
  readonly openRun: (runId: string) => Promise<void>;
}
