import assert from 'node:assert/strict';
import { createSseReader } from '../../../src/core/wire/sse.ts';
import { GOLDEN_STREAMS } from '../golden/streams.ts';
import { cutAt, readFrames, runFrames, slices, startedRun } from '../support/drive.ts';
import { createRandom, randomPieces } from '../support/random.ts';
import { bytesOf } from '../support/wire.ts';

describe('G1, F29, F30: a stream cut anywhere gives the same frames and the same run', () => {
  for (const { bytes, name, step } of GOLDEN_STREAMS) {
    it(name, function () {
      this.timeout(30_000);
      const whole = readFrames([bytes]);
      const frames = JSON.stringify(whole);
      const run = JSON.stringify(runFrames(whole, startedRun(step)));
      for (let at = 0; at <= bytes.byteLength; at++) {
        if (JSON.stringify(readFrames(cutAt(bytes, at))) !== frames) {
          assert.fail(`other frames when cut before byte ${at}`);
        }
      }
      const single = readFrames(slices(bytes, 1));
      assert.equal(JSON.stringify(runFrames(single, startedRun(step))), run);
      const random = createRandom(bytes.byteLength);
      for (let round = 0; round < 60; round++) {
        const pieces = readFrames(randomPieces(bytes, random, 1 + round * 4));
        assert.equal(JSON.stringify(runFrames(pieces, startedRun(step))), run);
      }
    });
  }
});

describe('G2: a frame is given out with the last byte of its blank line', () => {
  const ends = ['\n', '\r', '\r\n'];
  for (const first of ends) {
    for (const second of ends) {
      it(`${JSON.stringify(first)} then ${JSON.stringify(second)}`, () => {
        const seen: string[] = [];
        const reader = createSseReader((frame) => seen.push(frame.data));
        reader.push(bytesOf(`data:1${first}`));
        if (first !== '\r' || second !== '\n') {
          // CR and then LF are one line end: the blank line is still to come.
          reader.push(bytesOf(second));
        } else {
          reader.push(bytesOf('\n\n'));
        }
        assert.deepEqual(seen, ['1']);
      });
    }
  }

  it('also byte by byte', () => {
    for (const blank of ['\n\n', '\r\r', '\r\n\r\n', '\n\r', '\r\n\n', '\n\r\n', '\r\r\n']) {
      const seen: string[] = [];
      const reader = createSseReader((frame) => seen.push(frame.data));
      const bytes = bytesOf(`data:1${blank}`);
      // A CR ends a line at once; an LF after it would only belong to it.
      for (const piece of slices(bytes, 1)) {
        reader.push(piece);
      }
      assert.deepEqual(seen, ['1'], JSON.stringify(blank));
      reader.push(bytesOf('data:2\n\n'));
      assert.deepEqual(seen, ['1', '2'], JSON.stringify(blank));
    }
  });
});

describe('G3, F35: time grows with the length, not with its square', () => {
  const chunk = bytesOf('0123456789abcdef');

  function readEvent(characters: number): number {
    let length = 0;
    const reader = createSseReader((frame) => {
      length = frame.data.length;
    });
    const start = performance.now();
    reader.push(bytesOf('data:'));
    for (let sent = 0; sent < characters; sent += chunk.byteLength) {
      reader.push(chunk);
    }
    reader.push(bytesOf('\n\n'));
    const spent = performance.now() - start;
    assert.equal(length, characters);
    return spent;
  }

  it('one event in 16-byte pieces', function () {
    this.timeout(20_000);
    this.retries(2);
    const size = 1 << 20;
    readEvent(size);
    const best = (characters: number): number =>
      Math.min(...Array.from({ length: 3 }, () => readEvent(characters)));
    const ratio = best(4 * size) / best(size);
    // Linear is 4, quadratic 16.
    assert.ok(ratio < 9, `four times the length took ${ratio.toFixed(1)} times as long`);
  });

  it('a stream without blank lines, byte by byte', function () {
    this.timeout(20_000);
    this.retries(2);
    const time = (frames: number): number => {
      const bytes = bytesOf('id:1\nevent:result\ndata:{}\n'.repeat(frames));
      let seen = 0;
      const reader = createSseReader(() => {
        seen += 1;
      });
      const start = performance.now();
      for (const piece of slices(bytes, 1)) {
        reader.push(piece);
      }
      reader.end();
      assert.equal(seen, frames);
      return performance.now() - start;
    };
    time(2_000);
    const best = (frames: number): number => Math.min(time(frames), time(frames), time(frames));
    const ratio = best(16_000) / best(4_000);
    assert.ok(ratio < 9, `four times the length took ${ratio.toFixed(1)} times as long`);
  });
});
