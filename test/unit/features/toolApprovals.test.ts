import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import type { ResearchTool } from '../../../src/core/research/run.ts';
import { createToolApprovals } from '../../../src/features/setup/toolApprovals.ts';

const TOOL: ResearchTool = {
  label: 'docs',
  url: 'https://docs.example.com/sse',
  allowedTools: ['search', 'fetch'],
};

/** The window's state as VS Code keeps it, with whatever somebody left in it. */
function memento(left?: unknown): Memento {
  const values = new Map<string, unknown>([['approvedTools', left]]);
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  } as Memento;
}

describe('T20: what a tool server was allowed for', () => {
  it('is the exact label, address and tools, and nothing near them', async () => {
    const approvals = createToolApprovals(memento());
    assert.equal(approvals.has(TOOL), false);
    await approvals.add(TOOL);
    assert.equal(approvals.has(TOOL), true);
    assert.equal(approvals.has({ ...TOOL, allowedTools: ['fetch', 'search'] }), true);
    for (const other of [
      { ...TOOL, label: 'docs ' },
      { ...TOOL, url: 'https://docs.example.com/sse?x=1' },
      { ...TOOL, url: 'https://docs.example.com:444/sse' },
      { ...TOOL, url: 'https://evil.example.com/sse' },
      { ...TOOL, allowedTools: ['search', 'fetch', 'delete'] },
      { ...TOOL, allowedTools: ['search'] },
    ]) {
      assert.equal(approvals.has(other), false, JSON.stringify(other));
    }
  });

  it('goes with the server, and only with it', async () => {
    const approvals = createToolApprovals(memento());
    const other = { ...TOOL, label: 'other' };
    await approvals.add(TOOL);
    await approvals.add(other);
    await approvals.remove(TOOL);
    assert.deepEqual([approvals.has(TOOL), approvals.has(other)], [false, true]);
  });

  it('is nothing where the state holds something else', () => {
    for (const left of [undefined, null, 'all', 7, { docs: true }, [true, {}]]) {
      assert.equal(createToolApprovals(memento(left)).has(TOOL), false);
    }
  });
});
