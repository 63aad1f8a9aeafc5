import { parseUrl } from '../text/webAddress.ts';
import { isPrivateHost } from '../wire/privateHost.ts';

/** Spec 2.4: what the service takes. */
export const MOST_IMAGES = 5;
export const MOST_IMAGE_BYTES = 10 * 1024 * 1024;
/** All Base64 images of a request together, decoded: the gateway's limit (spec 2.4). */
export const MOST_TOTAL_BYTES = 16 * 1024 * 1024;
const LEAST_SIDE = 10;
const MOST_RATIO = 200;
/** More is a decompression bomb or no use: never decoded here, and refused (F96). */
const MOST_PIXELS = 50_000_000;

/** What is wrong with an image; each has its sentence. */
export type ImageProblem =
  | 'notAnImage'
  | 'tooManyBytes'
  | 'tooMany'
  | 'tooManyTogether'
  | 'tooSmall'
  | 'tooLong'
  | 'tooManyPixels'
  | 'badAddress';

/** What the first bytes of an image say. */
export interface ImageFacts {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/bmp' | 'image/webp';
  /** In pixels; absent where the header does not say. */
  readonly width?: number;
  readonly height?: number;
}

/** Decides by content, never by name (F94). Reads headers only; decodes nothing. */
export function readImageFacts(bytes: Uint8Array): ImageFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    return bytes.length < 24
      ? undefined
      : { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) {
    return { mediaType: 'image/jpeg', ...readJpegSize(view) };
  }
  if (startsWith(bytes, [0x42, 0x4d]) && bytes.length >= 26) {
    return {
      mediaType: 'image/bmp',
      width: Math.abs(view.getInt32(18, true)),
      height: Math.abs(view.getInt32(22, true)),
    };
  }
  if (
    startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) &&
    startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])
  ) {
    return { mediaType: 'image/webp', ...readWebpSize(bytes, view) };
  }
  return undefined;
}

/** What is wrong with one image by itself. */
export function findImageProblem(bytes: Uint8Array): ImageProblem | undefined {
  const facts = readImageFacts(bytes);
  if (facts === undefined) {
    return 'notAnImage';
  }
  // The limit is on the encoded item (spec 2.4), a third larger than the picture.
  if (bytes.length > MOST_IMAGE_BYTES || base64Length(bytes.length) + 30 > MOST_IMAGE_BYTES) {
    return 'tooManyBytes';
  }
  const { height, width } = facts;
  if (width === undefined || height === undefined) {
    return undefined;
  }
  const [short, long] = width < height ? [width, height] : [height, width];
  if (short < LEAST_SIDE) {
    return 'tooSmall';
  }
  if (long > short * MOST_RATIO) {
    return 'tooLong';
  }
  return width * height > MOST_PIXELS ? 'tooManyPixels' : undefined;
}

/**
 * What is wrong with an image's address: the service fetches it from its own side, so it must be
 * public, and http or https (spec 2.4, F98).
 */
export function findAddressProblem(address: string): ImageProblem | undefined {
  const url = parseUrl(address);
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  const good =
    url !== undefined &&
    web &&
    url.username === '' &&
    url.password === '' &&
    !isPrivateHost(url.hostname);
  return good ? undefined : 'badAddress';
}

/** What is wrong with a set of images, by their sizes; addresses count as 0 bytes. */
export function findSetProblem(sizes: readonly number[]): ImageProblem | undefined {
  if (sizes.length > MOST_IMAGES) {
    return 'tooMany';
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total > MOST_TOTAL_BYTES ? 'tooManyTogether' : undefined;
}

/** Length of the Base64 form of so many bytes. */
function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((value, at) => bytes[at] === value);
}

/** Walks the JPEG's segments to the first frame header. */
function readJpegSize(view: DataView): { width?: number; height?: number } {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return {};
}

function readWebpSize(bytes: Uint8Array, view: DataView): { width?: number; height?: number } {
  if (bytes.length < 30) {
    return {};
  }
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8X') {
    const at = (offset: number): number =>
      1 +
      view.getUint8(offset) +
      (view.getUint8(offset + 1) << 8) +
      (view.getUint8(offset + 2) << 16);
    return { width: at(24), height: at(27) };
  }
  if (kind === 'VP8 ') {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  return {};
}
