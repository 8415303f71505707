/** The texts of the register's associations: in series, held against the catalogue, counted for the lists. Pure. */
import { placesByText, placesByValue } from '../datasets/indexed-column.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { inWords } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { catalogueOf, type CatalogueEntry } from '../pledges/catalogue.ts';
import { compareClauses, countDifferences, type Comparison } from '../pledges/compare.ts';
import { coverageOf, type CoverageState, type PromiseCoverage, type Quote } from '../pledges/coverage.ts';
import { TEXT_KINDS, type PledgeText, type TextKind } from '../pledges/texts.ts';
import type { PublishedText } from '../pledges/verify-index.ts';
import { neverApplied, seriesOf, type TextSeries, type TextVersion } from '../pledges/versions.ts';
import { derived } from './derived.ts';
import type { Register } from './register.ts';
import type { Site } from './site.ts';

/** A sentence of a text that shows a cell. */
export interface Evidence {
  version: TextVersion;
  quote: Quote;
}

/** What an association says of a promise, in all its texts that are in force. */
export interface Cell {
  promise: CatalogueEntry;
  state: CoverageState;
  evidence: readonly Evidence[];
  /** Why a person decided it. */
  override?: string | undefined;
}

export interface PledgeBook {
  /** Every text, ordered by organisation. */
  series: readonly TextSeries[];
  byCode: ReadonlyMap<string, readonly TextSeries[]>;
  /** What is asked for on the register's day. */
  catalogue: readonly CatalogueEntry[];
  find(series: string): TextSeries | undefined;
  /** The cells of one text. */
  coverageOfText(text: PledgeText): readonly PromiseCoverage[];
  /** The cells of an organisation over what it has in force; `undefined` when it has nothing in force to read. */
  cellsOf(code: string): readonly Cell[] | undefined;
  comparison(before: PledgeText, after: PledgeText): Comparison;
}

/** Kinds whose promises count: a case or a standard promises nothing. */
const PROMISING: ReadonlySet<TextKind> = new Set(['诚信承诺书', '自律规约', '职业道德准则']);

export const pledgeBook = derived(({ register, pledges, asOf }: Site): PledgeBook => {
  const series = seriesOf(pledges, asOf);
  const byId = new Map(series.map((each) => [each.id, each]));
  const byCode = Map.groupBy(series, ({ code }) => code);
  const catalogue = catalogueOf(register.records.promises, asOf);
  const coverage = new WeakMap<PledgeText, readonly PromiseCoverage[]>();
  const cells = new Map<string, readonly Cell[] | undefined>();
  const comparisons = new WeakMap<PledgeText, Map<PledgeText, Comparison>>();
  const coverageOfText = (text: PledgeText) => {
    let found = coverage.get(text);
    if (found === undefined) {
      found = coverageOf(text.clauses, catalogue, text.coverage, namesOf(register, text.code));
      coverage.set(text, found);
    }
    return found;
  };
  return {
    series,
    byCode,
    catalogue,
    find: (id) => byId.get(id),
    coverageOfText,
    cellsOf: (code) => {
      if (!cells.has(code)) cells.set(code, readCells(byCode.get(code) ?? [], catalogue, coverageOfText));
      return cells.get(code);
    },
    comparison: (before, after) => {
      let known = comparisons.get(before);
      if (known === undefined) comparisons.set(before, (known = new Map()));
      let found = known.get(after);
      if (found === undefined) known.set(after, (found = compareClauses(before.clauses, after.clauses)));
      return found;
    },
  };
});

/** Names by which a text may call the body whose text it is. */
export function namesOf(register: Register, code: string): string[] {
  const organisation = register.organisation(code);
  if (organisation === undefined) return [];
  const former = register.rowsOf('former-names', code).map(({ formerName }) => formerName);
  return [organisation.name, ...(organisation.shortName ?? []), ...former];
}

/** Texts in force whose promises count. */
function inForce(series: readonly TextSeries[]): TextSeries[] {
  return series.filter(({ kind, current }) => PROMISING.has(kind) && current.state === 'in-force');
}

const RANK: readonly CoverageState[] = ['未见', '部分', '明示'];

function readCells(
  series: readonly TextSeries[],
  catalogue: readonly CatalogueEntry[],
  coverageOfText: (text: PledgeText) => readonly PromiseCoverage[],
): readonly Cell[] | undefined {
  const versions = inForce(series);
  if (versions.length === 0) return undefined;
  const read = versions.map(({ current }) => ({ version: current, cells: coverageOfText(current.text) }));
  return catalogue.map((promise, i) => {
    const each = read.map(({ version, cells }) => ({ version, cell: cells[i]! }));
    const state = RANK[Math.max(...each.map(({ cell }) => RANK.indexOf(cell.state)))]!;
    const best = each.filter(({ cell }) => cell.state === state);
    return {
      promise,
      state,
      evidence: best.flatMap(({ version, cell }) => cell.quotes.map((quote) => ({ version, quote }))),
      override: best.find(({ cell }) => cell.override !== undefined)?.cell.override,
    };
  });
}

/** Of a text that replaced another: its predecessor, and in how many places it differs. */
export function changeAgainstPrevious(
  book: PledgeBook,
  series: TextSeries,
  version: TextVersion,
): { previous: TextVersion; places: number } | undefined {
  const previous = series.versions[series.versions.indexOf(version) - 1];
  if (previous === undefined) return undefined;
  return { previous, places: countDifferences(book.comparison(previous.text, version.text)) };
}

/** A sentence as it is quoted: a text without marks may be one sentence of any length. */
export function quotedSentence({ sentence }: Pick<Quote, 'sentence'>): string {
  return sentence.length <= LONGEST_QUOTE ? sentence : `${sentence.slice(0, LONGEST_QUOTE)}……`;
}

const LONGEST_QUOTE = 300;

// --- What has been handed in (seed 002, 2.25 and 2.26).

const ASSOCIATION = '行业协会商会';

export function isAssociation({ tags }: Pick<Organisation, 'tags'>): boolean {
  return tags?.includes(ASSOCIATION) === true;
}

/** The items an organisation is asked for: five of associations, of others four, without standards. */
export function itemsAskedOf(organisation: Pick<Organisation, 'tags'>): TextKind[] {
  const all = Object.keys(TEXT_KINDS) as TextKind[];
  return isAssociation(organisation) ? all : all.filter((kind) => kind !== '行业标准');
}

export interface Submission {
  organisation: Organisation;
  asked: readonly TextKind[];
  /** Those of them on record, a draft included. */
  given: ReadonlySet<TextKind>;
}

export function submissionOf(organisation: Organisation, series: readonly TextSeries[]): Submission {
  const asked = itemsAskedOf(organisation);
  const given = new Set(series.map(({ kind }) => kind).filter((kind) => asked.includes(kind)));
  return { organisation, asked, given };
}

export function isComplete({ asked, given }: Submission): boolean {
  return given.size === asked.length;
}

export interface AuthoritySubmissions {
  authority: string;
  /** Ordered by code. */
  submissions: readonly Submission[];
}

/** Associations that exist, and others that have handed something in, by the authority that registered them. */
export const submissionsByAuthority = derived((site: Site): readonly AuthoritySubmissions[] => {
  const { byCode } = pledgeBook(site);
  const { organisations, column, placeOf } = site.register;
  const associations = new Set(placesByText(column('tags')).get(ASSOCIATION));
  const asked = new Set([
    ...(placesByValue(column('status')).get('正常') ?? []).filter((place) => associations.has(place)),
    ...[...byCode.keys()].flatMap((code) => placeOf(code) ?? []),
  ]);
  const submissions = [...asked]
    .toSorted((a, b) => a - b)
    .map((place) => submissionOf(organisations[place]!, byCode.get(organisations[place]!.code) ?? []));
  return [...Map.groupBy(submissions, ({ organisation }) => organisation.authority)]
    .map(([authority, ofAuthority]) => ({ authority, submissions: ofAuthority }))
    .toSorted((a, b) => byCodeUnits(a.submissions[0]!.organisation.code, b.submissions[0]!.organisation.code));
});

// --- Sentences.

/** The cells of one text, with itself as the only evidence; none where the kind promises nothing. */
export function cellsOfText(book: PledgeBook, version: TextVersion): Cell[] {
  if (!PROMISING.has(version.text.kind)) return [];
  return book.coverageOfText(version.text).map(({ promise, state, quotes, override }) => ({
    promise,
    state,
    evidence: quotes.map((quote) => ({ version, quote })),
    override,
  }));
}

/** What the version is, since when, until when, in a sentence that can be read alone. */
export function versionSentence(name: string, { kind }: TextSeries, version: TextVersion): string {
  const { text, state, from, replacedOn } = version;
  const what = `${name}的${kind}`;
  if (kind === '典型案例') return `${what}，${inWords(text.date)}。`;
  const since =
    text.effectiveOn === undefined ? `没有写施行日期，按版本日期${inWords(from)}算` : `自${inWords(from)}起施行`;
  switch (state) {
    case 'draft':
      return `${what}，${inWords(text.date)}的在研稿，尚未发布施行。`;
    case 'upcoming':
      return `${what}，将自${inWords(from)}起施行。`;
    case 'replaced':
      return `${what}，${neverApplied(version) ? '原定' : ''}自${inWords(from)}起施行，${inWords(replacedOn!)}起已由新的版本代替或停用。`;
    case 'in-force':
      return `${what}，${since}，现行有效${replacedOn === undefined ? '' : `，到${inWords(replacedOn)}为止`}。`;
  }
}

/** A citation of the version, with a place for a clause between its parts. */
export function citationOf({ info, asOf, register }: Site, { text }: TextVersion): { before: string; after: string } {
  const name = register.organisation(text.code)!.name;
  return {
    before: `${name}：《${text.title}》，${inWords(text.date)}版，`,
    after: `载${info.title}，数据截至${inWords(asOf)}。`,
  };
}

// --- What is said of the promises.

export interface OrganisationCells {
  organisation: Organisation;
  cells: readonly Cell[];
}

/** Organisations that have texts in force whose promises count, by authority; none where nothing is asked for. */
export function authoritiesInForce(site: Site): { authority: string; organisations: Organisation[] }[] {
  const { byCode, catalogue } = pledgeBook(site);
  if (catalogue.length === 0) return [];
  return submissionsByAuthority(site).flatMap(({ authority, submissions }) => {
    const organisations = submissions
      .map(({ organisation }) => organisation)
      .filter(({ code }) => inForce(byCode.get(code) ?? []).length > 0);
    return organisations.length === 0 ? [] : [{ authority, organisations }];
  });
}

/** The same organisations with their cells in the order of the catalogue. */
export function coverageByAuthority(site: Site): { authority: string; organisations: OrganisationCells[] }[] {
  const book = pledgeBook(site);
  return authoritiesInForce(site).map(({ authority, organisations }) => ({
    authority,
    organisations: organisations.map((organisation) => ({ organisation, cells: book.cellsOf(organisation.code)! })),
  }));
}

/** What each organisation that has texts in force says of the promise, ordered by code. */
export function promiseRows(site: Site, key: string): { organisation: Organisation; cell: Cell }[] {
  const book = pledgeBook(site);
  const place = book.catalogue.findIndex((entry) => entry.key === key);
  return [...book.byCode.keys()].flatMap((code) => {
    const cell = book.cellsOf(code)?.[place];
    return cell === undefined ? [] : [{ organisation: site.register.organisation(code)!, cell }];
  });
}

// --- For copies to be held against.

/** Every version with its facts, but for drafts: nobody is bound by one. */
export function publishedTexts(site: Site): PublishedText[] {
  const { register } = site;
  return pledgeBook(site).series.flatMap(({ versions }) =>
    versions.flatMap(({ text, from, replacedOn }): PublishedText[] => {
      if (text.isDraft) return [];
      const [association, ...formerNames] = namesOf(register, text.code) as [string, ...string[]];
      const { id, code, kind, title, date, adoptedOn, adoptedBy, attachments } = text;
      const facts = {
        id,
        code,
        association,
        formerNames,
        kind,
        title,
        date,
        effectiveOn: text.effectiveOn ?? from,
        adoptedOn,
        adoptedBy,
        replacedOn,
        attachments: attachments.map(({ sha256 }) => sha256),
      };
      return [{ facts, clauses: text.clauses }];
    }),
  );
}
