import * as vscode from 'vscode';
import type { Clock } from '../../core/ports.ts';
import type { Language, Translate } from '../../core/text/translate.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { OpenRun } from '../runs/runDesk.ts';
import { EXAMPLE_ID } from './exampleId.ts';

/** The recorded example, of which code and content are loaded when it is first wanted. */
export interface Example {
  /** A playing of its own, from the beginning. */
  load(): Promise<OpenRun | undefined>;
  /** For a panel that comes back after the window was reloaded: whoever saw it, sees its end. */
  restore(runId: string): Promise<OpenRun | undefined>;
  /** The command: shows it, where it is open already in its own panel. */
  open(): Promise<void>;
}

export function createExample(deps: {
  readonly extensionUri: vscode.Uri;
  readonly language: Language;
  readonly clock: Clock;
  readonly t: Translate;
  readonly panels: () => PanelManager;
  /** It began another state, such as having a report. */
  readonly onStateChange: () => void;
}): Example {
  const load = async (): Promise<OpenRun | undefined> => {
    const { loadExample } = await import('../setupBundle.ts');
    const run = await loadExample(deps.extensionUri, deps.language, deps.clock, deps.onStateChange);
    if (run === undefined) {
      void vscode.window.showErrorMessage(deps.t('example.broken'));
    }
    return run;
  };
  return {
    load,
    restore: async (runId) => {
      const run = runId === EXAMPLE_ID ? await load() : undefined;
      run?.playback?.setSpeed('end');
      return run;
    },
    open: async () => {
      const shown = deps.panels().find(EXAMPLE_ID);
      if (shown !== undefined) {
        shown.reveal();
        return;
      }
      const run = await load();
      if (run !== undefined) {
        deps.panels().showRun(run);
      }
    },
  };
}
