/** One frame as a test describes it: what stands in `data`, and the lines around it. */
export interface Frame {
  readonly data: unknown;
  readonly event?: string;
  readonly status?: number;
}

/** How the same frames are put on the wire. */
export interface Style {
  readonly newline?: string;
  readonly bom?: true;
  /** No blank line between frames, as in some stored captures (spec 4.2). */
  readonly noBlankLines?: true;
  /** So many frames as `data:` lines of one event. */
  readonly glue?: number;
  /** A space after the colon. */
  readonly spaced?: true;
  /** No `id`, `event` and status lines. */
  readonly bare?: true;
  /** Comment and empty lines between frames, as proxies put them. */
  readonly chatter?: true;
}

interface Message {
  readonly phase: string;
  readonly status: string;
  readonly content?: unknown;
  readonly research?: unknown;
}

/** Request id of all golden streams. */
export const REQUEST_ID = '0f3c2a51-7c1e-4a55-9d0e-5b1d6d2f8a77';

/** The `data` of a good frame (spec 4.1, 5). */
export function frame(message: Message, usage: readonly [number, number]): Frame {
  const { content = '', phase, research = {}, status } = message;
  return {
    data: {
      output: {
        message: {
          phase,
          role: 'assistant',
          content,
          extra: { deep_research: research },
          status,
        },
        fininshed: false,
        fininshed_reason: 'null',
      },
      usage: { input_tokens: usage[0], output_tokens: usage[1] },
      request_id: REQUEST_ID,
    },
  };
}

/** An error frame (spec 4.3 B). */
export function errorFrame(status: number, code: string, message: string): Frame {
  return { data: { request_id: REQUEST_ID, code, message }, event: 'error', status };
}

/** A copy of a frame with one field changed, by path. */
export function changed(source: Frame, path: readonly string[], value: unknown): Frame {
  const data = structuredClone(source.data) as Record<string, unknown>;
  let place = data;
  for (const name of path.slice(0, -1)) {
    place = place[name] as Record<string, unknown>;
  }
  place[path.at(-1) ?? ''] = value;
  return { ...source, data };
}

/** The frames as text on the wire. */
export function render(frames: readonly Frame[], style: Style = {}): string {
  const newline = style.newline ?? '\n';
  const glue = style.glue ?? 1;
  const blocks: string[] = [];
  for (let at = 0; at < frames.length; at += glue) {
    blocks.push(renderBlock(frames.slice(at, at + glue), at + 1, style).join(newline));
  }
  const between = style.noBlankLines === true ? newline : newline + newline;
  const chatter = style.chatter === true ? `:${newline}: still here${newline}${newline}` : '';
  return (
    (style.bom === true ? '\uFEFF' : '') +
    chatter +
    blocks.map((block) => block + between + chatter).join('')
  );
}

function renderBlock(frames: readonly Frame[], id: number, style: Style): string[] {
  const space = style.spaced === true ? ' ' : '';
  const first = frames[0];
  const head =
    style.bare === true
      ? []
      : [
          `id:${space}${id}`,
          `event:${space}${first?.event ?? 'result'}`,
          `:HTTP_STATUS/${first?.status ?? 200}`,
        ];
  return [...head, ...frames.map((one) => `data:${space}${JSON.stringify(one.data)}`)];
}

/** Text as bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
