/** The register in memory: published records of one day, indexed once. Pure; records come ordered by their key. */
import { datasetOf, type DatasetId, type OwnedDatasetId, type Records, type RowOf } from '../datasets/index.ts';
import { ColumnWriter, type IndexedColumn } from '../datasets/indexed-column.ts';
import { listColumnsOf, type ListColumns } from '../datasets/list-columns.ts';
import type { IllegalRow } from '../datasets/illegal-organisations.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { placesByOwner } from '../datasets/owners.ts';
import type { SourceRow } from '../datasets/reference.ts';
import { regionOfCode } from '../domain/credit-code.ts';
import type { IsoDate } from '../domain/date.ts';
import { lowerBound } from '../domain/lower-bound.ts';
import { namesakeKey } from '../domain/name.ts';
import { regionName, regionPath } from '../domain/region.ts';
import { stableId, textKey } from '../domain/text.ts';

export interface IllegalOrganisation extends IllegalRow {
  /** Stable address: a hash of name, list, batch and authority, since these bodies have no code. */
  readonly id: string;
}

export interface Register {
  readonly asOf: IsoDate;
  readonly records: Records;
  readonly organisations: readonly Organisation[];
  readonly illegal: readonly IllegalOrganisation[];
  readonly sources: ReadonlyMap<string, SourceRow>;
  /** Rows about an organisation that were set aside for faults, by its code. */
  readonly setAside: ReadonlyMap<string, number>;
  organisation(code: string): Organisation | undefined;
  /** Where an organisation stands among `organisations`. */
  placeOf(code: string): number | undefined;
  /** How many rows of a dataset are published. Does not decode them. */
  count(dataset: DatasetId): number;
  /** An indexed column of `organisations`. Does not decode them. */
  column<Field extends keyof Organisation & string>(field: Field): IndexedColumn<Organisation[Field]>;
  /** Of each row of a dataset, the place of the organisation that it is about. Does not decode them. */
  ownersOf(dataset: OwnedDatasetId): Uint32Array;
  /** The organisation's rows of a dataset, ordered by key; empty when it has none. */
  rowsOf<Id extends OwnedDatasetId>(dataset: Id, code: string): readonly RowOf<Id>[];
  /** One row of a dataset by its place; decoded each time where the dataset is not decoded as a whole. */
  recordAt(dataset: DatasetId, place: number): Readonly<Record<string, unknown>>;
  /** What a dataset's list is cut by; `undefined` when it is not shown as one. Does not decode the rows. */
  listColumns(dataset: DatasetId): ListColumns | undefined;
  /** Registered organisations whose name is the same but for width, case, brackets and blanks. */
  namesakes(name: string): readonly Organisation[];
  /** Those that have a namesake, with their namesakes. */
  namesakeGroups(): readonly (readonly Organisation[])[];
  illegalNamesakes(name: string): readonly IllegalOrganisation[];
  /** Name of a region by its code: the supplementary table first, then every GB/T 2260 table. */
  regionName(code: string): string;
  /** Names from province to county: 澜江省, 澜江市, 临浦区. */
  regionPath(code: string): readonly string[];
}

/** Rows that are decoded when they are asked for. */
export type RowAccess = Pick<
  Register,
  'count' | 'placeOf' | 'column' | 'ownersOf' | 'rowsOf' | 'recordAt' | 'listColumns'
>;

export interface RegisterInput {
  asOf: IsoDate;
  records: Records;
  /** Ways to single rows; without them all records are gone through. */
  access?: RowAccess;
  setAside?: ReadonlyMap<string, number>;
}

export function createRegister({
  asOf,
  records,
  access = accessTo(records, asOf),
  setAside = new Map(),
}: RegisterInput): Register {
  const { organisations } = records;
  const illegal = records['illegal-organisations'].map((row) => ({ ...row, id: illegalId(row) }));
  // A list for each of a million names would take twice the memory.
  const byName = new Map<string, Organisation | Organisation[]>();
  const names = access.column('name');
  for (const [place, organisation] of organisations.entries()) {
    const key = namesakeKey(names.values[names.of[place]!]!);
    const known = byName.get(key);
    if (known === undefined) byName.set(key, organisation);
    else if (Array.isArray(known)) known.push(organisation);
    else byName.set(key, [known, organisation]);
  }
  const illegalByName = Map.groupBy(illegal, (body) => namesakeKey(body.name));
  const regionNames = new Map(records.regions.map((region) => [region.code, region.name]));
  const none: readonly never[] = [];

  // Every page asks, of a few thousand.
  const regionPaths = new Map<string, readonly string[]>();
  return {
    asOf,
    records,
    organisations,
    illegal,
    setAside,
    sources: new Map(records.sources.map((source) => [source.id, source])),
    organisation: (code) => {
      const place = access.placeOf(code);
      return place === undefined ? undefined : organisations[place];
    },
    count: access.count.bind(access),
    placeOf: access.placeOf.bind(access),
    column: access.column.bind(access),
    ownersOf: access.ownersOf.bind(access),
    rowsOf: access.rowsOf.bind(access),
    recordAt: access.recordAt.bind(access),
    listColumns: access.listColumns.bind(access),
    namesakes: (name) => {
      const found = byName.get(namesakeKey(name));
      return found === undefined ? none : Array.isArray(found) ? found : [found];
    },
    namesakeGroups: () => [...byName.values()].filter((found) => Array.isArray(found)),
    illegalNamesakes: (name) => illegalByName.get(namesakeKey(name)) ?? none,
    regionName: (code) => regionNames.get(code) ?? regionName(code) ?? `区划${code}`,
    regionPath: (code) => {
      let path = regionPaths.get(code);
      if (path === undefined) {
        const known = regionPath(code, regionNames);
        regionPaths.set(code, (path = known.length > 0 ? known : [`区划${code}`]));
      }
      return path;
    },
  };
}

function accessTo(records: Records, asOf: IsoDate): RowAccess {
  const { organisations } = records;
  const places = new Map(organisations.map(({ code }, place) => [code, place]));
  const owners = new Map<string, Uint32Array>();
  const ownersOf = (dataset: OwnedDatasetId) => {
    let own = owners.get(dataset);
    if (own === undefined)
      owners.set(
        dataset,
        (own = Uint32Array.from<{ code: string }>(records[dataset], ({ code }) => places.get(code)!)),
      );
    return own;
  };
  const owned = new Map<string, (owner: number) => readonly number[]>();
  return {
    count: (dataset) => records[dataset].length,
    placeOf: (code) => places.get(code),
    column: (field) => {
      const column = new ColumnWriter<Organisation[typeof field]>();
      for (const organisation of organisations) column.add(organisation[field]);
      return column.finish();
    },
    ownersOf,
    recordAt: (dataset, place) => records[dataset][place] as unknown as Readonly<Record<string, unknown>>,
    listColumns: (dataset) => {
      const { list } = datasetOf(dataset);
      return list && listColumnsOf(list, records[dataset] as readonly never[], asOf);
    },
    rowsOf<Id extends OwnedDatasetId>(dataset: Id, code: string) {
      let placesOf = owned.get(dataset);
      if (placesOf === undefined) owned.set(dataset, (placesOf = placesByOwner(ownersOf(dataset))));
      const owner = places.get(code);
      return (
        owner === undefined ? [] : placesOf(owner).map((place) => records[dataset][place]!)
      ) as readonly RowOf<Id>[];
    },
  };
}

function illegalId(row: IllegalRow): string {
  return `il-${stableId(textKey(row.name), row.kind, textKey(row.batch ?? ''), textKey(row.publishedBy ?? ''))}`;
}

/** Groups in the order their first member comes; members keep their order. */
export function groupBy<T, K>(items: Iterable<T>, keysOf: (item: T) => readonly K[]): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) for (const key of keysOf(item)) addTo(groups, key, item);
  return groups;
}

function addTo<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Organisations that have rows in any of the datasets, in their order. */
export function ownersAmong(
  { ownersOf, organisations }: Register,
  datasets: readonly OwnedDatasetId[],
): Organisation[] {
  const isOwner = new Uint8Array(organisations.length);
  for (const id of datasets) for (const owner of ownersOf(id)) isOwner[owner] = 1;
  return organisations.filter((_, place) => isOwner[place] === 1);
}

/** The region an organisation is counted under: as stated, else that of the authority that issued its code. */
export function regionOf({ region, code }: Pick<Organisation, 'region' | 'code'>): string {
  return region ?? regionOfCode(code);
}

/** Others of its authority and of its field that an organisation's page names, of each. */
export const NEIGHBOURS = 4;

/**
 * Up to `count` members of a group that come after one of them, around its end to its beginning.
 *
 * @param group places of organisations in their order
 */
export function neighboursIn(group: readonly number[], member: number, count: number): readonly number[] {
  const start = lowerBound(group.length, (at) => group[at]! < member);
  const others = Math.min(count, group.length - 1);
  return Array.from({ length: Math.max(0, others) }, (_, i) => group[(start + 1 + i) % group.length]!);
}
