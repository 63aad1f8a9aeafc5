import type { Language, Translate } from '../../core/text/translate.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { ResearchPanel } from '../panel/researchPanel.ts';

/** Commands that put something of the editor or of the workspace into the composer. */
export const WAYS_IN = [
  'researchSelection',
  'researchFile',
  'researchProblem',
  'researchTodo',
  'researchDependency',
  'startFromTemplate',
] as const;

export type WayIn = (typeof WAYS_IN)[number];
/** The arguments are whatever a menu, a light bulb or somebody else passed. */
export type WaysIn = Readonly<Record<WayIn, (...args: unknown[]) => Promise<void>>>;

export interface WaysInDeps {
  readonly t: Translate;
  readonly language: Language;
  readonly panels: PanelManager;
  /** Shows the composer with a question; nothing is sent. */
  readonly prefill: (question: string) => void;
  /** Looks a composer through for what should not leave, after something was attached. */
  readonly review: (panel: ResearchPanel) => void;
}
