/** Datasets as lists: rows beside their organisation, by state and by year. */
import type { Column, Dataset, ListDescription, ListState } from '../datasets/dataset.ts';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { yearOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { groupBy, type Register } from './register.ts';

export interface ListRow {
  record: Readonly<Record<string, unknown>>;
  /** Where it stands among the rows of the dataset. */
  place: number;
  organisation: Organisation;
  /** Where that stands among the register's organisations. */
  organisationPlace: number;
  state: ListState;
  /** The day the list is cut by; `''` where the row has none. */
  on: IsoDate;
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
  /** Columns shown beside the organisation. */
  columns: readonly (readonly [string, Column])[];
}

/** Most rows on a page that is not a year's; the years hold them all. */
export const LIST_PAGE_LIMIT = 500;

const cache = new WeakMap<Register, readonly RegisterList[]>();

/** Every dataset that is shown as a list and has rows. */
export function listsOf(register: Register): readonly RegisterList[] {
  let lists = cache.get(register);
  if (lists === undefined) {
    lists = DATASET_IDS.flatMap((id) => listOf(register, id));
    cache.set(register, lists);
  }
  return lists;
}

export function findList(register: Register, slug: string): RegisterList | undefined {
  return listsOf(register).find((list) => list.list.slug === slug);
}

function listOf(register: Register, id: DatasetId): RegisterList[] {
  const dataset = datasetOf(id);
  const { list } = dataset;
  if (list === undefined) return [];
  const states = new Map(list.states.map((state) => [state.id, state]));
  const rows = (register.records[id] as readonly Record<string, unknown>[]).map((record, place): ListRow => {
    const state = states.get(list.stateOf(record as never, register.asOf))!;
    const organisationPlace = register.placeOf(record['code'] as string)!;
    return {
      record,
      place,
      organisation: register.organisations[organisationPlace]!,
      organisationPlace,
      state,
      on: (record[list.cutBy] as IsoDate | undefined) ?? '',
    };
  });
  if (rows.length === 0) return [];
  const newestFirst = rows.toSorted(
    (a, b) => byCodeUnits(b.on, a.on) || byCodeUnits(a.organisation.code, b.organisation.code),
  );
  const byYear = [...groupBy(newestFirst, (row) => (row.on === '' ? [] : [yearOf(row.on)]))].toSorted((a, b) =>
    byCodeUnits(b[0], a[0]),
  );
  return [
    {
      id,
      dataset,
      list,
      rows: newestFirst,
      byState: Map.groupBy(newestFirst, (row) => row.state.id),
      byYear: new Map(byYear),
      columns: list.shows.map((field) => [field, dataset.columns[field]!]),
    },
  ];
}

/** Rows in the state the list is about: on the abnormal list today, with a valid qualification today … */
export function currentRows(list: RegisterList): readonly ListRow[] {
  return list.byState.get(list.list.states[0]!.id) ?? [];
}

/** Organisations among the rows, each counted once. */
export function countOrganisations(rows: readonly ListRow[]): number {
  return new Set(rows.map((row) => row.organisation.code)).size;
}
