import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ResearchTool } from '../../../src/core/research/run.ts';
import { SNAPSHOT_MODEL } from '../../../src/core/research/run.ts';
import { openBench, type EngineBench } from './bench.ts';

describe('limits of cost, over HTTP', () => {
  let bench: EngineBench | undefined;

  afterEach(async () => {
    await bench?.close();
  });

  async function research(settings: Parameters<typeof openBench>[0]): Promise<EngineBench> {
    bench = await openBench(settings);
    bench.service.setPace('fast');
    return bench;
  }

  it('80 % is told, 100 % ends the run with everything kept', async function () {
    this.timeout(20_000);
    const open = await research({ settings: { maxCostPerRun: 0.6 } });
    const run = open.start();
    await open.ask(run);
    await open.settled(run);
    await open.research(run);
    const { failure, report, state } = await open.settled(run);
    assert.deepEqual(
      [state, failure?.code, failure?.charge],
      ['interrupted', 'costCap', 'produced'],
    );
    assert.notEqual(report.text, '');
    assert.deepEqual(
      open.logged.filter((line) => line.startsWith('cost notice')),
      ['cost notice 0.6'],
    );
    assert.match(open.sentence(run.live.run()).headline, /limit/i);
    await open.until(() => open.service.requests.at(-1)?.closedByClientAt !== undefined);
  });

  it('the month counts earlier runs', async function () {
    this.timeout(30_000);
    const open = await research({ settings: { maxCostPerMonth: 2 } });
    const first = open.start('First question');
    await open.ask(first);
    await open.settled(first);
    await open.research(first);
    assert.equal((await open.settled(first)).state, 'done');
    const second = open.start('Second question');
    await open.ask(second);
    await open.settled(second);
    await open.research(second);
    assert.equal((await open.settled(second)).failure?.code, 'costCap');
  });
});

describe('tool servers, over HTTP', () => {
  const TOKEN = 'tool-canary-0123456789';
  const tool: ResearchTool = {
    label: 'my-docs',
    url: 'https://tools.example.com/sse',
    allowedTools: ['search', 'fetch'],
  };
  let bench: EngineBench | undefined;

  afterEach(async () => {
    await bench?.close();
  });

  it('T22, F103: the token goes to the service and nowhere else, also when it comes back', async () => {
    bench = await openBench({ model: SNAPSHOT_MODEL, toolToken: TOKEN });
    const run = bench.start('What is new in our product?', { tools: [tool] });
    await bench.ask(run);
    await bench.settled(run);
    bench.service.play('F103', { step: 'research' });
    await bench.research(run);
    const done = await bench.settled(run);
    assert.equal(done.state, 'done');
    const body = bench.service.requests.at(-1)?.body as {
      parameters: { research_tools: unknown };
    };
    assert.deepEqual(body.parameters.research_tools, [
      {
        type: 'mcp',
        server_label: 'my-docs',
        server_url: 'https://tools.example.com/sse',
        allowed_tools: ['search', 'fetch'],
        authentication: { bearer: TOKEN },
      },
    ]);
    const journal = readFileSync(bench.desk.journalFile(done.id), 'utf8');
    assert.equal(journal.includes(TOKEN), false, 'journal');
    assert.equal(JSON.stringify(done).includes(TOKEN), false, 'run');
    assert.equal(bench.logged.join('\n').includes(TOKEN), false, 'log');
  });
});
