import assert from 'node:assert/strict';
import { REPORT_TEXT } from '../golden/frames.ts';
import { CLARIFY_STREAM, GOLDEN_STREAMS, type Golden } from '../golden/streams.ts';
import { createBench, type Bench } from '../support/live.ts';
import { bytesOf, REQUEST_ID } from '../support/wire.ts';

/** Where the JSON of the frame with the end mark is complete: from that byte on the end is known. */
function endOfMark({ text }: Golden): number {
  const mark = Math.max(
    ...['"status":"finished"', '"fininshed":true', '"finished":true'].map((one) =>
      text.lastIndexOf(one),
    ),
  );
  const lineEnd = /[\r\n]/.exec(text.slice(mark))?.index ?? 0;
  return bytesOf(text.slice(0, mark + lineEnd)).byteLength;
}

async function play(golden: Golden, length: number, act: (bench: Bench) => void): Promise<Bench> {
  const bench = createBench();
  await bench.start(golden.step === 'clarify' ? 'ask' : 'research');
  bench.accept();
  bench.transport.last().handlers.chunk(golden.bytes.subarray(0, length));
  act(bench);
  return bench;
}

describe('G8, F46, F47: a stream without its end mark is interrupted, never finished', () => {
  const complete = GOLDEN_STREAMS.filter((golden) => golden.ends !== 'error');
  for (const golden of complete) {
    it(`${golden.name}: every prefix`, async function () {
      this.timeout(60_000);
      const end = endOfMark(golden);
      // Every byte of the small one and of the last frames; of the others every few bytes.
      const stride = golden === CLARIFY_STREAM ? 1 : 7;
      for (
        let length = 0;
        length <= golden.bytes.byteLength;
        length += length > end - 700 ? 1 : stride
      ) {
        const bench = await play(golden, length, (one) => {
          one.end();
        });
        const { failure, state } = bench.live.run();
        if (length >= end) {
          assert.equal(state, golden.ends === 'report' ? 'done' : 'waiting', `${length} bytes`);
        } else if (failure?.code === 'emptyAnswer') {
          assert.equal(state, 'failed', `${length} bytes`);
        } else {
          assert.equal(state, 'interrupted', `${length} bytes`);
          assert.equal(failure?.code, 'streamCut', `${length} bytes`);
          assert.equal(failure.charge, 'produced', `${length} bytes`);
        }
      }
    });
  }

  it('a reset is the same as a clean end', async () => {
    const golden = GOLDEN_STREAMS.find((one) => one.name === 'main research');
    assert.ok(golden !== undefined);
    const end = endOfMark(golden);
    for (let length = 1; length <= golden.bytes.byteLength; length += 97) {
      const bench = await play(golden, length, (one) => {
        one.transport.last().handlers.error({ code: 'ECONNRESET', message: '' });
      });
      assert.equal(bench.state(), length < end ? 'interrupted' : 'done', `${length} bytes`);
    }
  });

  it('everything up to the cut is kept, with the request id of the answer', async () => {
    const golden = GOLDEN_STREAMS.find((one) => one.name === 'main research');
    assert.ok(golden !== undefined);
    const bench = await play(golden, endOfMark(golden) - 1, (one) => {
      one.end();
    });
    const { failure, references, report, rounds } = bench.live.run();
    assert.equal(report.text, REPORT_TEXT);
    assert.equal(report.finished, false);
    assert.equal(rounds.length, 2);
    assert.equal(references.length, 2);
    assert.equal(failure?.requestId, REQUEST_ID);
  });
});

describe('F48, F49: an error inside the stream ends the run', () => {
  for (const golden of GOLDEN_STREAMS.filter((one) => one.ends === 'error')) {
    it(golden.name, async () => {
      const bench = await play(golden, golden.bytes.byteLength, () => undefined);
      const { failure, report, retry, rounds, state } = bench.live.run();
      if (golden.frames.length === 1) {
        assert.equal(retry?.failure.code, 'tokenLimit');
        return;
      }
      assert.equal(state, 'failed');
      assert.equal(failure?.code, 'inspectionReport');
      assert.equal(failure.charge, 'produced');
      assert.equal(failure.requestId, REQUEST_ID);
      assert.ok(rounds.length > 0);
      assert.equal(report.finished, false);
      assert.equal(bench.transport.last().aborted, true);
    });
  }

  it('an error after the end does not undo it', async () => {
    const bench = createBench();
    await bench.askAndEnd();
    const { exchanges } = bench.live.run();
    const late = await play(CLARIFY_STREAM, CLARIFY_STREAM.bytes.byteLength, (one) => {
      one.sendText(
        'event:error\n:HTTP_STATUS/500\ndata:{"code":"InternalError","message":"late"}\n\n',
      );
      one.end();
    });
    assert.equal(late.state(), 'waiting');
    assert.deepEqual(late.live.run().exchanges, exchanges);
  });
});
