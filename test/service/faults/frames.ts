import { message, type Beat, type LooseBeat } from '../frames.ts';
import type { Step } from '../script.ts';
import { faultsOf, indexIn, mapDeep, stream, type Fault, type FaultContext } from './fault.ts';
import { strangeMessages, wrongTypes } from './strange.ts';

type Maker = (context: FaultContext) => Step[];

/** Every frame's data changed, the last frame left alone so that the run can end. */
function changed(change: (data: unknown, i: number) => unknown): Maker {
  return (context) =>
    stream(
      context,
      context.beats.map((beat, i) =>
        i === context.beats.length - 1 ? beat : { ...beat, data: change(beat.data, i) },
      ),
    );
}

/** Extra frames, one before every eleventh of the run. */
function extra(make: (context: FaultContext) => readonly unknown[]): Maker {
  return (context) => {
    const extras = make(context);
    return stream(
      context,
      context.beats.flatMap((beat, i): LooseBeat[] => {
        const one = i % 11 === 10 ? extras[Math.floor(i / 11) % extras.length] : undefined;
        return one === undefined ? [beat] : [{ gap: 'none', data: one }, beat];
      }),
    );
  };
}

const COUNTS = new Set(['id', 'index_number', 'input_tokens', 'output_tokens']);
const OPTIONAL = new Set(['extra', 'usage', 'role', 'favicon', 'icon', 'description', 'query']);

/** 2.3 of the fault table and spec 5: what stands in the frames. */
export const FRAME_FAULTS: readonly Fault[] = faultsOf('research', [
  ['F38', 'Unknown phases, statuses and fields', 'F38', 'complete', extra(strangeMessages)],
  ['F39', 'Fields of the wrong type', 'F39', 'complete', extra(wrongTypes)],
  [
    'F39:strings',
    'All numbers come as strings',
    'F39',
    'complete',
    changed((data) => mapDeep(data, (key, value) => (COUNTS.has(key) ? String(value) : value))),
  ],
  [
    'F39:nulls',
    'Everything empty comes as null',
    'F39',
    'complete',
    changed((data) => mapDeep(data, (_, value) => (isEmpty(value) ? null : value))),
  ],
  [
    'F39:missing',
    'Many fields are missing',
    'F39',
    'complete',
    changed((data, i) =>
      i % 3 === 0
        ? mapDeep(data, (key, value) =>
            isEmpty(value) || (OPTIONAL.has(key) && value === '') || key === 'role'
              ? undefined
              : value,
          )
        : data,
    ),
  ],
  [
    'F39:parts',
    'Texts come as arrays of parts',
    'F39',
    'complete',
    changed((data) =>
      mapDeep(data, (key, value) => (key === 'content' ? [{ text: value }] : value)),
    ),
  ],
  ['F39:proto', 'Keys named __proto__ and constructor', 'F39', 'complete', prototypeKeys],
  ['F40', 'Phases come out of order', 'F40', 'complete', outOfOrder],
  ['F40:after-end', 'Frames come after the end', 'F40', 'complete', afterEnd],
  ['F41', 'Every frame comes twice', 'F41', 'complete', twice],
  ['cumulative', 'Each text frame repeats all text before it', 'spec 5.4', 'complete', cumulative],
  [
    'F104',
    'No frame tells the usage',
    'F104',
    'complete',
    ({ beats, ...context }) =>
      stream(
        { ...context, beats },
        beats.map((beat) => without(beat, 'usage')),
      ),
  ],
  [
    'finished-spelled-right',
    'The misspelt fields come spelled right',
    'spec 5.1',
    'complete',
    (context) => stream(context, context.beats.map(spelledRight)),
  ],
  [
    'finished-flag',
    'A last frame says that all is finished',
    'spec 8',
    'complete',
    (context) => {
      const last = context.beats.at(-1)?.data;
      const output = { ...last?.output, fininshed: true, fininshed_reason: 'stop' };
      return stream(context, [...context.beats, { gap: 'text', data: { ...last, output } }]);
    },
  ],
  [
    'finished-null',
    'The reason for the end is null instead of a word',
    'spec 5.1',
    'complete',
    changed((data) => mapDeep(data, (key, value) => (key === 'fininshed_reason' ? null : value))),
  ],
  [
    'done-marker',
    'A marker [DONE] stands at the end',
    'spec 4.1',
    'complete',
    (context) => {
      const steps = stream(context, context.beats);
      return [...steps.slice(0, -1), { do: 'bytes', data: 'data:[DONE]\n\n' }, { do: 'fin' }];
    },
  ],
]);

function isEmpty(value: unknown): boolean {
  if (value === '') {
    return true;
  }
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function without(beat: LooseBeat, key: string): LooseBeat {
  const entries = Object.entries(beat.data as object).filter(([name]) => name !== key);
  return { ...beat, data: Object.fromEntries(entries) };
}

function spelledRight(beat: Beat, i: number, all: readonly Beat[]): LooseBeat {
  const isLast = i === all.length - 1;
  const output = {
    message: beat.data.output.message,
    finished: isLast,
    finished_reason: isLast ? 'stop' : null,
  };
  return { ...beat, data: { ...beat.data, output } };
}

function prototypeKeys(context: FaultContext): Step[] {
  const bad = { ['__proto__']: { polluted: true }, constructor: { prototype: { polluted: true } } };
  const maps = { research: { id: 1, learningMap: { ...bad, ['__proto__']: 'text' }, ...bad } };
  return extra(() => [
    { ...bad, output: { ...bad, message: { ...message('WebResearch', 'streamingWebResult') } } },
    { output: { message: message('WebResearch', 'streamingWebResult', '', maps) } },
    { output: { message: { ...message('answer', 'typing', ''), ...bad } }, usage: bad },
  ])(context);
}

/** A frame of each earlier phase inside each later one; KeepAlive anywhere (spec 6, 7). */
function outOfOrder(context: FaultContext): Step[] {
  const { beats } = context;
  const plan = beats[1];
  const learning = beats.findLast((beat) => JSON.stringify(beat.data).includes('learningMap'));
  const first = indexIn(beats, 'research');
  const second = indexIn(beats, 'report');
  return stream(
    context,
    beats.flatMap((beat, i): LooseBeat[] => {
      if (i === first && plan !== undefined) {
        return [plan, beat];
      }
      if (i === second && plan !== undefined && learning !== undefined) {
        return [plan, learning, beat];
      }
      return i % 25 === 24 ? [keepAlive(beat), beat] : [beat];
    }),
  );
}

function keepAlive(beat: Beat): LooseBeat {
  const output = { ...beat.data.output, message: message('KeepAlive', 'typing') };
  return { gap: 'none', data: { ...beat.data, output } };
}

function afterEnd(context: FaultContext): Step[] {
  const { beats } = context;
  return stream(context, [...beats, ...beats.slice(0, 3), ...beats.slice(-4, -1)]);
}

/** The same bytes with the same id, as a replaying proxy sends them. */
function twice(context: FaultContext): Step[] {
  return stream(context, context.beats).flatMap((step): Step[] =>
    step.do === 'bytes' ? [step, step] : [step],
  );
}

function cumulative(context: FaultContext): Step[] {
  const texts = new Map<string, string>();
  return stream(
    context,
    context.beats.map((beat) => {
      const { phase, content } = beat.data.output.message;
      if (content === '') {
        return beat;
      }
      const text = (texts.get(phase) ?? '') + content;
      texts.set(phase, text);
      const output = {
        ...beat.data.output,
        message: { ...beat.data.output.message, content: text },
      };
      return { ...beat, data: { ...beat.data, output } };
    }),
  );
}
