import type { Run } from '../../research/run.ts';

/** Version of the shape below; another shape gets another number. */
const VERSION = 1;

/** Everything known about a run, for programs. Image data and keys are no part of a run. */
export function toRunJson(run: Run): string {
  return `${JSON.stringify({ format: 'qwen-deep-research.run', version: VERSION, run }, undefined, 2)}\n`;
}

/** Pages of the run: those that the report cites by number, then those that were only found. */
export function toSourcesJson(run: Pick<Run, 'references' | 'rounds'>): string {
  const cited = new Set(run.references.map(({ url }) => url));
  const found = run.rounds.flatMap(({ number, sites }) =>
    sites.filter(({ url }) => !cited.has(url)).map((site) => ({ round: number, ...site })),
  );
  return `${JSON.stringify({ references: run.references, found }, undefined, 2)}\n`;
}
