import { message, type Beat, type Part, type WireMessage } from './frames.ts';
import type { Gap } from './pace.ts';
import { estimateTokens } from './tokens.ts';

/** A frame before its usage is known. */
export interface Draft {
  readonly part: Part;
  readonly gap: Gap;
  readonly message: WireMessage;
  /** What it adds to the output tokens, relative to its neighbours. */
  readonly weight: number;
}

export function draft(
  part: Part,
  gap: Gap,
  phase: string,
  status: string,
  content = '',
  deepResearch: Readonly<Record<string, unknown>> = {},
  written = content,
): Draft {
  const weight = written === '' ? 0 : estimateTokens(written);
  return { part, gap, message: message(phase, status, content, deepResearch), weight };
}

/** KeepAlive may stand between any two frames and changes nothing (spec 7). */
export function keepAlive(part: Part, gap: Gap = 'search'): Draft {
  return draft(part, gap, 'KeepAlive', 'typing');
}

/** How many output tokens have been counted when each part ends (spec 5.4, 11). */
interface TokenGoals {
  readonly input: number;
  readonly beforeReport: number;
  readonly total: number;
}

/** Gives each frame its cumulative usage and the request's id. */
export function settle(drafts: readonly Draft[], goals: TokenGoals, requestId: string): Beat[] {
  const isReport = ({ part }: Draft): boolean => part === 'report';
  const sum = (of: readonly Draft[]): number =>
    of.reduce((all, { weight }) => all + weight, 0) || 1;
  const before = sum(drafts.filter((item) => !isReport(item)));
  const after = sum(drafts.filter(isReport));
  let seenBefore = 0;
  let seenAfter = 0;
  return drafts.map((item) => {
    if (isReport(item)) {
      seenAfter += item.weight;
    } else {
      seenBefore += item.weight;
    }
    const output =
      (goals.beforeReport * seenBefore) / before +
      ((goals.total - goals.beforeReport) * seenAfter) / after;
    return {
      part: item.part,
      gap: item.gap,
      data: {
        output: { message: item.message, fininshed: false, fininshed_reason: 'null' },
        usage: { input_tokens: goals.input, output_tokens: Math.round(output) },
        request_id: requestId,
      },
    };
  });
}
