import { parseUrl } from '../text/webAddress.ts';
import { isPrivateHost } from '../wire/privateHost.ts';
import type { ResearchTool } from './run.ts';

/** What is wrong with an MCP server's entry; each has its sentence. */
export type ToolProblem = 'label' | 'notHttps' | 'unreachable' | 'userinfo' | 'toolNames';

/**
 * What is wrong with an MCP server, or `undefined`. The service calls it from its own side, so
 * addresses of this computer or of a private network cannot work, and the token travels with the
 * request, so only https is taken (F100, spec 2.5).
 */
export function findToolProblem(tool: ResearchTool): ToolProblem | undefined {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(tool.label)) {
    return 'label';
  }
  const url = parseUrl(tool.url);
  if (url?.protocol !== 'https:') {
    return 'notHttps';
  }
  if (url.username !== '' || url.password !== '') {
    return 'userinfo';
  }
  if (isPrivateHost(url.hostname)) {
    return 'unreachable';
  }
  const named = tool.allowedTools.every((name) => /^[\w.-]{1,64}$/.test(name));
  return tool.allowedTools.length > 0 && named ? undefined : 'toolNames';
}

/**
 * What an approval is given for: label, address and tools, exactly. Whatever changes, the approval
 * is for something else (a name alone can be swapped under it, T20).
 */
export function toolFingerprint({ allowedTools, label, url }: ResearchTool): string {
  return JSON.stringify([label, url, [...allowedTools].sort()]);
}
