import assert from 'node:assert/strict';
import { deflateSync, crc32 } from 'node:zlib';
import { stripMetadata } from '../../../src/core/research/imageMetadata.ts';
import {
  findImageProblem,
  findSetProblem,
  MOST_IMAGE_BYTES,
  readImageFacts,
} from '../../../src/core/research/images.ts';

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function png(width: number, height: number, extra: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(Buffer.alloc(10))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function jpeg(width: number, height: number, extra: readonly Buffer[] = []): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0')),
    ...extra,
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
  ]);
}

function webp(extra: readonly Buffer[] = []): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const extended = Buffer.from([0x0c, 0, 0, 0, 99, 0, 0, 49, 0, 0]);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', extended),
    ...extra.map((data) => chunk('EXIF', data)),
    chunk('VP8 ', Buffer.alloc(12)),
  ]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function bmp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(60);
  bytes.write('BM', 'latin1');
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(-height, 22);
  return bytes;
}

describe('images', () => {
  it('F94: are recognised by content, never by name', () => {
    assert.deepEqual(readImageFacts(png(20, 30)), {
      mediaType: 'image/png',
      width: 20,
      height: 30,
    });
    assert.deepEqual(readImageFacts(jpeg(20, 30)), {
      mediaType: 'image/jpeg',
      width: 20,
      height: 30,
    });
    assert.deepEqual(readImageFacts(webp()), { mediaType: 'image/webp', width: 100, height: 50 });
    assert.deepEqual(readImageFacts(bmp(20, 30)), {
      mediaType: 'image/bmp',
      width: 20,
      height: 30,
    });
    for (const other of [
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'GIF89a......',
      '%PDF-1.7',
    ]) {
      assert.equal(readImageFacts(Buffer.from(other)), undefined, other);
      assert.equal(findImageProblem(Buffer.from(other)), 'notAnImage', other);
    }
  });

  it('F94: broken headers are no reason to throw', () => {
    for (const whole of [png(20, 30), jpeg(20, 30), webp(), bmp(20, 30)]) {
      for (let length = 0; length < whole.length; length += 1) {
        const facts = readImageFacts(whole.subarray(0, length));
        if (facts !== undefined) {
          stripMetadata(whole.subarray(0, length), facts.mediaType);
        }
      }
    }
  });

  it('F95: size, sides and ratio are checked before anything is sent', () => {
    assert.equal(findImageProblem(png(100, 100)), undefined);
    assert.equal(findImageProblem(png(9, 100)), 'tooSmall');
    assert.equal(findImageProblem(png(10, 2001)), 'tooLong');
    const large = Buffer.concat([png(100, 100), Buffer.alloc(MOST_IMAGE_BYTES * 0.75)]);
    assert.equal(findImageProblem(large), 'tooManyBytes');
  });

  it('F95: at most 5, together at most 16 MiB', () => {
    assert.equal(findSetProblem([1, 1, 1, 1, 1]), undefined);
    assert.equal(findSetProblem([1, 1, 1, 1, 1, 1]), 'tooMany');
    const mebibyte = 1024 * 1024;
    assert.equal(findSetProblem([7 * mebibyte, 7 * mebibyte, 2 * mebibyte]), undefined);
    assert.equal(findSetProblem([7 * mebibyte, 7 * mebibyte, 2 * mebibyte + 1]), 'tooManyTogether');
  });

  it('F96: a decompression bomb is found by its header', () => {
    assert.equal(findImageProblem(png(40_000, 40_000)), 'tooManyPixels');
  });

  it('T24: place, time and texts are not sent', () => {
    const secret = Buffer.from('Exif\0\0GPS 31.2304 N 121.4737 E');
    const cases = [
      ['image/jpeg', jpeg(20, 30, [segment(0xe1, secret), segment(0xfe, secret)]), jpeg(20, 30)],
      ['image/png', png(20, 30, [pngChunk('eXIf', secret), pngChunk('tEXt', secret)]), png(20, 30)],
    ] as const;
    for (const [type, withSecret, plain] of cases) {
      const stripped = stripMetadata(withSecret, type);
      assert.equal(Buffer.from(stripped).includes('GPS'), false, type);
      assert.deepEqual(Buffer.from(stripped), plain, type);
    }
    const stripped = Buffer.from(stripMetadata(webp([secret]), 'image/webp'));
    assert.equal(stripped.includes('GPS'), false);
    assert.equal(stripped.readUInt32LE(4), stripped.length - 8);
    assert.equal((stripped[20] ?? 0) & 0x0c, 0);
  });
});
