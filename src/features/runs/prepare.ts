import type { RunSummary } from '../../core/history/record.ts';
import type { Connection } from '../../core/research/liveRun.ts';
import { runCost } from '../../core/research/price.ts';
import type { ResearchTool, Run, UnqueueReason } from '../../core/research/run.ts';
import type { AuthorizedTool } from '../../core/wire/request.ts';
import type { Settings } from '../settings.ts';
import { createCostCheck, spentInMonth } from './costs.ts';
import type { DeskPorts, ReadyAccess } from './runDesk.ts';

/** Nothing was sent; the message is for the person. */
export class SendRefused extends Error {
  readonly reason: UnqueueReason;

  constructor(message: string, reason: UnqueueReason) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Endpoint and key of a click that had to wait, as they are now: a key that was removed meanwhile is
 * used no more, and no address that was not clicked.
 */
export async function renewAccess(
  clicked: ReadyAccess,
  { accessNow }: Pick<DeskPorts, 'accessNow'>,
): Promise<ReadyAccess> {
  const fresh = accessNow === undefined ? clicked : await accessNow();
  if (fresh?.endpoint.origin !== clicked.endpoint.origin) {
    throw new SendRefused('key or address changed', 'refused');
  }
  return fresh;
}

/** What a request of a run needs, gathered right before it is sent. */
export type Prepare = (run: Run, access: ReadyAccess) => Promise<Connection>;

/**
 * Gathers it; throws {@link SendRefused} where the month's limit is reached already.
 *
 * @param imagesOf public addresses or data URLs of a run's images
 */
export function createPrepare(
  { clock, monthLimitText, onCostNotice, toolTokens }: DeskPorts,
  settings: () => Settings,
  imagesOf: (runId: string) => Promise<readonly string[]>,
  list: () => Promise<readonly RunSummary[]>,
): Prepare {
  async function authorize(tools: readonly ResearchTool[]): Promise<readonly AuthorizedTool[]> {
    return Promise.all(
      tools.map(async (tool) => {
        const bearer = await toolTokens.read(tool.url);
        return bearer === undefined ? tool : { ...tool, bearer };
      }),
    );
  }

  return async (run, access) => {
    const { limits, maxCostPerMonth, maxCostPerRun, prices } = settings();
    const images = await imagesOf(run.id);
    const spent = maxCostPerMonth > 0 ? spentInMonth(await list(), clock.now(), run.id) : 0;
    if (maxCostPerMonth > 0 && spent + (runCost(run, prices) ?? 0) >= maxCostPerMonth) {
      const text = monthLimitText?.(maxCostPerMonth) ?? 'the limit of the month is reached';
      throw new SendRefused(text, 'monthLimit');
    }
    return {
      ...access,
      images,
      tools: await authorize(run.options.tools),
      limits,
      check: createCostCheck(
        { perRun: maxCostPerRun, perMonth: maxCostPerMonth, spent },
        () => settings().prices,
        onCostNotice,
      ),
    };
  };
}
