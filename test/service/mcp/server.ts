import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { readBody } from '../readBody.ts';

/** How the small server speaks, or fails to. */
export interface McpOptions {
  /** `json` and `stream`: streamable HTTP with either kind of answer; `sse`: the older transport. */
  readonly speaks: 'json' | 'stream' | 'sse';
  readonly token?: string;
  readonly tools?: readonly string[];
  /** Tools on one page of the list. */
  readonly page?: number;
  /** Answers everything so, instead. */
  readonly broken?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Where the older transport says that messages go. */
  readonly endpoint?: string;
}

export interface McpServer {
  readonly url: URL;
  /** `method path authorization` of each request, and the methods of its messages. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly cursor?: string };
}

const FOLDER = 'test/service/engine';
export const CERTIFICATE = readFileSync(`${FOLDER}/localhost.cert.pem`);

/** A real MCP server over https on this computer: initialize, tools/list, nothing to call. */
export async function startMcpServer(options: McpOptions): Promise<McpServer> {
  const heard: string[] = [];
  const names = options.tools ?? ['search', 'fetch'];
  let stream: ServerResponse | undefined;

  function result({ method, params }: Message): unknown {
    if (method === 'initialize') {
      return {
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'small <b>server</b>', version: '1' },
      };
    }
    const from = Number(params?.cursor ?? 0);
    const to = from + (options.page ?? names.length);
    return {
      tools: names.slice(from, to).map((name) => ({
        name,
        inputSchema: { type: 'object', properties: name === 'search' ? { query: {} } : { id: {} } },
      })),
      ...(to < names.length ? { nextCursor: String(to) } : {}),
    };
  }

  function answer(message: Message, response: ServerResponse): void {
    if (message.id === undefined) {
      response.writeHead(202).end();
      return;
    }
    const reply = JSON.stringify({ jsonrpc: '2.0', id: message.id, result: result(message) });
    if (options.speaks === 'sse') {
      stream?.write(`event: message\ndata: ${reply}\n\n`);
      response.writeHead(202).end();
    } else if (options.speaks === 'stream') {
      // Whatever was asked for, as some servers do: a client that counts on the opposite breaks.
      response.setHeader('connection', 'keep-alive');
      response.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': 's-1' });
      // A message of its own comes before the answer, and the stream stays open after it.
      const note = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: {} });
      response.write(`event: message\ndata: ${note}\n\nevent: message\ndata: ${reply}\n\n`);
    } else {
      response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 's-1' });
      response.end(reply);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await readBody(request)) ?? '';
    const { authorization, 'mcp-session-id': session } = request.headers;
    const message = text === '' ? undefined : (JSON.parse(text) as Message);
    heard.push(
      [request.method, request.url, authorization ?? '-', message?.method ?? '-'].join(' '),
    );
    if (options.broken !== undefined) {
      options.broken(request, response);
    } else if (options.token !== undefined && authorization !== `Bearer ${options.token}`) {
      response.writeHead(401).end();
    } else if (options.speaks === 'sse' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: endpoint\ndata: ${options.endpoint ?? '/messages?id=1'}\n\n`);
      stream = response;
    } else if (message === undefined || (options.speaks === 'sse' && request.url === '/mcp')) {
      response.writeHead(405).end();
    } else if (options.speaks !== 'sse' && message.method !== 'initialize' && session !== 's-1') {
      response.writeHead(400).end();
    } else {
      answer(message, response);
    }
  }

  const server = https.createServer(
    { key: readFileSync(`${FOLDER}/localhost.key.pem`), cert: CERTIFICATE },
    (request, response) => {
      void handle(request, response).catch(() => request.socket.destroy());
    },
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`https://localhost:${port}/mcp`),
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
