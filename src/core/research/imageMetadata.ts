import type { ImageFacts } from './images.ts';

/**
 * The image without what it tells besides the picture: place and time of a photo, names of
 * programs and people (EXIF, XMP, IPTC, comments, text chunks). The picture itself is not touched;
 * colour profiles stay. Bytes that do not follow the format are returned as they are (T24).
 */
export function stripMetadata(bytes: Uint8Array, mediaType: ImageFacts['mediaType']): Uint8Array {
  switch (mediaType) {
    case 'image/jpeg':
      return stripJpeg(bytes);
    case 'image/png':
      return stripPng(bytes);
    case 'image/webp':
      return stripWebp(bytes);
    case 'image/bmp':
      return bytes;
  }
}

/** APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colour transform) matter to the picture. */
const JPEG_KEPT = [0xe0, 0xe2, 0xee];

function stripJpeg(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // From the start of scan on there is only picture.
    if (marker === 0xda) {
      kept.push(bytes.subarray(at));
      return join(kept);
    }
    const end = at + 2 + view.getUint16(at + 2);
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    const dropped = marker === 0xfe || (isApplication && !JPEG_KEPT.includes(marker));
    if (!dropped) {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
  }
  return bytes;
}

const PNG_DROPPED = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'];

function stripPng(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) {
      return bytes;
    }
    if (!PNG_DROPPED.includes(type)) {
      kept.push(bytes.subarray(at, end));
    }
    if (type === 'IEND') {
      return join(kept);
    }
    at = end;
  }
  return bytes;
}

/** Bits of the VP8X header that announce EXIF and XMP. */
const WEBP_METADATA_BITS = 0x08 | 0x04;

function stripWebp(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 30) {
    return bytes;
  }
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 12)];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(bytes.length, at + 8 + size + (size % 2));
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (type !== 'EXIF' && type !== 'XMP ') {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
  }
  const result = join(kept);
  const header = viewOf(result);
  header.setUint32(4, result.length - 8, true);
  if (String.fromCharCode(...result.subarray(12, 16)) === 'VP8X') {
    header.setUint8(20, header.getUint8(20) & ~WEBP_METADATA_BITS);
  }
  return result;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A copy: the original bytes stay as they were. */
function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
