import { addDays, addMonths, daysBetween, endOf, startOf, yearOf, type IsoDate } from '../domain/date.ts';
import { NameBook } from './names.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import { Sources } from './sources.ts';

/** What the parts of one sample share. */
export interface Setting {
  readonly seed: number;
  /** The day the sample is made for. */
  readonly asOf: IsoDate;
  /** The last day anything in it has happened on: publishing takes some days. */
  readonly lastDay: IsoDate;
  readonly names: NameBook;
  readonly decisions: DecisionNumbers;
  readonly sources: Sources;
}

const DAYS_UNTIL_PUBLISHED = 10;

/** A fresh setting: no name given, no decision numbered. */
export function createSetting(seed: number, asOf: IsoDate): Setting {
  const lastDay = addDays(asOf, -DAYS_UNTIL_PUBLISHED);
  return { seed, asOf, lastDay, names: new NameBook(), decisions: new DecisionNumbers(), sources: new Sources(asOf) };
}

/** Numbers of penalty decisions: each authority counts its own, anew every year. */
export class DecisionNumbers {
  readonly #last = new Map<string, number>();

  /** The next one: 松澜民罚〔2025〕3号. */
  next(place: Place, day: IsoDate): string {
    const series = `${place.level === 'province' ? '澜江省' : place.stem}民罚〔${yearOf(day)}〕`;
    const number = (this.#last.get(series) ?? 0) + 1;
    this.#last.set(series, number);
    return `${series}${number}号`;
  }
}

/** A day from `from` to `to`, both included, a working day where there is one; `from` when they are the wrong way round. */
export function dayBetween(random: Random, from: IsoDate, to: IsoDate): IsoDate {
  return laterOf(from, workdayBy(addDays(from, random.int(0, Math.max(0, daysBetween(from, to))))));
}

// New Year, Labour Day and National Day; the feasts of the lunar calendar are let pass.
const HOLIDAY = /-(01-01|05-01|10-0[1-3])$/;
// A Monday to count weekdays from.
const MONDAY = '2018-01-01';

/** The day itself, or the last working day before it: authorities decide nothing at weekends and on holidays. */
export function workdayBy(day: IsoDate): IsoDate {
  const weekday = ((daysBetween(MONDAY, day) % 7) + 7) % 7;
  if (weekday >= 5) return workdayBy(addDays(day, 4 - weekday));
  return HOLIDAY.test(day) ? workdayBy(addDays(day, -1)) : day;
}

/** A day between `most` and `least` days before `day`. */
export function daysBefore(random: Random, day: IsoDate, most: number, least: number): IsoDate {
  return dayBetween(random, addDays(day, -most), addDays(day, -least));
}

export function laterOf(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

export function earlierOf(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

/** The last day of a term of months that begins on `from`. */
export function endOfTerm(from: IsoDate, months: number): IsoDate {
  return addDays(addMonths(from, months), -1);
}

/** The year as a number. */
export function yearNumber(day: IsoDate): number {
  return Number(yearOf(day));
}

/** A day from July to November, when last year's reports are all in, as far as the span has one; else any of the span. */
export function dayInListingSeason(random: Random, from: IsoDate, to: IsoDate): IsoDate {
  const seasons = [];
  for (let year = yearNumber(from); year <= yearNumber(to); year++) {
    const start = laterOf(from, startOf(`${year}-07`));
    const end = earlierOf(to, endOf(`${year}-11`));
    if (start <= end) seasons.push([start, end] as const);
  }
  const [start, end] = seasons.length > 0 ? random.pick(seasons) : [from, to];
  return dayBetween(random, start, end);
}
