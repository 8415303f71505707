/**
 * Digests of what pages and files are made of: rows, groups of rows, texts, and what all pages have. Made of digests of rows,
 * which were made when the rows were read.
 */
import { hash } from 'node:crypto';
import { DATASET_IDS, datasetOf, type DatasetId, type OwnedDatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import type { PublishedRows } from '../ingest/published-rows.ts';
import { codesWithIntegrity } from '../register/association.ts';
import { organisationsWithFees } from '../register/fees.ts';
import { listsOf, type ListCut } from '../register/lists.ts';
import { confirmedLookAlikes } from '../register/look-alikes.ts';
import { menuOf } from '../register/menu.ts';
import { hasPage, otherPagesOf } from '../register/pages.ts';
import { pledgeBook } from '../register/pledges.ts';
import { repliesOf } from '../register/replies.ts';
import type { IllegalOrganisation } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { urls } from '../register/urls.ts';
import { Digest } from './digest.ts';

export interface PartsInputs {
  site: Site;
  rows: PublishedRows;
  /** Digest of templates and code, without texts. */
  code: string;
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

  constructor({ site, rows, code }: PartsInputs) {
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

  page(inputs: readonly (string | Digest)[]): string {
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
