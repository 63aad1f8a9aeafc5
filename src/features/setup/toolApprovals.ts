import type { Memento } from 'vscode';
import type { ResearchTool } from '../../core/research/run.ts';
import { toolFingerprint } from '../../core/research/tools.ts';

const APPROVALS = 'approvedTools';

/** Which servers may be used, each in exactly the form that was allowed (T20). */
export interface ToolApprovals {
  has(tool: ResearchTool): boolean;
  add(tool: ResearchTool): Promise<void>;
  remove(tool: ResearchTool): Promise<void>;
}

export function createToolApprovals(state: Memento): ToolApprovals {
  const all = (): readonly string[] => {
    const value: unknown = state.get(APPROVALS);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    has: (tool) => all().includes(toolFingerprint(tool)),
    add: async (tool) => {
      await state.update(APPROVALS, [...all(), toolFingerprint(tool)]);
    },
    remove: async (tool) => {
      const gone = toolFingerprint(tool);
      await state.update(
        APPROVALS,
        all().filter((one) => one !== gone),
      );
    },
  };
}
