/** Which pages the site has: one list for links in texts, the HTML site map and `sitemap.xml`. */
import { codesWithIntegrity, hasIntegrity } from './association.ts';
import { facetsOf, regionTree } from './browse.ts';
import { compilationsOf } from './compilations.ts';
import { derived } from './derived.ts';
import { coversFees, fieldsWithFees, hasFees, organisationsWithFees } from './fees.ts';
import { listsOf } from './lists.ts';
import { ILLEGAL_KIND_TEXTS } from '../domain/sentences.ts';
import { pledgePages } from './pledge-pages.ts';
import { authoritiesInForce, pledgeBook, submissionsByAuthority } from './pledges.ts';
import type { Site } from './site.ts';
import { textCollections } from './texts.ts';
import { urls } from './urls.ts';

/** Addresses of every page, organisations and illegal bodies included. */
export const pagesOf = derived((site: Site): ReadonlySet<string> => new Set(addresses(site)));

/** How many they are. Does not list those that organisations have one each of. */
export function countPages(site: Site): number {
  const { register } = site;
  const owned = [register.organisations, organisationsWithFees(register), codesWithIntegrity(register)];
  return owned.reduce((sum, each) => sum + each.length, otherPagesOf(site).size);
}

/** Whether the site has a page. Does not list the pages of all organisations. */
export function hasPage(site: Site, path: string): boolean {
  const [, folder, code] = /^\/([a-z]+)\/([^/]+)\.html$/.exec(path) ?? [];
  const { register } = site;
  if (folder === 'org') return register.organisation(code!) !== undefined;
  if (folder === 'fees') return hasFees(register, code!);
  if (folder === 'integrity') return hasIntegrity(register, code!);
  return otherPagesOf(site).has(path);
}

/** Addresses of all pages but those of which an organisation has one each. */
export const otherPagesOf = derived((site: Site): ReadonlySet<string> => new Set(otherAddresses(site)));

/** The file of a page below the site's folder. */
export function fileOf(path: string): string {
  return path === urls.home ? 'index.html' : path.slice(1);
}

function* addresses(site: Site): Generator<string> {
  const { register } = site;
  yield* otherPagesOf(site);
  for (const { code } of register.organisations) yield urls.organisation(code);
  for (const { code } of organisationsWithFees(register)) yield urls.organisationFees(code);
  for (const code of codesWithIntegrity(register)) yield urls.organisationIntegrity(code);
}

function* otherAddresses(site: Site): Generator<string> {
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
  for (const facet of facetsOf(register)) {
    for (const value of facet.values) {
      yield urls.facet(facet.id, value.id);
      for (const cut of value.cuts) yield urls.facetCut(facet.id, value.id, cut.id);
    }
  }
  for (const province of regionTree(register)) for (const city of province.cities) yield urls.facet('city', city.code);
  const lists = listsOf(register);
  if (lists.length > 0) yield urls.lists;
  for (const { list, byState, byYear, byMonth } of lists) {
    yield urls.list(list.slug);
    for (const state of list.states.slice(1)) if (byState.has(state.id)) yield urls.listCut(list.slug, state.id);
    for (const cut of [...byYear.keys(), ...byMonth.keys()]) yield urls.listCut(list.slug, cut);
  }
  if (register.illegal.length > 0) yield urls.illegal;
  for (const [kind, bodies] of Map.groupBy(register.illegal, (body) => body.kind)) {
    yield urls.illegalKind(ILLEGAL_KIND_TEXTS[kind].id);
    for (const batch of new Set(bodies.map((body) => body.batch ?? ''))) yield urls.illegalBatch(kind, batch);
  }
  for (const body of register.illegal) yield urls.illegalOrganisation(body.id);
  yield* addressesOfPledges(site);
  yield* addressesOfFees(site);
  for (const collection of textCollections(site)) {
    yield collection.path;
    for (const text of collection.texts) yield urls.text(collection.id, text.slug);
  }
  yield urls.about;
}

function* addressesOfPledges(site: Site): Generator<string> {
  const { catalogue, byCode } = pledgeBook(site);
  if (catalogue.length > 0) {
    yield urls.promises;
    for (const { key } of catalogue) yield urls.promise(key);
    for (const { authority } of authoritiesInForce(site)) yield urls.promisesBy(authority);
  }
  if (byCode.size === 0) return;
  yield* [urls.pledges, urls.verify, urls.submissions, urls.compilations];
  for (const code of byCode.keys()) yield urls.organisationPledges(code);
  for (const { path } of pledgePages(site)) yield path;
  for (const { authority } of submissionsByAuthority(site)) yield urls.submissionsBy(authority);
  for (const { id, parts } of compilationsOf(site)) {
    yield urls.compilation(id);
    for (const { authority } of parts) yield urls.compilationPart(id, authority);
  }
}

function* addressesOfFees({ register }: Site): Generator<string> {
  if (!coversFees(register)) return;
  yield urls.fees;
  for (const { field } of fieldsWithFees(register)) yield urls.feesOfField(field);
}
