import { parseUrl } from '../../../core/text/webAddress.ts';
import { asObject, asText, parseJson, type Json } from '../../../core/wire/read.ts';
import { McpError, openConnection, type Answer, type Connection } from './connection.ts';

/** A tool as the server lists it: the server's own words, to be cleaned before they are shown. */
export interface OfferedTool {
  readonly name: string;
  /** Names of the input's fields. */
  readonly inputs: readonly string[];
}

/** What a server said about itself. */
export interface Introduction {
  readonly transport: 'http' | 'sse';
  readonly name: string;
  readonly tools: readonly OfferedTool[];
}

const PROTOCOL = '2025-06-18';
const TIME_LIMIT_MS = 20_000;
/** A list may come in pages. */
const MOST_PAGES = 10;
const MOST_TOOLS = 500;

/** Sends one JSON-RPC message and, for a request, brings back its result. */
interface Session {
  readonly transport: Introduction['transport'];
  request(method: string, params: Json): Promise<Json>;
  notify(method: string): Promise<void>;
}

/**
 * Introduces itself to an MCP server and asks for its tools, nothing else: no tool is called.
 * Both transports: streamable HTTP first, and where the address does not take it, the older one with
 * an event stream, which the service's own examples use (spec 2.5).
 *
 * @throws McpError
 */
export async function askMcpServer(
  url: URL,
  token: string | undefined,
  version: string,
  timeLimitMs = TIME_LIMIT_MS,
): Promise<Introduction> {
  const connection = openConnection(token, timeLimitMs);
  try {
    const { first, session } = await openSession(connection, url, introduction(version));
    await session.notify('notifications/initialized');
    const tools = await listTools(session);
    return {
      transport: session.transport,
      name: asText(asObject(first['serverInfo'])?.['name']),
      tools,
    };
  } finally {
    connection.close();
  }
}

function introduction(version: string): Json {
  return {
    protocolVersion: PROTOCOL,
    capabilities: {},
    clientInfo: { name: 'qwen-deep-research', version },
  };
}

async function openSession(
  connection: Connection,
  url: URL,
  params: Json,
): Promise<{ readonly first: Json; readonly session: Session }> {
  try {
    const session = openHttp(connection, url);
    return { first: await session.request('initialize', params), session };
  } catch (error) {
    // What the specification of MCP names as the sign of a server of the older kind.
    const older =
      error instanceof McpError &&
      error.reason === 'status' &&
      ['400', '404', '405', '406', '415'].includes(error.detail);
    if (!older) {
      throw error;
    }
    const session = await openEventStream(connection, url, error);
    return { first: await session.request('initialize', params), session };
  }
}

async function listTools(session: Session): Promise<readonly OfferedTool[]> {
  const tools: OfferedTool[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES && tools.length < MOST_TOOLS; page += 1) {
    const result = await session.request('tools/list', cursor === '' ? {} : { cursor });
    const list: unknown = result['tools'];
    if (!Array.isArray(list)) {
      throw new McpError('protocol', 'tools/list');
    }
    tools.push(...list.map(readTool).filter(({ name }) => name !== ''));
    cursor = asText(result['nextCursor']);
    if (cursor === '') {
      break;
    }
  }
  return tools.slice(0, MOST_TOOLS);
}

function readTool(item: unknown): OfferedTool {
  const tool = asObject(item);
  const schema = asObject(tool?.['inputSchema']);
  return {
    name: asText(tool?.['name']),
    inputs: Object.keys(asObject(schema?.['properties']) ?? {}),
  };
}

/** Streamable HTTP: each message is a POST, the answer is JSON or a short event stream. */
function openHttp(connection: Connection, url: URL): Session {
  let next = 1;
  let sessionId: string | undefined;

  async function post(message: Json): Promise<Answer> {
    const answer = await connection.send(
      url,
      {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...(sessionId === undefined
          ? {}
          : { 'Mcp-Session-Id': sessionId, 'MCP-Protocol-Version': PROTOCOL }),
      },
      JSON.stringify({ jsonrpc: '2.0', ...message }),
    );
    if (answer.status < 200 || answer.status >= 300) {
      throw new McpError('status', String(answer.status));
    }
    const given = answer.headers['mcp-session-id'];
    sessionId ??= typeof given === 'string' && /^[\x21-\x7e]+$/.test(given) ? given : undefined;
    return answer;
  }

  return {
    transport: 'http',
    request: async (method, params) => {
      const id = next;
      next += 1;
      const answer = await post({ id, method, params });
      if (/^text\/event-stream\b/i.test(String(answer.headers['content-type'] ?? ''))) {
        let found: Json | undefined;
        await answer.events(({ data }) => {
          found ??= messageFor(id, data);
          return found !== undefined;
        });
        return resultOf(found, method);
      }
      return resultOf(messageFor(id, await answer.text()), method);
    },
    notify: async (method) => {
      await post({ method });
    },
  };
}

/** The older transport: one event stream for all answers, whose first event says where to POST. */
async function openEventStream(
  connection: Connection,
  url: URL,
  before: McpError,
): Promise<Session> {
  const stream = await connection.send(url, { Accept: 'text/event-stream' });
  if (stream.status === 401 || stream.status === 403) {
    throw new McpError('status', String(stream.status));
  }
  if (
    stream.status !== 200 ||
    !/^text\/event-stream\b/i.test(String(stream.headers['content-type'] ?? ''))
  ) {
    throw before;
  }
  const waiting = new Map<number, (message: Json) => void>();
  let place: (url: URL) => void = () => undefined;
  const endpoint = new Promise<URL>((resolve) => {
    place = resolve;
  });
  const ended = stream
    .events(({ data, event }) => {
      const told = event === 'endpoint' ? parseUrl(data, url) : undefined;
      if (told !== undefined) {
        place(told);
        return false;
      }
      for (const [id, take] of waiting) {
        const message = messageFor(id, data);
        if (message !== undefined) {
          waiting.delete(id);
          take(message);
        }
      }
      return false;
    })
    .then((): never => {
      throw new McpError('protocol', 'event stream');
    });
  ended.catch(() => undefined);
  const target = await Promise.race([endpoint, ended]);
  if (target.origin !== url.origin) {
    // The token must not follow an address that the answer names.
    throw new McpError('redirect');
  }
  let next = 1;

  async function post(message: Json): Promise<void> {
    const { status } = await connection.send(
      target,
      { 'Content-Type': 'application/json' },
      JSON.stringify({ jsonrpc: '2.0', ...message }),
    );
    if (status < 200 || status >= 300) {
      throw new McpError('status', String(status));
    }
  }

  return {
    transport: 'sse',
    request: async (method, params) => {
      const id = next;
      next += 1;
      const answer = new Promise<Json>((resolve) => {
        waiting.set(id, resolve);
      });
      await post({ id, method, params });
      return resultOf(await Promise.race([answer, ended, connection.over]), method);
    },
    notify: (method) => post({ method }),
  };
}

/** The answer to a request, where this text is or holds it (a batch may). */
function messageFor(id: number, text: string): Json | undefined {
  const value = parseJson(text);
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all
    .map((item) => asObject(item))
    .find((message) => message?.['id'] === id && !('method' in message));
}

function resultOf(message: Json | undefined, method: string): Json {
  const result = asObject(message?.['result']);
  if (result === undefined) {
    throw new McpError('protocol', method);
  }
  return result;
}
