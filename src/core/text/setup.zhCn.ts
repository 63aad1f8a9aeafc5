import type { setupEn } from './setup.en.ts';

export const setupZhCn: Record<keyof typeof setupEn, string> = {
  'setup.key.title': '设置 API 密钥（{step}/{steps}）',
  'setup.key.environment':
    '目前使用环境变量 DASHSCOPE_API_KEY 中的密钥；在这里输入的密钥会取而代之。',
  'setup.key.masked': '这个密钥被遮盖，缺少中间部分。请复制完整的密钥。',
  'setup.key.accessKey': '这是云账号的 AccessKey。深入研究需要百炼的 API 密钥。',
  'setup.key.notSaved': '无法保存密钥：系统钥匙串没有应答。请解锁后重试。',
  'setup.key.saved': '用于 {host} 的密钥已保存。',
  'setup.key.check': '检查连接',

  'setup.workspace.title': '设置业务空间 ID',
  'setup.workspace.prompt':
    '可选，推荐填写：共享地址可能在 10 分钟后中断长时间的研究；业务空间自己的地址允许 60 分钟。密钥必须属于该空间。留空则使用共享地址。',
  'setup.workspace.characters': 'ID 只含字母、数字和连字符，例如 llm-abc123。',
  'setup.workspace.shape': '控制台中的 ID 通常以 llm- 开头。按 Enter 可照此保存。',
  'setup.workspace.host': '请求和密钥将发送到 {host}。',
  'setup.workspace.saved': '请求现在发送到 {host}。',
  'setup.workspace.notSaved': '无法把业务空间 ID 写入设置。请改正设置文件后重试。',
  'setup.workspace.ownAddress': '设置中的地址是自定义地址：业务空间 ID 在那里不起作用。',

  'setup.forget.question': '移除所有 API 密钥和所有工具服务器的令牌吗？',
  'setup.forget.detail':
    '包括所有地址。环境变量 DASHSCOPE_API_KEY 中的密钥不受影响。研究和报告会保留。',
  'setup.forget.button': '全部移除',
  'setup.forget.done': '所有密钥和令牌都已从系统钥匙串中移除。',
  'setup.forget.failed': '系统钥匙串没有应答：无法确定是否已移除。',
};
