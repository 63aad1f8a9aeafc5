import type { exampleEn } from './example.en.ts';

export const exampleZhCn: Record<keyof typeof exampleEn, string> = {
  'example.banner':
    '录制内容。从问题到来源全部是虚构的。不会发送任何内容，也不会产生费用；数字只表示这样一次研究的花费。真实的研究需要 5 到 20 分钟。',
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
  'example.notice': '录制的示例：正文和来源都是虚构的，随扩展提供。没有进行任何研究。',
};
