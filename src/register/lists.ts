/** Datasets as lists: rows beside their organisation, by state and by year. */
import type { Column, Dataset, ListDescription, ListState } from '../datasets/dataset.ts';
import { DATASET_IDS, datasetOf, type OwnedDatasetId } from '../datasets/index.ts';
import { mapColumn, placesByValue, type IndexedColumn } from '../datasets/indexed-column.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { orderedBy } from '../datasets/owners.ts';
import { yearOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { derived } from './derived.ts';
import type { Register } from './register.ts';

export interface ListRow {
  organisation: Organisation;
  record: Readonly<Record<string, unknown>>;
  state: ListState;
  /** The day the list is cut by; `''` where the row has none. */
  on: IsoDate;
}

/** Rows of a list that have something in common, newest first. */
export class ListCut {
  readonly #register: Register;
  readonly #id: OwnedDatasetId;
  /** Where they stand among the rows of the dataset. */
  readonly places: readonly number[];

  constructor(register: Register, id: OwnedDatasetId, places: readonly number[]) {
    this.#register = register;
    this.#id = id;
    this.places = places;
  }

  get count(): number {
    return this.places.length;
  }

  /** Those of some days; `''` stands for none. */
  on(isWanted: (day: IsoDate) => boolean): ListCut {
    const { days, dayOf } = this.#register.listColumns(this.#id)!;
    const wanted = days.map(isWanted);
    return new ListCut(
      this.#register,
      this.#id,
      this.places.filter((place) => wanted[dayOf[place]!]),
    );
  }

  /** Of each, the place of its organisation among those of the register. */
  get owners(): readonly number[] {
    const owners = this.#register.ownersOf(this.#id);
    return this.places.map((place) => owners[place]!);
  }

  /** Organisations among them, each counted once. */
  get organisationCount(): number {
    return new Set(this.owners).size;
  }

  /**
   * Decoded each time they are asked for.
   *
   * @param most of the newest
   */
  rows(most = this.count): readonly ListRow[] {
    const { organisations } = this.#register;
    const { states } = datasetOf(this.#id).list!;
    const columns = this.#register.listColumns(this.#id)!;
    const owners = this.#register.ownersOf(this.#id);
    return this.places.slice(0, most).map((place) => ({
      organisation: organisations[owners[place]!]!,
      record: this.#register.recordAt(this.#id, place),
      state: states[columns.states[place]!]!,
      on: columns.days[columns.dayOf[place]!]!,
    }));
  }
}

export interface RegisterList {
  id: OwnedDatasetId;
  dataset: Dataset;
  list: ListDescription;
  all: ListCut;
  byState: ReadonlyMap<string, ListCut>;
  /** Newest year first; rows without a day are in none. */
  byYear: ReadonlyMap<string, ListCut>;
  /** Months of the years that have too many rows for a page, newest first; rows that tell no month are in none. */
  byMonth: ReadonlyMap<string, ListCut>;
  /** By year, the rows that tell no month; they stand on the page of the year even where that is cut by month. */
  withoutMonth: ReadonlyMap<string, ListCut>;
  /** Columns shown beside the organisation. */
  columns: readonly (readonly [string, Column])[];
}

/** A year with more rows than this is cut by month. */
export const MONTHS_ABOVE = 2000;

/** Most rows on a page that is not a year's; the years or their months hold them all. */
export const LIST_PAGE_LIMIT = 500;

/** Every dataset that is shown as a list and has rows. */
export const listsOf = derived((register: Register): readonly RegisterList[] =>
  DATASET_IDS.filter((id) => datasetOf(id).list !== undefined && register.count(id) > 0).map((id) =>
    listOf(register, id as OwnedDatasetId),
  ),
);

export function findList(register: Register, slug: string): RegisterList | undefined {
  return listsOf(register).find((list) => list.list.slug === slug);
}

function listOf(register: Register, id: OwnedDatasetId): RegisterList {
  const dataset: Dataset = datasetOf(id);
  const list = dataset.list!;
  const { states, days, dayOf } = register.listColumns(id)!;
  // Newest day first, those without one last; of a day in the order of the codes.
  const ranks = new Uint32Array(days.length);
  [...days.keys()].toSorted((a, b) => byCodeUnits(days[b]!, days[a]!)).forEach((day, rank) => (ranks[day] = rank));
  const places = [
    ...orderedBy(
      dayOf.map((day) => ranks[day]!),
      orderedBy(register.ownersOf(id)),
    ),
  ];
  const cut = (part: readonly number[]) => new ListCut(register, id, part);
  const cuts = (column: IndexedColumn<string | undefined>, of: readonly number[] = places) =>
    new Map(
      [...placesByValue(column, of)]
        .flatMap(([key, part]) => (key === undefined ? [] : [[key, cut(part)] as const]))
        .toSorted(([a], [b]) => byCodeUnits(b, a)),
    );
  const day: IndexedColumn<IsoDate> = { values: days, of: dayOf };
  const month = mapColumn(day, monthOf);
  const byYear = cuts(mapColumn(day, (on) => (on === '' ? undefined : yearOf(on))));
  const large = [...byYear].filter(([, { count }]) => count > MONTHS_ABOVE);
  return {
    id,
    dataset,
    list,
    all: cut(places),
    byState: cuts({ values: list.states.map((state) => state.id), of: Uint32Array.from(states) }),
    byYear,
    byMonth: new Map(large.flatMap(([, ofYear]) => [...cuts(month, ofYear.places)])),
    withoutMonth: new Map(large.map(([year, ofYear]) => [year, ofYear.on((on) => monthOf(on) === undefined)])),
    columns: list.shows.map((field) => [field, dataset.columns[field]!]),
  };
}

/** `2025-03`; none of a year. */
function monthOf(on: IsoDate): string | undefined {
  return on.length < 7 ? undefined : on.slice(0, 7);
}

/** The months that a year is cut by; none where its rows stand on its own page. */
export function monthsOf({ byMonth }: RegisterList, year: string): (readonly [string, ListCut])[] {
  return [...byMonth].filter(([month]) => yearOf(month) === year);
}

/** Rows in the state the list is about: on the abnormal list today, with a valid qualification today … */
export function currentRows({ list, byState, all }: RegisterList): ListCut {
  return byState.get(list.states[0]!.id) ?? all.on(() => false);
}
