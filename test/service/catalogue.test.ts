import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { clarifyBody, post, researchBody, SNAP, type Answered } from './client.ts';
import { FAULTS, startService, type Fault, type SimulatedService } from './index.ts';
import { readFrames } from './reading.ts';

/** Small enough for a loop over all faults. */
const KNOBS = { ms: 30, bytes: 300_000, words: 2_500 };
const HELD_PATIENCE_MS = 700;

function body({ step }: Fault): unknown {
  return step === 'clarify' ? clarifyBody('topic') : researchBody('topic', SNAP);
}

function plain({ headers, bytes }: Answered): string {
  const encoding = headers['content-encoding'];
  if (encoding === 'gzip') {
    return gunzipSync(bytes).toString();
  }
  if (encoding === 'br') {
    return brotliDecompressSync(bytes).toString();
  }
  return encoding === 'deflate' ? inflateSync(bytes).toString() : bytes.toString();
}

function isFinished(answer: Answered): boolean {
  return readFrames(plain(answer)).some(({ data }) => {
    const message = data?.output?.message;
    return message?.phase === 'answer' && message.status === 'finished';
  });
}

function saysFailure(answer: Answered): boolean {
  if (answer.status !== 200) {
    return true;
  }
  if (!String(answer.headers['content-type']).startsWith('text/event-stream')) {
    return true;
  }
  if (answer.headers['content-encoding'] !== undefined || answer.bytes.length === 0) {
    return true;
  }
  return readFrames(answer.text).some(
    ({ event, status, data }) =>
      event?.trim() === 'error' || (status ?? 200) >= 400 || data?.code !== undefined,
  );
}

describe('simulated service: every fault', function () {
  this.timeout(20_000);
  let service: SimulatedService;
  before(async () => {
    service = await startService();
  });
  beforeEach(() => service.reset());
  after(() => service.close());

  it('has names and titles of their own', () => {
    const names = FAULTS.map(({ name }) => name.toLowerCase());
    assert.equal(new Set(names).size, names.length);
    const titles = FAULTS.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, i) => titles.indexOf(title) !== i),
      [],
    );
  });

  for (const fault of FAULTS) {
    it(`${fault.name} (${fault.ends}): ${fault.title}`, async () => {
      service.play(fault.name, KNOBS);
      const patience = fault.ends === 'held' ? HELD_PATIENCE_MS : 15_000;
      const answer = await post(service, body(fault), { patience });
      await service.whenIdle();
      const record = service.requests[0];
      if (fault.onConnect === true) {
        assert.equal(record, undefined);
      } else {
        assert.equal(record?.fault, fault.name);
      }
      switch (fault.ends) {
        case 'complete':
          assert.equal(answer.end, 'end');
          assert.ok(isFinished(answer));
          assert.equal(record?.outcome, 'faulted');
          break;
        case 'failure':
          assert.equal(answer.end, 'end');
          assert.ok(saysFailure(answer), answer.text.slice(-300));
          assert.ok(answer.headers['content-encoding'] !== undefined || !isWholeRun(answer));
          break;
        case 'truncated':
          assert.equal(answer.end, 'end');
          assert.ok(!isFinished(answer) && !saysFailure(answer));
          break;
        case 'broken':
          assert.equal(answer.end, 'failed');
          assert.ok(!isFinished(answer));
          break;
        case 'held':
          assert.equal(answer.end, 'held');
          assert.equal(record?.outcome, 'abandoned');
          assert.ok(Date.now() - (record.closedByClientAt ?? 0) < 2000);
          break;
      }
    });
  }
});

/** A stream that ended well; one JSON object alone is none. */
function isWholeRun(answer: Answered): boolean {
  return (
    answer.headers['content-type']?.startsWith('text/event-stream') === true && isFinished(answer)
  );
}
