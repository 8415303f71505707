/** Which pages the site has: one list for links in texts, the HTML site map and `sitemap.xml`. */
import { facetsOf, regionTree } from './browse.ts';
import { listsOf } from './lists.ts';
import { ILLEGAL_KIND_TEXTS } from '../domain/sentences.ts';
import { groupBy } from './register.ts';
import type { Site } from './site.ts';
import { textCollections } from './texts.ts';
import { urls } from './urls.ts';

const cache = new WeakMap<Site, ReadonlySet<string>>();

/** Addresses of every page, organisations and illegal bodies included. */
export function pagesOf(site: Site): ReadonlySet<string> {
  let pages = cache.get(site);
  if (pages === undefined) {
    pages = new Set(addresses(site));
    cache.set(site, pages);
  }
  return pages;
}

export function hasPage(site: Site, path: string): boolean {
  return pagesOf(site).has(path);
}

/** The file of a page below the site's folder. */
export function fileOf(path: string): string {
  return path === urls.home ? 'index.html' : path.slice(1);
}

function* addresses(site: Site): Generator<string> {
  const { register } = site;
  yield* [
    urls.home,
    urls.check,
    urls.checkMany,
    urls.search,
    urls.browse,
    urls.figures,
    urls.sources,
    urls.quality,
    urls.data,
    urls.dictionary,
    urls.siteMap,
  ];
  for (const organisation of register.organisations) yield urls.organisation(organisation.code);
  for (const facet of facetsOf(register)) {
    for (const value of facet.values) {
      yield urls.facet(facet.id, value.id);
      for (const cut of value.cuts) yield urls.facetCut(facet.id, value.id, cut.id);
    }
  }
  for (const province of regionTree(register)) for (const city of province.cities) yield urls.facet('city', city.code);
  const lists = listsOf(register);
  if (lists.length > 0) yield urls.lists;
  for (const { list, byState, byYear } of lists) {
    yield urls.list(list.slug);
    for (const state of list.states.slice(1)) if (byState.has(state.id)) yield urls.listCut(list.slug, state.id);
    for (const year of byYear.keys()) yield urls.listCut(list.slug, year);
  }
  if (register.illegal.length > 0) yield urls.illegal;
  for (const [kind, bodies] of groupBy(register.illegal, (body) => [body.kind])) {
    yield urls.illegalKind(ILLEGAL_KIND_TEXTS[kind].id);
    for (const batch of new Set(bodies.map((body) => body.batch ?? ''))) yield urls.illegalBatch(kind, batch);
  }
  for (const body of register.illegal) yield urls.illegalOrganisation(body.id);
  for (const collection of textCollections(site)) {
    yield collection.path;
    for (const text of collection.texts) yield urls.text(collection.id, text.slug);
  }
  yield urls.about;
}
