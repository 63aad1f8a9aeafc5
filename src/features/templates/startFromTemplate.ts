import * as vscode from 'vscode';
import {
  fillTemplate,
  placesOf,
  readTemplates,
  type QuestionTemplate,
  type ReadTemplates,
} from '../../core/waysIn/templates.ts';
import { SECTION, SETTINGS } from '../../manifest/ids.ts';
import type { Found } from '../waysIn/composer.ts';
import type { WaysInWords } from '../waysIn/words.ts';

const BUILT_IN = ['compare', 'decide', 'upgrade', 'security', 'art'] as const;

interface Item extends vscode.QuickPickItem {
  readonly template?: QuestionTemplate;
}

/** Asks the person: the parts that a test stands in for. */
export interface TemplateDialogs {
  readonly pick: (items: readonly Item[]) => Thenable<Item | undefined>;
  readonly fill: (title: string, prompt: string) => Thenable<string | undefined>;
}

/** VS Code's own. */
export function templateDialogs(words: WaysInWords): TemplateDialogs {
  return {
    pick: (items) =>
      vscode.window.showQuickPick(items, {
        title: words('templatePick'),
        matchOnDetail: true,
      }),
    fill: (title, prompt) => vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true }),
  };
}

/** The templates that come with the extension, in the person's language. */
export function builtInTemplates(words: WaysInWords): readonly QuestionTemplate[] {
  return BUILT_IN.map((name) => ({
    name: words(`template_${name}Name`),
    question: words(`template_${name}`),
  }));
}

/**
 * A question of a chosen shape with what the person filled in; what they left open stays visible in
 * the composer. `undefined` where they gave up.
 *
 * @param setting value of the person's own setting, whatever it is
 */
export async function startFromTemplate(
  setting: unknown,
  dialogs: TemplateDialogs,
  words: WaysInWords,
): Promise<Found> {
  const own = readTemplates(setting);
  tellProblems(own, words);
  const chosen = await dialogs.pick(itemsOf(own, words));
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen.template === undefined) {
    await openSetting();
    return undefined;
  }
  const { name, question } = chosen.template;
  const values = new Map<string, string>();
  for (const place of placesOf(question)) {
    const value = await dialogs.fill(name, words('templatePlace', { name: place }));
    if (value === undefined) {
      return undefined;
    }
    values.set(place, value);
  }
  return { question: fillTemplate(question, values) };
}

function itemsOf({ templates }: ReadTemplates, words: WaysInWords): readonly Item[] {
  const toItem = (template: QuestionTemplate): Item => ({
    label: template.name,
    detail: template.question,
    template,
  });
  const line = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...builtInTemplates(words).map(toItem),
    ...(templates.length === 0 ? [] : [line(words('templateOwn'))]),
    ...templates.map(toItem),
    line(''),
    { label: words('templateEdit'), iconPath: new vscode.ThemeIcon('gear') },
  ];
}

/** Says which entries of the setting are left out and why; the others can be chosen meanwhile. */
function tellProblems({ problems }: ReadTemplates, words: WaysInWords): void {
  if (problems.length === 0) {
    return;
  }
  const list = problems.map(({ number, problem }) =>
    words('templateProblem', { number, reason: words(`template_${problem}`) }),
  );
  const open = words('templateSettings');
  void vscode.window
    .showWarningMessage(words('templateProblems', { problems: list.join('; ') }), open)
    .then((chosen) => (chosen === open ? openSetting() : undefined));
}

function openSetting(): Thenable<unknown> {
  return vscode.commands.executeCommand(
    'workbench.action.openSettings',
    `${SECTION}.${SETTINGS.templates}`,
  );
}
