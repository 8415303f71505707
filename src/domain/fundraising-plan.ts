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

/**
 * Reports are matched to periods in order. A report answers a period when it comes after the period began and before
 * the next period's due day: later than that it is the next period's report, and this one's stays missing.
 */
function progressDuties(reports: readonly IsoDate[], starts: IsoDate, ends: IsoDate, day: IsoDate): Duty[] {
  let open = reports
    .map(startOf)
    .filter((report) => report <= day)
    .toSorted();
  const duties: Duty[] = [];
  for (let period = 1; ; period++) {
    const dueOn = addMonths(starts, period * 3);
    if (dueOn >= ends) return duties;
    open = open.filter((report) => report >= addMonths(starts, (period - 1) * 3));
    const answered = open[0] !== undefined && open[0] < addMonths(starts, (period + 1) * 3);
    duties.push(duty('progress', dueOn, answered ? open.shift() : undefined, day));
  }
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
