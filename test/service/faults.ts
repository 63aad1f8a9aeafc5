import { CODE_FAULTS, EVERY_CODE } from './faults/codes.ts';
import { CONNECTION_FAULTS } from './faults/connection.ts';
import { ENCODING_FAULTS } from './faults/encodings.ts';
import { ENDING_FAULTS } from './faults/endings.ts';
import type { Fault } from './faults/fault.ts';
import { FRAME_FAULTS } from './faults/frames.ts';
import { FRAMING_FAULTS } from './faults/framing.ts';
import { HOSTILE_FAULTS } from './faults/hostile.ts';
import { RUN_FAULTS } from './faults/runs.ts';
import { SHAPE_FAULTS } from './faults/shapes.ts';
import { SILENCE_FAULTS } from './faults/silence.ts';
import type { FaultKnobs, StepFilter } from './types.ts';

/** Everything that can go wrong on purpose, in the order of the fault table. */
export const FAULTS: readonly Fault[] = [
  ...CONNECTION_FAULTS,
  ...CODE_FAULTS,
  ...SHAPE_FAULTS,
  ...ENCODING_FAULTS,
  ...FRAMING_FAULTS,
  ...FRAME_FAULTS,
  ...SILENCE_FAULTS,
  ...ENDING_FAULTS,
  ...RUN_FAULTS,
  ...HOSTILE_FAULTS,
  ...EVERY_CODE,
];

/** A fault with its knobs set. */
interface ChosenFault {
  readonly fault: Fault;
  readonly knobs: FaultKnobs;
  readonly step?: StepFilter;
}

const KNOBS: readonly (keyof FaultKnobs)[] = ['ms', 'at', 'words', 'bytes', 'size', 'rounds', 'to'];
const STEPS: readonly StepFilter[] = ['clarify', 'research', 'any'];

/**
 * Reads `NAME key=value …`. `F16:Model.AccessDenied` stands for `code:Model.AccessDenied`; the case
 * of letters does not matter.
 */
export function chooseFault(text: string): ChosenFault | undefined {
  const words = text.trim().split(/\s+/);
  const settings = words.filter((word) => word.includes('='));
  const name = words.filter((word) => !word.includes('=')).join(' ');
  const fault = findFault(name);
  if (fault === undefined) {
    return undefined;
  }
  const given = new Map(settings.map((word) => splitOnce(word)));
  const step = STEPS.find((known) => known === given.get('step'));
  const knobs = KNOBS.flatMap((knob) => {
    const value = given.get(knob);
    return value === undefined ? [] : [[knob, knob === 'to' ? value : readNumber(value)] as const];
  });
  return { fault, knobs: Object.fromEntries(knobs), ...(step === undefined ? {} : { step }) };
}

function findFault(name: string): Fault | undefined {
  const wanted = name.toLowerCase();
  const byName = (text: string): Fault | undefined =>
    FAULTS.find((fault) => fault.name.toLowerCase() === text);
  const alias = /^(f\d+):(.+)$/.exec(wanted);
  const byCode = byName(`code:${alias?.[2] ?? ''}`);
  return byName(wanted) ?? (byCode?.row.toLowerCase() === alias?.[1] ? byCode : undefined);
}

function splitOnce(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** `62%` is 0.62. */
function readNumber(text: string): number {
  const number = Number.parseFloat(text);
  return text.endsWith('%') ? number / 100 : number;
}
