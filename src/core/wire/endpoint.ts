/** The shared host: requests end after 600 s (spec 1.1). */
export const DEFAULT_BASE_URL = 'https://dashscope.aliyuncs.com/api/v1';
/** The one path, for text and images alike (spec 1.1). */
const PATH = 'services/aigc/text-generation/generation';

/** Where requests go, checked. */
export interface Endpoint {
  readonly url: URL;
  /** What a key is bound to: scheme, host and port. */
  readonly origin: string;
  readonly host: string;
  /** When the host itself ends a request, in ms; absent where nothing is known (spec 1.1). */
  readonly requestLimitMs?: number;
}

/**
 * The endpoint for a base URL, or `undefined` where the URL is not acceptable: only https, and http
 * on the loopback addresses; no user name, password, query or fragment in it (T5, F8).
 *
 * @param baseUrl such as `https://dashscope.aliyuncs.com/api/v1`
 * @param workspaceId such as `llm-abc`: takes the workspace's own host instead of the shared one,
 *   which ends requests after 3600 s instead of 600 s. Other base URLs are left alone.
 */
export function readEndpoint(baseUrl: string, workspaceId = ''): Endpoint | undefined {
  const base = parseUrl(baseUrl.trim());
  if (base === undefined) {
    return undefined;
  }
  const loopback = isLoopback(base.hostname);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && loopback)) {
    return undefined;
  }
  if (base.username !== '' || base.password !== '' || base.search !== '' || base.hash !== '') {
    return undefined;
  }
  const id = workspaceId.trim();
  if (id !== '' && base.hostname === 'dashscope.aliyuncs.com') {
    if (!/^[a-z0-9][a-z0-9-]{1,60}$/i.test(id)) {
      return undefined;
    }
    base.hostname = `${id.toLowerCase()}.cn-beijing.maas.aliyuncs.com`;
  }
  const path = base.pathname.replace(/\/+$/, '');
  const url = new URL(`${base.origin}${path}/${PATH}`);
  const limit = requestLimit(url.hostname);
  return {
    url,
    origin: url.origin,
    host: url.host,
    ...(limit === undefined ? {} : { requestLimitMs: limit }),
  };
}

/** An address of this computer itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** One of the service's own hosts in the Beijing region, the only one with these models (spec 1.2). */
export function isServiceHost(hostname: string): boolean {
  return (
    hostname === 'dashscope.aliyuncs.com' || hostname.endsWith('.cn-beijing.maas.aliyuncs.com')
  );
}

function requestLimit(hostname: string): number | undefined {
  if (hostname === 'dashscope.aliyuncs.com' || hostname === 'trial.cn-beijing.maas.aliyuncs.com') {
    return 600_000;
  }
  return hostname.endsWith('.cn-beijing.maas.aliyuncs.com') ? 3_600_000 : undefined;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
