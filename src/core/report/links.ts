import { safeUrl } from '../text/webAddress.ts';
import { createMarkdownIt } from './markdownIt.ts';

// Lives where text is cleaned, which must not depend on a Markdown parser.
export { safeUrl };

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
