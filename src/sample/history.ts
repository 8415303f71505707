import { addDays, addYears, type IsoDate } from '../domain/date.ts';
import type { Trouble } from './listings.ts';
import { drawGrade, type Grade, type Profile } from './profile.ts';
import type { Random } from './random.ts';
import { dayBetween, earlierOf, endOfTerm, laterOf, yearNumber } from './setting.ts';

export interface Evaluation {
  readonly grade: Grade;
  readonly evaluatedOn: IsoDate;
  readonly validTo: IsoDate | undefined;
}

export interface AnnualReport {
  readonly year: number;
  readonly submittedOn: IsoDate;
  readonly conclusion: '合格' | '基本合格' | '不合格' | '年报';
}

const EVALUATION_MONTHS = 60;
const REPORTED_YEARS = 3;
const CONCLUSIONS = [
  ['合格', 89],
  ['基本合格', 8],
  ['不合格', 3],
] as const;

/**
 * The grades given, two years after registration at the earliest and not once there was trouble (评估管理办法, art. 6).
 * Empty when the profile knows of none, or when there was no such time.
 */
export function tellEvaluations(
  random: Random,
  profile: Profile,
  registeredOn: IsoDate,
  until: IsoDate,
  lastDay: IsoDate,
): Evaluation[] {
  const story = profile.evaluation;
  if (story === undefined) return [];
  const earliest = addYears(registeredOn, 2);
  const expiredBy = addDays(addYears(lastDay, -5), -5);
  const given: Evaluation[] = [];
  const give = (from: IsoDate, to: IsoDate, isEndStated: boolean, grade = profile.grade ?? drawGrade(random)) => {
    const [first, last] = [laterOf(from, earliest), earlierOf(to, until)];
    if (first > last) return;
    const evaluatedOn = dayBetween(random, first, last);
    given.push({ grade, evaluatedOn, validTo: isEndStated ? endOfTerm(evaluatedOn, EVALUATION_MONTHS) : undefined });
  };
  if (story === 'expired' || story === 'renewed') give(addYears(lastDay, -9), expiredBy, random.chance(0.5));
  if (story !== 'expired') give(addDays(expiredBy, 30), addDays(lastDay, -30), story === 'valid-with-end');
  return given;
}

/** The last year whose reports are due by that day: they come in until the end of May. */
export function lastReportedYear(day: IsoDate): number {
  return yearNumber(day) - (day.slice(5) >= '07-01' ? 1 : 2);
}

/** The reports of the last three years that came in. Charities report, others are inspected. */
export function tellReports(
  random: Random,
  profile: Profile,
  registeredOn: IsoDate,
  endedOn: IsoDate | undefined,
  trouble: Trouble,
  lastDay: IsoDate,
): AnnualReport[] {
  const lastYear = lastReportedYear(lastDay);
  const reports: AnnualReport[] = [];
  for (let year = lastYear - REPORTED_YEARS + 1; year <= lastYear; year++) {
    const late = trouble.lateReports.get(year);
    const submittedOn = late ?? reportDay(random, year);
    const isLeftOut =
      (trouble.missedYears.has(year) && late === undefined) || (profile.skipsReport && year === lastYear);
    // Who registered in the second half of a year reports for the next one first.
    const isTooYoung = registeredOn > `${year}-06-30`;
    if (isLeftOut || isTooYoung || submittedOn > lastDay || (endedOn !== undefined && submittedOn > endedOn)) continue;
    const conclusion = profile.charity === 'current' ? '年报' : random.weighted(CONCLUSIONS);
    reports.push({ year, submittedOn, conclusion });
  }
  return reports;
}

function reportDay(random: Random, year: number): IsoDate {
  return dayBetween(random, `${year + 1}-02-20`, random.chance(0.93) ? `${year + 1}-05-31` : `${year + 1}-06-28`);
}

/** Days on which the name was changed, in order, each at least a year from registration and from the other. */
export function tellRenamings(random: Random, count: number, registeredOn: IsoDate, until: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  let from = addYears(registeredOn, 1);
  for (let i = 0; i < count && from <= until; i++) {
    const latest = i < count - 1 ? laterOf(from, addYears(until, -2)) : until;
    const day = dayBetween(random, from, latest);
    days.push(day);
    from = addYears(day, 1);
  }
  return days;
}
