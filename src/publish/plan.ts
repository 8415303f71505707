/**
 * What each page hangs on, as a digest: a page whose digest is that of the last release need not be rendered. Digests are
 * made of those of rows and texts, so that planning all pages decodes and renders nothing. They may tell of a change that a
 * page does not show; they never miss one that it does (`tests/publish/plan.test.ts` holds them against what pages read).
 */
import { DATASET_IDS } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { ILLEGAL_KIND_TEXTS } from '../domain/sentences.ts';
import { codesWithIntegrity } from '../register/association.ts';
import { facetsOf, groupsOf, regionTree, type FacetValue } from '../register/browse.ts';
import { compilationsOf } from '../register/compilations.ts';
import { fieldsWithFees, organisationsWithFees } from '../register/fees.ts';
import { listsOf, type ListCut } from '../register/lists.ts';
import { confirmedLookAlikes } from '../register/look-alikes.ts';
import { countPages, hasPage, otherPagesOf, pagesOf } from '../register/pages.ts';
import { pledgePages } from '../register/pledge-pages.ts';
import { authoritiesInForce, pledgeBook, submissionsByAuthority } from '../register/pledges.ts';
import { NEIGHBOURS } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { textCollections } from '../register/texts.ts';
import { urls } from '../register/urls.ts';
import { Digest } from './digest.ts';
import { Parts, type PartsInputs } from './parts.ts';

export interface PlanInputs extends PartsInputs {
  /** Digest of each text that is compiled with the templates, by `<collection>/<slug>`. */
  texts: ReadonlyMap<string, string>;
}

export interface Plan {
  /** Digest of what each page hangs on, by its address; the page for what is not found among them. */
  pages: ReadonlyMap<string, string>;
  /** Digests of what files hang on. */
  of: Parts;
}

/** Addresses without a page of the register behind them. */
export const NOT_FOUND = '/404.html';

/** @throws Error when the plan and the register do not have the same pages: a fault of the program */
export function planPages(inputs: PlanInputs): Plan {
  const of = new Parts(inputs);
  const pages = new Map<string, string>(planned(inputs, of));
  demandSamePages(inputs.site, pages);
  return { pages, of };
}

/** A list of all addresses is made only to tell which one is wrong. */
function demandSamePages(site: Site, pages: Plan['pages']): void {
  const hasOthers = [...otherPagesOf(site)].every((path) => pages.has(path));
  if (hasOthers && pages.size === countPages(site) + 1) return;
  const asked = pagesOf(site);
  const missing = [...asked].find((path) => !pages.has(path));
  if (missing !== undefined) throw new Error(`The page ${missing} is not in the plan.`);
  const unknown = [...pages.keys()].find((path) => path !== NOT_FOUND && !asked.has(path));
  throw new Error(`The page ${unknown} is in the plan and not in the register.`);
}

function* planned({ site, texts }: PlanInputs, of: Parts): Generator<[path: string, digest: string]> {
  const { register } = site;
  const page = (path: string, ...inputs: readonly Input[]): [string, string] => [path, of.page(inputs)];
  const datasets = DATASET_IDS.map((id) => of.dataset(id));
  const organisations = of.dataset('organisations');
  const standings = [organisations, of.dataset('abnormal-listings'), of.dataset('serious-listings')];
  const listed = listsOf(register);
  const lists = listed.map(({ id }) => of.dataset(id));

  yield page(urls.home, ...datasets, of.texts, of.fixed);
  for (const path of [urls.check, urls.checkMany, urls.search]) yield page(path, organisations);
  yield page(urls.about, organisations, of.texts, texts.get('pages/about') ?? '', of.addresses);
  yield page(urls.browse, ...standings);
  yield page(urls.figures, ...standings);
  yield page(urls.sources, of.dataset('sources'));
  yield page(urls.quality, of.counts);
  yield page(urls.data, of.counts);
  yield page(urls.dictionary);
  yield page(urls.siteMap, of.texts, of.fixed);
  yield page(NOT_FOUND);

  yield* organisationPages(site, of);
  const regions = new Map<FacetValue, readonly string[]>();
  for (const facet of facetsOf(register)) {
    for (const value of facet.values) {
      const head = `${facet.title}\0${value.label}`;
      const cuts = value.cuts.map(({ id, label, places }) => ({ id, label, digest: of.membersAt(places) }));
      // The cuts have all members of the value.
      const members = cuts.length === 0 ? of.membersAt(value.places) : '';
      if (facet.id === 'region')
        regions.set(value, [value.id, value.label, members, ...cuts.map(({ digest }) => digest)]);
      yield page(
        urls.facet(facet.id, value.id),
        head,
        members,
        ...cuts.flatMap(({ id, label, digest }) => [id, label, digest]),
      );
      for (const { id, label, digest } of cuts) yield page(urls.facetCut(facet.id, value.id, id), head, label, digest);
    }
  }
  for (const province of regionTree(register)) {
    for (const city of province.cities) {
      const parts = city.regions.flatMap((region) => regions.get(region)!);
      yield page(urls.facet('city', city.code), province.code, city.name, ...parts);
    }
  }

  if (listed.length > 0) yield page(urls.lists, ...lists, organisations, of.dataset('illegal-organisations'));
  for (const { id, list, all, byState, byYear, byMonth } of listed) {
    const digest = (part: ListCut) => of.listed(id, part);
    const head = [of.texts];
    yield page(urls.list(list.slug), ...head, digest(all));
    for (const state of list.states.slice(1)) {
      const part = byState.get(state.id);
      if (part !== undefined) yield page(urls.listCut(list.slug, state.id), ...head, digest(part));
    }
    for (const [cut, part] of [...byYear, ...byMonth]) yield page(urls.listCut(list.slug, cut), ...head, digest(part));
  }

  if (register.illegal.length > 0) yield page(urls.illegal, of.dataset('illegal-organisations'), of.fixed);
  for (const [kind, bodies] of Map.groupBy(register.illegal, (body) => body.kind)) {
    yield page(urls.illegalKind(ILLEGAL_KIND_TEXTS[kind].id), of.bodies(bodies));
    for (const [batch, part] of Map.groupBy(bodies, (body) => body.batch ?? ''))
      yield page(urls.illegalBatch(kind, batch), of.bodies(part));
  }
  for (const body of register.illegal) {
    const alike = confirmedLookAlikes(register).ofIllegal(body);
    yield page(
      urls.illegalOrganisation(body.id),
      of.bodies([body, ...register.illegalNamesakes(body.name)]),
      of.members(alike.flatMap(({ organisation }) => organisation ?? [])),
      alike.length > 0 ? of.dataset('look-alikes') : '',
      of.fixed,
    );
  }

  yield* textPages(site, texts, of, page);
  yield* pledgePagesOf(site, of, page);
  yield* feePages(site, of, page);
  for (const code of codesWithIntegrity(register)) yield page(urls.organisationIntegrity(code), of.ownOf(code));
}

type Input = string | Digest;
type MakePage = (path: string, ...inputs: readonly Input[]) => [string, string];

function* organisationPages(site: Site, of: Parts): Generator<[string, string]> {
  const { register } = site;
  const { organisations } = register;
  const alike = confirmedLookAlikes(register);
  const { authority: byAuthority, field: byField } = groupsOf(register);
  const ofAuthority = neighbours(byAuthority, of, () => true);
  const fields = register.column('fields');
  const ofField = neighbours(
    byField,
    of,
    // Its page names those of its first field.
    (field, place) => fields.values[fields.of[place]!]![0] === field,
  );
  const isCounted = new Uint8Array(organisations.length);
  for (const [authority, places] of byAuthority)
    if (hasPage(site, urls.submissionsBy(authority))) for (const place of places) isCounted[place] = 1;
  const namesakes = new Map<string, readonly Organisation[]>();
  for (const group of register.namesakeGroups()) for (const { code } of group) namesakes.set(code, group);

  for (const [place, code] of of.codes.entries()) {
    const digest = of.shell().wordsAt(of.own, place).wordsAt(ofAuthority, place).wordsAt(ofField, place);
    for (const other of namesakes.get(code) ?? []) digest.words(of.organisation(other));
    const illegal = alike.ofOrganisation({ code });
    if (illegal.length > 0) digest.text(of.bodies(illegal.map(({ body }) => body))).text(of.dataset('look-alikes'));
    yield [urls.organisation(code), digest.number(isCounted[place]!).value()];
  }
}

/**
 * Two words for each organisation: of those whom its page names beside it.
 *
 * @param groups of places in the order of codes, each named by itself
 * @param names whether the page of a member names its neighbours in a group
 */
function neighbours<K>(
  groups: ReadonlyMap<K, readonly number[]>,
  of: Parts,
  names: (key: K, place: number) => boolean,
): Uint32Array {
  const digests = new Uint32Array(of.organisations.length);
  for (const [key, group] of groups) {
    for (const [at, place] of group.entries()) {
      if (!names(key, place)) continue;
      const digest = new Digest();
      for (let next = 1; next <= NEIGHBOURS && next < group.length; next++)
        digest.wordsAt(of.organisations, group[(at + next) % group.length]!);
      digest.into(digests, place);
    }
  }
  return digests;
}

function* textPages(site: Site, texts: PlanInputs['texts'], of: Parts, page: MakePage): Generator<[string, string]> {
  for (const collection of textCollections(site)) {
    yield page(collection.path, of.texts);
    for (const text of collection.texts) {
      const own = texts.get(`${collection.id}/${text.slug}`) ?? '';
      yield page(urls.text(collection.id, text.slug), own, JSON.stringify(text), of.addresses);
    }
  }
}

function* pledgePagesOf(site: Site, of: Parts, page: MakePage): Generator<[string, string]> {
  const { catalogue, byCode } = pledgeBook(site);
  const authorities = submissionsByAuthority(site);
  const asked = authorities.flatMap(({ submissions }) => submissions.map(({ organisation }) => organisation));
  // Whoever has texts or is asked for them, with all that is known of them: what these pages count and compare.
  const owners = of.owners(asked);
  const promises = of.dataset('promises');
  if (catalogue.length > 0) {
    yield page(urls.promises, owners, promises, of.fixed);
    for (const { key } of catalogue) yield page(urls.promise(key), owners, promises);
    for (const { authority, organisations } of authoritiesInForce(site))
      yield page(urls.promisesBy(authority), authority, of.owners(organisations), promises);
  }
  if (byCode.size === 0) return;
  yield page(urls.pledges, owners, of.fixed);
  yield page(urls.verify, of.fixed);
  yield page(urls.submissions, owners);
  yield page(urls.compilations, owners);
  for (const code of byCode.keys()) yield page(urls.organisationPledges(code), of.ownOf(code), promises, of.fixed);
  for (const { path, series } of pledgePages(site)) yield page(path, of.ownOf(series.code), promises);
  for (const { authority, submissions } of authorities) {
    const organisations = submissions.map(({ organisation }) => organisation);
    yield page(urls.submissionsBy(authority), authority, of.owners(organisations), of.fixed);
  }
  for (const { id, parts } of compilationsOf(site)) {
    yield page(urls.compilation(id), owners);
    for (const { authority, entries } of parts) {
      const organisations = entries.map(({ organisation }) => organisation);
      yield page(urls.compilationPart(id, authority), authority, of.owners(organisations));
    }
  }
}

function* feePages({ register }: Site, of: Parts, page: MakePage): Generator<[string, string]> {
  const organisations = organisationsWithFees(register);
  if (organisations.length === 0) return;
  const fees = [of.dataset('fees'), of.dataset('fee-reliefs')];
  yield page(urls.fees, ...fees, of.members(organisations), of.fixed);
  for (const { code } of organisations) yield page(urls.organisationFees(code), of.ownOf(code), of.fixed);
  for (const { field, organisations: members } of fieldsWithFees(register)) {
    const own = new Digest();
    for (const { code } of members) own.words(of.rowWords('fees', code));
    yield page(urls.feesOfField(field), field, own, of.members(members));
  }
}
