/** The files beside the pages: downloads, figures as CSV, site map, robots, OpenSearch. Pure: path → text. */
import { DATASET_IDS, datasetOf } from '../datasets/index.ts';
import { cellInWords } from '../register/cells.ts';
import { figuresOf } from '../charts/figures.ts';
import { subjectsOf } from '../lookup/subjects.ts';
import { writeLookup } from '../lookup/writer.ts';
import { coverageSentence } from '../register/coverage.ts';
import { publishedTexts } from '../register/pledges.ts';
import { pagesOf } from '../register/pages.ts';
import type { Site } from '../register/site.ts';
import { urls } from '../register/urls.ts';
import { toCsv } from './csv.ts';
import { verifyFiles } from './verify-files.ts';

/** Most addresses of one site map file (sitemaps.org). */
const SITEMAP_LIMIT = 50_000;

/** Every file by its address. */
export function siteFiles(site: Site): Map<string, string> {
  return new Map([...downloads(site), ...figureFiles(site), ...webFiles(site)]);
}

/** The index of names and codes, file by file: at 900,000 organisations it would not all fit in memory. */
export function* lookupFiles({ register, asOf }: Site): Generator<[string, Uint8Array]> {
  const input = { asOf, coverage: coverageSentence(register), subjects: subjectsOf(register) };
  for (const [path, bytes] of writeLookup(input)) yield [urls.lookup(path), bytes];
}

/** What a copy is verified against: the index of all versions, and each version as data. */
export function pledgeFiles(site: Site): Iterable<[string, string | Uint8Array]> {
  const texts = publishedTexts(site);
  return texts.length === 0 ? [] : verifyFiles(texts);
}

/** The published rows of a dataset as CSV with its own headers: what `npm run check` reads back without a finding. */
function downloads({ register }: Site): [string, string][] {
  return DATASET_IDS.filter((id) => register.count(id) > 0).map((id) => {
    const columns = Object.entries(datasetOf(id).columns);
    const rows = (register.records[id] as readonly Record<string, unknown>[]).map((record) =>
      columns.map(([field, column]) => cellInWords(column, record[field])),
    );
    return [
      urls.download(id),
      toCsv(
        columns.map(([, column]) => column.header),
        rows,
      ),
    ];
  });
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
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
  return [
    ['/robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${new URL('/sitemap.xml', info.url).href}\n`],
    [
      '/sitemap.xml',
      `${head}<sitemapindex ${namespace}>\n${parts.map((_, i) => `<sitemap><loc>${absolute(`/sitemap-${i + 1}.xml`)}</loc></sitemap>\n`).join('')}</sitemapindex>\n`,
    ],
    ...parts.map((part, i): [string, string] => [
      `/sitemap-${i + 1}.xml`,
      `${head}<urlset ${namespace}>\n${part.map((path) => `<url><loc>${absolute(path)}</loc></url>\n`).join('')}</urlset>\n`,
    ]),
    [
      '/opensearch.xml',
      `${head}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n<ShortName>${xml(info.title)}</ShortName>\n<Description>社会组织公开信息核查</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type="text/html" template="${absolute(urls.check)}?q={searchTerms}"/>\n</OpenSearchDescription>\n`,
    ],
  ];
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
