/** Times of its own speed, or everything that is left at once. */
export type PlaybackSpeed = 1 | 10 | 'end';

/** What steers a recording that is shown like a run. */
export interface Playback {
  speed(): 1 | 10;
  setSpeed(speed: PlaybackSpeed): void;
  /** What was answered to the questions: shown while they stand. */
  readonly answers: string;
  /** The recording's own time, in ms since 1970: its clocks show how long the run took. */
  now(): number;
}
