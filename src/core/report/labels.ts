import type { Reference } from '../research/run.ts';
import type { TargetNotes } from './footnotes.ts';
import { addressKey } from './sources.ts';

/** The label of a cited source's footnote; `merged`: the target document defines it already. */
export interface FootnoteLabel {
  readonly label: string;
  readonly merged: boolean;
}

/**
 * A label for each cited source, by its number in the report. Labels of the target are never given
 * to another source. A document without numbered footnotes gets the numbers that the panel shows.
 */
export function footnoteLabels(
  cited: readonly Reference[],
  { target, startAt }: { readonly target?: TargetNotes; readonly startAt?: number },
): ReadonlyMap<number, FootnoteLabel> {
  const taken = new Set(target?.taken);
  const own = startAt === undefined && (target?.startAt ?? 1) === 1;
  let next = startAt ?? target?.startAt ?? 1;
  const labels = new Map<number, FootnoteLabel>();
  for (const { number, url } of cited) {
    const key = addressKey(url);
    const merged = key === undefined ? undefined : target?.byAddress.get(key);
    if (merged !== undefined) {
      labels.set(number, { label: merged, merged: true });
      continue;
    }
    let label = own ? number : next;
    while (taken.has(String(label))) {
      label += 1;
    }
    taken.add(String(label));
    next = label + 1;
    labels.set(number, { label: String(label), merged: false });
  }
  return labels;
}
