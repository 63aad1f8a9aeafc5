import * as vscode from 'vscode';
import type { Failure } from '../../core/research/run.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { GetAccess } from '../runs/conductor.ts';
import type { ReadyAccess } from '../runs/runDesk.ts';
import type { Connector } from './connector.ts';

/**
 * Endpoint and key for a request. Without a key the person is asked for one and the request goes
 * on; a key that was saved for another address is never used here, and that is said (F9 to F11).
 */
export function createGetAccess(connector: Connector, t: Translate): GetAccess {
  async function getAccess(mayAsk: boolean): Promise<ReadyAccess | { message: string }> {
    const access = await connector.access();
    if (access.kind === 'ready') {
      return access;
    }
    if (access.kind === 'failure') {
      return access.failure.code === 'keyVanished' && mayAsk
        ? enterVanished(access.failure)
        : { message: sentence(access.failure, t) };
    }
    if (!mayAsk) {
      return { message: t('host.key.missing') };
    }
    if (access.savedElsewhere.length > 0) {
      const enter = t('host.key.enter');
      const answer = await vscode.window.showWarningMessage(
        t('host.key.moved', {
          saved: access.savedElsewhere.join(', '),
          host: access.endpoint.host,
        }),
        { modal: true, detail: t('host.key.movedDetail') },
        enter,
      );
      if (answer !== enter) {
        return { message: t('host.key.missing') };
      }
    }
    return (await ask()) ? getAccess(false) : { message: t('host.key.missing') };
  }

  async function enterVanished(failure: Failure): Promise<ReadyAccess | { message: string }> {
    void vscode.window.showWarningMessage(t('host.key.vanished'));
    if (!(await ask())) {
      return { message: sentence(failure, t) };
    }
    return getAccess(false);
  }

  async function ask(): Promise<boolean> {
    const { askForKey } = await import('../setupBundle.ts');
    return (await askForKey(connector, t)) !== undefined;
  }

  return () => getAccess(true);
}

/** Failures that can come before there is a request. */
type EarlyCode = 'endpointRefused' | 'keyringSilent' | 'keyMalformed' | 'keyVanished';

/** Such a failure in words: what happened and what to do. */
function sentence(failure: Failure, t: Translate): string {
  const code = failure.code as EarlyCode;
  return `${t(`failure.${code}.headline`)} ${t(`failure.${code}.next`)}`;
}
