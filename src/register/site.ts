/** What pages are made from. Set once by the build, read by every page; nothing else is global. */
import type { DatasetId } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Cause } from '../domain/finding.ts';
import type { Reply } from '../pledges/replies.ts';
import type { PledgeText } from '../pledges/texts.ts';
import type { Register } from './register.ts';

export interface SiteInfo {
  title: string;
  operator: string;
  contact?: string | undefined;
  url?: string | undefined;
  example: boolean;
}

export interface QualityCounts {
  read: number;
  published: number;
  withheld: number;
  rejected: number;
}

export interface SiteText {
  collection: 'guides' | 'notices' | 'pages';
  slug: string;
  title: string;
  summary: string;
  order: number;
  date: IsoDate;
  sources: readonly {
    title: string;
    url?: string | undefined;
    issuer?: string | undefined;
    number?: string | undefined;
  }[];
}

export interface Site {
  register: Register;
  asOf: IsoDate;
  info: SiteInfo;
  counts: Readonly<Record<DatasetId, QualityCounts>>;
  /** How often each cause was found in a dataset. */
  causes: readonly { dataset: string; code: Cause; count: number }[];
  /** Titles and days of the texts, ordered by slug; their bodies are rendered by Astro. */
  texts: readonly SiteText[];
  /** The texts that associations publish, ordered by id. */
  pledges: readonly PledgeText[];
  /** What organisations say about entries, ordered by id. */
  replies: readonly Reply[];
}

const KEY = Symbol.for('minglu.site');
const PLAN_KEY = Symbol.for('minglu.plan');
type Holder = { [KEY]?: Site | undefined; [PLAN_KEY]?: readonly string[] | undefined };

/**
 * Hands the site to the pages. The build loads them as modules of its own, so that only the process is shared.
 *
 * @param plan addresses of the pages that are rendered, each a page of the site; all when left out
 */
export function setSite(site: Site | undefined, plan?: readonly string[]): void {
  (globalThis as Holder)[KEY] = site;
  (globalThis as Holder)[PLAN_KEY] = plan;
}

/**
 * What the pages that are rendered are about, for `getStaticPaths` of templates with very many pages: Astro spends
 * microseconds on each that it is told of, and asks again for every lot.
 *
 * @param addressOf puts a key, such as a code, between two fixed parts
 * @param all every key that has a page
 */
export function plannedKeys(addressOf: (key: string) => string, all: () => readonly string[]): readonly string[] {
  const plan = (globalThis as Holder)[PLAN_KEY];
  if (plan === undefined) return all();
  const [before, after] = addressOf('\0').split('\0') as [string, string];
  return plan
    .filter((path) => path.startsWith(before) && path.endsWith(after))
    .map((path) => path.slice(before.length, path.length - after.length))
    .filter((key) => !key.includes('/'));
}

/** @throws when no build has set the site, as when Astro is run by itself */
export function currentSite(): Site {
  const site = (globalThis as Holder)[KEY];
  if (site === undefined)
    throw new Error('No register: pages are built by `npm run build` or `npm start`, not by astro itself.');
  return site;
}
