import type { Extension, Memento } from 'vscode';
import type { Clock, HttpTransport, ToolTokenVault } from '../../core/ports.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Connector } from './connector.ts';

/** Commands that set the extension up; each has its id in the manifest under the same name. */
export const SETUP_ACTIONS = [
  'setApiKey',
  'setWorkspaceId',
  'removeApiKey',
  'checkConnection',
  'addToolServer',
  'editToolServer',
  'removeToolServer',
  'testToolServer',
  'setToolToken',
  'playFault',
  'openWalkthrough',
] as const;

export type SetupAction = (typeof SETUP_ACTIONS)[number];
export type SetupActions = Readonly<Record<SetupAction, () => Promise<void>>>;

export interface SetupDeps {
  readonly t: Translate;
  readonly connector: Connector;
  readonly tokens: ToolTokenVault;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly state: Memento;
  readonly extension: Pick<Extension<unknown>, 'id' | 'packageJSON'>;
  /** Keys or settings changed: what shows them is told. */
  readonly refresh: () => void;
}
