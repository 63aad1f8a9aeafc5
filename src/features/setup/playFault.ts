import * as http from 'node:http';
import * as vscode from 'vscode';
import type { Translate } from '../../core/text/translate.ts';
import { isLoopback } from '../../core/wire/endpoint.ts';
import { asObject, asText, parseJson } from '../../core/wire/read.ts';
import type { Connector } from './connector.ts';

/** One fault that the simulated service can play. */
interface Fault {
  readonly name: string;
  readonly title: string;
}

/**
 * Lets a person choose what goes wrong in the next request. Only where requests go to this computer
 * itself, and only if the service there says that it is the simulated one.
 */
export async function playFault(connector: Connector, t: Translate): Promise<void> {
  const endpoint = connector.endpoint();
  if (endpoint === undefined || !isLoopback(endpoint.url.hostname)) {
    return;
  }
  const faults = await request(new URL('/simulated/faults', endpoint.origin)).then(readFaults);
  if (faults === undefined) {
    void vscode.window.showWarningMessage(t('host.fault.failed'));
    return;
  }
  const none = { label: t('host.fault.none'), name: undefined };
  const items = faults.map(({ name, title }) => ({ label: name, description: title, name }));
  const choice = await vscode.window.showQuickPick([none, ...items], {
    title: t('host.fault.pick'),
    matchOnDescription: true,
  });
  if (choice !== undefined) {
    const body = JSON.stringify({ name: choice.name ?? null });
    await request(new URL('/simulated/fault', endpoint.origin), body);
    void vscode.window.showInformationMessage(t('host.fault.set', { name: choice.label }));
  }
}

function readFaults(text: string | undefined): readonly Fault[] | undefined {
  const value = parseJson(text ?? '');
  const list = Array.isArray(value) ? value : asObject(value)?.['faults'];
  return Array.isArray(list)
    ? list.map((item) => ({
        name: asText(asObject(item)?.['name']),
        title: asText(asObject(item)?.['title']),
      }))
    : undefined;
}

function request(url: URL, body?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const outgoing = http.request(
      url,
      { method: body === undefined ? 'GET' : 'POST', timeout: 3000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
        });
        response.on('end', () => {
          resolve(text);
        });
      },
    );
    outgoing.on('error', () => {
      resolve(undefined);
    });
    outgoing.on('timeout', () => {
      outgoing.destroy();
      resolve(undefined);
    });
    outgoing.end(body);
  });
}
