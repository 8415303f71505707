/**
 * Timeliness of public fundraising plans: filed ten days before the start (公开募捐管理办法, 民政部令第74号, art. 11);
 * in an emergency within ten days after it (慈善法 2023, art. 73); for campaigns longer than six months a progress report
 * every three months, and a full report within three months of the end (慈善法 2023, disclosure chapter).
 */
import { addDays, addMonths, daysBetween, endOf, NO_END, startOf, type IsoDate } from './date.ts';

export interface FundraisingPlan {
  startsOn: IsoDate;
  endsOn: IsoDate;
  filedOn?: IsoDate | undefined;
  progressReports?: readonly IsoDate[] | undefined;
  finalReports?: readonly IsoDate[] | undefined;
}

export type Timeliness = 'on-time' | 'late' | 'missing' | 'not-yet-due' | 'unknown';

export interface Duty {
  kind: 'filing' | 'progress' | 'final-report';
  /** Last day for doing it. */
  dueOn: IsoDate;
  doneOn: IsoDate | undefined;
  timeliness: Timeliness;
  /** Days after the due day; 0 unless late. */
  daysLate: number;
}

export type PlanPhase = 'planned' | 'running' | 'finished';

export function planPhase(plan: FundraisingPlan, day: IsoDate): PlanPhase {
  return day < startOf(plan.startsOn) ? 'planned' : day <= endOf(plan.endsOn) ? 'running' : 'finished';
}

/** Whether the campaign lasts longer than six months, so that progress must be reported every three. */
export function isLong(plan: FundraisingPlan): boolean {
  return endOf(plan.endsOn) > addMonths(plan.startsOn, 6);
}

/**
 * Every duty of the plan with how it was met by `day`; the filing first, then progress reports, then the final report.
 * A plan without an end has no final report, and progress reports up to the next one due.
 */
export function planDuties(plan: FundraisingPlan, day: IsoDate): Duty[] {
  const starts = startOf(plan.startsOn);
  const ends = endOf(plan.endsOn);
  const duties: Duty[] = [duty('filing', addDays(starts, -10), plan.filedOn, day)];
  const lastPeriod = ends === NO_END ? addMonths(day, 3) : ends;
  if (isLong(plan)) duties.push(...progressDuties(plan.progressReports ?? [], starts, lastPeriod, day));
  if (ends !== NO_END) duties.push(duty('final-report', addMonths(ends, 3), plan.finalReports?.toSorted()[0], day));
  // A plan without a filing day may have been filed in time; the register just does not say.
  if (plan.filedOn === undefined) duties[0]!.timeliness = 'unknown';
  return duties;
}

function progressDuties(reports: readonly IsoDate[], starts: IsoDate, ends: IsoDate, day: IsoDate): Duty[] {
  const dueDays: IsoDate[] = [];
  for (let due = addMonths(starts, 3); due < ends; due = addMonths(starts, (dueDays.length + 1) * 3)) dueDays.push(due);
  const known = reports.map(startOf).filter((report) => report >= starts && report <= day);
  const answers = matchReports(known.toSorted(), [...dueDays, addMonths(starts, (dueDays.length + 1) * 3)]);
  return dueDays.map((dueOn, period) => duty('progress', dueOn, answers.get(period), day));
}

/**
 * Period → the report that answers it. A report answers the period it falls in. It is the late report of the period before,
 * if that one has none, when it lies nearer to that one's due day or is followed by another report of its own period: so a
 * report left out does not make all the later ones late.
 *
 * @param dueDays of every period and of one more, which takes what comes after the last
 */
function matchReports(reports: readonly IsoDate[], dueDays: readonly IsoDate[]): Map<number, IsoDate> {
  const answers = new Map<number, IsoDate>();
  for (const [i, report] of reports.entries()) {
    const period = dueDays.findIndex((due) => report <= due);
    if (period < 0) break;
    const [previous, own] = [dueDays[period - 1], dueDays[period]!];
    const hasFollower = reports[i + 1] !== undefined && reports[i + 1]! <= own;
    const isLate =
      previous !== undefined &&
      !answers.has(period - 1) &&
      (hasFollower || period === dueDays.length - 1 || daysBetween(previous, report) < daysBetween(report, own));
    const answered = isLate ? period - 1 : period;
    if (!answers.has(answered)) answers.set(answered, report);
  }
  return answers;
}

function duty(kind: Duty['kind'], dueOn: IsoDate, doneOn: IsoDate | undefined, day: IsoDate): Duty {
  const done = doneOn !== undefined && startOf(doneOn) <= day ? startOf(doneOn) : undefined;
  if (done === undefined)
    return { kind, dueOn, doneOn: undefined, timeliness: day <= dueOn ? 'not-yet-due' : 'missing', daysLate: 0 };
  const daysLate = Math.max(0, daysBetween(dueOn, done));
  return { kind, dueOn, doneOn: done, timeliness: daysLate > 0 ? 'late' : 'on-time', daysLate };
}

/** Filed after the start, but within the ten days that an emergency allows: the register cannot tell whether it was one. */
export function mayBeEmergencyFiling(plan: FundraisingPlan): boolean {
  if (plan.filedOn === undefined) return false;
  const after = daysBetween(plan.startsOn, plan.filedOn);
  return after >= 0 && after <= 10;
}
