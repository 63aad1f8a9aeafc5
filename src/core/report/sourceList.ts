import type { Run } from '../research/run.ts';
import { checkCitations } from './citations.ts';
import { addressKey } from './sources.ts';

/** A page of a run; `number` is that of its citation, if it has one. */
export interface RunSource {
  readonly title: string;
  readonly url: string;
  readonly number?: number;
}

/** The pages of a run by what became of them. */
export interface SourceGroups {
  readonly cited: readonly RunSource[];
  readonly uncited: readonly RunSource[];
  /** Found by a search and not among the references, each once. */
  readonly foundOnly: readonly RunSource[];
}

/**
 * The references are what the service says that it read for the report. Its notes on single pages
 * have numbers of their own and are not joined to addresses (spec 5.3).
 */
export function groupSources(run: Pick<Run, 'references' | 'report' | 'rounds'>): SourceGroups {
  const { neverCited } = checkCitations(run);
  const seen = new Set(run.references.map(({ url }) => addressKey(url) ?? url));
  const foundOnly: RunSource[] = [];
  for (const { title, url } of run.rounds.flatMap(({ sites }) => sites)) {
    const key = addressKey(url) ?? `${url} ${title}`;
    if (!seen.has(key)) {
      seen.add(key);
      foundOnly.push({ title, url });
    }
  }
  const isUncited = ({ number }: { number: number }): boolean => neverCited.includes(number);
  return {
    cited: run.references.filter((reference) => !isUncited(reference)),
    uncited: run.references.filter(isUncited),
    foundOnly,
  };
}
