import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { reduce } from '../../../src/core/research/reduce.ts';
import type { Run } from '../../../src/core/research/run.ts';
import { ADDRESS_TRICKS, BIDI, INVISIBLE, TAGS } from '../support/tricks.ts';
import { openBrowser } from './browser.ts';
import type { Files, Panel } from './page.ts';
import { buildPanel, openPanel } from './page.ts';
import { context, runAt, STARTED_AT } from './sampleRun.ts';

/** A run whose sources and sites have the addresses of the table. */
function tricked(): Run {
  const sites = ADDRESS_TRICKS.map(({ address, name }) => ({
    title: name,
    url: address,
    description: '',
  }));
  return [
    { type: 'sitesFound' as const, round: 1, sites },
    {
      type: 'references' as const,
      references: sites.map((site, at) => ({ ...site, number: at + 1 })),
    },
    { type: 'answerText' as const, text: '# Report\n\nWords.\n' },
  ].reduce(reduce, { ...runAt('planning'), rounds: [], id: 'tricks' });
}

/** A run that has the text in every field that comes from outside. */
function poisoned(text: string): Run {
  const site = { title: text, url: `https://a.test/${text}`, description: text };
  const failure = {
    code: 'unknownError',
    charge: 'maybe',
    serviceCode: text,
    serviceMessage: text,
    requestId: text,
    host: text,
    excerpt: text,
  } as const;
  return [
    { type: 'planText' as const, text },
    { type: 'roundStarted' as const, round: 1 },
    { type: 'roundGoal' as const, round: 1, text },
    { type: 'roundQuery' as const, round: 1, text },
    { type: 'sitesFound' as const, round: 1, sites: [site] },
    { type: 'note' as const, round: 1, key: '1', text },
    { type: 'references' as const, references: [{ ...site, number: 1 }] },
    { type: 'answerText' as const, text: `# ${text}\n\n${text}[[1]]\n\n- ${text}\n` },
    { type: 'failed' as const, at: STARTED_AT, failure },
  ].reduce(reduce, {
    ...runAt('planning', text),
    title: text,
    exchanges: [{ questions: `1. ${text}\n2. ${text}`, finished: true, answers: text }],
  });
}

const hex = (code: number): string => `U+${code.toString(16).toUpperCase()}`;

describe('G19: tricks in the panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let files: Files;
  let panel: Panel;
  let seq = 0;

  before(async () => {
    browser = await openBrowser();
    files = await buildPanel();
    panel = await openPanel(browser, files);
  });

  after(() => browser.close());

  async function show(run: Run | undefined, facts: Parameters<typeof context>[0] = {}) {
    seq += 1;
    await panel.post({
      type: 'snapshot',
      seq,
      ...(run === undefined ? {} : { run: { ...run, id: `run-${String(seq)}` } }),
      context: context(facts),
      now: STARTED_AT,
    });
    await panel.settle();
    await panel.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) {
        details.open = true;
      }
    });
  }

  it('shows each address by the host that would be asked, or offers no link', async () => {
    await show(tricked());
    const rows = await panel.page.evaluate(() =>
      [...document.querySelectorAll('.source-list > li')].map((row) => [
        row.querySelector('.source-title')?.textContent,
        row.querySelector('a') !== null,
        row.querySelector('.host')?.textContent,
      ]),
    );
    const none = 'No web address';
    assert.deepEqual(
      rows,
      ADDRESS_TRICKS.map(({ host, name }) => [name, host !== '', host === '' ? none : host]),
    );
    const sites = await panel.page.evaluate(() => {
      document.querySelector<HTMLElement>('#tab-research')?.click();
      return [...document.querySelectorAll('.rounds .sites > li')].map((row) => [
        row.querySelector('a') !== null,
        row.querySelector('.host')?.textContent,
      ]);
    });
    const first = ADDRESS_TRICKS.slice(0, sites.length).map(({ host }) => [host !== '', host]);
    assert.ok(sites.length > 0);
    assert.deepEqual(sites, first);
    assert.deepEqual(panel.requests, []);
  });

  it('lets no hidden character into any line, and none that turns text anywhere', async () => {
    const codes = [...BIDI, ...INVISIBLE];
    const text = codes.map((code) => `a${String.fromCodePoint(code)}b`).join(' ');
    await show(poisoned(text), { savedPath: text, insertTarget: text });
    const read = (): Promise<{ lines: string[]; all: string }> =>
      panel.page.evaluate(() => {
        const lines = '.title, .host, .source-title, .snippet, .saved, .round-toggle, .details li';
        const attributes = [...document.querySelectorAll('#app *')].flatMap((element) =>
          ['title', 'aria-label'].map((name) => element.getAttribute(name) ?? ''),
        );
        return {
          lines: [
            ...[...document.querySelectorAll(lines)].map((element) => element.textContent ?? ''),
            ...attributes,
          ],
          all: document.querySelector('#app')?.textContent ?? '',
        };
      });
    const report = await read();
    await panel.page.locator('#tab-research').click();
    const research = await read();
    const lines = [...report.lines, ...research.lines].filter((line) => line.includes('a'));
    assert.ok(lines.length > 10, String(lines.length));
    for (const code of codes) {
      const character = String.fromCodePoint(code);
      const where = lines.filter((line) => line.includes(character));
      assert.deepEqual(where, [], hex(code));
    }
    for (const code of BIDI) {
      const character = String.fromCodePoint(code);
      assert.ok(!(report.all + research.all).includes(character), hex(code));
    }
  });

  it('shows each of 128 hidden letters in running text as a box, and none in a line', async () => {
    await show(poisoned(`a${String.fromCodePoint(...TAGS)}b`));
    const { boxes, hidden, title } = await panel.page.evaluate(() => {
      const paragraph = document.querySelector('.report p')?.textContent ?? '';
      const all = document.documentElement.textContent ?? '';
      return {
        boxes: [...paragraph].filter((character) => character === '▯').length,
        hidden: /[\u{E0000}-\u{E007F}]/u.test(all),
        title: document.querySelector('.title')?.textContent,
      };
    });
    assert.deepEqual({ boxes, hidden, title }, { boxes: 128, hidden: false, title: 'ab' });
  });

  it('does the same with what a person attaches', async () => {
    const name = `n${String.fromCodePoint(...BIDI, ...INVISIBLE, ...TAGS)}otes.md`;
    await show(undefined, {
      files: [{ name, bytes: 1, tokens: 1 }],
      images: [{ name, bytes: 1 }],
      secrets: [{ kind: 'token', part: 'file', name, line: 1 }],
    });
    const { labels, names } = await panel.page.evaluate(() => ({
      names: [...document.querySelectorAll('.attachment-name')].map((e) => e.textContent),
      labels: [...document.querySelectorAll('.attachments button')].map((e) =>
        e.getAttribute('aria-label'),
      ),
    }));
    assert.deepEqual(names, ['notes.md', 'notes.md']);
    assert.deepEqual(labels, ['Remove notes.md', 'Remove notes.md']);
    await panel.page.getByText('notes.md, line 1: an access token').waitFor();
  });
});
