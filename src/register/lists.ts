/** Datasets as lists: rows beside their organisation, by state and by year. */
import type { Column, Dataset, ListDescription, ListState } from '../datasets/dataset.ts';
import { DATASET_IDS, datasetOf, type DatasetId, type OwnedDatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { yearOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { derived } from './derived.ts';
import { groupBy, type Register } from './register.ts';

/** A row of a list: where it stands. What it says is decoded each time it is asked for. */
export class ListRow {
  readonly #register: Register;
  readonly #id: DatasetId;
  /** Among the rows of the dataset. */
  readonly place: number;
  /** Of its organisation, among those of the register. */
  readonly organisationPlace: number;
  readonly state: ListState;
  /** The day the list is cut by; `''` where the row has none. */
  readonly on: IsoDate;

  constructor(
    register: Register,
    id: DatasetId,
    { place, organisationPlace, state, on }: Pick<ListRow, 'place' | 'organisationPlace' | 'state' | 'on'>,
  ) {
    this.#register = register;
    this.#id = id;
    this.place = place;
    this.organisationPlace = organisationPlace;
    this.state = state;
    this.on = on;
  }

  get record(): Readonly<Record<string, unknown>> {
    return this.#register.recordAt(this.#id, this.place);
  }

  get organisation(): Organisation {
    return this.#register.organisations[this.organisationPlace]!;
  }
}

export interface RegisterList {
  id: DatasetId;
  dataset: Dataset;
  list: ListDescription;
  /** All rows, newest first. */
  rows: readonly ListRow[];
  byState: ReadonlyMap<string, readonly ListRow[]>;
  /** Newest year first; rows without a day are in none. */
  byYear: ReadonlyMap<string, readonly ListRow[]>;
  /** Months of the years that have too many rows for a page, newest first; rows that tell no month are in none. */
  byMonth: ReadonlyMap<string, readonly ListRow[]>;
  /** Columns shown beside the organisation. */
  columns: readonly (readonly [string, Column])[];
}

/** A year with more rows than this is cut by month. */
export const MONTHS_ABOVE = 2000;

/** Most rows on a page that is not a year's; the years or their months hold them all. */
export const LIST_PAGE_LIMIT = 500;

/** Every dataset that is shown as a list and has rows. */
export const listsOf = derived((register: Register): readonly RegisterList[] =>
  DATASET_IDS.flatMap((id) => listOf(register, id)),
);

export function findList(register: Register, slug: string): RegisterList | undefined {
  return listsOf(register).find((list) => list.list.slug === slug);
}

function listOf(register: Register, id: DatasetId): RegisterList[] {
  const dataset = datasetOf(id);
  const { list } = dataset;
  if (list === undefined) return [];
  const { states, days, dayOf } = register.listColumns(id)!;
  const codes = register.codesOf(id as OwnedDatasetId);
  if (codes.length === 0) return [];
  const rows = codes.map(
    (code, place) =>
      new ListRow(register, id, {
        place,
        organisationPlace: register.placeOf(code)!,
        state: list.states[states[place]!]!,
        on: days[dayOf[place]!]!,
      }),
  );
  // Day by day: far fewer are compared than rows.
  const newestFirst = [...Map.groupBy(rows, ({ on }) => on)]
    .toSorted(([one], [other]) => byCodeUnits(other, one))
    .flatMap(([, ofDay]) => ofDay.toSorted((a, b) => byCodeUnits(codes[a.place]!, codes[b.place]!)));
  const byYear = [...groupBy(newestFirst, (row) => (row.on === '' ? [] : [yearOf(row.on)]))].toSorted((a, b) =>
    byCodeUnits(b[0], a[0]),
  );
  const byMonth = byYear
    .filter(([, ofYear]) => ofYear.length > MONTHS_ABOVE)
    .flatMap(([, ofYear]) => [...groupBy(ofYear, ({ on }) => monthOf(on) ?? [])]);
  return [
    {
      id,
      dataset,
      list,
      rows: newestFirst,
      byState: Map.groupBy(newestFirst, (row) => row.state.id),
      byYear: new Map(byYear),
      byMonth: new Map(byMonth),
      columns: list.shows.map((field) => [field, dataset.columns[field]!]),
    },
  ];
}

/** `2025-03`; none of a year. */
function monthOf(on: IsoDate): [string] | undefined {
  return on.length < 7 ? undefined : [on.slice(0, 7)];
}

/** The months that a year is cut by; none where its rows stand on its own page. */
export function monthsOf({ byMonth }: RegisterList, year: string): (readonly [string, readonly ListRow[]])[] {
  return [...byMonth].filter(([month]) => yearOf(month) === year);
}

/** Those that stand on the page of their year even where that is cut by month. */
export function withoutMonth(rows: readonly ListRow[]): readonly ListRow[] {
  return rows.filter(({ on }) => monthOf(on) === undefined);
}

/** Rows in the state the list is about: on the abnormal list today, with a valid qualification today … */
export function currentRows(list: RegisterList): readonly ListRow[] {
  return list.byState.get(list.list.states[0]!.id) ?? [];
}

/** Organisations among the rows, each counted once. */
export function countOrganisations(rows: readonly ListRow[]): number {
  return new Set(rows.map((row) => row.organisation.code)).size;
}
