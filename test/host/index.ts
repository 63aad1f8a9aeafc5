// Runs inside the extension host: mocha over every host test beside this file.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const TEST = /\.test\.cjs$/;
const TIMEOUT_MS = 60_000;

/** What VS Code calls. Rejects if a test fails or there is none. */
export async function run(): Promise<void> {
  // This file runs as out/test/host/index.cjs.
  const root = path.resolve(__dirname, '../../..');
  const files = testFiles(root);
  if (files.length === 0) {
    throw new Error(`no tests in ${__dirname}: build them first`);
  }
  const mocha = new Mocha({
    color: true,
    reporter: path.join(root, 'test/reporter.cjs'),
    timeout: TIMEOUT_MS,
    ...(process.env.DEEP_RESEARCH_TEST_GREP && { grep: process.env.DEEP_RESEARCH_TEST_GREP }),
  });
  for (const file of files) {
    mocha.addFile(file);
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} host tests failed`);
  }
}

/** What was built, without what an earlier build left behind. */
function testFiles(root: string): string[] {
  const hasSource = (name: string) =>
    existsSync(path.join(root, 'test/host', name.replace(TEST, '.test.ts')));
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.cjs') && hasSource(name))
    .sort()
    .map((name) => path.join(__dirname, name));
}
