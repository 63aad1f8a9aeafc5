/* What `scripts/record-example.mjs` runs: the recordings that the package brings along. */
import { clarificationOf } from './clarify.ts';
import { CHINESE } from './content/chinese.ts';
import { ENGLISH } from './content/english.ts';
import { EXAMPLE_CHINESE } from './content/example/chinese.ts';
import type { ExampleContent } from './content/example/content.ts';
import { EXAMPLE_ENGLISH } from './content/example/english.ts';
import { examplePage, type PageId } from './content/example/pages.ts';
import { both, type Words } from './content/words.ts';
import type { Beat } from './frames.ts';
import { waitFor } from './pace.ts';
import { createRandom, hash } from './random.ts';
import { makeResearch } from './research.ts';
import type { RoundPlan } from './roundPlan.ts';
import type { Site } from './sites.ts';
import { estimateTokens } from './tokens.ts';

/** Wait in ms, then what the `data:` line carries. */
type Frame = readonly [waitMs: number, data: unknown];

interface Recorded {
  readonly version: 1;
  readonly question: string;
  readonly answers: string;
  readonly clarify: readonly Frame[];
  readonly research: readonly Frame[];
}

/**
 * The service takes minutes where the simulated one takes one: so much slower is the recording at its own speed, and
 * at ten times that speed it still shows what happens.
 */
const SLOWER = 12;
/** Step 2 is sent the question, the questions back and the answers, besides a prompt of its own. */
const PROMPT_TOKENS = 560;

/** The words of the simulated service, with those of the example in place of what it makes up. */
function wordsOf(base: Words, content: ExampleContent): Words {
  return {
    ...base,
    delta: base.delta[1] > 4 ? [4, 14] : [2, 7],
    plan: () => content.plan,
    report: () => [both(content.report)],
  };
}

function planOf({ rounds }: ExampleContent, language: 'en' | 'zh'): RoundPlan {
  const sites = new Map<PageId, Site>();
  const siteOf = (id: PageId): Site => {
    const site = sites.get(id) ?? examplePage(id, language);
    sites.set(id, site);
    return site;
  };
  const planned = rounds.map(({ query, goal, found, read }, i) => ({
    id: i + 1,
    angle: { query, goal, finding: '' },
    batches: found.map((batch) => batch.map(siteOf)),
    // Numbers of their own, never those of the citations, as on the wire.
    pages: read.map(({ page, note }, n) => ({
      key: String(21 + 7 * i + 3 * n),
      site: siteOf(page),
      note,
    })),
  }));
  return { rounds: planned, read: planned.flatMap(({ pages }) => pages) };
}

/** One whole run in the frames of the simulated service. The same content gives the same run. */
function record(content: ExampleContent, base: Words, language: 'en' | 'zh'): Recorded {
  const { answers, question } = content;
  const seed = hash(question);
  const questions = content.questions.map((text, i) => `${i + 1}. ${text}`).join('\n\n');
  const sent = [question, questions, answers].reduce((sum, text) => sum + estimateTokens(text), 0);
  const theme = { subject: { topic: question, images: 0 }, words: wordsOf(base, content) };
  return {
    version: 1,
    question,
    answers,
    clarify: timed(
      clarificationOf(
        questions,
        estimateTokens(question),
        createRandom(seed),
        'recorded-example-1',
      ),
    ),
    research: timed(
      makeResearch({
        theme,
        seed,
        requestId: 'recorded-example-2',
        inputTokens: PROMPT_TOKENS + sent,
        dialect: { layout: 1, thinking: false },
        detailed: true,
        tools: [],
        given: planOf(content, language),
      }),
    ),
  };
}

function timed(beats: readonly Beat[]): readonly Frame[] {
  return beats.map(({ data, gap }, at) => [
    Math.round(waitFor('real', gap, ((at + 1) * 0.618_034) % 1)) * SLOWER,
    data,
  ]);
}

/** By language, as JSON. */
export function recordings(): Readonly<Record<'en' | 'zh-cn', string>> {
  return {
    en: JSON.stringify(record(EXAMPLE_ENGLISH, ENGLISH, 'en')),
    'zh-cn': JSON.stringify(record(EXAMPLE_CHINESE, CHINESE, 'zh')),
  };
}
