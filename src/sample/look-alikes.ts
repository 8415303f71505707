import { addDays } from '../domain/date.ts';
import { likeness, type LikenessTables } from '../domain/likeness.ts';
import { placeFinder } from '../domain/places.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { IllegalEntry } from './illegal.ts';
import { PLACES } from './places.ts';
import type { Random } from './random.ts';
import { dayBetween, type Setting } from './setting.ts';
import type { Row } from './tables.ts';

/** The others are left for the check to propose. */
const CONFIRMED_SHARE = 0.6;
const MOST_DAYS_UNTIL_CONFIRMED = 90;

// Imitations in the sample are made by words, never by sound or shape.
const TABLES: LikenessTables = {
  simplify: (text) => text,
  soundsAlike: () => false,
  looksAlike: () => false,
  places: placeFinder(PLACES.map(({ code, name }) => [code, name])),
};

/** Imitations that a person confirmed after they were published, in that order; at least one where there is any. */
export function confirmLookAlikes(
  random: Random,
  entries: readonly IllegalEntry[],
  { lastDay }: Setting,
): Row<'look-alikes'>[] {
  const rows = new Map<string, Row<'look-alikes'>>();
  for (const { row, original } of entries) {
    const alike = original && likeness(row.name!, original.name.full, TABLES);
    if (alike === undefined || rows.has(row.name!)) continue;
    if (rows.size > 0 && !random.chance(CONFIRMED_SHARE)) continue;
    const latest = addDays(row.publishedOn!, MOST_DAYS_UNTIL_CONFIRMED);
    rows.set(row.name!, {
      name: row.name!,
      code: original!.code,
      reason: alike.text,
      confirmedOn: dayBetween(random, row.publishedOn!, latest < lastDay ? latest : lastDay),
      source: row.source!,
    });
  }
  return [...rows.values()].toSorted((a, b) => byCodeUnits(a.confirmedOn!, b.confirmedOn!));
}
