/** The files beside the pages: downloads, figures as CSV, site map, robots, OpenSearch. Pure: path → text. */
import { figuresOf } from '../charts/figures.ts';
import { subjectsOf } from '../lookup/subjects.ts';
import { updateLookup } from '../lookup/writer.ts';
import { coverageSentence } from '../register/coverage.ts';
import { feedsOf } from '../register/feeds.ts';
import { publishedTexts } from '../register/pledges.ts';
import { pagesOf } from '../register/pages.ts';
import type { Site } from '../register/site.ts';
import { urls } from '../register/urls.ts';
import type { PublishedRows } from '../ingest/published-rows.ts';
import { atomOf } from './atom.ts';
import { toCsv } from './csv.ts';
import { dataPackage } from './data-package.ts';
import { downloads, publishedIds } from './downloads.ts';
import type { Earlier, FileGroup, MadeFiles, OutputFile } from './file-group.ts';
import type { Parts } from './parts.ts';
import { verifyFiles } from './verify-files.ts';
import { xml, XML_HEAD } from './xml.ts';

/** Most addresses of one site map file (sitemaps.org). */
const SITEMAP_LIMIT = 50_000;

/** Every group of files beside the pages but scripts, styles and the full-text index. */
export function fileGroups(site: Site, rows: PublishedRows, of: Parts, code: string): FileGroup[] {
  const { info } = site;
  const standings = ['organisations', 'abnormal-listings', 'serious-listings', 'regions'] as const;
  return [
    ...downloads(rows),
    {
      id: 'data-package',
      digest: of.page(publishedIds(rows)),
      *files() {
        yield [urls.dataPackage, dataPackage(info, publishedIds(rows))];
      },
    },
    {
      id: 'feeds',
      digest: of.page([...of.feeds(), of.texts]),
      *files() {
        for (const feed of feedsOf(site)) yield [feed.path, atomOf(feed, info)];
      },
    },
    {
      id: 'figures',
      digest: of.page(standings.map((id) => of.dataset(id))),
      files: () => figureFiles(site).values(),
    },
    { id: 'web', digest: of.page([of.addresses, JSON.stringify(info)]), files: () => webFiles(site).values() },
    {
      id: 'pledges',
      digest: of.page([of.allTexts()]),
      *files() {
        yield* pledgeFiles(site);
      },
    },
    {
      id: 'lookup',
      digest: of.page([...LOOKED_UP.map((id) => of.dataset(id)), of.setAside]),
      *files(earlier) {
        return yield* lookupFiles(site, of, code, earlier);
      },
    },
  ];
}

/** What an answer of the look-up tells of. */
const LOOKED_UP = [
  'organisations',
  'former-names',
  'charities',
  'fundraising-qualifications',
  'abnormal-listings',
  'serious-listings',
  'illegal-organisations',
  'look-alikes',
  'penalties',
] as const;

/** The index of names and codes, file by file: at 900,000 organisations it would not all fit in memory. */
function* lookupFiles(
  { register, asOf }: Site,
  of: Parts,
  version: string,
  earlier: Earlier,
): Generator<OutputFile, MadeFiles> {
  const input = {
    asOf,
    version,
    coverage: coverageSentence(register),
    subjects: subjectsOf(register, of),
  };
  const known =
    earlier.notes === undefined
      ? undefined
      : { state: earlier.notes, read: (path: string) => earlier.file(urls.lookup(path).slice(1)) };
  const files = updateLookup(input, known);
  let next = files.next();
  while (next.done !== true) {
    const [path, bytes] = next.value;
    yield [urls.lookup(path), bytes];
    next = files.next();
  }
  return { kept: next.value.kept.map((path) => urls.lookup(path).slice(1)), notes: next.value.state() };
}

/** What a copy is verified against: the index of all versions, and each version as data. */
export function pledgeFiles(site: Site): Iterable<[string, string | Uint8Array]> {
  const texts = publishedTexts(site);
  return texts.length === 0 ? [] : verifyFiles(texts);
}

function figureFiles({ register }: Site): [string, string][] {
  return figuresOf(register).map((figure) => [
    urls.figureCsv(figure.id),
    toCsv(
      figure.columns,
      figure.rows.map((row) => [row.label, ...row.values]),
    ),
  ]);
}

function webFiles(site: Site): [string, string][] {
  const { info } = site;
  if (info.url === undefined) return [['/robots.txt', 'User-agent: *\nAllow: /\n']];
  const absolute = (path: string) => xml(new URL(path, info.url).href);
  const pages = [...pagesOf(site)];
  const parts = Array.from({ length: Math.ceil(pages.length / SITEMAP_LIMIT) }, (_, i) =>
    pages.slice(i * SITEMAP_LIMIT, (i + 1) * SITEMAP_LIMIT),
  );
  const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
  return [
    ['/robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${new URL('/sitemap.xml', info.url).href}\n`],
    [
      '/sitemap.xml',
      `${XML_HEAD}<sitemapindex ${namespace}>\n${parts.map((_, i) => `<sitemap><loc>${absolute(`/sitemap-${i + 1}.xml`)}</loc></sitemap>\n`).join('')}</sitemapindex>\n`,
    ],
    ...parts.map((part, i): [string, string] => [
      `/sitemap-${i + 1}.xml`,
      `${XML_HEAD}<urlset ${namespace}>\n${part.map((path) => `<url><loc>${absolute(path)}</loc></url>\n`).join('')}</urlset>\n`,
    ]),
    [
      '/opensearch.xml',
      `${XML_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n<ShortName>${xml(info.title)}</ShortName>\n<Description>社会组织公开信息核查</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type="text/html" template="${absolute(urls.check)}?q={searchTerms}"/>\n</OpenSearchDescription>\n`,
    ],
  ];
}
