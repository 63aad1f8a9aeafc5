import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib';
import type { Encoding } from './script.ts';

/** A compressed body that can be read up to the last pushed byte at any time. */
export interface Compressor {
  push(data: Uint8Array): Promise<Uint8Array>;
  end(): Promise<Uint8Array>;
}

export function createCompressor(encoding: Encoding): Compressor {
  const stream = open(encoding);
  let parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  const take = (): Uint8Array => {
    const taken = Buffer.concat(parts);
    parts = [];
    return taken;
  };
  return {
    push: (data) =>
      new Promise((resolve, reject) => {
        stream.once('error', reject);
        stream.write(data);
        stream.flush(() => {
          stream.off('error', reject);
          resolve(take());
        });
      }),
    end: () =>
      new Promise((resolve) => {
        stream.once('end', () => resolve(take()));
        stream.end();
      }),
  };
}

function open(encoding: Encoding) {
  if (encoding === 'gzip') {
    return createGzip();
  }
  return encoding === 'br' ? createBrotliCompress() : createDeflate();
}
