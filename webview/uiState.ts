/** What the page itself remembers: how things are arranged and what was typed, no research. */
export interface UiState {
  /** Whose state this is; VS Code hands it to the host when a window is restored. */
  readonly runId?: string;
  readonly question?: string;
  /** Answers under way, by their place in the form. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly tab?: TabName;
  /** Rounds that were opened or closed by hand. */
  readonly rounds?: Readonly<Record<string, boolean>>;
  readonly scroll?: Readonly<Partial<Record<TabName, number>>>;
}

export type TabName = 'research' | 'report';

interface Keeper {
  getState(): unknown;
  setState(state: unknown): void;
}

/** Keeps the state with VS Code; it outlives the page, not the panel. */
export class UiMemory {
  readonly #keeper: Keeper;
  #state: UiState;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    const stored = keeper.getState();
    this.#state = typeof stored === 'object' && stored !== null ? readState(stored) : {};
  }

  get state(): UiState {
    return this.#state;
  }

  update(change: UiState): void {
    this.#state = { ...this.#state, ...change };
    this.#keeper.setState(this.#state);
  }

  /** Another run is shown: how the one before was arranged is of no use to it. */
  bind(runId: string | undefined): void {
    if (this.#state.runId !== runId) {
      const { question } = this.#state;
      this.#state = {
        ...(runId === undefined ? {} : { runId }),
        ...(question === undefined || runId !== undefined ? {} : { question }),
      };
      this.#keeper.setState(this.#state);
    }
  }
}

/** An older version may have left anything. */
function readState(stored: object): UiState {
  const { runId, question, answers, tab, rounds, scroll } = stored as Record<string, unknown>;
  return {
    ...(typeof runId === 'string' ? { runId } : {}),
    ...(typeof question === 'string' ? { question } : {}),
    ...(tab === 'research' || tab === 'report' ? { tab } : {}),
    answers: readRecord(answers, (value) => (typeof value === 'string' ? value : undefined)),
    rounds: readRecord(rounds, (value) => (typeof value === 'boolean' ? value : undefined)),
    scroll: readRecord(scroll, (value) => (typeof value === 'number' ? value : undefined)),
  };
}

function readRecord<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([key, item]) => {
      const known = read(item);
      return known === undefined ? [] : [[key, known] as const];
    }),
  );
}
