import { breaks, type RuleBreak } from './ruleBreak.ts';

/** spec 2.4 */
const MAX_IMAGES = 5;
const MAX_ITEM_BYTES = 10_485_760;
const MAX_DECODED_BYTES = 16 * 1024 * 1024;

const DATA_URL = /^data:([^;,]*)((?:;[^;,]*)*),/;

/** The image limits of spec 2.4: count, scheme, size of an item as sent, decoded size together. */
export function checkImages(images: readonly string[]): RuleBreak | undefined {
  if (images.length > MAX_IMAGES) {
    return breaks('InvalidParameter', `At most ${MAX_IMAGES} images may come with a request.`);
  }
  let decoded = 0;
  for (const image of images) {
    if (/^https?:\/\/[^/\s]+/i.test(image)) {
      continue;
    }
    const broken = checkDataUrl(image);
    if (broken !== undefined) {
      return broken;
    }
    decoded += Math.floor((image.length - image.indexOf(',') - 1) * 0.75);
  }
  if (decoded > MAX_DECODED_BYTES) {
    return breaks('BadRequest.TooLarge', 'The decoded body is over 16 MiB.', 413);
  }
  return undefined;
}

function checkDataUrl(image: string): RuleBreak | undefined {
  const head = DATA_URL.exec(image.slice(0, 200));
  if (head === null || !/;base64$/i.test(head[2] ?? '')) {
    return breaks('InvalidURL', 'An image must start with http://, https:// or be base64 data:.');
  }
  if (Buffer.byteLength(image) > MAX_ITEM_BYTES) {
    const words = `Exceeded limit on max bytes per data-uri item : ${MAX_ITEM_BYTES}.`;
    return breaks('BadRequest.TooLarge', words);
  }
  if (!/^image\/(jpe?g|png|bmp|webp|gif|tiff|heic)$/i.test(head[1] ?? '')) {
    return breaks('InvalidImageFormat', 'The type of an image is not supported.');
  }
  const start = Buffer.from(image.slice(head[0].length, head[0].length + 24), 'base64');
  return isPicture(start) ? undefined : breaks('InvalidImageFormat');
}

/** Magic bytes of the formats above. */
function isPicture(start: Buffer): boolean {
  const hex = start.toString('hex');
  return (
    hex.startsWith('89504e470d0a1a0a') ||
    hex.startsWith('ffd8ff') ||
    hex.startsWith('424d') ||
    hex.startsWith('47494638') ||
    hex.startsWith('49492a00') ||
    hex.startsWith('4d4d002a') ||
    (hex.startsWith('52494646') && hex.slice(16, 24) === '57454250') ||
    hex.slice(8, 16) === '66747970'
  );
}
