import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { openBrowser } from './browser.ts';
import type { Files, Panel } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { PAYLOADS } from './payloads.ts';
import { context, runAt, STARTED_AT } from './sampleRun.ts';

/** A run in which every text that comes from outside is the payload. */
function poisoned(payload: string): Run {
  const site = { title: payload, url: payload, description: payload };
  const events: ResearchEvent[] = [
    { type: 'planText', text: payload },
    { type: 'roundStarted', round: 1 },
    { type: 'roundGoal', round: 1, text: payload },
    { type: 'roundQuery', round: 1, text: payload },
    { type: 'sitesFound', round: 1, sites: [site, { ...site, url: `https://ok.test/${payload}` }] },
    { type: 'note', round: 1, key: payload, text: payload },
    { type: 'references', references: [{ ...site, number: 1 }] },
    {
      type: 'answerText',
      text: `# ${payload}\n\n${payload}\n\n- ${payload}[[1]]\n\n> ${payload}\n`,
    },
    {
      type: 'failed',
      at: STARTED_AT,
      failure: {
        code: 'unknownError',
        charge: 'maybe',
        serviceCode: payload,
        serviceMessage: payload,
        requestId: payload,
        host: payload,
        excerpt: payload,
      },
    },
  ];
  const asked = { ...runAt('planning', payload), title: payload };
  const exchanges = [
    { questions: `1. ${payload}\n2. ${payload}`, finished: true, answers: payload },
  ];
  return events.reduce(reduce, { ...asked, exchanges });
}

describe('hostile text in the panel', function () {
  this.timeout(120_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel;

  before(async () => {
    browser = await openBrowser();
    files = await buildPanel();
    panel = await openPanel(browser, files);
  });

  after(() => browser.close());

  for (const [index, payload] of PAYLOADS.entries()) {
    it(`runs nothing and loads nothing: ${payload.slice(0, 60)}`, async () => {
      const { page } = panel;
      const run = { ...poisoned(payload), id: `run-${String(index)}` };
      const facts = context({
        savedPath: payload,
        insertTarget: payload,
        images: [{ name: payload }],
        tools: [payload],
      });
      await panel.post({ type: 'snapshot', seq: index + 1, run, context: facts, now: STARTED_AT });
      await page.waitForTimeout(60);
      await page.evaluate(async () => {
        const frame = (): Promise<number> =>
          new Promise((resolve) => requestAnimationFrame(resolve));
        for (const details of document.querySelectorAll('details')) {
          details.open = true;
        }
        // Whatever can be clicked in what came from outside is clicked, and whatever hears hovering, hovered.
        for (const element of document.querySelectorAll<HTMLElement>(
          '.prose *, .rounds *, .source-pane *',
        )) {
          element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
          if (element.matches('a, button')) {
            element.click();
          }
        }
        await frame();
        document.querySelector<HTMLElement>('#tab-research')?.click();
        await frame();
      });
      const seen = await page.evaluate(() => ({
        hit: Reflect.get(window, '__hit') as unknown,
        foreign: [...document.querySelectorAll('#app *')]
          .map(({ tagName }) => tagName.toLowerCase())
          .filter((name) =>
            /^(script|iframe|img|image|svg|object|embed|link|style|base|meta|form|video|audio|math|template)$/u.test(
              name,
            ),
          ),
        handlers: [...document.querySelectorAll('#app *')].flatMap(({ attributes }) =>
          [...attributes]
            .filter(({ name }) => /^on|^ping$|^srcset$/u.test(name))
            .map(({ name }) => name),
        ),
        addresses: [...document.querySelectorAll('#app a')]
          .map((link) => link.getAttribute('href'))
          .filter((href) => href !== '#'),
        place: location.href,
      }));
      assert.deepEqual(seen, {
        hit: undefined,
        foreign: [],
        handlers: [],
        addresses: [],
        place: 'https://panel.test/',
      });
      assert.deepEqual(panel.requests, []);
    });
  }

  it('is asked by the page to open only what has a name, never an address', async () => {
    const sent = JSON.stringify(await panel.commands());
    assert.ok(!sent.includes('evil.test'));
    assert.ok(!sent.includes('javascript'));
  });

  it('reports no error and no violation of the policy but the two of the components', () => {
    const unexpected = panel.problems.filter((problem) => !problem.includes('inline style'));
    assert.deepEqual(unexpected, []);
  });
});
