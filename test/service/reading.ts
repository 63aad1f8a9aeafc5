/** A frame as the tests read it. */
export interface ReadFrame {
  readonly id?: string;
  readonly event?: string;
  /** From the comment line. */
  readonly status?: number;
  readonly data: ReadData | undefined;
}

interface ReadData {
  readonly output?: {
    readonly message?: {
      readonly phase?: string;
      readonly status?: string;
      readonly content?: unknown;
      readonly extra?: { readonly deep_research?: Readonly<Record<string, unknown>> };
    };
    readonly fininshed?: boolean;
    readonly fininshed_reason?: string;
  };
  readonly usage?: { readonly input_tokens: number; readonly output_tokens: number };
  readonly code?: string;
  readonly request_id?: string;
}

interface Open {
  id?: string;
  event?: string;
  status?: number;
  lines: string[];
}

/** A lenient reader: any line ending, blank lines or none, several data lines (spec 4.2). */
export function readFrames(text: string): ReadFrame[] {
  const frames: ReadFrame[] = [];
  let open: Open = { lines: [] };
  const close = (): void => {
    if (open.lines.length > 0) {
      const { lines, ...head } = open;
      frames.push({ ...head, data: parse(lines.join('\n')) });
    }
    open = { lines: [] };
  };
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line === '' || (name === 'id' && open.lines.length > 0)) {
      close();
    }
    if (name === 'id') {
      open.id = value;
    } else if (name === 'event') {
      open.event = value;
    } else if (name === 'data') {
      open.lines.push(value);
    } else if (value.startsWith('HTTP_STATUS/')) {
      open.status = Number(value.slice(12));
    }
  }
  close();
  return frames;
}

function parse(text: string): ReadData | undefined {
  try {
    return JSON.parse(text) as ReadData;
  } catch {
    return undefined;
  }
}

/** `phase.status` of each frame. */
export function phases(frames: readonly ReadFrame[]): string[] {
  return frames.map(({ data }) => {
    const message = data?.output?.message;
    return `${String(message?.phase)}.${String(message?.status)}`;
  });
}

/** All text of a phase. */
export function textOf(frames: readonly ReadFrame[], phase: string): string {
  return frames
    .map(({ data }) => data?.output?.message)
    .filter((message) => message?.phase === phase)
    .map((message) => (typeof message?.content === 'string' ? message.content : ''))
    .join('');
}

export function deepOf({ data }: ReadFrame): Readonly<Record<string, unknown>> {
  return data?.output?.message?.extra?.deep_research ?? {};
}

/** The round of a frame in either layout (spec 5.3). */
export function roundOf(frame: ReadFrame): Readonly<Record<string, unknown>> | undefined {
  const deep = deepOf(frame);
  const round = deep['research'] ?? deep['query'];
  return typeof round === 'object' && round !== null
    ? (round as Readonly<Record<string, unknown>>)
    : undefined;
}

export function sitesOf(frames: readonly ReadFrame[]): Readonly<Record<string, unknown>>[] {
  return frames.flatMap((frame) => {
    const sites = roundOf(frame)?.['webSites'] ?? deepOf(frame)['webSites'];
    return Array.isArray(sites) ? (sites as Readonly<Record<string, unknown>>[]) : [];
  });
}

/** The lists of references that came, each with the place of its frame. */
export function referencesOf(
  frames: readonly ReadFrame[],
): { readonly at: number; readonly list: Readonly<Record<string, unknown>>[] }[] {
  return frames.flatMap((frame, at) => {
    const list = deepOf(frame)['references'];
    return Array.isArray(list) ? [{ at, list: list as Readonly<Record<string, unknown>>[] }] : [];
  });
}
