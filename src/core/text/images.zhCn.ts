import type { imagesEn } from './images.en.ts';

export const imagesZhCn: Record<keyof typeof imagesEn, string> = {
  'image.pick': '添加图片',
  'image.fromFiles': '从文件…',
  'image.fromAddress': '从公开网址…',
  'image.addressPrompt': '任何人都能打开的图片地址。由服务去获取，本机不会获取。',
  'image.filter': '图片（PNG、JPEG、WebP、BMP）',
  'image.problem': '图片 {number}({name}):{problem}',
  'image.notAnImage': '这不是 PNG、JPEG、WebP 或 BMP 图片。',
  'image.tooManyBytes': '太大了：直接发送最多约 7 MB。请改用较小的副本。',
  'image.tooMany': '最多发送 5 张图片。',
  'image.tooManyTogether': '图片合计超过 16 MB。请移除一张或改用较小的副本。',
  'image.tooSmall': '太小了：每边至少 10 像素。',
  'image.tooLong': '太细长了：长宽比最多 200 比 1。',
  'image.tooManyPixels': '像素太多：最多 5000 万。',
  'image.badAddress': '只能发送公开的 http 或 https 图片地址。',
};
