/** What a list is ordered and cut by, for all rows of a dataset: enough to make its pages' addresses without the rows. */
import type { IsoDate } from '../domain/date.ts';
import type { ListDescription } from './dataset.ts';

export interface ListColumns {
  /** Of each row, the place of its state among those of the list. */
  states: Uint8Array;
  /** The days that rows are cut by, each once; `''` for rows without. */
  days: readonly string[];
  /** Of each row, the place of its day among them. */
  dayOf: Uint32Array;
}

/** @param records as they are published, in their order */
export function listColumnsOf(
  { states, stateOf, cutBy }: ListDescription,
  records: readonly Readonly<Record<string, unknown>>[],
  asOf: IsoDate,
): ListColumns {
  const days = new Map<string, number>();
  const columns = { states: new Uint8Array(records.length), dayOf: new Uint32Array(records.length) };
  for (const [place, record] of records.entries()) {
    const state = stateOf(record as never, asOf);
    columns.states[place] = states.findIndex(({ id }) => id === state);
    const on = (record[cutBy] as IsoDate | undefined) ?? '';
    let day = days.get(on);
    if (day === undefined) days.set(on, (day = days.size));
    columns.dayOf[place] = day;
  }
  return { ...columns, days: [...days.keys()] };
}
