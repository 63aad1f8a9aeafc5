import type { RunLibrary } from '../../core/ports.ts';
import type { Language } from '../../core/text/translate.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { Conductor } from '../runs/conductor.ts';
import type { RunDesk } from '../runs/runDesk.ts';
import type { Connector } from '../setup/connector.ts';

export interface AgentToolDeps {
  readonly language: Language;
  readonly desk: RunDesk;
  readonly library: RunLibrary;
  readonly conductor: Conductor;
  readonly connector: Connector;
  readonly panels: PanelManager;
  readonly now: () => number;
}
