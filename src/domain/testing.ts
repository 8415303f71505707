/** What the property tests draw from. */
import fc from 'fast-check';
import type { IsoDate } from './date.ts';

/** A whole day of these years, made without the code under test. */
export function days(fromYear = 1950, toYear = 2090): fc.Arbitrary<IsoDate> {
  return fc
    .date({ min: new Date(Date.UTC(fromYear, 0, 1)), max: new Date(Date.UTC(toYear, 11, 31)), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
}

/** Days close to one another, so that they often coincide and touch. */
export const closeDays: fc.Arbitrary<IsoDate> = fc
  .integer({ min: 0, max: 1500 })
  .map((n) => new Date(Date.UTC(2023, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

/** Something that may be missing. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}
