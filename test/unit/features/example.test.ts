import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import type { ResearchEvent } from '../../../src/core/research/events.ts';
import { reduce } from '../../../src/core/research/reduce.ts';
import { countSources, type RunState } from '../../../src/core/research/run.ts';
import { composeInsert, composeReportFile } from '../../../src/core/report/compose.ts';
import { PRICES } from '../../../src/core/research/price.ts';
import { en } from '../../../src/core/text/en.ts';
import { createTranslate } from '../../../src/core/text/translate.ts';
import { playRecording, type PlayedRun } from '../../../src/features/example/playback.ts';
import { readRecording } from '../../../src/features/example/recording.ts';
import { EXAMPLE_CHINESE } from '../../service/content/example/chinese.ts';
import { EXAMPLE_ENGLISH } from '../../service/content/example/english.ts';
import { PAGE_IDS } from '../../service/content/example/pages.ts';
import { recordings } from '../../service/recordExample.ts';
import { gunzipSync } from 'node:zlib';
import { createManualClock } from '../support/fakes.ts';

const LANGUAGES = ['en', 'zh-cn'] as const;
const file = (language: string): string => `media/example/${language}.json.gz`;
const CONTENT = { en: EXAMPLE_ENGLISH, 'zh-cn': EXAMPLE_CHINESE } as const;
const T0 = 1_700_000_000_000;

function play(language: string): {
  played: PlayedRun;
  clock: ReturnType<typeof createManualClock>;
} {
  const lines = readRecording(readFileSync(file(language)));
  assert.ok(lines !== undefined, language);
  const clock = createManualClock();
  return { played: playRecording(lines, clock, T0), clock };
}

describe('the recorded example', () => {
  it('is small, and what the script makes of the content of today', () => {
    const sizes = LANGUAGES.map((language) => statSync(file(language)).size);
    assert.ok(sizes.reduce((sum, size) => sum + size) <= 60_000, `${sizes.join(' + ')} bytes`);
    const made = recordings();
    for (const language of LANGUAGES) {
      const shipped = gunzipSync(readFileSync(file(language))).toString('utf8');
      assert.ok(shipped === made[language], 'run node scripts/record-example.mjs');
    }
  });

  for (const language of LANGUAGES) {
    it(`${language}: decodes to a whole run with sources, without a single oddity`, () => {
      const { played } = play(language);
      played.playback.setSpeed('end');
      const run = played.live.run();
      assert.equal(run.state, 'done');
      assert.equal(run.recorded, true);
      assert.ok(run.report.finished && run.report.text.length > 2_000);
      assert.ok(run.references.length >= 8);
      assert.ok(run.rounds.length >= 3);
      assert.ok(countSources(run).read > 0);
      assert.deepEqual(run.oddities, { unreadable: 0, unknown: [] });
      assert.equal(run.exchanges[0]?.answers?.startsWith('1. '), true);
      assert.deepEqual(
        run.steps.map(({ kind }) => kind),
        ['clarify', 'research'],
      );
    });

    it(`${language}: names no pages but those of the projects themselves and of papers`, () => {
      const text = gunzipSync(readFileSync(file(language))).toString('utf8');
      const hosts = [...text.matchAll(/https?:\/\/([^/"\\]+)/g)].map((match) => match[1] ?? '');
      assert.ok(hosts.length > 30);
      assert.deepEqual([...new Set(hosts)].sort(), [
        'doi.org',
        'duckdb.org',
        'parquet.apache.org',
        'www.cidrdb.org',
        'www.postgresql.org',
        'www.sqlite.org',
        'www.vldb.org',
      ]);
    });

    it(`${language}: every mark of the report leads to a page that was read, and every such page is cited`, () => {
      const { played } = play(language);
      played.playback.setSpeed('end');
      const run = played.live.run();
      const marks = [...run.report.text.matchAll(/\[\[([\d,]+)\]\]/g)];
      const cited = new Set(marks.flatMap(([, numbers = '']) => numbers.split(',').map(Number)));
      assert.deepEqual(
        [...cited].sort((a, b) => a - b),
        run.references.map((_, i) => i + 1),
      );
      const { found, read } = countSources(run);
      assert.deepEqual({ found, read }, { found: PAGE_IDS.length, read: run.references.length });
      assert.equal(run.report.text, CONTENT[language].report);
    });

    it(`${language}: says nothing of a test service or of a simulation`, () => {
      const text = gunzipSync(readFileSync(file(language))).toString('utf8');
      assert.doesNotMatch(text, /simulated|made up|invented|example\.(?:com|org|net)|模拟|虚构/i);
    });
  }

  it('plays at its own speed, ten times as fast, and to the end; states come in their order', () => {
    const { clock, played } = play('en');
    const { live, playback } = played;
    const states: RunState[] = [live.run().state];
    let shown = live.run();
    live.subscribe((events: readonly ResearchEvent[], run) => {
      // What a page makes of the events is what the host has.
      shown = events.reduce(reduce, shown);
      assert.deepEqual(shown, run);
      if (states.at(-1) !== run.state) {
        states.push(run.state);
      }
    });
    // A run takes minutes: unless told otherwise it is shown in one.
    assert.equal(playback.speed(), 10);
    playback.setSpeed(1);
    assert.equal(playback.speed(), 1);
    clock.advance(1_000);
    assert.equal(live.run().state, 'asking');
    assert.ok(Math.abs(playback.now() - T0 - 1_000) <= 50, String(playback.now() - T0));
    clock.advance(30_000);
    assert.equal(live.run().state, 'waiting');
    playback.setSpeed(10);
    assert.equal(playback.speed(), 10);
    clock.advance(4_000);
    assert.ok(Math.abs(playback.now() - T0 - 71_000) <= 1_000, String(playback.now() - T0));
    assert.equal(live.run().exchanges[0]?.answers?.includes('Three developers read'), true);
    while (live.run().state !== 'writing') {
      clock.advance(100);
    }
    playback.setSpeed('end');
    assert.deepEqual(states, ['asking', 'waiting', 'planning', 'researching', 'writing', 'done']);
    // Its clocks tell how long it took, not how long it was watched: between 5 and 20 minutes, as the banner says.
    const [, research] = live.run().steps;
    const took = (research?.endedAt ?? 0) - (research?.startedAt ?? 0);
    assert.ok(took > 5 * 60_000 && took < 20 * 60_000, String(took));
    assert.equal(playback.now(), live.lifeAt());
  });

  it('waits while nobody watches', () => {
    const { clock, played } = play('en');
    const stop = played.live.subscribe(() => undefined);
    clock.advance(1_000);
    stop();
    const before = played.live.run();
    clock.advance(60_000);
    assert.equal(played.live.run(), before);
    played.live.subscribe(() => undefined);
    clock.advance(1_000);
    assert.notEqual(played.live.run(), before);
    assert.equal(played.live.run().state, 'asking');
  });

  it('says in every report made of it that it is one', () => {
    const t = createTranslate(en);
    const { played } = play('en');
    played.playback.setSpeed('end');
    const run = played.live.run();
    const inserted = composeInsert(run, { style: 'footnotes', t, eol: '\n' }).text;
    const saved = composeReportFile(run, {
      style: 'footnotes',
      t,
      prices: PRICES,
      date: new Date(T0),
    });
    assert.ok(inserted.startsWith('> **Recorded example'), inserted.slice(0, 80));
    assert.match(saved, /^recorded_example: true$/m);
    assert.ok(saved.includes('> **Recorded example'));
    const plain = { ...run };
    delete plain.recorded;
    assert.equal(
      composeInsert(plain, { style: 'footnotes', t, eol: '\n' }).text.includes('Recorded example'),
      false,
    );
  });

  it('refuses what is no recording', () => {
    assert.throws(() => readRecording(new Uint8Array([1, 2, 3])));
  });
});
