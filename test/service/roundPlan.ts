import type { Random } from './random.ts';
import type { ReadPage, Round } from './rounds.ts';
import { inventSites, type Site } from './sites.ts';
import type { Theme } from './topic.ts';

export interface RoundPlan {
  readonly rounds: readonly Round[];
  /** Every read page in reading order: reference n is page n (spec 5.3). */
  readonly read: readonly ReadPage[];
}

interface PlanWishes {
  readonly rounds?: number;
  readonly evidence?: boolean;
  readonly tools: readonly string[];
}

/** spec 11: 61 sites and 8 pages in a public run, most sites in the first round. */
const PAGES = 8;

/** Shares sites and pages out to the rounds the way the one public run did. */
export function planRounds(theme: Theme, random: Random, wishes: PlanWishes): RoundPlan {
  const { subject, words } = theme;
  const count = wishes.rounds ?? random.between(4, 6);
  const total = wishes.evidence === false ? 0 : random.between(50, 60);
  const sites = inventSites(subject.topic, words, random, total);
  const batches = shareSites(sites, count, random);
  const pages = total === 0 ? [] : choosePages(batches, count, total, random);
  const rounds = batches.map((found, i) => {
    const angle = words.angles[i % words.angles.length];
    if (angle === undefined) {
      throw new Error('no angles');
    }
    const own = i === 1 ? wishes.tools.map((label) => toolSites(label)) : [];
    return {
      id: i + 1,
      angle: angle(subject.topic),
      batches: [...found, ...own],
      pages: pages[i] ?? [],
    };
  });
  return { rounds, read: pages.flat() };
}

/** Batches of 8 to 10 in round 1, one of 8 in rounds 2 and 4, none elsewhere. */
function shareSites(sites: readonly Site[], count: number, random: Random): Site[][][] {
  const rounds: Site[][][] = Array.from({ length: count }, () => []);
  if (sites.length === 0) {
    return rounds;
  }
  const later = [1, 3].filter((i) => i < count);
  let rest = [...sites];
  for (const i of later) {
    rounds[i]?.push(rest.slice(-8));
    rest = rest.slice(0, -8);
  }
  while (rest.length > 0) {
    const size = rest.length <= 11 ? rest.length : random.between(8, 10);
    rounds[0]?.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return rounds;
}

/** Pages are read from round 2 on, out of what has been found by then. */
function choosePages(
  batches: readonly Site[][][],
  count: number,
  total: number,
  random: Random,
): ReadPage[][] {
  const pages: ReadPage[][] = Array.from({ length: count }, () => []);
  const used = new Set<Site>();
  const keys = new Set<string>();
  const readers = Math.max(1, count - 1);
  for (let n = 0; n < PAGES; n += 1) {
    const round = count === 1 ? 0 : 1 + Math.floor((n * Math.min(readers, PAGES)) / PAGES);
    const known = batches.slice(0, round + 1).flat(2);
    const unread = known.filter((site) => !used.has(site));
    const site = random.pick(unread);
    used.add(site);
    pages[round]?.push({ key: newKey(keys, n, total, random), site });
  }
  return pages;
}

/** A number of its own, never a citation's; one is beyond the sites shown (spec 5.3). */
function newKey(keys: Set<string>, n: number, total: number, random: Random): string {
  for (;;) {
    const key = String(n === 4 ? total + 1 : random.between(PAGES + 3, total));
    if (keys.has(key)) {
      continue;
    }
    keys.add(key);
    return key;
  }
}

/** What a tool server gives may have no web address (spec 2.5). */
function toolSites(label: string): Site[] {
  const about = 'A simulated document of a tool server.';
  return [
    { title: `${label}: document 1`, description: about, url: '', icon: '' },
    { title: `${label}: document 2`, description: about, url: 'mcp://document/2', icon: '' },
    {
      title: `${label}: document 3`,
      description: about,
      url: 'https://tools.example.org/3',
      icon: '',
    },
  ];
}
