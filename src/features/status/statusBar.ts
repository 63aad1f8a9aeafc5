import * as vscode from 'vscode';
import type { Translate } from '../../core/text/translate.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';

/** One item, only while something runs in this window. A click shows the run. */
export function createStatusBar(desk: RunDesk, t: Translate, now: () => number): vscode.Disposable {
  let item: vscode.StatusBarItem | undefined;
  let timer: NodeJS.Timeout | undefined;

  function update(): void {
    const running = desk.live().at(-1);
    if (running === undefined) {
      item?.hide();
      clearInterval(timer);
      timer = undefined;
      return;
    }
    item ??= vscode.window.createStatusBarItem(
      'deepResearch.status',
      vscode.StatusBarAlignment.Left,
    );
    show(item, running);
    timer ??= setInterval(update, 1000);
  }

  function show(target: vscode.StatusBarItem, { live }: OpenRun): void {
    const run = live.run();
    const startedAt = run.steps.at(-1)?.startedAt ?? now();
    target.name = t('host.panel.title');
    target.text = `$(sync~spin) ${t('host.status.running', { time: clockTime(now() - startedAt) })}`;
    target.tooltip = `${cleanTitle(run.title ?? run.question, 120)}\n${t('host.status.runningTooltip')}`;
    target.command = {
      command: COMMANDS.openRun,
      title: t('host.toast.open'),
      arguments: [run.id],
    };
    target.show();
  }

  const stopListening = desk.onStateChange(update);
  return {
    dispose: () => {
      stopListening();
      clearInterval(timer);
      item?.dispose();
    },
  };
}

/** `mm:ss`, with hours where there are any. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}
