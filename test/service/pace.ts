/** How fast answers are sent: a pleasant demonstration, a quick look, or no waiting at all. */
export type Pace = 'real' | 'fast' | 'instant';

export const PACES: readonly Pace[] = ['real', 'fast', 'instant'];

/** What a frame waits for before it is sent. */
export type Gap =
  /** The model starts to answer. */
  | 'first'
  /** A few more characters of the report or of the questions. */
  | 'text'
  /** A few more characters of the plan, a query or a goal. */
  | 'thought'
  /** A few more characters about a page. */
  | 'page'
  /** A search comes back. */
  | 'search'
  /** A round is over. */
  | 'round'
  /** A phase is over. */
  | 'phase'
  /** Comes together with the frame before. */
  | 'none';

type Range = readonly [low: number, high: number];

const RANGES: Readonly<Record<Exclude<Pace, 'instant'>, Readonly<Record<Gap, Range>>>> = {
  real: {
    first: [500, 900],
    text: [12, 20],
    thought: [12, 28],
    page: [10, 24],
    search: [500, 1000],
    round: [700, 1300],
    phase: [700, 1100],
    none: [0, 0],
  },
  fast: {
    first: [20, 40],
    text: [0.2, 0.5],
    thought: [0.3, 0.8],
    page: [0.3, 0.8],
    search: [15, 30],
    round: [15, 30],
    phase: [20, 40],
    none: [0, 0],
  },
};

/** Milliseconds before a frame; `at` (0 to 1) chooses within the range, so that it repeats. */
export function waitFor(pace: Pace, gap: Gap, at: number): number {
  if (pace === 'instant') {
    return 0;
  }
  const [low, high] = RANGES[pace][gap];
  return low + (high - low) * at;
}
