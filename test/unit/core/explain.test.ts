import assert from 'node:assert/strict';
import {
  explainFailure,
  FAILURE_ACTIONS,
  type Explanation,
} from '../../../src/core/research/explain.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import {
  FAILURE_CODES,
  SNAPSHOT_MODEL,
  type Charge,
  type Failure,
  type FailureCode,
  type Run,
} from '../../../src/core/research/run.ts';
import { failuresEn } from '../../../src/core/text/failures.en.ts';
import { failuresZhCn } from '../../../src/core/text/failures.zhCn.ts';
import { cutRun, failedRun, TRANSLATIONS } from '../support/explained.ts';

const CHARGES: readonly Charge[] = ['none', 'maybe', 'produced'];
const SERVICE_CODES = [
  '',
  'AccessDenied.Unpurchased',
  'Model.AccessDenied',
  'Workspace.AccessDenied',
  'WorkSpaceNotFound',
  'Arrearage',
  'PostpaidBillOverdue',
  'CommodityNotPurchased',
  'InvalidURL',
  'InvalidImageFormat',
  'FaqRuleBlocked',
  'IPInfringementSuspect',
];

/** All runs that a code is explained for: before anything, and after half a report. */
function* situations(code: FailureCode): Generator<Run> {
  for (const charge of CHARGES) {
    for (const serviceCode of SERVICE_CODES) {
      const failure: Failure = {
        code,
        charge,
        httpStatus: 418,
        requestId: 'request-77',
        host: 'dashscope.aliyuncs.com',
        afterMs: 600_000,
        serviceMessage: '{"internal":"x"}',
        ...(serviceCode === '' ? {} : { serviceCode }),
      };
      yield failedRun(failure);
      yield cutRun(failure);
      yield cutRun(failure, { model: SNAPSHOT_MODEL, images: [{ name: 'a.png' }] });
    }
    yield failedRun({ code, charge });
  }
}

function checkSentences({ cost, headline, kept, next }: Explanation, run: Run): void {
  for (const sentence of [headline, cost, next, kept]) {
    assert.notEqual(sentence.trim(), '');
    assert.doesNotMatch(sentence, /\{\w*\}/, 'a place was left empty');
    assert.match(sentence, /[.。]$/u);
  }
  const { code, serviceCode, serviceMessage } = run.failure ?? { code: '' };
  for (const hidden of [serviceCode, serviceMessage, 'request-77', '418']) {
    assert.ok(hidden === undefined || !headline.includes(hidden), `${hidden} in "${headline}"`);
  }
  assert.doesNotMatch(headline, /[{}<>[\]_]|\bat \w+ \(|\bError\b|\b[45]\d\d\b/);
  assert.ok(!/[a-z][A-Z]/.test(code) || !headline.includes(code));
  const sentences = [headline, cost, next].join(' ').match(/[.!?。！？](?=\s|$)/gu)?.length ?? 0;
  assert.ok(sentences <= 3, `more than three sentences: ${[headline, cost, next].join(' ')}`);
}

describe('G25: every failure is explained in both languages', () => {
  for (const [language, t] of Object.entries(TRANSLATIONS)) {
    for (const code of FAILURE_CODES) {
      it(`${code} (${language})`, () => {
        for (const run of situations(code)) {
          const explanation = explainFailure(run, PRICES, t);
          checkSentences(explanation, run);
          const { actions } = explanation;
          assert.equal(new Set(actions).size, actions.length);
          assert.ok(actions.length > 0);
          assert.ok(actions.every((action) => FAILURE_ACTIONS.includes(action)));
        }
      });
    }
  }

  it('no headline serves two codes', () => {
    for (const t of Object.values(TRANSLATIONS)) {
      const seen = FAILURE_CODES.map((code) => {
        const afterMs = code === 'connectTimeout' ? 15_000 : 300_000;
        return explainFailure(failedRun({ code, charge: 'maybe', afterMs }), PRICES, t).headline;
      });
      assert.equal(new Set(seen).size, FAILURE_CODES.length);
    }
  });

  it('both languages have the same keys and the same places in them', () => {
    assert.deepEqual(Object.keys(failuresZhCn), Object.keys(failuresEn));
    const places = (text: string): string => (text.match(/\{\w+\}/g) ?? []).toSorted().join();
    for (const [key, text] of Object.entries(failuresEn)) {
      const other = failuresZhCn[key as keyof typeof failuresEn];
      assert.equal(places(other), places(text), key);
      assert.notEqual(other.trim(), '', key);
    }
  });

  it('every action has a label, and the labels differ', () => {
    for (const t of Object.values(TRANSLATIONS)) {
      const labels = FAILURE_ACTIONS.map((action) => t(`action.${action}`));
      assert.equal(new Set(labels).size, FAILURE_ACTIONS.length);
    }
  });

  it('every Chinese sentence is Chinese', () => {
    for (const [key, text] of Object.entries(failuresZhCn)) {
      if (!key.startsWith('kept.separator')) {
        assert.match(text, /\p{Script=Han}|^\{state\}/u, key);
      }
      assert.doesNotMatch(text, /\p{Script=Han}[,.:;?!]/u, `${key}: half-width punctuation`);
    }
  });
});

describe('what the charge allows', () => {
  const t = TRANSLATIONS.en;
  const explain = (run: Run): Explanation => explainFailure(run, PRICES, t);

  it('a costly step that may have been charged is only run again as a new, paid run', () => {
    for (const code of FAILURE_CODES) {
      for (const charge of ['maybe', 'produced'] as const) {
        const { actions, next } = explain(cutRun({ code, charge }));
        assert.ok(!actions.includes('researchAgain') && !actions.includes('askAgain'), code);
        assert.match(next, /new, paid run/, code);
      }
    }
  });

  it('a costly step that was not charged is tried again in the same run', () => {
    for (const code of ['offline', 'rateLimit', 'overloaded', 'keyRefused'] as const) {
      const { actions, next } = explain(failedRun({ code, charge: 'none' }));
      assert.ok(actions.includes('researchAgain') && !actions.includes('runAgain'), code);
      assert.doesNotMatch(next, /paid/, code);
    }
  });

  it('the cheap step is asked again whatever it cost', () => {
    for (const charge of CHARGES) {
      const { actions } = explain(failedRun({ code: 'overloaded', charge }, 'clarify'));
      assert.equal(actions[0], 'askAgain');
    }
  });

  it('every cost sentence says what is charged', () => {
    const said: Record<Charge, RegExp> = {
      none: /^(Nothing was (sent or )?charged|This step was not charged)/,
      maybe: /^It may have been charged/,
      produced: /^What was produced so far is charged/,
    };
    for (const code of FAILURE_CODES) {
      for (const charge of CHARGES) {
        assert.match(explain(failedRun({ code, charge })).cost, said[charge]);
        assert.match(explain(cutRun({ code, charge })).cost, said[charge]);
      }
    }
  });
});
