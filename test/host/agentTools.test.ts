import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createRunLibrary } from '../../src/adapters/runLibrary.ts';
import { PRICES } from '../../src/core/research/price.ts';
import { en } from '../../src/core/text/en.ts';
import { createTranslate } from '../../src/core/text/translate.ts';
import { SNAPSHOT_MODEL } from '../../src/core/research/run.ts';
import { readEndpoint } from '../../src/core/wire/endpoint.ts';
import { createAgentTools, type AgentTools } from '../../src/features/agentTools/agentTools.ts';
import type { PanelManager } from '../../src/features/panel/panelManager.ts';
import { createConductor } from '../../src/features/runs/conductor.ts';
import type { OpenRun } from '../../src/features/runs/runDesk.ts';
import type { Settings } from '../../src/features/settings.ts';
import type { Connector } from '../../src/features/setup/connector.ts';
import { SECTION, TOOLS } from '../../src/manifest/ids.ts';
import { KEY, openBench, type EngineBench } from '../service/engine/bench.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';
const QUESTION = 'DuckDB or SQLite for log analytics?';

async function requestCount(url: string): Promise<number> {
  const answer = await fetch(new URL('/simulated/requests', url));
  const list = (await answer.json()) as unknown;
  return (Array.isArray(list) ? list : (list as { requests: unknown[] }).requests).length;
}

function textOf(result: vscode.LanguageModelToolResult | null | undefined): string {
  return (result?.content ?? [])
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('\n');
}

describe('tools for agents', () => {
  it('are declared, and can be called by others in this window', async () => {
    await vscode.extensions.getExtension('deep-research.qwen-deep-research')?.activate();
    for (const name of Object.values(TOOLS)) {
      const tool = vscode.lm.tools.find((known) => known.name === name);
      assert.ok(tool !== undefined, `${name} is not there`);
      assert.ok(tool.description.length > 100, name);
    }
    const options = { toolInvocationToken: undefined, input: { query: 'no-such-word-anywhere' } };
    const found = await vscode.lm.invokeTool(TOOLS.search, options);
    assert.match(textOf(found), /^No past run matches/u);
    const status = await vscode.lm.invokeTool(TOOLS.status, {
      toolInvocationToken: undefined,
      input: { runId: '../../etc/passwd' },
    });
    assert.match(textOf(status), /^There is no run with this id/u);
  });

  it('send nothing without a key, and say so to the model', async () => {
    const before_ = await requestCount(service);
    const result = await vscode.lm.invokeTool(TOOLS.start, {
      toolInvocationToken: undefined,
      input: { question: QUESTION },
    });
    assert.match(textOf(result), /nothing was charged\. No usable API key is stored/u);
    assert.equal(await requestCount(service), before_);
  });

  it('start a run as a click does: VS Code asks, the panel shows it, the status tells of it', async () => {
    const settings = vscode.workspace.getConfiguration(SECTION);
    await settings.update('baseUrl', service, vscode.ConfigurationTarget.Global);
    const before_ = await requestCount(service);
    process.env['DASHSCOPE_API_KEY'] = KEY;
    const call = async (name: string, input: object): Promise<string> =>
      textOf(await vscode.lm.invokeTool(name, { toolInvocationToken: undefined, input }));
    try {
      // In a test VS Code answers its own question with yes.
      const started = await call(TOOLS.start, { question: QUESTION });
      const runId = /^Started\. runId: (\S+)\. /u.exec(started)?.[1] ?? '';
      let status = '';
      while (!/^State: (?:done|noEvidence|failed|interrupted)$/mu.test(status)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        status = await call(TOOLS.status, { runId });
      }
      assert.match(status, /^State: done$/mu);
      assert.match(await call(TOOLS.getReport, { runId }), /^<<<untrusted [0-9a-f]{32}$/mu);
      assert.equal(await requestCount(service), before_ + 1);
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      assert.ok(tabs.some(({ input }) => input instanceof vscode.TabInputWebview));
    } finally {
      delete process.env['DASHSCOPE_API_KEY'];
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  describe('with a key', () => {
    let bench: EngineBench;
    let tools: AgentTools;
    let shown: OpenRun[];
    let hasKey = true;
    const token = new vscode.CancellationTokenSource().token;

    before(function () {
      this.timeout(30_000);
    });

    beforeEach(async () => {
      await connect({});
    });

    async function connect(settings: Partial<Settings>): Promise<void> {
      bench = await openBench({ settings });
      shown = [];
      hasKey = true;
      const endpoint = readEndpoint(bench.service.url);
      assert.ok(endpoint !== undefined);
      const access = { kind: 'ready', endpoint, apiKey: KEY, fromEnvironment: false } as const;
      tools = createAgentTools({
        language: 'en',
        desk: bench.desk,
        library: createRunLibrary(bench.root, () => PRICES),
        conductor: createConductor(
          bench.desk,
          () => Promise.resolve(access),
          () => Promise.resolve({ tools: [] }),
          () => Promise.resolve(createTranslate(en)),
          {
            emptyQuestion: 'empty',
            tooLong: () => 'too long',
            nothingToContinue: 'nothing',
            continuedTitle: (title) => title,
          },
          () => Promise.resolve(undefined),
        ),
        connector: {
          access: () => Promise.resolve(access),
          hasKey: () => Promise.resolve(hasKey),
          endpoint: () => endpoint,
        } as unknown as Connector,
        panels: {
          showRun: (run: OpenRun) => {
            shown.push(run);
          },
        } as unknown as PanelManager,
        now: () => Date.now(),
      });
    }

    afterEach(() => bench.close());

    async function call(
      name: keyof AgentTools,
      input: object,
      tokenBudget?: number,
    ): Promise<string> {
      const result = await tools[name].invoke(
        {
          toolInvocationToken: undefined,
          input,
          ...(tokenBudget === undefined
            ? {}
            : {
                tokenizationOptions: {
                  tokenBudget,
                  countTokens: (text) => Promise.resolve(text.length),
                },
              }),
        },
        token,
      );
      return textOf(result);
    }

    /** What VS Code would show before it calls. */
    async function confirmation(input: object): Promise<string> {
      const prepared = await tools.start.prepareInvocation?.({ input }, token);
      const message = prepared?.confirmationMessages?.message;
      return message instanceof vscode.MarkdownString ? message.value : (message ?? '');
    }

    async function started(input: object): Promise<OpenRun> {
      await confirmation(input);
      const text = await call('start', input);
      assert.match(text, /^Started\. runId: /u);
      const run = shown.at(-1);
      assert.ok(run !== undefined && text.includes(run.live.run().id));
      return run;
    }

    it('name price, host and every word that is sent before anything is', async () => {
      const input = { question: `${QUESTION}\u202E\u200B`, answers: 'For ```operators```.' };
      const message = await confirmation(input);
      assert.match(message, /CNY 1\.30 to 1\.50.*Sent to 127\.0\.0\.1/su);
      assert.ok(
        message.includes(`\`\`\`\`text\n${QUESTION}\n\nFor \`\`\`operators\`\`\`.\n\`\`\`\``),
      );
      assert.equal(await requestCount(bench.service.url), 0);
    });

    it('start exactly what was shown, once, and come back at once', async () => {
      const input = { question: `${QUESTION}\u202E`, format: 'summary' };
      assert.match(await call('start', input), /has not been asked about exactly this request/u);
      const run = await started(input);
      const { options, question } = run.live.run();
      assert.equal(question, QUESTION);
      assert.equal(options.outputFormat, 'model_summary_report');
      assert.equal(options.clarify, false);
      assert.match(await call('start', input), /has not been asked/u);
      await bench.settled(run);
      assert.equal(await requestCount(bench.service.url), 1);
      assert.equal(run.live.run().state, 'done');
    });

    it('send nothing by a question that was answered with no, or of which the price has changed', async () => {
      const input = { question: QUESTION };
      assert.match(await confirmation(input), /CNY/u);
      // The person said no. Later the keyring is slow, so that there is no question at all.
      hasKey = false;
      assert.equal(await confirmation(input), '');
      assert.match(await call('start', input), /has not been asked/u);
      hasKey = true;
      await confirmation(input);
      const settings = vscode.workspace.getConfiguration('deepResearch');
      const { Global } = vscode.ConfigurationTarget;
      await settings.update('model', SNAPSHOT_MODEL, Global);
      try {
        assert.match(await call('start', input), /has not been asked/u);
      } finally {
        await settings.update('model', undefined, Global);
      }
      assert.equal(await requestCount(bench.service.url), 0);
    });

    it('have one run at a time', async () => {
      bench.service.setPace('real');
      const run = await started({ question: QUESTION });
      const other = { question: 'Something else?' };
      await confirmation(other);
      assert.match(await call('start', other), /is still under way/u);
      run.live.stop();
      await bench.settled(run);
      assert.match(await call('status', { runId: run.live.run().id }), /State: stopped/u);
    });

    it('send nothing more where the limit of the month is reached', async () => {
      await bench.close();
      await connect({ maxCostPerMonth: 0.2 });
      await bench.settled(await started({ question: QUESTION }));
      const other = { question: 'Something else?' };
      await confirmation(other);
      assert.match(await call('start', other), /^It could not be started: /u);
      assert.equal(await requestCount(bench.service.url), 1);
    });

    it('refuse what is no request, and what looks like a secret', async () => {
      for (const input of [
        {},
        { question: ' ' },
        { question: 'x'.repeat(8_001) },
        { runId: 'x' },
      ]) {
        assert.equal(await confirmation(input), '');
        assert.match(await call('start', input), /^Nothing was started\./u);
      }
      const secret = { question: `Why does ghp_${'a1B2'.repeat(9)} fail?` };
      await confirmation(secret);
      assert.match(await call('start', secret), /Line 1 looks like it holds a secret/u);
      const unknown = { runId: '20260101-000000-00000000', answers: 'x' };
      await confirmation(unknown);
      assert.match(await call('start', unknown), /^There is no run with this id/u);
      assert.equal(await requestCount(bench.service.url), 0);
    });

    it('tell where a run stands and give its report in parts, fenced and bounded', async () => {
      const run = await started({ question: QUESTION });
      const { id } = await bench.settled(run);
      const status = await call('status', { runId: id });
      assert.match(
        status,
        /State: done\n.*\nRounds of searching: \d+; pages found: \d+, read: \d+/u,
      );
      assert.match(status, /Cost so far: CNY \d/u);

      const overview = await call('getReport', { runId: id });
      const mark = /^<<<untrusted ([0-9a-f]{32})$/mu.exec(overview)?.[1] ?? '';
      const fence = `untrusted ${mark}>>>`;
      assert.equal(overview.split(fence).length, 2);
      const [outside = ''] = overview.split(`<<<untrusted ${mark}\n`);
      const title = /^1\. (.+) \(\d+ characters\)$/mu.exec(overview)?.[1] ?? '';
      assert.ok(title !== '' && !outside.includes(title));
      assert.ok(overview.length < 14_000);

      const section = await call('getReport', { runId: id, section: '2' });
      assert.ok(section.includes('characters in this section. This is its end.'));
      const small = await call('getReport', { runId: id, section: '1' }, 400);
      const next = Number(/"offset": (\d+)/u.exec(small)?.[1]);
      assert.ok(next > 0 && next <= 501, small);
      assert.ok(small.length < 1_600, String(small.length));
      const rest = await call('getReport', { runId: id, section: '1', offset: next }, 400);
      assert.notEqual(rest, small);
      assert.match(
        await call('getReport', { runId: id, section: 'sources' }),
        /\[\[1\]\] .* http/u,
      );
      assert.match(await call('getReport', { runId: id, section: 'xyzzy' }), /no such section/u);

      const found = await call('search', { query: 'duckdb sqlite' });
      assert.match(found, /^1 runs, newest first/u);
      assert.ok(found.includes(`runId ${id} |`));
    });

    it('answer a run that asks back, after asking the person with the price', async () => {
      const run = bench.start(QUESTION);
      await bench.ask(run);
      await bench.settled(run);
      const { exchanges, id } = run.live.run();
      const status = await call('status', { runId: id });
      assert.match(status, /State: waiting/u);
      const [line = ''] = (exchanges[0]?.questions ?? '').split('\n');
      assert.ok(line !== '' && status.indexOf(line) > status.indexOf('<<<untrusted'));
      const input = { runId: id, answers: 'Logs of one server.' };
      assert.match(await confirmation(input), /CNY 1\.30.*Logs of one server\./su);
      assert.match(await call('start', input), /^Started\./u);
      await bench.settled(run);
      assert.equal(run.live.run().exchanges[0]?.answers, 'Logs of one server.');
      assert.equal(await requestCount(bench.service.url), 2);
    });
  });
});
