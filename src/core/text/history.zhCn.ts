import type { historyEn } from './history.en.ts';

export const historyZhCn: Record<keyof typeof historyEn, string> = {
  'host.history.groupPinned': '已固定',
  'host.history.damageUnreadable': '无法读取',
  'host.history.damageMissing': '磁盘上的记录已不在',
  'host.history.damageLines': '未能完整读取',
  'host.history.newer': '由更新的版本创建，请更新后打开',
  'host.history.elsewhere': '在另一个窗口中',
  'host.run.elsewhere': '另一个窗口正在使用这次研究，或已将其继续下去。这里没有发送任何内容。',
  'host.disk.full': '磁盘已满：研究仍在继续，但没有保存。请释放空间，或在完成后复制报告。({path})',
  'host.disk.readOnly':
    '无法保存到 {path}：它是只读的，或你没有写入权限。研究在内存中继续；请在完成后复制报告。',
};
