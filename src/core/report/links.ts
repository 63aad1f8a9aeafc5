import { createMarkdownIt } from './markdownIt.ts';

/** Spaces, controls and everything invisible: the URL parser drops some of them silently. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const NOT_IN_AN_ADDRESS =
  /[\u0000-\u0020\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\\]|[\u{E0000}-\u{E0FFF}]/u;

/**
 * The address, if it is one that a browser may be sent to: http or https, without a user name
 * (`https://bank.com@evil.test`) and without characters that hide or that parsers read differently.
 */
export function safeUrl(text: string): URL | undefined {
  const address = text.trim();
  if (
    !/^https?:\/\//iu.test(address) ||
    NOT_IN_AN_ADDRESS.test(address) ||
    !URL.canParse(address)
  ) {
    return undefined;
  }
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && url.host !== '' ? url : undefined;
}

/**
 * Name of an address: the page sends this, and the host looks the address up among those that the
 * report really holds. 64 bits of FNV-1a, so that two links of one report do not meet by accident;
 * that somebody makes them meet is harmless, both addresses stand in the same report.
 */
export function linkId(url: string): string {
  return hash32(url, 0x811c9dc5) + hash32(url, 0x050c5d1f);
}

function hash32(text: string, seed: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Every address that the rendered report offers to open, by its name. Images are links, too. */
export function collectLinks(markdown: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const block of createMarkdownIt().parse(markdown, {})) {
    for (const token of block.children ?? []) {
      collect(token, links);
    }
  }
  return links;
}

interface LinkLike {
  readonly type: string;
  readonly children: readonly LinkLike[] | null;
  attrGet(name: string): string | number | null;
}

function collect(token: LinkLike, links: Map<string, string>): void {
  const attribute = { link_open: 'href', image: 'src' }[token.type];
  const url = attribute === undefined ? undefined : safeUrl(String(token.attrGet(attribute) ?? ''));
  if (url !== undefined) {
    links.set(linkId(url.href), url.href);
  }
  for (const child of token.children ?? []) {
    collect(child, links);
  }
}
