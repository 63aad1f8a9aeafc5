import type { Language, Translate } from '../../src/core/text/translate.ts';
import type { PanelCommand } from '../../src/protocol/messages.ts';
import type { Reply } from '../bridge.ts';
import type { Model } from '../store.ts';
import type { UiMemory } from '../uiState.ts';
import type { ReportParts } from './reportParts.ts';

/** What every part of the panel may use. */
export interface Deps {
  readonly t: Translate;
  readonly language: Language;
  readonly memory: UiMemory;
  /** Sends a command and shows what comes back, if anything does. */
  readonly send: (command: PanelCommand) => Promise<Reply>;
  /** Now, by the journal's clock. */
  readonly now: () => number;
  /** What came after the first paint; undefined before. */
  readonly parts: () => ReportParts | undefined;
  /** Brings the code highlighter; whether it came. */
  readonly loadHighlighter: () => Promise<boolean>;
  /** Shows and says what came of something the person just did. */
  readonly say: (text: string) => void;
  /** Says a milestone to screen readers, when it is its turn. */
  readonly announce: (text: string) => void;
}

/** A part of the panel: made once, brought up to date as often as it takes. */
export interface View {
  readonly element: HTMLElement;
  update(model: Model): void;
}
