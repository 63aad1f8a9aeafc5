import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { collectLinks } from '../../../src/core/report/links.ts';
import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { openBrowser } from './browser.ts';
import { FORMS, generatePayloads, joinDocuments, readCorpora, UNICODE_TRICKS } from './corpora.ts';
import type { Files, Panel } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, runAt, STARTED_AT } from './sampleRun.ts';

/** Documents in one report: one page for each would take hours. */
const BATCH = 400;
/** How many of the payloads go through the small fields, too. */
const SAMPLE = 300;
const FIELDS_AT_ONCE = 50;

/** What a report with these documents in it makes of a run that is over. */
function withReport(text: string): Run {
  return [
    { type: 'answerText', text } as const,
    { type: 'answerFinished' } as const,
    { type: 'streamEnded', at: STARTED_AT } as const,
  ].reduce(reduce, runAt('researching'));
}

/** Every small field that comes from outside, many payloads in one run. */
function withFields(payloads: readonly string[]): Run {
  const sites = payloads.flatMap((payload) => [
    { title: payload, url: payload, description: payload },
    { title: payload, url: `https://ok.test/${payload}`, description: payload },
  ]);
  const references = sites.map((site, at) => ({ ...site, number: at + 1 }));
  const all = payloads.join(' ');
  const run = [
    { type: 'planText', text: payloads.join('\n') } as const,
    { type: 'roundStarted', round: 9 } as const,
    { type: 'roundGoal', round: 9, text: all } as const,
    { type: 'roundQuery', round: 9, text: all } as const,
    { type: 'sitesFound', round: 9, sites } as const,
    ...payloads.map((text, at) => ({ type: 'note', round: 9, key: String(at), text }) as const),
    { type: 'references', references } as const,
    {
      type: 'answerText',
      text: references.map(({ number }) => `[[${number}]]`).join(' '),
    } as const,
    {
      type: 'failed',
      at: STARTED_AT,
      failure: {
        code: 'unknownError',
        charge: 'maybe',
        serviceCode: payloads[0] ?? '',
        serviceMessage: all,
        requestId: payloads[1] ?? '',
        host: payloads[2] ?? '',
        excerpt: all,
      },
    } as const,
  ].reduce(reduce, runAt('planning', all));
  return { ...run, title: all };
}

describe('collections of attacks in the panel', function () {
  this.timeout(300_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel;
  let seq = 0;
  const corpora = readCorpora();
  const payloads = [...generatePayloads(), ...(corpora?.payloads ?? [])];

  before(async () => {
    console.log(
      corpora === undefined
        ? `    (no corpora found, DEEP_RESEARCH_CORPORA names no folder: ${String(payloads.length)} payloads of our own)`
        : `    (${String(payloads.length)} payloads, ${String(corpora.payloads.length)} of them from the corpora)`,
    );
    browser = await openBrowser();
    files = await buildPanel();
    panel = await openPanel(browser, files);
    await panel.page.waitForLoadState('networkidle');
  });

  after(() => browser.close());

  async function show(run: Run, marker: string): Promise<void> {
    seq += 1;
    await panel.post({
      type: 'snapshot',
      seq,
      run: { ...run, id: `run-${String(seq)}` },
      context: context(),
      now: STARTED_AT,
    });
    await panel.page.waitForFunction(
      (text) => document.querySelector('#app')?.textContent.includes(text) === true,
      marker,
      { polling: 50 },
    );
  }

  /** @param texts with links in them: only what the host finds there, too, can be opened */
  async function assertHarmless(what: string, ...texts: readonly string[]): Promise<void> {
    const { links, ...seen } = await panel.page.evaluate(async () => {
      const found = new Set<string>();
      // Some lists are made when they are opened.
      for (const details of document.querySelectorAll('details')) {
        details.open = true;
      }
      for (const element of document.querySelectorAll<HTMLElement>('.report a, .report button')) {
        element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      }
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      for (const element of document.querySelectorAll<HTMLElement>('#app *, .card *')) {
        const tag = element.localName;
        if (
          /^(?:script|iframe|img|image|svg|object|embed|link|style|base|meta|form|video|audio|math|template|marquee)$/u.test(
            tag,
          )
        ) {
          found.add(tag);
        }
        for (const { name, value } of element.attributes) {
          if (
            /^on|^(?:ping|src|srcset|srcdoc|style|action|formaction|data|background|poster)$/u.test(
              name,
            ) ||
            (name.endsWith('href') && value !== '#')
          ) {
            found.add(`${tag} ${name}=${value}`);
          }
        }
      }
      return {
        links: [
          ...new Set(
            Array.from(document.querySelectorAll('[data-link]'), (link) =>
              link.getAttribute('data-link'),
            ),
          ),
        ],
        found: [...found],
        hit: (Reflect.get(window, '__hit') ?? Reflect.get(window, '__alert')) as unknown,
        place: location.href,
      };
    });
    assert.deepEqual(
      { what, ...seen, requests: panel.requests },
      { what, found: [], hit: undefined, place: 'https://panel.test/', requests: [] },
    );
    const addresses = new Map(texts.flatMap((text) => [...collectLinks(text)]));
    assert.deepEqual(
      links.filter((link) => link === null || !addresses.has(link)),
      [],
    );
    assert.deepEqual(
      [...addresses.values()].filter((url) => !/^https?:\/\//u.test(url)),
      [],
    );
  }

  it('runs nothing and loads nothing in six forms of Markdown in the report', async () => {
    await panel.page.evaluate(() => {
      // What the collections call when they run.
      for (const name of ['alert', 'prompt', 'confirm', 'print', 'open'] as const) {
        Reflect.set(window, name, () => {
          Reflect.set(window, '__alert', name);
        });
      }
    });
    let shown = 0;
    for (const [index, form] of FORMS.entries()) {
      for (let at = 0; at < payloads.length; at += BATCH) {
        const documents = payloads.slice(at, at + BATCH).map((one, n) => form(one, at + n));
        const end = `end-${String(index)}-${String(at)}`;
        const { open, text: joined } = joinDocuments(documents);
        const text = `${joined}\n\n${end}`;
        await show(withReport(text), end);
        await assertHarmless(`form ${String(index)}, payloads from ${String(at)}`, text);
        shown += documents.length - open.length;
        for (const [n, alone] of open.entries()) {
          const start = `alone-${String(index)}-${String(at)}-${String(n)}`;
          await show(withReport(`${start}\n\n${alone}`), start);
          await assertHarmless(`form ${String(index)}, ${start}`, alone);
          shown += 1;
        }
      }
    }
    assert.equal(shown, payloads.length * FORMS.length);
  });

  it('runs nothing and loads nothing in titles, snippets, notes, addresses and failures', async () => {
    const step = Math.max(1, Math.floor(payloads.length / SAMPLE));
    const sample = payloads.filter((_, at) => at % step === 0);
    for (let at = 0; at < sample.length; at += FIELDS_AT_ONCE) {
      const some = sample.slice(at, at + FIELDS_AT_ONCE).map((text) => text.slice(0, 2_000));
      const marker = `marker-${String(at)}`;
      const run = withFields(some);
      const plan = `${run.plan.text} ${marker}`;
      await show({ ...run, plan: { ...run.plan, text: plan } }, marker);
      await assertHarmless(`fields from ${String(at)}`, run.report.text, plan);
    }
  });

  it('shows no character that hides or turns text', async () => {
    const tricks = UNICODE_TRICKS.map((one) => `a${one}b`);
    await show(withFields([tricks.join(' ')]), 'ab');
    await show(
      withReport(`${tricks.join(' ')}\n\n# ${tricks.join('')}\n\nend-of-tricks`),
      'end-of-tricks',
    );
    const text = await panel.page.evaluate(() => document.querySelector('#app')?.textContent ?? '');
    const left = UNICODE_TRICKS.filter((one) => text.includes(one));
    assert.deepEqual(
      left.map((one) => one.codePointAt(0)?.toString(16)),
      [],
    );
  });

  it('asks the host to open nothing by an address', async () => {
    const sent = JSON.stringify(await panel.commands());
    assert.ok(!/https?:|javascript:/iu.test(sent));
  });

  it('bites: the same payloads as markup run and load', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    await page.route('https://evil.test/**', async (route) => {
      requests.push(route.request().url());
      await route.abort();
    });
    await page.evaluate(
      (all) => {
        // That the payloads are live is what is tested.
        // eslint-disable-next-line no-restricted-syntax
        document.body.innerHTML = all.join('\n');
      },
      generatePayloads().filter((one) => one.startsWith('<img')),
    );
    await page.waitForFunction(() => Reflect.get(window, '__hit') === 1);
    await page.close();
    assert.ok(requests.length > 0);
  });
});
