import assert from 'node:assert/strict';
import { clarifyBody, MAIN, post, researchBody, SNAP } from './client.ts';
import { startService, type SimulatedService } from './index.ts';
import {
  deepOf,
  phases,
  readFrames,
  referencesOf,
  roundOf,
  sitesOf,
  textOf,
  type ReadFrame,
} from './reading.ts';

const TOPIC = 'Heat pumps in old houses?';
const TOPIC_ZH = '老房子里的热泵';

describe('simulated service', function () {
  this.timeout(20_000);
  let service: SimulatedService;
  before(async () => {
    service = await startService();
  });
  beforeEach(() => service.reset());
  after(() => service.close());

  const research = async (body = researchBody(TOPIC)): Promise<ReadFrame[]> =>
    readFrames((await post(service, body)).text);

  describe('framing', () => {
    it('has the captured head', async () => {
      const { status, headers, text, end } = await post(service, clarifyBody(TOPIC));
      assert.equal(status, 200);
      assert.equal(end, 'end');
      assert.equal(headers['content-type'], 'text/event-stream;charset=UTF-8');
      assert.equal(headers['transfer-encoding'], 'chunked');
      const ids = new Set(readFrames(text).map(({ data }) => data?.request_id));
      assert.deepEqual([...ids], [headers['x-request-id']]);
      assert.match(String(headers['x-request-id']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    it('has the captured lines and keys in every frame', async () => {
      const { text } = await post(service, researchBody(TOPIC));
      const events = text.split('\n\n');
      assert.equal(events.pop(), '');
      assert.ok(!text.includes('\r'));
      const start =
        /^id:(\d+)\nevent:result\n:HTTP_STATUS\/200\ndata:\{"output":\{"message":\{"phase":"[A-Za-z]+","role":"assistant","content":"/;
      const end =
        /,"status":"[A-Za-z]+"\},"fininshed":false,"fininshed_reason":"null"\},"usage":\{"input_tokens":\d+,"output_tokens":\d+\},"request_id":"[0-9a-f-]{36}"\}$/;
      events.forEach((event, i) => {
        assert.equal(start.exec(event)?.[1], String(i + 1), event.slice(0, 200));
        assert.match(event, end);
        assert.equal(event.split('\n').length, 4);
      });
    });

    it('sends each frame in a piece of its own', async () => {
      const { pieces } = await post(service, clarifyBody(TOPIC));
      assert.ok(pieces.every((piece) => piece.toString().startsWith('id:')));
    });
  });

  describe('step 1', () => {
    for (const [topic, question] of [
      [TOPIC, /Heat pumps in old houses”/],
      [TOPIC_ZH, /老房子里的热泵/],
    ] as const) {
      it(`asks three numbered questions: ${topic}`, async () => {
        const frames = await research(clarifyBody(topic));
        assert.deepEqual([...new Set(phases(frames))], ['answer.typing', 'answer.finished']);
        const text = textOf(frames, 'answer');
        assert.deepEqual(text.match(/^\d\./gm), ['1.', '2.', '3.']);
        assert.match(text, question);
        const usage = frames.at(-1)?.data?.usage;
        assert.ok(usage !== undefined && usage.input_tokens < 300 && usage.output_tokens < 200);
      });
    }
  });

  describe('step 2', () => {
    for (const model of [MAIN, SNAP]) {
      it(`goes through the phases: ${model}`, async () => {
        const frames = await research(researchBody(TOPIC, model));
        const seen = phases(frames).filter((phase) => phase !== 'KeepAlive.typing');
        const runs = seen.filter((phase, i) => phase !== seen[i - 1]);
        const round =
          model === MAIN
            ? 'WebResearch.streamingQueries (WebResearch.streamingWebResult )?WebResearch.WebResultFinished '
            : 'WebResearch.streamingThinking WebResearch.WebResultFinished ';
        assert.match(
          runs.join(' '),
          new RegExp(
            `^ResearchPlanning.typing ResearchPlanning.finished (${round}){4,6}WebResearch.finished answer.typing answer.finished$`,
          ),
        );
        assert.ok(phases(frames).includes('KeepAlive.typing'));
      });
    }

    it('finds sites, reads eight pages and refers to them', async () => {
      const frames = await research();
      const sites = sitesOf(frames);
      assert.ok(sites.length >= 50 && sites.length <= 60, String(sites.length));
      const urls = sites.map(({ url }) => String(url));
      assert.equal(new Set(urls).size, urls.length);
      const reserved = /^https:\/\/[a-z]+\.example\.(com|org|net)\//;
      assert.ok(urls.every((url) => reserved.test(url)));
      const [references, ...others] = referencesOf(frames);
      assert.equal(others.length, 0);
      const list = references?.list ?? [];
      assert.deepEqual(
        list.map((reference) => reference['index_number']),
        [1, 2, 3, 4, 5, 6, 7, 8],
      );
      assert.ok(list.every(({ url }) => urls.includes(String(url))));
      const first = frames[references?.at ?? -1]?.data?.output?.message;
      assert.deepEqual([first?.phase, first?.content], ['answer', '#']);
    });

    it('numbers the read pages unlike the citations and lets them grow side by side', async () => {
      const frames = await research();
      const keys = frames.flatMap((frame) =>
        Object.keys((roundOf(frame)?.['learningMap'] as object | undefined) ?? {}),
      );
      const pages = [...new Set(keys)];
      assert.equal(pages.length, 8);
      assert.ok(pages.every((key) => Number(key) > 8));
      const changes = keys.filter((key, i) => key !== keys[i - 1]).length;
      assert.ok(changes > pages.length * 2);
      const rounds = frames.filter((frame) => roundOf(frame)?.['webSites'] !== undefined);
      assert.ok(new Set(rounds.map((frame) => roundOf(frame)?.['id'])).size >= 2);
    });

    it('uses the documented layout for the snapshot and the captured one on demand', async () => {
      const two = await research(researchBody(TOPIC, SNAP));
      assert.ok(two.some((frame) => typeof deepOf(frame)['query'] === 'object'));
      assert.ok(two.every((frame) => deepOf(frame)['research'] === undefined));
      const other = await startService({ snapLayout: 1 });
      const { text } = await post(other, researchBody(TOPIC, SNAP));
      await other.close();
      const one = readFrames(text);
      assert.ok(one.every((frame) => deepOf(frame)['query'] === undefined));
      assert.ok(phases(one).includes('WebResearch.streamingThinking'));
      assert.deepEqual(textOf(one, 'answer'), textOf(two, 'answer'));
    });

    it('counts tokens as public runs did', async () => {
      const frames = await research();
      const usages = frames.map(({ data }) => data?.usage ?? { input_tokens: 0, output_tokens: 0 });
      assert.equal(new Set(usages.map((usage) => usage.input_tokens)).size, 1);
      const outputs = usages.map((usage) => usage.output_tokens);
      assert.ok(outputs.every((count, i) => count >= (outputs[i - 1] ?? 0)));
      const input = usages[0]?.input_tokens ?? 0;
      const total = outputs.at(-1) ?? 0;
      const report = outputs[phases(frames).indexOf('answer.typing')] ?? 0;
      assert.ok(input >= 650 && input <= 720, String(input));
      assert.ok(report > 2200 && report < 2400, String(report));
      assert.ok(total >= 7000 && total <= 9000, String(total));
    });

    for (const [topic, length] of [
      [TOPIC, (text: string) => text.split(/\s+/).length],
      [TOPIC_ZH, (text: string) => text.length],
    ] as const) {
      it(`writes a structured report that says it is simulated: ${topic}`, async () => {
        const text = textOf(await research(researchBody(topic)), 'answer');
        assert.match(text, /^# .+\n\n\*\*.*(simulated|模拟)/);
        assert.equal(text.match(/^## /gm)?.length, 6);
        assert.equal(text.match(/^\| -/gm)?.length, 2);
        for (const part of [/^```yaml$/m, /^> /m, /^1\. /m, /^- /m, /\*\*/]) {
          assert.match(text, part);
        }
        const marks: readonly string[] = text.match(/\[\[\d+(,\d+)*\]\]/g) ?? [];
        assert.ok(marks.length > 30);
        assert.ok(marks.includes('[[2,3]]'));
        assert.deepEqual([...new Set(marks.flatMap((mark) => mark.match(/\d+/g) ?? []))].sort(), [
          '1',
          '2',
          '3',
          '4',
          '5',
          '6',
          '7',
          '8',
        ]);
        const words = length(text);
        assert.ok(topic === TOPIC ? words >= 1200 && words <= 1800 : words >= 3000, String(words));
        const summary = textOf(
          await research(researchBody(topic, MAIN, { output_format: 'model_summary_report' })),
          'answer',
        );
        assert.ok(length(summary) < words * 0.65);
      });
    }

    it('tears marks and words apart', async () => {
      const pieces = (await research())
        .map(({ data }) => data?.output?.message)
        .filter((message) => message?.phase === 'answer' && message.content !== '')
        .map((message) => String(message?.content));
      assert.ok(pieces.every((piece) => [...piece].length <= 8));
      assert.ok(pieces.some((piece) => /\[$|\[\[\d*,?$/.test(piece)));
    });

    it('shows what tool servers bring, also without a web address', async () => {
      const research_tools = [
        {
          type: 'mcp',
          server_label: 'notes',
          server_url: 'https://a.example/sse',
          allowed_tools: ['search'],
        },
      ];
      const frames = await research(researchBody(TOPIC, SNAP, { research_tools }));
      assert.ok(sitesOf(frames).some(({ url }) => url === ''));
    });

    it('goes straight to the research without feedback', async () => {
      const body = { ...clarifyBody(TOPIC), parameters: { enable_feedback: false } };
      assert.ok(phases(await research(body)).includes('ResearchPlanning.typing'));
      assert.equal(service.count('research'), 1);
    });
  });

  it('gives the same bytes for the same topic and seed, others for another', async () => {
    const texts: string[] = [];
    for (const seed of [5, 5, 6]) {
      const other = await startService({ seed });
      texts.push((await post(other, researchBody(TOPIC))).text);
      await other.close();
    }
    assert.equal(texts[0], texts[1]);
    assert.notEqual(texts[0], texts[2]);
  });

  it('takes one to two seconds at the fast pace', async () => {
    service.setPace('fast');
    const start = performance.now();
    await research();
    const took = performance.now() - start;
    assert.ok(took > 500 && took < 4000, String(took));
  });
});
