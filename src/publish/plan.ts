/**
 * What each page hangs on, as a digest: a page whose digest is that of the last release need not be rendered. Digests are
 * made of those of rows and texts, so that planning all pages decodes and renders nothing. They may tell of a change that a
 * page does not show; they never miss one that it does (`tests/publish/plan.test.ts` holds them against what pages read).
 */
import { hash } from 'node:crypto';
import { DATASET_IDS, datasetOf, type DatasetId, type OwnedDatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import type { PublishedRows } from '../ingest/published-rows.ts';
import { ILLEGAL_KIND_TEXTS } from '../domain/sentences.ts';
import { codesWithIntegrity } from '../register/association.ts';
import { facetsOf, groupsOf, regionTree, type FacetValue } from '../register/browse.ts';
import { compilationsOf } from '../register/compilations.ts';
import { fieldsWithFees, organisationsWithFees } from '../register/fees.ts';
import { listsOf, type ListCut } from '../register/lists.ts';
import { confirmedLookAlikes } from '../register/look-alikes.ts';
import { menuOf } from '../register/menu.ts';
import { countPages, hasPage, otherPagesOf, pagesOf } from '../register/pages.ts';
import { pledgePages } from '../register/pledge-pages.ts';
import { authoritiesInForce, pledgeBook, submissionsByAuthority } from '../register/pledges.ts';
import { repliesOf } from '../register/replies.ts';
import { NEIGHBOURS, type IllegalOrganisation } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { textCollections } from '../register/texts.ts';
import { urls } from '../register/urls.ts';
import { Digest } from './digest.ts';

export interface PlanInputs {
  site: Site;
  rows: PublishedRows;
  /** Digest of templates and code, without texts. */
  code: string;
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

/** Datasets whose rows belong to an organisation. */
const OWNED = DATASET_IDS.filter(
  (id) => id !== 'organisations' && datasetOf(id).organisation !== undefined,
) as OwnedDatasetId[];

/** Digests of the parts that pages and files are made of. */
export class Parts {
  /** Titles and days of guides, notices and single pages. */
  readonly texts: string;
  /** Of the organisations. */
  readonly codes: readonly string[];
  /** Every address of a page. */
  readonly addresses: string;
  /** Addresses of all pages but those of single organisations and bodies and those to browse: what links ask for. */
  readonly fixed: string;
  /** How many rows were read, and what was found. */
  readonly counts: string;
  /** Whose rows were set aside. */
  readonly setAside: string;
  /** Of the registration row of each organisation: two words. */
  readonly organisations: Uint32Array;
  /** Of all that is on record about each organisation, its rows, texts and replies: two words. */
  readonly own: Uint32Array;
  readonly #site: Site;
  readonly #rows: PublishedRows;
  readonly #shell: Digest;
  readonly #pledges: ReadonlyMap<string, string>;
  readonly #bodies: ReadonlyMap<string, readonly [number, number]>;

  constructor({ site, rows, code }: PlanInputs) {
    const { register } = site;
    this.#site = site;
    this.#rows = rows;
    this.organisations = rows.digests('organisations');
    this.codes = rows.codes();
    this.#pledges = new Map(
      [...pledgeBook(site).byCode].map(([owner, series]) => [
        owner,
        digestOf(
          JSON.stringify([series, series.flatMap(({ versions }) => versions.map(({ text }) => this.#sourcesOf(text)))]),
        ),
      ]),
    );
    const bodies = rows.digests('illegal-organisations');
    this.#bodies = new Map(register.illegal.map(({ id }, i) => [id, [bodies[i * 2]!, bodies[i * 2 + 1]!] as const]));
    this.texts = digestOf(JSON.stringify(site.texts));
    this.counts = digestOf(JSON.stringify([site.counts, site.causes, DATASET_IDS.map((id) => register.count(id))]));
    this.setAside = digestOf(JSON.stringify([...register.setAside]));
    const others = [...otherPagesOf(site)];
    const owners = [
      this.codes,
      organisationsWithFees(register).map((organisation) => organisation.code),
      codesWithIntegrity(register),
    ];
    this.addresses = digestOf([others, ...owners].map((each) => each.join('\n')).join('\0'));
    this.fixed = digestOf(others.filter((path) => !OF_ONE.test(path)).join('\n'));
    this.#shell = new Digest().text(
      JSON.stringify([
        code,
        site.asOf,
        site.info,
        menuOf(site),
        this.dataset('regions'),
        register.count('fundraising-qualifications') > 0,
        site.counts['abnormal-listings'].read > 0,
        site.counts['serious-listings'].read > 0,
        hasPage(site, urls.guide('check-fundraising')),
      ]),
    );
    this.own = this.#allOwn();
  }

  /** What every page has: the templates, the day, the site's own words, the menu. */
  shell(): Digest {
    return this.#shell.copy();
  }

  page(inputs: readonly Input[]): string {
    const digest = this.shell();
    for (const input of inputs) digest.text(typeof input === 'string' ? input : input.value());
    return digest.value();
  }

  /** Of all rows of a dataset. */
  dataset(id: DatasetId): string {
    return this.#rows.digest(id);
  }

  /** Of all rows that feeds tell of. */
  feeds(): string[] {
    const lists = listsOf(this.#site.register).map(({ id }) => id);
    return [...lists, 'organisations' as const, 'illegal-organisations' as const].map((id) => this.dataset(id));
  }

  /** Of an organisation's registration row. */
  organisation({ code }: Organisation): readonly [number, number] {
    const place = this.#placeOf(code);
    return [this.organisations[place * 2]!, this.organisations[place * 2 + 1]!];
  }

  /** Of the registration rows of several. */
  members(organisations: readonly Organisation[]): string {
    return this.membersAt(organisations.map(({ code }) => this.#placeOf(code)));
  }

  /** Of the registration rows of several, by their places in the register. */
  membersAt(places: readonly number[]): string {
    const digest = new Digest();
    for (const place of places) digest.wordsAt(this.organisations, place);
    return digest.value();
  }

  /** Of rows of a list and the registration rows beside them. */
  listed(id: OwnedDatasetId, { places }: ListCut): string {
    const [digests, owners] = [this.#rows.digests(id), this.#rows.ownersOf(id)];
    const digest = new Digest();
    for (const place of places) digest.wordsAt(digests, place).wordsAt(this.organisations, owners[place]!);
    return digest.value();
  }

  bodies(bodies: readonly IllegalOrganisation[]): string {
    const digest = new Digest();
    for (const { id } of bodies) digest.words(this.#bodies.get(id)!);
    return digest.value();
  }

  /** Of every text that organisations publish, and of whose they are. */
  allTexts(): string {
    const digest = new Digest();
    for (const code of this.#pledges.keys()) digest.wordsAt(this.own, this.#placeOf(code));
    return digest.value();
  }

  /** Of what the look-up tells of an organisation. */
  subject(organisation: Organisation, place: number): string {
    const digest = this.shell().wordsAt(this.own, place);
    const alike = confirmedLookAlikes(this.#site.register).ofOrganisation(organisation);
    if (alike.length > 0) digest.text(this.bodies(alike.map(({ body }) => body))).text(this.dataset('look-alikes'));
    return digest.value();
  }

  /** Of what the look-up tells of an illegal body. */
  illegalSubject(body: IllegalOrganisation): string {
    const alike = confirmedLookAlikes(this.#site.register).ofIllegal(body);
    const members = alike.flatMap(({ organisation }) => organisation ?? []);
    return this.shell()
      .text(this.bodies([body]))
      .text(this.members(members))
      .text(this.dataset('look-alikes'))
      .value();
  }

  /** Of all that is on record about an organisation: its rows, its texts, its replies. */
  ownOf(code: string): Digest {
    return new Digest().wordsAt(this.own, this.#placeOf(code));
  }

  /** Of an organisation's rows of one dataset. */
  rowWords(id: OwnedDatasetId, code: string): readonly [number, number] {
    const digest = new Digest();
    const digests = this.#rows.digests(id);
    for (const place of this.#rows.placesOf(id, this.#placeOf(code))) digest.wordsAt(digests, place);
    return digest.pair();
  }

  /** Of all that is on record about several. */
  owners(organisations: readonly Organisation[]): string {
    const digest = new Digest();
    for (const { code } of organisations) digest.wordsAt(this.own, this.#placeOf(code));
    return digest.value();
  }

  #placeOf(code: string): number {
    return this.#site.register.placeOf(code)!;
  }

  #allOwn(): Uint32Array {
    const { register } = this.#site;
    const ofRows = this.#digestsOfRows();
    const promises = this.dataset('promises');
    const own = new Uint32Array(this.organisations.length);
    for (const [place, code] of this.codes.entries()) {
      const digest = new Digest().wordsAt(this.organisations, place).wordsAt(ofRows, place);
      const setAside = register.setAside.get(code);
      if (setAside !== undefined) digest.number(-1 - setAside);
      const pledges = this.#pledges.get(code);
      if (pledges !== undefined) digest.text(pledges).text(promises);
      const replies = repliesOf(this.#site, code);
      if (replies.length > 0) digest.text(JSON.stringify([replies, replies.map((reply) => this.#sourcesOf(reply))]));
      digest.into(own, place);
    }
    return own;
  }

  /** Of all rows of each organisation but its registration, gone through once. */
  #digestsOfRows(): Uint32Array {
    const found = new Map<number, Digest>();
    for (const [i, id] of OWNED.entries()) {
      const digests = this.#rows.digests(id);
      let last: number | undefined;
      let digest: Digest | undefined;
      for (const [row, place] of this.#rows.ownersOf(id).entries()) {
        if (place !== last) {
          digest = found.get(place);
          if (digest === undefined) found.set(place, (digest = new Digest()));
          digest.number(i);
          last = place;
        }
        digest!.wordsAt(digests, row);
      }
    }
    const words = new Uint32Array(this.organisations.length);
    for (const [place, digest] of found) digest.into(words, place);
    return words;
  }

  #sourcesOf({ source }: { source: readonly string[] }): unknown {
    return source.map((id) => this.#site.register.sources.get(id));
  }
}

const OF_ONE = /^\/(illegal\/[^/]+\.html$|(pledges|browse)\/)/;

function digestOf(text: string): string {
  return hash('sha1', text, 'hex');
}
