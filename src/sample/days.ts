/** A calendar day as the number of days since 1970-01-01; arithmetic needs no time zone. */
export type Day = number;

const MILLISECONDS_A_DAY = 86_400_000;

/** The day of a calendar date; `month` counts from 1. A day past the month's end runs over into the next. */
export function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / MILLISECONDS_A_DAY;
}

/** The day written `YYYY-MM-DD`; `undefined` when the text is no such date or no day of the calendar. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(text) / MILLISECONDS_A_DAY;
  return Number.isNaN(day) || formatDay(day) !== text ? undefined : day;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** The calendar year the day is in. */
export function yearOf(day: Day): number {
  return new Date(day * MILLISECONDS_A_DAY).getUTCFullYear();
}

/** The same date some months later (negative: earlier); the last day of the month where there is no such date. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * MILLISECONDS_A_DAY);
  const monthEnd = dayOf(date.getUTCFullYear(), date.getUTCMonth() + months + 2, 0);
  return Math.min(dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1 + months, date.getUTCDate()), monthEnd);
}

/** The same date some years later (negative: earlier). */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12);
}
