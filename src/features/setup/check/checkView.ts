import * as vscode from 'vscode';
import { explainFailure } from '../../../core/research/explain.ts';
import { estimateCost } from '../../../core/research/price.ts';
import { createRun } from '../../../core/research/reduce.ts';
import type { Translate } from '../../../core/text/translate.ts';
import { COMMANDS, SECTION } from '../../../manifest/ids.ts';
import { readSettings } from '../../settings.ts';
import type { Connector } from '../connector.ts';
import {
  CHECKS,
  isReady,
  type CheckAction,
  type CheckLine,
  type CheckName,
  type CheckState,
  type Said,
} from './lines.ts';
import type { ProbePorts } from './probe.ts';
import { runCheck, type CheckResult } from './runCheck.ts';

export interface CheckDeps extends ProbePorts {
  readonly t: Translate;
  readonly connector: Connector;
}

type Item = vscode.QuickPickItem & { readonly act?: CheckAction | 'again' | 'report' };

const ICONS: Readonly<Record<CheckState, string>> = {
  checking: '$(loading~spin)',
  ok: '$(pass)',
  failed: '$(error)',
  unproven: '$(question)',
  skipped: '$(circle-slash)',
};

const PAGES: Readonly<Partial<Record<CheckAction, string>>> = {
  openConsole: 'https://bailian.console.aliyun.com/',
  openBilling: 'https://usercenter2.aliyun.com/finance/fund-management/overview',
};

/**
 * The command: a list with one line for each thing that has to be right, brought up to date as the
 * answers come, and below it what to do next. Closing it ends the check.
 */
export function checkConnection(deps: CheckDeps): void {
  const { t } = deps;
  const { model, workspaceId } = readSettings();
  const words = createWords(t);
  const list = vscode.window.createQuickPick<Item>();
  const controller = new AbortController();
  let result: CheckResult | undefined;
  list.title = t('check.title');
  list.placeholder = t('check.running');
  list.busy = true;
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;

  const show = (latest: CheckResult): void => {
    result = latest;
    const chosen = list.activeItems[0]?.label;
    list.busy = !latest.over;
    list.placeholder = summary(latest, t);
    list.items = [
      ...CHECKS.map((name): Item => words.item(name, latest.lines[name])),
      ...(latest.over ? nextSteps(latest, t) : []),
    ];
    // A new list would move the reader's place back to its top.
    const same = list.items.filter(({ label }) => label === chosen).slice(0, 1);
    const failed = CHECKS.findIndex((name) => latest.over && latest.lines[name].state === 'failed');
    const wanted = failed >= 0 ? list.items.slice(failed, failed + 1) : same;
    list.activeItems = wanted.length > 0 ? wanted : list.items.slice(0, 1);
  };

  list.onDidAccept(() => {
    const act = list.selectedItems[0]?.act;
    if (act === undefined || result === undefined) {
      return;
    }
    const shown = result;
    list.hide();
    void perform(act, shown, deps);
  });
  list.onDidHide(() => {
    controller.abort();
    list.dispose();
  });
  list.show();
  const facts = { connector: deps.connector, model, hasWorkspaceId: workspaceId !== '' };
  void runCheck(
    deps,
    facts,
    (latest) => {
      if (!controller.signal.aborted) {
        show(latest);
      }
    },
    controller.signal,
  );
}

function summary({ lines, over }: CheckResult, t: Translate): string {
  if (!over) {
    return t('check.running');
  }
  if (!isReady(lines)) {
    return t('check.notReady');
  }
  const { high, low } = estimateCost(readSettings().model, []);
  return t('check.ready', { low: low.toFixed(2), high: high.toFixed(2) });
}

/** Each action once, of the lines that need it most first. */
function nextSteps({ lines }: CheckResult, t: Translate): readonly Item[] {
  const failed = CHECKS.filter((name) => lines[name].state === 'failed');
  const others = CHECKS.filter((name) => lines[name].state !== 'failed');
  const actions = new Set([...failed, ...others].flatMap((name) => lines[name].action ?? []));
  return [
    { label: t('check.next'), kind: vscode.QuickPickItemKind.Separator },
    ...[...actions].map((act): Item => ({ label: actionLabel(act, t), act })),
    { label: t('check.again'), act: 'again' },
    { label: t('check.report'), act: 'report' },
  ];
}

function actionLabel(act: CheckAction, t: Translate): string {
  switch (act) {
    case 'ask':
      return t('check.ask');
    case 'chooseModel':
      return t('action.openSettings');
    default:
      return t(`action.${act}`);
  }
}

async function perform(
  act: CheckAction | 'again' | 'report',
  result: CheckResult,
  deps: CheckDeps,
): Promise<void> {
  const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(command, ...args);
  switch (act) {
    case 'again':
      checkConnection(deps);
      break;
    case 'report':
      await showReport(result, deps.t);
      break;
    case 'setApiKey':
      await run(COMMANDS.setApiKey);
      break;
    case 'setWorkspaceId':
      await run(COMMANDS.setWorkspaceId);
      break;
    case 'openSettings':
      await run('workbench.action.openSettings', `${SECTION}.baseUrl`);
      break;
    case 'chooseModel':
      await run('workbench.action.openSettings', `${SECTION}.model`);
      break;
    case 'openProxySettings':
      await run('workbench.action.openSettings', 'http.proxy');
      break;
    case 'ask':
      await run(COMMANDS.newResearch);
      break;
    default:
      await vscode.env.openExternal(vscode.Uri.parse(PAGES[act] ?? '', true));
  }
}

/** Lines in words, for the list and for the document. */
function createWords(t: Translate): {
  item(name: CheckName, line: CheckLine): Item;
  line(name: CheckName, line: CheckLine): string;
} {
  /** What happened, and what to do about it. */
  function sentences(said: Said | undefined): readonly [string, string] {
    if (said === undefined) {
      return ['', ''];
    }
    if ('key' in said) {
      return [t(said.key, said.values), ''];
    }
    const { model, outputFormat } = readSettings();
    const options = { model, clarify: true, outputFormat, images: [], tools: [] };
    const run = createRun('', '', options, 0);
    const explained = explainFailure(
      { ...run, state: 'failed', failure: said.failure },
      readSettings().prices,
      t,
    );
    return [explained.headline, explained.next];
  }

  function read({ next, text }: CheckLine): readonly [string, string] {
    const [happened, usual] = sentences(text);
    return [happened, next === undefined ? usual : sentences(next)[0]];
  }

  return {
    item: (name, line) => {
      const [happened, next] = read(line);
      const state = t(`check.state.${line.state}`);
      return {
        label: `${ICONS[line.state]} ${t(`check.${name}`)}: ${state}`,
        ...(happened === '' ? {} : { description: happened }),
        ...(next === '' ? {} : { detail: next }),
        ...(line.action === undefined ? {} : { act: line.action }),
        alwaysShow: true,
      };
    },
    line: (name, line) => {
      const [happened, next] = read(line);
      const state = t(`check.state.${line.state}`);
      const text = t('check.line', { name: t(`check.${name}`), state, text: happened });
      return `- ${[text, next].filter((part) => part !== '').join(' ')}`;
    },
  };
}

async function showReport({ lines, requestIds }: CheckResult, t: Translate): Promise<void> {
  const words = createWords(t);
  const content = [
    `# ${t('check.title')}`,
    '',
    ...CHECKS.map((name) => words.line(name, lines[name])),
    '',
    ...requestIds.map((id) => t('check.report.requestId', { id })),
    '',
    t('check.report.note'),
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}
