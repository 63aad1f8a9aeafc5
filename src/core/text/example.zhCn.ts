import type { exampleEn } from './example.en.ts';

export const exampleZhCn: Record<keyof typeof exampleEn, string> = {
  'example.banner':
    '录制内容。由本项目撰写，用来展示一次研究的过程：链接的网页真实存在，但没有进行研究，服务也没有作出任何回答。不会发送任何内容，也不会产生费用；数字只表示这样一次研究的花费。真实的研究需要 5 到 20 分钟。',
  'example.speed': '录制的播放速度',
  'example.speed.1': '1×',
  'example.speed.1.name': '原速播放',
  'example.speed.10': '10×',
  'example.speed.10.name': '十倍速播放',
  'example.speed.end': '跳到结尾',
  'example.again': '重新播放',
  'example.waiting': '自己研究时，请在这里回答。录制内容会用它自己的回答继续。',
  'example.cannot': '这是录制内容。请提出你自己的问题来开始研究。',
  'example.broken': '无法读取录制的示例。请重新安装扩展。',
  'example.notice':
    '录制的示例：由本扩展的项目撰写，不是研究服务的回答。链接的网页真实存在，但没有进行研究；没有发送任何内容，也没有产生费用。',
};
