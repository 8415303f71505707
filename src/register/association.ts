/** What an association makes known of itself, counted and ordered for its page. Pure. */
import {
  INTEGRITY_ITEMS,
  MEMBER_ITEMS,
  PUBLIC_ITEMS,
  type DisclosureRow,
  type IntegrityMeasureRow,
} from '../datasets/disclosure.ts';
import type { MemberCreditRow } from '../datasets/self-discipline.ts';
import { endOf, inTable, inWords, startOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { derived } from './derived.ts';
import { ownersAmong, type Register } from './register.ts';

/** How many rows of a table are shown before a reader asks for the rest. */
export const NEWEST = 10;

/** Rows by a day of theirs, the latest first; those without one at the end. */
export function newestFirst<R>(rows: readonly R[], dayOf: (row: R) => IsoDate | undefined): R[] {
  const day = (row: R) => {
    const on = dayOf(row);
    return on === undefined ? '' : startOf(on);
  };
  return rows.toSorted((a, b) => byCodeUnits(day(b), day(a)));
}

const OWN_DATASETS = ['disclosures', 'branches', 'integrity-measures', 'concerns'] as const;

/** Whether an organisation has something to tell of itself on a page of its own. */
export function hasIntegrity(register: Register, code: string): boolean {
  return OWN_DATASETS.some((id) => register.rowsOf(id, code).length > 0);
}

/** Codes of the organisations that have something to tell of themselves on a page of its own, in order. */
export const codesWithIntegrity = derived((register: Register): readonly string[] => {
  return ownersAmong(register, OWN_DATASETS).map(({ code }) => code);
});

export interface DisclosureCount {
  audience: '社会' | '会员';
  asked: number;
  given: number;
  /** Items that are asked for and not on record. */
  missing: readonly string[];
}

/** Of the items that are owed to the public, and of those owed to members, which are on record. */
export function disclosureCounts(rows: readonly DisclosureRow[]): DisclosureCount[] {
  const count = (audience: '社会' | '会员', asked: readonly string[]): DisclosureCount => {
    const given = new Set(rows.filter((row) => row.audience === audience).map(({ item }) => item));
    const missing = asked.filter((item) => !given.has(item));
    return { audience, asked: asked.length, given: asked.length - missing.length, missing };
  };
  return [count('社会', PUBLIC_ITEMS), count('会员', MEMBER_ITEMS)];
}

export function disclosureSentence(rows: readonly DisclosureRow[]): string {
  const told = disclosureCounts(rows).map(({ audience, asked, given, missing }) => {
    const rest = missing.length === 0 ? '' : `，未见${missing.join('、')}`;
    return `应当向${audience}公开的${asked}项，有公开记录的${given}项${rest}`;
  });
  return `${told.join('；')}。`;
}

export interface IntegrityPart {
  heading: string;
  /** 「自律工作机构：自律委员会（2024-06-18）」 */
  facts: readonly string[];
  source: readonly string[];
}

/** Facts by the headings of the notices that ask for them; what belongs to none stands under 其他. */
export function integrityParts(rows: readonly IntegrityMeasureRow[]): IntegrityPart[] {
  if (rows.length === 0) return [];
  const headings: [string, readonly string[]][] = Object.entries(INTEGRITY_ITEMS);
  const known = new Set(headings.flatMap(([, items]) => items));
  const parts = headings.map(([heading, items]) => ({
    heading,
    rows: items.flatMap((item) => rows.filter((row) => row.item === item)),
  }));
  return [...parts, { heading: '其他', rows: rows.filter(({ item }) => !known.has(item)) }]
    .filter((part) => part.rows.length > 0)
    .map(({ heading, rows: own }) => ({
      heading,
      facts: own.map(integrityFact),
      source: [...new Set(own.flatMap(({ source = [] }) => source))],
    }));
}

function integrityFact({ item, state, subject, on, dueOn }: IntegrityMeasureRow): string {
  const told = [subject, subject !== undefined && state === '有' ? undefined : state].filter(
    (part) => part !== undefined,
  );
  const days = [on && inTable(on), dueOn && `期限${inTable(dueOn)}`].filter((day) => day !== undefined);
  return `${item}：${told.join('，')}${days.length === 0 ? '' : `（${days.join('，')}）`}`;
}

export interface Ratings {
  /** Members by the grade of their latest rating that holds on the day, the most frequent first. */
  grades: readonly { grade: string; members: number }[];
  /** Members whose latest rating no longer holds. */
  expired: number;
}

/** `undefined` where no member was rated. */
export function ratingsOf(rows: readonly MemberCreditRow[], day: IsoDate): Ratings | undefined {
  const latest = newestFirst(rows, ({ assessedOn }) => assessedOn);
  if (latest.length === 0) return undefined;
  const members = [...Map.groupBy(latest, ({ memberCode }) => memberCode).values()].map(([last]) => last!);
  const holding = members.filter(({ validTo }) => validTo === undefined || endOf(validTo) >= day);
  const grades = [...Map.groupBy(holding, ({ grade }) => grade)]
    .map(([grade, own]) => ({ grade, members: own.length }))
    .toSorted((a, b) => b.members - a.members || byCodeUnits(a.grade, b.grade));
  return { grades, expired: members.length - holding.length };
}

/** 「截至2026年11月20日，在有效期内的：AAA 3家、AA 2家。」 */
export function ratingsSentence(rows: readonly MemberCreditRow[], day: IsoDate): string | undefined {
  const ratings = ratingsOf(rows, day);
  if (ratings === undefined) return undefined;
  const { grades, expired } = ratings;
  const holding =
    grades.length === 0
      ? '没有在有效期内的评价'
      : `在有效期内的：${grades.map(({ grade, members }) => `${grade} ${members}家`).join('、')}`;
  return `截至${inWords(day)}，${holding}${expired === 0 ? '' : `；已过期的${expired}家`}。`;
}
