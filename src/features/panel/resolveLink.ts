import { collectLinks, safeUrl } from '../../core/report/links.ts';
import type { Run } from '../../core/research/run.ts';
import type { LinkTarget } from '../../protocol/messages.ts';

/**
 * The address that a link of the page stands for, looked up in the run and checked. The page says
 * which link, never which address: a forged message opens nothing that the run does not hold (T11).
 */
export function resolveLink(run: Run, target: LinkTarget): URL | undefined {
  switch (target.kind) {
    case 'reference':
      return safeUrl(run.references.find(({ number }) => number === target.number)?.url ?? '');
    case 'site':
      return safeUrl(
        run.rounds.find(({ number }) => number === target.round)?.sites[target.index]?.url ?? '',
      );
    case 'reportLink':
      return safeUrl(
        collectLinks(run.report.text).get(target.id) ??
          collectLinks(run.plan.text).get(target.id) ??
          '',
      );
  }
}
