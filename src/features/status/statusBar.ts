import * as vscode from 'vscode';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import { COMMANDS } from '../../manifest/ids.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';

/** What the item says about a run. */
interface Status {
  readonly run: OpenRun;
  readonly text: string;
  readonly tooltip: string;
}

/**
 * One item, only while something of this window runs, is queued, or waits for the person: what runs
 * comes first. A click shows the run.
 */
export function createStatusBar(desk: RunDesk, t: Translate, now: () => number): vscode.Disposable {
  let item: vscode.StatusBarItem | undefined;
  let timer: NodeJS.Timeout | undefined;

  function update(): void {
    const status = running() ?? queued() ?? waiting();
    if (status === undefined) {
      item?.hide();
    } else {
      item ??= vscode.window.createStatusBarItem(
        'deepResearch.status',
        vscode.StatusBarAlignment.Left,
      );
      show(item, status);
    }
    if (desk.live().length === 0) {
      clearInterval(timer);
      timer = undefined;
    } else {
      timer ??= setInterval(update, 1000);
    }
  }

  function running(): Status | undefined {
    const run = desk.live().at(-1);
    if (run === undefined) {
      return undefined;
    }
    const startedAt = run.live.run().steps.at(-1)?.startedAt ?? now();
    const text = t('host.status.running', { time: clockTime(now() - startedAt) });
    const n = desk.queued().length;
    return {
      run,
      text: `$(sync~spin) ${n === 0 ? text : t('runs.status.andQueued', { text, n })}`,
      tooltip: t('host.status.runningTooltip'),
    };
  }

  function queued(): Status | undefined {
    const run = desk.queued()[0];
    return run && { run, text: `$(clock) ${t('runs.status.queued')}`, tooltip: t('state.queued') };
  }

  function waiting(): Status | undefined {
    const run = desk.waiting().at(-1);
    return (
      run && {
        run,
        text: `$(comment-discussion) ${t('host.status.waiting')}`,
        tooltip: t('runs.status.waitingTooltip'),
      }
    );
  }

  function show(target: vscode.StatusBarItem, { run: { live }, text, tooltip }: Status): void {
    const run = live.run();
    target.name = t('host.panel.title');
    target.text = text;
    target.tooltip = `${cleanTitle(run.title ?? run.question, 120)}\n${tooltip}`;
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
