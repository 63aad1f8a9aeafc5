import type { hostEn } from './host.en.ts';

export const hostZhCn: Record<keyof typeof hostEn, string> = {
  'host.panel.title': '深入研究',
  'host.panel.fallback': '面板无法加载。研究仍在继续；请从“研究”视图打开报告，或重新加载窗口。',

  'host.start.title': '深入研究',
  'host.start.prompt': '要研究什么？',
  'host.start.placeholder': '例如：单机日志分析该用 DuckDB 还是 SQLite?',
  'host.start.empty': '请先写下问题。',
  'host.start.tooLong': '大约超出 {tokens} 个 Token：服务最多接受 997,952 个。没有发送。',

  'host.key.title': '设置 API 密钥',
  'host.key.prompt': '北京地域的百炼密钥，用于 {host}。密钥保存在系统钥匙串中，不会发往别处。',
  'host.key.empty': '请粘贴密钥，它以 sk- 开头。',
  'host.key.codingPlan': '这是 Coding Plan 的密钥。深入研究需要北京地域的百炼密钥。',
  'host.key.characters': '密钥只含普通字母、数字和符号，没有空格。',
  'host.key.shape': '这不像 DashScope 的密钥（应以 sk- 开头）。',
  'host.key.missing': '还没有 API 密钥。你的问题已保留。',
  'host.key.vanished': '已保存的密钥在这台电脑上读不出来了（系统钥匙串被锁定或重置）。请重新输入。',
  'host.key.moved': '密钥是为 {saved} 保存的，现在的服务地址是 {host}。要为它输入密钥吗？',
  'host.key.movedDetail': '密钥只用于输入时的地址。',
  'host.key.enter': '输入密钥',
  'host.key.badEndpoint': '设置中的服务地址不可用。只使用 https 地址（本机可用 http）。',

  'host.run.cannotStart': '无法开始：{reason}',
  'host.run.notFound': '磁盘上已没有这次研究。',
  'host.run.readOnly': '这次研究正在另一个窗口中进行。这里只能阅读，不能操作。',
  'host.run.noReport': '还没有报告。',
  'host.run.noLive': '没有正在进行的研究。',
  'host.skip.answer': '没有更多要求；请采用合理的默认设定，并写明你的假设。',

  'host.disk.trouble':
    '无法保存到 {path}({code})。研究在内存中继续；请释放空间，或在完成后复制报告。',
  'host.disk.recovered': '又可以保存了，全部内容已在磁盘上。',

  'host.cost.notice': '这次研究已达到 {limit} 元限额的 80%。',

  'host.history.description': '{sources} 个来源 · {cost}',
  'host.history.cost': '{cost} 元',
  'host.history.costUnknown': '费用未知',
  'host.history.groupLive': '进行中',
  'host.history.groupWaiting': '等你回答',
  'host.history.groupToday': '今天',
  'host.history.groupWeek': '本周',
  'host.history.groupOlder': '更早',
  'host.history.tooltip': '{state} · {model}',
  'host.history.requestIds': '请求 ID:{ids}',
  'host.history.row': '{title}，{state}，{description}',

  'host.status.running': '研究中 {time}',
  'host.status.runningTooltip': '深入研究正在进行。点击查看。',
  'host.status.waiting': '研究在等你回答',

  'host.toast.done': '研究完成：{title}',
  'host.toast.noEvidence': '研究完成，但没有来源：{title}',
  'host.toast.waiting': '研究在等你回答：{title}',
  'host.toast.ended': '研究提前结束：{title}',
  'host.toast.open': '打开',
  'host.toast.insert': '插入',

  'host.link.refused': '不打开这个地址：只打开 http 和 https 地址。',
  'host.copied': '已复制。',
  'host.fault.pick': '模拟服务在下一次请求中演示的故障',
  'host.fault.none': '没有故障：正常回答',
  'host.fault.set': '模拟服务将演示：{name}',
  'host.fault.failed': '模拟服务没有回答。',
};
