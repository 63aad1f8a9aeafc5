import * as vscode from 'vscode';
import { isLoopback } from '../../core/wire/endpoint.ts';
import { CONTEXTS } from '../../manifest/ids.ts';
import type { PanelManager } from '../panel/panelManager.ts';
import type { RunDesk } from '../runs/runDesk.ts';
import type { Connector } from '../setup/connector.ts';

export interface ContextKeys extends vscode.Disposable {
  /** Something of ours is about to be seen: only now is the keyring asked. */
  start(): void;
  /** Settings or keys changed. */
  refresh(): void;
  /** What is shown changed, other than by a run of the desk. */
  update(): void;
}

/** Keeps the `when` clauses' keys true. Writes a key only when it changes. */
export function followContextKeys(
  desk: RunDesk,
  panels: PanelManager,
  connector: Connector,
  onKey: (hasKey: boolean) => void,
): ContextKeys {
  const written = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (written.get(key) !== value) {
      written.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };

  function update(): void {
    const current = panels.current();
    set(CONTEXTS.live, desk.live().length + desk.queued().length > 0);
    set(CONTEXTS.panelActive, current?.active === true);
    set(CONTEXTS.hasReport, (current?.run?.live.run().report.text ?? '') !== '');
  }

  /** Asks the keyring, so it is not done on activation but with the first panel. */
  async function refreshKey(): Promise<void> {
    const endpoint = connector.endpoint();
    set(CONTEXTS.simulated, endpoint !== undefined && isLoopback(endpoint.url.hostname));
    const hasKey = await connector.hasKey();
    set(CONTEXTS.hasKey, hasKey);
    onKey(hasKey);
  }

  let asked = false;
  const stopListening = desk.onStateChange(update);
  const start = (): void => {
    if (!asked) {
      asked = true;
      void refreshKey();
    }
  };
  const subscription = panels.onDidChange(() => {
    update();
    start();
  });
  return {
    start,
    update,
    refresh: () => {
      void refreshKey();
    },
    dispose: () => {
      stopListening();
      subscription.dispose();
    },
  };
}
