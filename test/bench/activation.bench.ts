import path from 'node:path';
import { measureActivation } from '../vscode/lib/activation.mjs';
import { printTable } from './measure.ts';

/** Windows opened; each gives one sample, and the smallest is the least disturbed. */
const SAMPLES = Number(process.env['DEEP_RESEARCH_SAMPLES'] ?? 8);

const { empty, extension } = await measureActivation(path.resolve('.'), SAMPLES);
const line = ({ min, median }: { min: number; median: number }): string =>
  `min ${min.toFixed(1)} ms, median ${median.toFixed(1)} ms`;
printTable(`Activation, load + call, ${SAMPLES} windows`, [
  { name: 'an empty extension in the same host', value: line(empty.total) },
  { name: 'this extension', value: line(extension.total), goal: 'min ≤ 10 ms' },
]);
