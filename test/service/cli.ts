import { parseArgs } from 'node:util';
import { startService } from './index.ts';
import { PACES } from './pace.ts';

/** The simulated service on its own: prints one line, the base URL, and runs until a signal. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    pace: { type: 'string', default: 'real' },
    seed: { type: 'string', default: '1' },
  },
});

const pace = PACES.find((known) => known === values.pace);
const port = Number(values.port);
const seed = Number(values.seed);
if (pace === undefined || !Number.isInteger(port) || !Number.isInteger(seed)) {
  process.stderr.write(`Use --port NUMBER, --pace ${PACES.join('|')}, --seed NUMBER\n`);
  process.exit(2);
}

const service = await startService({ port, pace, seed });
process.stdout.write(`${service.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void service.close().then(() => process.exit(0));
  });
}
