/* What `scripts/record-example.mjs` runs: the recordings that the package brings along. */
import { answerTo } from './answers.ts';
import { waitFor } from './pace.ts';
import { MAIN_MODEL, type Call } from './rules.ts';
import type { CallMessage } from './rulesMessages.ts';
import type { Beat } from './frames.ts';

/** Wait in ms, then what the `data:` line carries. */
type Frame = readonly [waitMs: number, data: unknown];

interface Recorded {
  readonly version: 1;
  readonly question: string;
  readonly answers: string;
  readonly clarify: readonly Frame[];
  readonly research: readonly Frame[];
}

const SEED = 20;

/** In the words of each language, so that question, answers and report fit together. */
const TOPICS = {
  en: {
    question: 'One repository or many for a small team?',
    answers:
      '1. What it costs to run, and how the choices compare\n\n2. A team of six that has to decide this month\n\n3. The last three years; figures that others could repeat',
  },
  'zh-cn': {
    question: '小团队用一个代码仓库还是多个仓库？',
    answers:
      '1. 运行成本，以及两者的比较\n\n2. 一个六人小组，本月要做决定\n\n3. 最近三年；别人能重复的数据',
  },
} as const;

/** One whole run of the simulated service, at the pace of its demonstration. Always the same. */
function record({ answers, question }: { question: string; answers: string }): Recorded {
  const user = (text: string): CallMessage => ({ role: 'user', text, images: [] });
  const call = (step: Call['step'], messages: readonly CallMessage[]): Call => ({
    model: MAIN_MODEL,
    messages,
    step,
    remarks: [],
    enableFeedback: true,
    detailed: true,
    tools: [],
  });
  const play = (what: Call, requestId: string): readonly Frame[] =>
    answerTo(what, requestId, { seed: SEED, snapLayout: 1 }).beats.map(
      ({ data, gap }: Beat, at): Frame => [
        Math.round(waitFor('real', gap, ((at + 1) * 0.618_034) % 1)),
        data,
      ],
    );
  const asked = [user(question)];
  const clarify = play(call('clarify', asked), 'recorded-example-1');
  const answered = [...asked, { role: 'assistant', text: '…', images: [] } as const, user(answers)];
  return {
    version: 1,
    question,
    answers,
    clarify,
    research: play(call('research', answered), 'recorded-example-2'),
  };
}

/** By language, as JSON. */
export function recordings(): Readonly<Record<keyof typeof TOPICS, string>> {
  return {
    en: JSON.stringify(record(TOPICS.en)),
    'zh-cn': JSON.stringify(record(TOPICS['zh-cn'])),
  };
}
