// What is too long for `npm test`; a small share of each is in it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../test/vscode/lib/paths.mjs';
import { ensureBuild, ensureDependencies } from './setup.mjs';

const TASKS = {
  /** Two million damaged streams, or as many as the first argument says. */
  fuzz: ([cases = '2000000']) => {
    ensureBuild({ tests: true });
    return run(['--enable-source-maps', path.join(root, 'out/test/unit/fuzz.mjs'), cases]);
  },
  /**
   * A thousand kills of the engine in Node and two hundred of the real extension host, or as many of
   * each as the arguments say.
   */
  kills: ([inNode = '1000', inHost = '200']) =>
    run(['scripts/test.mjs', 'service', 'e2e', '--grep', 'G10'], {
      DEEP_RESEARCH_KILLS: inNode,
      DEEP_RESEARCH_HOST_KILLS: inHost,
    }),
  /** Eleven minutes without a byte in the real extension host, or as many as the argument says. */
  silence: ([minutes = '11']) =>
    run(['scripts/test.mjs', 'host', '--grep', 'G6'], {
      DEEP_RESEARCH_SILENCE_MINUTES: minutes,
      STAND_IN_TIMEOUT_MS: String(Number(minutes) * 60_000 + 300_000),
    }),
};

const [name, ...args] = process.argv.slice(2);
ensureDependencies();
process.exitCode = TASKS[name]?.(args) ?? 2;

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}
