import { createReplayer } from '../../core/history/journal.ts';
import type { Clock, JournalRecord } from '../../core/ports.ts';
import type { ResearchEvent } from '../../core/research/events.ts';
import type { LiveRun, RunListener } from '../../core/research/liveRun.ts';
import { mergeEvents } from '../../core/research/merge.ts';
import { createRun, reduce } from '../../core/research/reduce.ts';
import { MAIN_MODEL } from '../../core/research/run.ts';
import type { Playback, PlaybackSpeed } from '../runs/playback.ts';
import { EXAMPLE_ID } from './exampleId.ts';
import type { RecordedLine } from './recording.ts';

/** A recording in a form that a panel can show, and what steers it. */
export interface PlayedRun {
  readonly live: LiveRun;
  readonly playback: Playback;
}

/** The page takes batches of 50 ms: more often makes no difference to it. */
const TICK_MS = 50;

/**
 * Plays a recording by the clock of its own, ten times as fast unless told otherwise: at its own speed it takes minutes,
 * as a run does, and then it takes one.
 * Plays only while somebody watches; with nobody left it waits, and so costs nothing.
 *
 * @param startedAt what the first record's time becomes, in ms since 1970
 * @param onStateChange told besides the listeners, and no reason to go on playing
 */
export function playRecording(
  lines: readonly RecordedLine[],
  clock: Clock,
  startedAt: number,
  onStateChange: () => void = () => undefined,
): PlayedRun {
  const replay = createReplayer();
  const listeners = new Set<RunListener>();
  let run = createRun(EXAMPLE_ID, '', EMPTY, startedAt);
  let next = 0;
  let speed: 1 | 10 = 10;
  /** Time of the recording, in ms after its start. */
  let position = 0;
  /** Of the line played last. */
  let lastDue = 0;
  let tickedAt = clock.now();
  let cancelTick: (() => void) | undefined;

  const isOver = (): boolean => next >= lines.length;

  /** Plays what is due, all in one batch. */
  function playUntil(limit: number): void {
    const events: ResearchEvent[] = [];
    for (let line = lines[next]; line !== undefined; line = lines[next]) {
      if (lastDue + line.waitMs > limit) {
        break;
      }
      lastDue += line.waitMs;
      next += 1;
      events.push(...replay(at(line.record, startedAt + lastDue)));
    }
    if (events.length === 0) {
      return;
    }
    take(mergeEvents(events));
  }

  function take(events: readonly ResearchEvent[]): void {
    const { state } = run;
    run = events.reduce(reduce, run);
    for (const listener of listeners) {
      listener(events, run);
    }
    if (run.state !== state) {
      onStateChange();
    }
  }

  function tick(): void {
    cancelTick = undefined;
    const now = clock.now();
    position += (now - tickedAt) * speed;
    tickedAt = now;
    playUntil(position);
    schedule();
  }

  function schedule(): void {
    if (cancelTick === undefined && listeners.size > 0 && !isOver()) {
      tickedAt = clock.now();
      cancelTick = clock.after(TICK_MS, tick);
    }
  }

  function pause(): void {
    cancelTick?.();
    cancelTick = undefined;
  }

  /** What has passed counts at the speed that was set then. */
  function setSpeed(wanted: PlaybackSpeed): void {
    pause();
    if (wanted === 'end') {
      playUntil(Number.POSITIVE_INFINITY);
      position = lastDue;
      return;
    }
    speed = wanted;
    schedule();
  }

  playUntil(0);
  return {
    live: {
      ...NOTHING_TO_STEER,
      run: () => run,
      lifeAt: () => startedAt + lastDue,
      // Only for as long as it is shown: so that the panel says where the file is.
      noteSaved: (uri, path) => {
        take([{ type: 'saved', at: startedAt + lastDue, uri, path }]);
      },
      subscribe: (listener) => {
        listeners.add(listener);
        schedule();
        return () => {
          listeners.delete(listener);
          if (listeners.size === 0) {
            pause();
          }
        };
      },
    },
    playback: {
      answers: lines.map(({ record }) => answersOf(record)).join(''),
      speed: () => speed,
      setSpeed,
      now: () => startedAt + Math.min(position, isOver() ? lastDue : position),
    },
  };
}

const EMPTY = {
  model: MAIN_MODEL,
  clarify: true,
  outputFormat: 'model_detailed_report',
  images: [],
  tools: [],
} as const;

/** A recording sends nothing, stops nothing and writes nothing down. */
const NOTHING_TO_STEER: Omit<LiveRun, 'run' | 'lifeAt' | 'subscribe' | 'noteSaved'> = {
  ask: () => undefined,
  research: () => undefined,
  queue: () => undefined,
  unqueue: () => undefined,
  stop: () => undefined,
  retryNow: () => undefined,
  cancelRetry: () => undefined,
  brief: () => undefined,
  rename: () => undefined,
  close: () => Promise.resolve(),
};

function answersOf(record: JournalRecord): string {
  return record.kind === 'own' && record.event.type === 'answered' ? record.event.answers : '';
}

function at(record: JournalRecord, time: number): JournalRecord {
  return record.kind === 'own'
    ? { ...record, event: { ...record.event, at: time } }
    : { ...record, at: time };
}
