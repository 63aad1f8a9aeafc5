import type { toolsEn } from './tools.en.ts';

export const toolsZhCn: Record<keyof typeof toolsEn, string> = {
  'tool.onlySnapshot': '工具服务器只能配合快照模型使用。请选择快照模型，或关闭工具。',
  'tool.none': '还没有配置工具服务器。请在设置中添加。',
  'tool.problem': '工具服务器“{label}”：{problem}',
  'tool.label': '名称须为 1 到 64 个字母、数字、空格、点或连字符。',
  'tool.notHttps': '地址必须以 https:// 开头。',
  'tool.unreachable': '阿里云的服务器必须能通过 https 访问它。',
  'tool.userinfo': '地址中不能有用户名或密码；请改为设置令牌。',
  'tool.toolNames': '请写明允许调用的工具，例如 search 和 fetch。',
  'tool.approve': '允许这次研究使用 {host} 上的工具服务器“{label}”吗？',
  'tool.approveDetail':
    '研究期间，阿里云的服务器会调用它的工具 {tools}。如果你为它设置了令牌，令牌会交给阿里云。工具返回的内容会和网页文字一起进入研究。',
  'tool.approveButton': '允许',
  'tool.refused': '没有发送：工具服务器未获允许。',
  'tool.pick': '令牌用于哪个工具服务器',
  'tool.token': '{label} 的令牌。它保存在系统钥匙串中，每次使用该服务器时会交给阿里云。',
  'tool.tokenSaved': '{label} 的令牌已保存。',
  'tool.tokenRemoved': '{label} 的令牌已移除。',
};
