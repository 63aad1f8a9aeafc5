import assert from 'node:assert/strict';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { chargeOfStop, createRun, reduce } from '../../../src/core/research/reduce.ts';
import {
  countSources,
  totalUsage,
  type Failure,
  type Reference,
  type Run,
} from '../../../src/core/research/run.ts';
import { OPTIONS, reduceAll, startedRun } from '../support/drive.ts';

const reference = (number: number, title = `S${number}`): Reference => ({
  number,
  title,
  url: `https://example.org/${number}`,
  description: '',
});
const plan: ResearchEvent = { type: 'planText', text: 'plan' };
const text: ResearchEvent = { type: 'answerText', text: '# Report' };
const finished: ResearchEvent = { type: 'answerFinished' };
const references: ResearchEvent = { type: 'references', references: [reference(1)] };

function clarify(...events: ResearchEvent[]): Run {
  return reduceAll(events, startedRun('clarify'));
}
function research(...events: ResearchEvent[]): Run {
  return reduceAll(events, startedRun('research'));
}

describe('questions or report: the phases decide (spec 3.3)', () => {
  it('an answer without research is a question', () => {
    const run = clarify(
      { type: 'answerText', text: 'Which ' },
      { type: 'answerText', text: 'one?' },
      finished,
    );
    assert.equal(run.state, 'waiting');
    assert.deepEqual(run.exchanges, [{ questions: 'Which one?', finished: true }]);
  });

  it('questions although they were switched off', () => {
    const run = research({ type: 'answerText', text: 'Which one?' }, finished);
    assert.equal(run.state, 'waiting');
    assert.equal(run.report.text, '');
  });

  it('research in the first step: its answer is the report', () => {
    const run = clarify(plan, text, references, finished);
    assert.equal(run.state, 'done');
    assert.equal(run.report.text, '# Report');
    assert.deepEqual(run.exchanges, []);
  });

  it('text before the first research frame moves to the report', () => {
    const run = research(
      { type: 'answerText', text: '# Early' },
      plan,
      { type: 'answerText', text: ' and late' },
      references,
      finished,
    );
    assert.equal(run.report.text, '# Early and late');
    assert.deepEqual(run.exchanges, []);
    assert.equal(run.state, 'done');
  });

  it('answered questions stay where they are', () => {
    const asked = clarify({ type: 'answerText', text: 'Q?' }, finished);
    const run = reduceAll(
      [
        { type: 'answered', at: 5, answers: 'A' },
        { type: 'sending', at: 6, step: 'research', host: 'h' },
        plan,
        text,
        references,
        finished,
      ],
      asked,
    );
    assert.deepEqual(run.exchanges, [{ questions: 'Q?', finished: true, answers: 'A' }]);
    assert.equal(run.report.text, '# Report');
  });

  it('no questions at all: the person may go on', () => {
    const run = clarify(finished);
    assert.equal(run.state, 'waiting');
    assert.deepEqual(run.exchanges, [{ questions: '', finished: true }]);
  });

  it('late text of finished questions keeps them finished', () => {
    const run = clarify({ type: 'answerText', text: 'Q' }, finished, {
      type: 'answerText',
      text: '?',
    });
    assert.deepEqual(run.exchanges, [{ questions: 'Q?', finished: true }]);
    assert.equal(run.state, 'waiting');
  });
});

describe('F40: any order of phases', () => {
  it('a late plan frame does not lead back from the rounds', () => {
    const run = research({ type: 'roundQuery', round: 1, text: 'q' }, plan, {
      type: 'planFinished',
    });
    assert.equal(run.state, 'researching');
    assert.deepEqual(run.plan, { text: 'plan', finished: true });
  });

  it('rounds may come after the report began, and the report goes on', () => {
    const run = research(
      plan,
      text,
      { type: 'roundGoal', round: 2, text: 'g' },
      text,
      references,
      finished,
    );
    assert.equal(run.report.text, '# Report# Report');
    assert.equal(run.rounds[0]?.number, 2);
    assert.equal(run.state, 'done');
  });

  it('an ended run keeps its state, and late content is added all the same', () => {
    const done = research(plan, text, references, finished);
    for (const late of [plan, text, finished, { type: 'roundFinished', round: 9 } as const]) {
      assert.equal(reduce(done, late).state, 'done', late.type);
    }
    assert.equal(reduce(done, text).report.text, '# Report# Report');
  });

  it('a round without a number is the one under way', () => {
    const run = research(
      { type: 'roundQuery', round: 3, text: 'a' },
      { type: 'roundQuery', text: 'b' },
      { type: 'roundFinished' },
    );
    assert.deepEqual(
      run.rounds.map(({ finished: over, number, query }) => ({ number, query, over })),
      [{ number: 3, query: 'ab', over: true }],
    );
  });

  it('wire events before any step do not fail', () => {
    const run = createRun('r', 'q', OPTIONS, 0);
    for (const event of [plan, text, references, finished, { type: 'roundStarted' } as const]) {
      assert.doesNotThrow(() => reduce(run, event));
    }
  });
});

describe('sources', () => {
  it('batches add up, a page that comes again is the same page', () => {
    const site = (url: string, title = 't') => ({ title, url, description: '' });
    const run = research(
      { type: 'sitesFound', round: 1, sites: [site('u1'), site('u1'), site('', 'a')] },
      {
        type: 'sitesFound',
        round: 1,
        sites: [site('u1'), site('u2'), site('', 'a'), site('', 'b')],
      },
      { type: 'sitesFound', round: 2, sites: [site('u1')] },
      { type: 'note', round: 2, key: '7', text: 'no' },
      { type: 'note', round: 2, key: '7', text: 'te' },
    );
    assert.equal(run.rounds[0]?.sites.length, 4);
    assert.deepEqual(countSources(run), { found: 4, read: 1 });
    assert.deepEqual(run.rounds[1]?.notes, [{ key: '7', text: 'note' }]);
  });

  it('references before, with or after the text; the latest of a number wins', () => {
    const late: ResearchEvent = {
      type: 'references',
      references: [reference(2), reference(1, 'new')],
    };
    for (const order of [
      [references, late, plan, text, finished],
      [plan, references, text, late, finished],
      [plan, text, references, finished, late],
    ]) {
      const run = research(...order);
      assert.equal(run.state, 'done');
      assert.deepEqual(
        run.references.map(({ number, title }) => `${number} ${title}`),
        ['1 new', '2 S2'],
      );
    }
  });

  it('a report without references has no evidence, until late ones come', () => {
    const run = research(plan, text, finished);
    assert.equal(run.state, 'noEvidence');
    assert.equal(reduce(run, references).state, 'done');
  });
});

describe('ends', () => {
  it('F52: a report without text has failed, and is charged', () => {
    const run = research(plan, { type: 'requestId', requestId: 'r-1' }, finished);
    assert.equal(run.state, 'failed');
    assert.deepEqual(run.failure, { code: 'emptyReport', charge: 'produced', requestId: 'r-1' });
    assert.equal(run.steps.at(-1)?.charge, 'produced');
  });

  it('F52: an answer to answers without text has failed', () => {
    const run = research(finished);
    assert.equal(run.failure?.code, 'emptyReport');
  });

  it('F50: a report at its maximum length is done, with a note, in either order', () => {
    const length: ResearchEvent = { type: 'lengthReached' };
    for (const end of [
      [length, finished],
      [finished, length],
    ]) {
      const run = research(plan, references, text, ...end);
      assert.equal(run.state, 'done');
      assert.equal(run.report.truncated, true);
    }
  });

  it('a second sending after a charge of none starts afresh', () => {
    const failure: Failure = { code: 'offline', charge: 'none' };
    const failed = reduceAll(
      [
        { type: 'answered', at: 1, answers: 'A' },
        { type: 'failed', at: 2, failure },
      ],
      startedRun('research'),
    );
    assert.equal(failed.state, 'failed');
    assert.equal(failed.steps[0]?.charge, 'none');
    const again = reduce(failed, { type: 'sending', at: 3, step: 'research', host: 'h' });
    assert.equal(again.state, 'planning');
    assert.equal(again.failure, undefined);
    assert.equal(again.endedAt, undefined);
    assert.equal(again.steps.length, 2);
    assert.equal(again.exchanges[0]?.answers, 'A');
  });

  it('questions that broke off are asked anew', () => {
    const broken = clarify({ type: 'answerText', text: 'Whi' });
    const again = reduce(broken, { type: 'sending', at: 3, step: 'clarify', host: 'h' });
    assert.deepEqual(again.exchanges, []);
  });

  it('F57, F58: what a stop leaves charged follows how far the request had got', () => {
    const draft = createRun('r', 'q', OPTIONS, 0);
    const sending = reduce(draft, { type: 'sending', at: 1, step: 'research', host: 'h' });
    const sent = reduce(sending, { type: 'sent', at: 2 });
    const accepted = reduce(sent, { type: 'accepted', at: 3 });
    assert.deepEqual([draft, sending, sent, accepted].map(chargeOfStop), [
      'none',
      'none',
      'maybe',
      'produced',
    ]);
  });

  it('a stop during the countdown leaves what the failed attempt may have cost', () => {
    for (const charge of ['none', 'maybe'] as const) {
      const failure: Failure = { code: 'overloaded', charge };
      const run = reduce(startedRun('clarify'), {
        type: 'retryPlanned',
        at: 5,
        retry: { step: 'clarify', failure, attempt: 1, dueAt: 9 },
      });
      assert.equal(reduce(run, { type: 'stopped', at: 6 }).steps.at(-1)?.charge, charge);
    }
  });
});

describe('bookkeeping', () => {
  it('F37, F38: oddities are counted, names once and not without end', () => {
    const run = research(
      { type: 'oddity', kind: 'unreadable', name: 'JSON' },
      { type: 'oddity', kind: 'unreadable', name: 'JSON' },
      ...Array.from({ length: 60 }, (_, at) => ({
        type: 'oddity' as const,
        kind: 'unknown' as const,
        name: `phase ${at % 30}`,
      })),
    );
    assert.equal(run.oddities.unreadable, 2);
    assert.equal(run.oddities.unknown.length, 20);
  });

  it('F104: tokens are unknown until the service says them, and add up over steps', () => {
    const first = clarify();
    assert.equal(totalUsage(first), undefined);
    const run = reduceAll(
      [
        { type: 'usage', usage: { inputTokens: 100, outputTokens: 10 } },
        { type: 'usage', usage: { inputTokens: 100, outputTokens: 20 } },
        { type: 'sending', at: 6, step: 'research', host: 'h' },
        { type: 'usage', usage: { inputTokens: 600, outputTokens: 1 } },
      ],
      first,
    );
    assert.deepEqual(totalUsage(run), { inputTokens: 700, outputTokens: 21 });
  });

  it('never changes the run it was given', () => {
    const freeze = (value: unknown): void => {
      if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        Object.values(value).forEach(freeze);
      }
    };
    const all: readonly ResearchEvent[] = [
      plan,
      { type: 'roundQuery', round: 1, text: 'q' },
      { type: 'note', round: 1, key: 'k', text: 'n' },
      { type: 'sitesFound', round: 1, sites: [{ title: 't', url: 'u', description: '' }] },
      text,
      references,
      { type: 'usage', usage: { inputTokens: 1, outputTokens: 1 } },
      { type: 'oddity', kind: 'unknown', name: 'x' },
      { type: 'renamed', at: 3, title: 'T' },
      finished,
      { type: 'streamEnded', at: 4 },
    ];
    let run = startedRun();
    for (const event of [...all, ...all]) {
      freeze(run);
      run = reduce(run, event);
    }
    assert.equal(run.title, 'T');
  });
});
