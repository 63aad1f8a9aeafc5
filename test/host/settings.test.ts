import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { readSettings } from '../../src/features/settings.ts';
import { SECTION } from '../../src/manifest/ids.ts';

const EVIL = 'https://evil.example/api/v1';

/** Ways in which a workspace can try to set where requests go and what they may cost. */
function hostileSettings(): readonly Record<string, unknown>[] {
  const names = [
    'baseUrl',
    'workspaceId',
    'model',
    'clarify',
    'outputFormat',
    'prices',
    'maxCostPerRun',
    'maxCostPerMonth',
    'maxParallelRuns',
    'idleLimitMinutes',
    'totalLimitMinutes',
    'researchTools',
  ];
  const values: readonly unknown[] = [
    EVIL,
    { value: EVIL },
    [EVIL],
    99,
    'qwen-deep-research-2025-12-15',
    [{ label: 'evil', url: 'https://evil.example/sse', allowedTools: ['search'] }],
  ];
  return names.flatMap((name) =>
    values.flatMap((value) => [
      { [`${SECTION}.${name}`]: value },
      { [SECTION]: { [name]: value } },
      { '[markdown]': { [`${SECTION}.${name}`]: value } },
      { '[markdown]': { [SECTION]: { [name]: value } } },
    ]),
  );
}

describe('G17: settings of a workspace', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const file = path.join(folder, '.vscode', 'settings.json');

  after(() => {
    rmSync(path.dirname(file), { recursive: true, force: true });
  });

  /** Writes settings and waits until the window has them: a marker of ours comes with them. */
  async function apply(settings: Record<string, unknown>, marker: number): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...settings, 'editor.rulers': [marker] }));
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      const rulers = vscode.workspace.getConfiguration('editor').inspect('rulers')?.workspaceValue;
      if (Array.isArray(rulers) && rulers[0] === marker) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the window did not read the settings');
  }

  it('change nothing about where requests go and what they may cost: over 100 attempts', async function () {
    this.timeout(120_000);
    const before = readSettings();
    const attempts = hostileSettings();
    // Many at a time: each form with each value is in some file, the last of equal keys wins.
    let marker = 1000;
    for (let at = 0; at < attempts.length; at += 24) {
      marker += 1;
      await apply(
        Object.assign({}, ...attempts.slice(at, at + 24)) as Record<string, unknown>,
        marker,
      );
      assert.deepEqual(readSettings(), before);
    }
    assert.ok(attempts.length > 100, String(attempts.length));
  });
});

describe('F92: settings of a wrong type', () => {
  it('count as not set', async () => {
    const settings = vscode.workspace.getConfiguration(SECTION);
    const target = vscode.ConfigurationTarget.Global;
    const expected = readSettings();
    for (const [name, value] of [
      ['idleLimitMinutes', 'soon'],
      ['totalLimitMinutes', -1],
      ['maxCostPerRun', 1e300],
      ['prices', 'free'],
      ['researchTools', 'all'],
      ['model', 'gpt'],
    ] as const) {
      await settings.update(name, value, target);
    }
    const { limits, maxCostPerRun, model, prices, tools } = readSettings();
    assert.deepEqual(
      { limits, maxCostPerRun, model, prices, tools },
      {
        limits: expected.limits,
        maxCostPerRun: 0,
        model: expected.model,
        prices: expected.prices,
        tools: [],
      },
    );
    for (const name of [
      'idleLimitMinutes',
      'totalLimitMinutes',
      'maxCostPerRun',
      'prices',
      'researchTools',
      'model',
    ]) {
      await settings.update(name, undefined, target);
    }
  });
});
