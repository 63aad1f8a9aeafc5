import type { HttpRequest } from '../ports.ts';
import type { Message } from '../research/brief.ts';
import type { Model, OutputFormat, ResearchTool } from '../research/run.ts';
import type { Endpoint } from './endpoint.ts';

/** An MCP server with the token that is handed to the service (spec 2.5). Never kept in a run. */
export interface AuthorizedTool extends ResearchTool {
  readonly bearer?: string;
}

/** Everything that one request says. */
export interface Outgoing {
  readonly model: Model;
  readonly messages: readonly Message[];
  /** `enable_feedback`: false asks the service not to ask back (spec 2.3). */
  readonly clarify: boolean;
  readonly outputFormat: OutputFormat;
  readonly tools: readonly AuthorizedTool[];
}

/**
 * The request for one step, ready for a transport. Its headers hold the key: never log them.
 *
 * Sources: spec 1.3 (headers), 2 (body). `incremental_output` is always true (spec 5.4);
 * `output_format` goes into `parameters` and is left out where it is the default (spec 2.3).
 */
export function buildRequest(endpoint: Endpoint, apiKey: string, outgoing: Outgoing): HttpRequest {
  const body = new TextEncoder().encode(JSON.stringify(buildBody(outgoing)));
  return {
    url: endpoint.url,
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      'Content-Length': String(body.byteLength),
      Accept: 'text/event-stream',
      // Compressed streams arrive late, in lumps (spec 1.3, F28).
      'Accept-Encoding': 'identity',
      'X-DashScope-SSE': 'enable',
      'X-Accel-Buffering': 'no',
    },
    body,
  };
}

/** The body alone: also what "Preview what will be sent" shows, with the tokens left out. */
export function buildBody(outgoing: Outgoing): Readonly<Record<string, unknown>> {
  const { clarify, messages, model, outputFormat, tools } = outgoing;
  return {
    model,
    input: { messages },
    parameters: {
      incremental_output: true,
      result_format: 'message',
      enable_feedback: clarify,
      ...(outputFormat === 'model_detailed_report' ? {} : { output_format: outputFormat }),
      ...(tools.length === 0 ? {} : { research_tools: tools.map(toWireTool) }),
    },
  };
}

function toWireTool(tool: AuthorizedTool): Readonly<Record<string, unknown>> {
  return {
    type: 'mcp',
    server_label: tool.label,
    server_url: tool.url,
    allowed_tools: tool.allowedTools,
    ...(tool.bearer === undefined ? {} : { authentication: { bearer: tool.bearer } }),
  };
}
