/** One line of a table: what, how much, against the baseline of the same run, and the goal. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly ratio?: number;
  readonly goal?: string;
}

/**
 * Runs each of the functions in turn, several times, and returns each one's median in ms: what
 * slows the machine down for a moment then hits all of them.
 */
export function compare<const T extends readonly (() => unknown)[]>(
  rounds: number,
  functions: T,
): { [K in keyof T]: number } {
  const times = functions.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, run] of functions.entries()) {
      const started = performance.now();
      run();
      // The first round only warms up.
      if (round > 0) {
        times[index]?.push(performance.now() - started);
      }
    }
  }
  return times.map(median) as { [K in keyof T]: number };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function printTable(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { goal, name, ratio, value } of figures) {
    const against = ratio === undefined ? '' : `  ${ratio.toFixed(2)} × floor`;
    console.log(
      `  ${name.padEnd(width)}  ${value}${against}${goal === undefined ? '' : `  (goal ${goal})`}`,
    );
  }
}
