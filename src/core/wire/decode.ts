import type { WireEvent } from '../research/events.ts';
import type { Reference, Site, Usage } from '../research/run.ts';
import { asContent, asCount, asObject, asText, parseJson, type Json } from './read.ts';
import { readServiceError, type ServiceError } from './serviceError.ts';
import type { RawFrame } from './sse.ts';

/** What one frame meant. */
export interface Decoded {
  readonly events: readonly WireEvent[];
  /** The frame is an error of the service: the request is over. */
  readonly error?: ServiceError;
}

/** Makes events of one response's frames, in order. Never throws, whatever the frames hold. */
export interface Decoder {
  decode(frame: RawFrame): Decoded;
  /** The same for the middle of a burst: events go where they belong at once. */
  decodeInto(frame: RawFrame, events: EventSink): ServiceError | undefined;
}

/** Takes the events of a frame. */
export interface EventSink {
  push(event: WireEvent): unknown;
  readonly length: number;
}

const PHASES = new Set(['', 'answer', 'ResearchPlanning', 'WebResearch', 'KeepAlive']);
const STATUSES = new Set([
  '',
  'typing',
  'finished',
  'streamingQueries',
  'streamingWebResult',
  'streamingThinking',
  'WebResultFinished',
]);

/**
 * A decoder for one response. It keys off the fields present, not the status: the snapshot model
 * has one status where the main model has two, and two layouts are published (spec 5.3, 6).
 */
export function createDecoder(): Decoder {
  const texts = createDeltaGuard();
  const isRepeat = createRepeatGuard();
  let usage: Usage | undefined;
  let requestId = '';
  let researchSaid = false;

  function decode(frame: RawFrame): Decoded {
    const events: WireEvent[] = [];
    const error = decodeInto(frame, events);
    return { events, ...(error === undefined ? {} : { error }) };
  }

  function decodeInto(frame: RawFrame, events: EventSink): ServiceError | undefined {
    if (isRepeat(frame)) {
      return undefined;
    }
    const whole = parseJson(frame.data);
    if (whole !== undefined) {
      return readBody(frame, whole, frame.data, events);
    }
    const parsed = parseGlued(frame.data);
    if (parsed === undefined) {
      // The torn end of a cut stream is no oddity of the service.
      if (frame.tail !== true) {
        events.push({ type: 'oddity', kind: 'unreadable', name: 'JSON' });
      }
      return isErrorFrame(frame) ? readServiceError(frame.data, frame.status) : undefined;
    }
    for (const value of parsed) {
      const error = readBody(frame, value, JSON.stringify(value), events);
      if (error !== undefined) {
        return error;
      }
    }
    return undefined;
  }

  function readBody(
    frame: RawFrame,
    value: unknown,
    text: string,
    events: EventSink,
  ): ServiceError | undefined {
    const body = asObject(value);
    if (body === undefined) {
      events.push({ type: 'oddity', kind: 'unknown', name: 'data' });
      return undefined;
    }
    if (isErrorFrame(frame) || isErrorBody(body)) {
      readRequestId(body, events);
      return readServiceError(text, frame.status);
    }
    readOutput(body, events);
    readUsage(body, events);
    readRequestId(body, events);
    return undefined;
  }

  function readOutput(body: Json, events: EventSink): void {
    const output = asObject(body['output']);
    const message = asObject(output?.['message']);
    const phase = asText(message?.['phase']);
    const status = asText(message?.['status']);
    if (!PHASES.has(phase)) {
      events.push({ type: 'oddity', kind: 'unknown', name: `phase ${phase.slice(0, 60)}` });
    }
    if (!STATUSES.has(status)) {
      events.push({ type: 'oddity', kind: 'unknown', name: `status ${status.slice(0, 60)}` });
    }
    if (message !== undefined) {
      if (!researchSaid && (phase === 'ResearchPlanning' || phase === 'WebResearch')) {
        // Phases tell a report from questions (spec 3.3), also where nothing in them is readable.
        researchSaid = true;
        events.push({ type: 'planText', text: '' });
      }
      readResearch(message, status, events);
      readContent(phase, asContent(message['content']), events);
      readEndOfPhase(phase, status, events);
    }
    if (output !== undefined) {
      readEndOfOutput(output, phase, status, events);
    }
  }

  function readContent(phase: string, content: string, events: EventSink): void {
    if (content === '') {
      return;
    }
    if (phase === 'answer') {
      events.push({ type: 'answerText', ...texts('answer', content) });
    } else if (phase === 'ResearchPlanning') {
      events.push({ type: 'planText', ...texts('plan', content) });
    }
  }

  /** Layout 1 has `research`, layout 2 a `query` object; inside the round `query` is text (spec 5.3). */
  function readResearch(message: Json, status: string, events: EventSink): void {
    const extra = asObject(message['extra']);
    const research = asObject(extra?.['deep_research']);
    // Most frames of a run are text of the report and say nothing here.
    if (extra === undefined || (isEmpty(research) && hasOnlyResearch(extra))) {
      if (status === 'WebResultFinished') {
        events.push({ type: 'roundFinished' });
      }
      return;
    }
    const details = asFilled(research?.['research']) ?? asObject(research?.['query']);
    const number = asCount(details?.['id']);
    const round = number === undefined ? {} : { round: number };
    const before = events.length;
    if (details !== undefined) {
      const query = asText(details['query']);
      if (query !== '') {
        events.push({ type: 'roundQuery', ...round, ...texts(`q${number ?? ''}`, query) });
      }
      const goal = asText(details['researchGoal']);
      if (goal !== '') {
        events.push({ type: 'roundGoal', ...round, ...texts(`g${number ?? ''}`, goal) });
      }
    }
    const sites = readSites(
      details?.['webSites'] ?? research?.['webSites'] ?? extra?.['web_sites'],
    );
    if (sites.length > 0) {
      events.push({ type: 'sitesFound', ...round, sites });
    }
    for (const [key, value] of Object.entries(asObject(details?.['learningMap']) ?? {})) {
      if (typeof value === 'string' && value !== '') {
        events.push({ type: 'note', ...round, key, ...texts(`n${number ?? ''}:${key}`, value) });
      }
    }
    if (details !== undefined && events.length === before && status !== 'WebResultFinished') {
      events.push({ type: 'roundStarted', ...round });
    }
    const references = readReferences(
      research?.['references'] ?? research?.['reference'] ?? extra?.['references'],
    );
    if (references.length > 0) {
      events.push({ type: 'references', references });
    }
    if (status === 'WebResultFinished') {
      events.push({ type: 'roundFinished', ...round });
    }
  }

  function readUsage(body: Json, events: EventSink): void {
    const wire = asObject(body['usage']);
    const inputTokens = asCount(wire?.['input_tokens']);
    const outputTokens = asCount(wire?.['output_tokens']);
    if (inputTokens === undefined && outputTokens === undefined) {
      return;
    }
    const next: Usage = {
      inputTokens: inputTokens ?? usage?.inputTokens ?? 0,
      outputTokens: outputTokens ?? usage?.outputTokens ?? 0,
    };
    if (next.inputTokens !== usage?.inputTokens || next.outputTokens !== usage.outputTokens) {
      usage = next;
      events.push({ type: 'usage', usage: next });
    }
  }

  function readRequestId(body: Json, events: EventSink): void {
    const id = asText(body['request_id']);
    if (id !== '' && id !== requestId) {
      requestId = id;
      events.push({ type: 'requestId', requestId: id.slice(0, 200) });
    }
  }

  return { decode, decodeInto };
}

/** `finished` ends a phase three times in a run; only `answer` + `finished`, exactly, ends the run (spec 6, 8). */
function readEndOfPhase(phase: string, status: string, events: EventSink): void {
  if (status !== 'finished') {
    return;
  }
  if (phase === 'answer') {
    events.push({ type: 'answerFinished' });
  } else if (phase === 'ResearchPlanning') {
    events.push({ type: 'planFinished' });
  } else if (phase === 'WebResearch') {
    events.push({ type: 'researchFinished' });
  }
}

/**
 * The documented end marks of the envelope, spelled `fininshed` on the wire and `finished` in
 * prose. Accepted, never required: the captured last frame says `false` and `"null"` (spec 5.1, 8).
 */
function readEndOfOutput(output: Json, phase: string, status: string, events: EventSink): void {
  const done = output['fininshed'] === true || output['finished'] === true;
  const reason = asText(
    output['fininshed_reason'] ?? output['finished_reason'] ?? output['finish_reason'],
  );
  if (reason === 'length') {
    events.push({ type: 'lengthReached' });
  }
  const ended = done || reason === 'stop' || reason === 'length';
  const alreadySaid = phase === 'answer' && status === 'finished';
  if (ended && !alreadySaid && (phase === 'answer' || phase === '')) {
    events.push({ type: 'answerFinished' });
  }
}

function readSites(value: unknown): readonly Site[] {
  return readList(value, (item) => ({
    title: asText(item['title']),
    url: asText(item['url']),
    description: asText(item['description']),
  })).filter((site) => site.title !== '' || site.url !== '');
}

function readReferences(value: unknown): readonly Reference[] {
  return readList(value, (item, index) => ({
    number: asCount(item['index_number']) ?? index + 1,
    title: asText(item['title']),
    url: asText(item['url']),
    description: asText(item['description']),
  }));
}

function readList<T>(value: unknown, read: (item: Json, index: number) => T): T[] {
  if (!Array.isArray(value)) {
    return [];
  }
  const items: T[] = [];
  for (const [index, entry] of value.entries()) {
    const item = asObject(entry);
    if (item !== undefined) {
      items.push(read(item, index));
    }
  }
  return items;
}

/** An object that says something: an empty one leaves the place to the other layout. */
function asFilled(value: unknown): Json | undefined {
  const object = asObject(value);
  return isEmpty(object) ? undefined : object;
}

function isEmpty(object: Json | undefined): boolean {
  // A loop that ends at once costs a tenth of a list of keys.
  for (const key in object) {
    return Object.hasOwn(object, key) ? false : Object.keys(object).length === 0;
  }
  return true;
}

/** Nothing in `extra` but `deep_research`, where some modelled further fields (spec 5.3). */
function hasOnlyResearch(extra: Json): boolean {
  return extra['references'] === undefined && extra['web_sites'] === undefined;
}

/** What is no JSON value may be several lines of which each is one, glued on their way. */
function parseGlued(data: string): readonly unknown[] | undefined {
  // Some gateways end a stream as other APIs do.
  if (data.trim() === '[DONE]') {
    return [];
  }
  if (!data.includes('\n')) {
    return undefined;
  }
  const lines = data.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parseJson);
  return values.includes(undefined) ? undefined : values;
}

function isErrorFrame(frame: RawFrame): boolean {
  return frame.event?.trim() === 'error' || (frame.status !== undefined && frame.status >= 400);
}

/** Empty `code` and `message` are what SDKs write into good frames (spec 4.3). */
function isErrorBody(body: Json): boolean {
  const code = body['code'];
  const named =
    (typeof code === 'string' && code !== '') || (typeof code === 'number' && code >= 400);
  return (named && asObject(body['output']) === undefined) || asObject(body['error']) !== undefined;
}

/** What is known of one growing text; changed in place, as it is for every frame. */
interface Growth {
  /** All of it, if it is made of deltas. */
  all: string;
  /** The piece that came last. */
  last: string;
  /** Every piece so far began with all of the piece before, as cumulative ones do. */
  nested: boolean;
}

/** So many characters of the whole text have to come again before it counts as cumulative. */
const REPEATED = 32;
/** So many of the last piece, where all pieces from the first on were nested: by chance none are. */
const REPEATED_PIECE = 12;

/**
 * Tells deltas from cumulative content (spec 5.4): what starts with all of a text of at least 32
 * characters is that text anew; so is what starts with all of the piece before, where every piece did
 * so from the first on. `length` is compared first, so that a delta costs next to nothing.
 */
function createDeltaGuard(): (key: string, text: string) => { text: string; replace?: true } {
  const soFar = new Map<string, Growth>();
  const holds = (text: string, before: string): boolean =>
    text.length >= before.length && text.startsWith(before);
  return (key, text) => {
    let growth = soFar.get(key);
    if (growth === undefined) {
      growth = { all: '', last: '', nested: true };
      soFar.set(key, growth);
    }
    const { all, last } = growth;
    growth.nested &&= holds(text, last);
    const repeats =
      (all.length >= REPEATED && holds(text, all)) ||
      (growth.nested && last.length >= REPEATED_PIECE && text.length > last.length);
    growth.all = repeats ? text : all + text;
    growth.last = text;
    return repeats ? { text, replace: true } : { text };
  };
}

/**
 * Recognises a frame that a proxy sent twice: same id, same bytes (F41). Only where ids count up:
 * if every frame has the same id, equal neighbours are real (the same character twice).
 */
function createRepeatGuard(): (frame: RawFrame) => boolean {
  let previous: RawFrame | undefined;
  let number = Number.NaN;
  let counting = false;
  return (frame) => {
    const repeated =
      counting &&
      frame.id !== undefined &&
      frame.id === previous?.id &&
      frame.data === previous.data;
    if (frame.id !== previous?.id) {
      const next = Number(frame.id);
      counting = next === number + 1;
      number = next;
    }
    previous = frame;
    return repeated;
  };
}
