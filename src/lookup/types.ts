/** What the look-up is asked and what it answers. The same in the browser, in a worker and on the command line. */
import type { IsoDate } from '../domain/date.ts';
import type { IllegalKindName } from '../domain/sentences.ts';
import type { Standing } from '../domain/standing.ts';
import type { VerdictFacts } from '../register/verdict.ts';

/** What a name in the index is to its owner. */
export type Role = 'name' | 'former' | 'short' | 'illegal';

/** Why a result is shown, the strongest reason alone. `text` is one Chinese phrase for the reader. */
export interface Why {
  rule: Rule;
  text: string;
}

/** How a name answers a query, best first. */
export const RULES = [
  'exact',
  'code',
  'code-prefix',
  'contained',
  'words',
  'pinyin',
  'initials',
  'abbreviation',
  'one-slip',
  'parts',
  'slips',
  'overlap',
] as const;
export type Rule = (typeof RULES)[number];

/** A registered organisation as a check tells of it: enough to judge it on any day. */
export interface OrganisationRecord {
  kind: 'organisation';
  code: string;
  name: string;
  /** From province to county. */
  region: string;
  facts: VerdictFacts;
  formerNames: readonly string[];
  shortNames: readonly string[];
  /** Titles of the sources of the registration row. */
  sources: readonly string[];
  /** Confirmed look-alikes and namesakes among the illegal bodies: their names, lists and pages. */
  alikeIllegal: readonly AlikeIllegal[];
}

export interface AlikeIllegal {
  id: string;
  name: string;
  list: IllegalKindName;
  reason: string;
}

/** A body on one of the four illegal lists. It has no code. */
export interface IllegalRecord {
  kind: 'illegal';
  id: string;
  name: string;
  list: IllegalKindName;
  batch?: string | undefined;
  publishedOn?: IsoDate | undefined;
  publishedBy?: string | undefined;
  /** What the list says of its handling: 核查中, 已引导登记. */
  disposal?: string | undefined;
  sources: readonly string[];
  /** The lawful bodies it resembles, where the notice or a person says so. */
  resembles: readonly Resembled[];
}

export interface Resembled {
  name: string;
  /** If it is in the register. */
  code?: string | undefined;
  reason: string;
  /** Whether the notice that published the list names it. */
  isInNotice: boolean;
}

export type LookupRecord = OrganisationRecord | IllegalRecord;

export interface Result {
  kind: 'organisation' | 'illegal';
  /** The name that answered, as published: the present one, a former one or a short one. */
  name: string;
  role: Role;
  /** The present name, when `name` is a former or a short one. */
  of?: string | undefined;
  /** Headline standing on the register's day; for an illegal body the list it is on. */
  standing: Standing | IllegalKindName;
  why: Why;
  /** Stretches of `name` (UTF-16 offsets, end excluded) that answer the query. */
  marks: readonly (readonly [start: number, end: number])[];
  /** Stretches of `name` that differ from the query, for results that are similar only. */
  differences: readonly (readonly [start: number, end: number])[];
  /** The whole record: always there for exact names and codes, else once `details` has been asked. */
  record?: LookupRecord;
}

/** What can be said of a query that is, or seems to be, a credit code. */
export interface CodeAnswer {
  /** As normalised: upper case, half width, no blanks. */
  code: string;
  state:
    | 'here' // in this register
    | 'not-here' // well formed, civil affairs, not in this register
    | 'slip' // a check character fails
    | 'other-department' // not a code of civil affairs
    | 'prefix'; // part of a code
  /** Who issues codes that begin like this one. */
  department: string;
  /** The code that was probably meant, when exactly one correction passes. */
  suggestion?: string | undefined;
  /** Position of the first differing character of the suggestion, from 0. */
  slipAt?: number | undefined;
}

export interface Answer {
  /** As typed. */
  query: string;
  outcome: 'found' | 'similar' | 'not-found';
  /** Best first, at most ten, namesakes one by one. Without details, namesakes that are only similar share a result. */
  results: readonly Result[];
  /** How many names contain the query, when they are more than are shown. */
  total?: number | undefined;
  code?: CodeAnswer | undefined;
  /** The day of the register that answered. */
  asOf: IsoDate;
}

/**
 * The look-up could not be carried out: a part did not load, was cut off, or belongs to another release.
 * Never to be told as a miss.
 */
export class LookupFailed extends Error {}

/**
 * How old a file may be: `any` copy will do, since its checksum is known; it must be the host's `current` one; or it is
 * fetched `anew`, past every cache, because a copy was not of this release.
 */
export type Freshness = 'any' | 'current' | 'anew';

/** Reads one file of `/lookup/`. Rejects when it cannot be had. */
export type ReadFile = (path: string, freshness: Freshness) => Promise<Uint8Array<ArrayBuffer>>;

/** Who bears the very name that was asked for, as far as it is known before their records have come. */
export interface Bearers {
  /** As typed. */
  query: string;
  bearers: readonly Pick<Result, 'name' | 'role' | 'standing' | 'of'>[];
  asOf: IsoDate;
}

export interface Lookup {
  /**
   * @param onBearers told once at most, before the answer, where all names are loaded and the very name is among them
   * @throws LookupFailed
   */
  search(query: string, onBearers?: (bearers: Bearers) => void): Promise<Answer>;
  /** The same answer with the record of every result, each organisation or body once. @throws LookupFailed */
  details(answer: Answer): Promise<Answer>;
  /**
   * Loads what every first answer needs.
   *
   * @param mayBePacked whether all names are likely to be in one file, so that it is fetched before that is known
   * @returns whether all names are here
   * @throws LookupFailed
   */
  prepare(mayBePacked?: boolean): Promise<boolean>;
}

/** For long lists of queries. */
export interface BriefLookup {
  /**
   * What bears the very name or code, one by one; where nothing does, what bears the name that `search` would put first.
   * Every result has its record.
   *
   * @throws LookupFailed
   */
  first(query: string): Promise<Answer>;
}
