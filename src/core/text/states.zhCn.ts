import type { statesEn } from './states.en.ts';

export const statesZhCn: Record<keyof typeof statesEn, string> = {
  'state.draft': '草稿',
  'state.asking': '提问中',
  'state.waiting': '等你回答',
  'state.queued': '排队中',
  'state.planning': '规划中',
  'state.researching': '研究中',
  'state.writing': '撰写中',
  'state.done': '已完成',
  'state.noEvidence': '无来源',
  'state.stopped': '已停止',
  'state.interrupted': '已中断',
  'state.failed': '失败',
  'state.damaged': '已损坏',
};
