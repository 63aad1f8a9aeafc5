import type { IncomingMessage } from 'node:http';

/** The gateway's limit for a whole body (spec 2.4). */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The body as text; undefined if it is over the gateway's limit. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MAX_BODY_BYTES) {
      parts.push(part);
    }
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
}
