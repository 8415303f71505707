/** The only place that knows the site's addresses. Every page is a file; ids come from codes, never from names. */
import { stableId } from '../domain/text.ts';

export const urls = {
  home: '/',
  check: '/check.html',
  checkMany: '/check-many.html',
  search: '/search.html',
  browse: '/browse.html',
  illegal: '/illegal.html',
  lists: '/lists.html',
  figures: '/figures.html',
  guides: '/guides.html',
  notices: '/notices.html',
  sources: '/sources.html',
  quality: '/data-quality.html',
  data: '/data.html',
  dictionary: '/dictionary.html',
  about: '/about.html',
  siteMap: '/sitemap.html',
  pledges: '/pledges.html',
  promises: '/promises.html',
  submissions: '/submissions.html',
  compilations: '/compilations.html',
  fees: '/fees.html',
  verify: '/verify.html',
  verifyIndex: '/verify/index.bin',
  /** All texts of an organisation. */
  organisationPledges: (code: string) => `/pledges/${code}.html`,
  /** A version of a text by its id, `<code>/<kind>/<date>`; its anchors are those of its clauses. */
  pledgeText: (id: string) => `/pledges/${id}.html`,
  /** The version as data: its facts and its clauses. */
  pledgeData: (id: string) => `/pledges/${id}.json`,
  /** From one version of a text to another, by the id of its series and the days of both. */
  pledgeDifference: (series: string, from: string, to: string) => `/pledges/${series}/${from}_${to}.html`,
  pledgeHistory: (series: string) => `/pledges/${series}/history.html`,
  promise: (key: string) => `/promises/${addressPart(key)}.html`,
  promisesBy: (authority: string) => `/promises/by/${stableId(authority)}.html`,
  submissionsBy: (authority: string) => `/submissions/${stableId(authority)}.html`,
  compilation: (kind: string) => `/compilations/${kind}.html`,
  compilationPart: (kind: string, authority: string) => `/compilations/${kind}/${stableId(authority)}.html`,
  organisationFees: (code: string) => `/fees/${code}.html`,
  /** What an association makes known of itself: disclosures, branches, facts of integrity, concerns. */
  organisationIntegrity: (code: string) => `/integrity/${code}.html`,
  feesOfField: (field: string) => `/fees/field/${stableId(field)}.html`,
  organisation: (code: string) => `/org/${code}.html`,
  illegalOrganisation: (id: string) => `/illegal/${id}.html`,
  illegalKind: (kind: string) => `/illegal/kind/${kind}.html`,
  illegalBatch: (kind: string, batch: string) => `/illegal/batch/${stableId(kind, batch)}.html`,
  list: (slug: string) => `/lists/${slug}.html`,
  listCut: (slug: string, cut: string) => `/lists/${slug}/${cut}.html`,
  guide: (slug: string) => `/guides/${slug}.html`,
  text: (collection: string, slug: string) => `/${collection}/${slug}.html`,
  source: (id: string) => `/sources.html#${sourceAnchor(id)}`,
  /** A file of the look-up's index; without a path the folder. */
  lookup: (path = '') => `/lookup/${path}`,
  download: (dataset: string) => `/data/${dataset}.csv`,
  downloadForExcel: (dataset: string) => `/data/${dataset}.excel.csv`,
  downloadAsJson: (dataset: string) => `/data/${dataset}.json`,
  dataPackage: '/data/datapackage.json',
  /** Beside the page that it follows: in the folder that has the page's name. */
  feed: (page: string) => (page === '/' ? '/feed.xml' : page.replace(/\.html$/, '/feed.xml')),
  figureCsv: (id: string) => `/figures/${id}.csv`,
  facet: (facet: string, value: string) => `/browse/${facet}/${value}.html`,
  facetCut: (facet: string, value: string, cut: string) => `/browse/${facet}/${value}/${cut}.html`,
} as const;

/** Fragment of a source on the sources page: its number where that can stand in an address, else a hash of it. */
export function sourceAnchor(id: string): string {
  return /^[A-Za-z][A-Za-z0-9._-]*$/.test(id) ? `source-${id}` : `source-${stableId(id)}`;
}

/** A name in an address as it is where it can stand there and is short enough for a file's name, else a hash of it. */
export function addressPart(name: string): string {
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(name) ? name : stableId(name);
}
