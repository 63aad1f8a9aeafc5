import type { Gap } from './pace.ts';

export type Encoding = 'gzip' | 'br' | 'deflate';

/**
 * One thing the service does on an open connection. A list of them is a whole answer, ordinary or
 * faulty; a list without an end step ends with `fin`. A generator may go on for ever.
 */
export type Step =
  | HeadStep
  /** Straight onto the socket, outside the rules of HTTP. */
  | { readonly do: 'raw'; readonly data: string | Uint8Array }
  /** Bytes of the body; with `size`, in HTTP chunks of so many bytes. */
  | { readonly do: 'bytes'; readonly data: string | Uint8Array; readonly size?: number }
  /** Bytes of the body, `size` at a time with `ms` between. */
  | {
      readonly do: 'slow';
      readonly data: string | Uint8Array;
      readonly size: number;
      readonly ms: number;
    }
  /** Bytes of the body without any sense. */
  | { readonly do: 'garbage'; readonly length: number }
  /** Nothing for so long, whatever the pace. */
  | { readonly do: 'pause'; readonly ms: number }
  /** Nothing for as long as the pace says; `at` (0 to 1) chooses within its range. */
  | { readonly do: 'gap'; readonly kind: Gap; readonly at: number }
  /** A whole answer that points elsewhere. */
  | { readonly do: 'redirect'; readonly status: number; readonly location: string }
  /** From here on the body is compressed, flushed after each step. */
  | { readonly do: 'encode'; readonly as: Encoding }
  /** The body ends as it should and the connection closes. */
  | { readonly do: 'fin' }
  /** The connection closes though the body has not ended. */
  | { readonly do: 'cut' }
  /** The connection is reset. */
  | { readonly do: 'rst' }
  /** Nothing more, until the client leaves. */
  | { readonly do: 'hold' };

export interface HeadStep {
  readonly do: 'head';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the end of the body is told: chunks, the connection's end, or its length in bytes. */
  readonly body?: 'chunked' | 'close' | number;
}

/** A whole answer in one piece. */
export function wholeAnswer(
  status: number,
  contentType: string | undefined,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Step[] {
  const type = contentType === undefined ? {} : { 'content-type': contentType };
  return [
    { do: 'head', status, headers: { ...type, ...headers }, body: Buffer.byteLength(body) },
    { do: 'bytes', data: body },
    { do: 'fin' },
  ];
}
