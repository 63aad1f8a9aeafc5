import type { Words } from './content/words.ts';
import type { Random } from './random.ts';

/** A page as a search finds it. */
export interface Site {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly icon: string;
}

/** Only names reserved for examples (RFC 2606, RFC 6761): nobody is misled, nothing is called. */
const HOSTS = [
  'docs.example.com',
  'library.example.org',
  'journal.example.net',
  'www.example.com',
  'research.example.org',
  'data.example.net',
  'forum.example.com',
  'standards.example.org',
  'handbook.example.net',
  'archive.example.org',
];
const ROOMS = ['articles', 'notes', 'papers', 'guides', 'reports'];

/** `count` different pages about a topic. */
export function inventSites(topic: string, words: Words, random: Random, count: number): Site[] {
  const titles = words.siteTitles(topic);
  return Array.from({ length: count }, (_, i) => {
    const host = random.pick(HOSTS);
    const edition = Math.floor(i / titles.length);
    const title = titles[i % titles.length] ?? topic;
    return {
      title: edition === 0 ? title : `${title} (${2026 - edition})`,
      description: random.pick(words.snippets),
      url: `https://${host}/${random.pick(ROOMS)}/${1000 + i}`,
      icon: random.next() < 0.5 ? '' : `https://icons.example.com/${host}.ico`,
    };
  });
}

/** Key names and order as captured for layout 1, as documented for layout 2 (spec 5.3). */
export function siteOnWire(site: Site, layout: 1 | 2, number: number): Record<string, unknown> {
  const { title, description, url, icon } = site;
  return layout === 1
    ? { description, title, favicon: icon, url }
    : { title, description, url, icon, index_number: number };
}

export function referenceOnWire(site: Site, number: number): Record<string, unknown> {
  const { title, description, url, icon } = site;
  return { icon, description, index_number: number, title, url };
}
