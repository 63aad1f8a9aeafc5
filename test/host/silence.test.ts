import assert from 'node:assert/strict';
import { createClock } from '../../src/adapters/clock.ts';
import { createNodeHttp } from '../../src/adapters/nodeHttp.ts';
import { createLiveRun } from '../../src/core/research/liveRun.ts';
import { createRun } from '../../src/core/research/reduce.ts';
import { isLive, MAIN_MODEL } from '../../src/core/research/run.ts';
import { readEndpoint } from '../../src/core/wire/endpoint.ts';
import { DEFAULT_LIMITS } from '../../src/core/wire/watchdog.ts';

const service = process.env['DEEP_RESEARCH_SERVICE_URL'] ?? '';
/** `npm run test:silence` makes it 11 minutes; fetch would be cut after 5. */
const minutes = Number(process.env['DEEP_RESEARCH_SILENCE_MINUTES'] ?? 0.05);

describe('G6: a long silence, inside the real extension host', () => {
  it(`${minutes} minutes without a byte do not end a run`, async function () {
    this.timeout(minutes * 60_000 + 60_000);
    const fault = await fetch(new URL('/simulated/fault', service), {
      method: 'POST',
      body: JSON.stringify({ name: 'F43', ms: minutes * 60_000, step: 'research', times: 1 }),
    });
    assert.equal(fault.status, 200);
    const endpoint = readEndpoint(service);
    assert.ok(endpoint !== undefined);
    const options = {
      model: MAIN_MODEL,
      clarify: false,
      outputFormat: 'model_detailed_report',
      images: [],
      tools: [],
    } as const;
    const silent = () => undefined;
    const live = createLiveRun(
      {
        transport: createNodeHttp(),
        clock: createClock(),
        log: { info: silent, warn: silent, error: silent },
        journal: { append: silent, sync: () => Promise.resolve(), close: () => Promise.resolve() },
        random: Math.random,
      },
      createRun('silence', 'What does a silence cost?', options, Date.now()),
    );
    const started = Date.now();
    live.research(
      { endpoint, apiKey: 'sk-silence-123456', tools: [], images: [], limits: DEFAULT_LIMITS },
      undefined,
    );
    await new Promise<void>((resolve) => {
      live.subscribe((_events, run) => {
        if (!isLive(run.state)) {
          resolve();
        }
      });
    });
    assert.equal(live.run().state, 'done');
    assert.ok(Date.now() - started >= minutes * 60_000, 'the silence was real');
    await live.close();
  });
});
