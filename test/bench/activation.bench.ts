import path from 'node:path';
import { measureActivation } from '../vscode/lib/activation.mjs';
import { printTable } from './measure.ts';

/** Windows opened; each gives one sample, and the smallest is the least disturbed. */
const SAMPLES = Number(process.env['DEEP_RESEARCH_SAMPLES'] ?? 8);

interface Spread {
  readonly min: number;
  readonly median: number;
}

const { empty, extension } = await measureActivation(path.resolve('.'), SAMPLES);
const line = ({ load, call, total }: Record<'load' | 'call' | 'total', Spread>): string =>
  `min ${total.min.toFixed(1)} ms (load ${load.min.toFixed(1)}, call ${call.min.toFixed(1)}), ` +
  `median ${total.median.toFixed(1)} ms`;
printTable(`Activation, load + call, ${SAMPLES} windows`, [
  { name: 'an empty extension in the same host', value: line(empty) },
  { name: 'this extension', value: line(extension), goal: 'min ≤ 10 ms' },
]);
