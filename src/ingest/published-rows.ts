/** What is published of every dataset, ordered by key. Rows are decoded when they are asked for. */
import { hash } from 'node:crypto';
import {
  DATASET_IDS,
  datasetOf,
  type DatasetId,
  type OwnedDatasetId,
  type Records,
  type RowOf,
} from '../datasets/index.ts';
import { joinColumns, type IndexedColumn } from '../datasets/indexed-column.ts';
import { listColumnsOf, type ListColumns } from '../datasets/list-columns.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { placesByOwner } from '../datasets/owners.ts';
import type { IsoDate } from '../domain/date.ts';
import { lowerBound } from '../domain/lower-bound.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { IngestMemory, ReadFile } from './memory.ts';
import {
  columnsBeside,
  partAt,
  recordReader,
  shortDigest,
  startsOf,
  type AnyRecord,
  type RowOrder,
  type RowTable,
  type StoredRows,
} from './stored-rows.ts';

/** The published rows of a dataset, as they are kept and handed to threads. */
export interface DatasetRows extends RowOrder {
  /** The rows of each file, published or not. */
  parts: readonly StoredRows[];
}

export type SharedRows = Readonly<Record<DatasetId, DatasetRows>>;

/** Orders by key, so that neither files nor rows out of order change a page. What the last run ordered stands as it is. */
export function publishRows(
  files: Readonly<Record<DatasetId, readonly ReadFile[]>>,
  tables: Readonly<Record<DatasetId, RowTable>>,
  memory: IngestMemory,
  asOf: IsoDate,
): PublishedRows {
  const remembered = memory.orders;
  const ordered = new Map<DatasetId, { inputs: string; ordered: RowOrder }>();
  const order = (id: DatasetId, owners?: Owners) => {
    const { key, list, indexed = [] } = datasetOf(id);
    const isByColumns = list === undefined && key.every((field) => indexed.includes(field));
    const content = isByColumns ? [tables[id].digestOf(key)] : files[id].map((file) => file.inputs);
    const inputs = [tables[id].digestOfFates(), ...content].join();
    const known = remembered.datasets.get(id);
    const isKnown = known?.inputs === inputs;
    ordered.set(id, {
      inputs,
      ordered: isKnown ? (owners?.renumbered(known.ordered) ?? known.ordered) : orderOf(id, tables[id], asOf, owners),
    });
    // What relations were checked with takes most of the memory; of organisations everything will be asked for again.
    if (id !== 'organisations') tables[id].forget();
  };
  const publishedOf = (ids: readonly DatasetId[]) =>
    Object.fromEntries(
      ids.map((id) => [id, { parts: files[id].map((file) => file.rows), ...ordered.get(id)!.ordered }]),
    ) as unknown as SharedRows;
  order('organisations');
  const codes = new PublishedRows(publishedOf(['organisations'])).codes().join('\n');
  const owners = new Owners(codes, remembered.codes);
  for (const id of DATASET_IDS) if (id !== 'organisations') order(id, owners);
  memory.orders = { codes, datasets: ordered };
  return new PublishedRows(publishedOf(DATASET_IDS), (place) => tables.organisations.at(place).record);
}

function orderOf(id: DatasetId, { all: rows }: RowTable, asOf: IsoDate, owners: Owners | undefined): RowOrder {
  const { key, organisation, list, publishedAs = (record) => record } = datasetOf(id);
  const keyed: [key: string, at: number][] = [];
  rows.forEach(({ fate, record }, at) => {
    if (fate === 'published') keyed.push([key.map((field) => String(record[field] ?? '')).join('\u0000'), at]);
  });
  keyed.sort((a, b) => byCodeUnits(a[0], b[0]));
  const records = keyed.map(([, at]) => rows[at]!.record);
  return {
    order: Uint32Array.from(keyed, ([, at]) => at),
    owners:
      organisation === undefined ? NO_PLACES : owners!.of(records.map((record) => record[organisation] as string)),
    list:
      list &&
      listColumnsOf(
        list,
        records.map((record) => publishedAs(record as never)),
        asOf,
      ),
  };
}

/** The places of organisations among those that are published. */
class Owners {
  readonly #codes: string;
  readonly #former: string;
  #places: ReadonlyMap<string, number> | undefined;
  #moved: Uint32Array | undefined;

  /**
   * @param codes of those that are published, one to a line
   * @param former those of the last run
   */
  constructor(codes: string, former: string) {
    this.#codes = codes;
    this.#former = former;
  }

  /** @throws Error for a code that no published organisation has: a fault of the program */
  of(codes: readonly string[]): Uint32Array {
    return Uint32Array.from(codes, (code) => {
      const place = this.#placeOf(code);
      if (place === undefined) throw new Error(`A row of ${code} is published, and no organisation of that code.`);
      return place;
    });
  }

  /** What the last run ordered, with the places of now. */
  renumbered(ordered: RowOrder): RowOrder {
    if (this.#codes === this.#former) return ordered;
    this.#moved ??= Uint32Array.from(this.#former.split('\n'), (code) => this.#placeOf(code) ?? GONE);
    const owners = ordered.owners.map((place) => this.#moved![place]!);
    if (owners.includes(GONE)) throw new Error('Rows are published whose organisation is not.');
    return { ...ordered, owners };
  }

  #placeOf(code: string): number | undefined {
    this.#places ??= new Map(this.#codes.split('\n').map((each, place) => [each, place]));
    return this.#places.get(code);
  }
}

const GONE = 0xffffffff;
const NO_PLACES = new Uint32Array();

export class PublishedRows {
  /** Each dataset is decoded when it is first asked for. */
  readonly records: Records;
  readonly #datasets: SharedRows;
  readonly #decoded = new Map<DatasetId, readonly AnyRecord[]>();
  readonly #columns = new Map<string, IndexedColumn>();
  readonly #places = new Map<DatasetId, (owner: number) => readonly number[]>();
  readonly #readers = new Map<DatasetId, (at: number) => AnyRecord>();
  readonly #digests = new Map<DatasetId, Uint32Array>();
  readonly #wholes = new Map<DatasetId, string>();
  #sources: ReadonlyMap<string, string> | undefined;
  #codes: readonly string[] | undefined;
  #lastPlace = 0;
  readonly #recent = new Map<string, readonly AnyRecord[]>();

  /** @param organisationAt the record of an organisation by its place among all rows, where it is decoded already */
  constructor(datasets: SharedRows, organisationAt?: (at: number) => AnyRecord) {
    this.#datasets = datasets;
    if (organisationAt !== undefined) this.#readers.set('organisations', organisationAt);
    this.records = Object.defineProperties(
      {},
      Object.fromEntries(DATASET_IDS.map((id) => [id, { enumerable: true, get: () => this.#all(id) }])),
    ) as Records;
  }

  count(id: DatasetId): number {
    return this.#datasets[id].order.length;
  }

  /** The codes of the organisations. */
  codes(): readonly string[] {
    if (this.#codes === undefined) {
      const { values, of } = this.column('code');
      this.#codes = Array.from(of, (value) => values[value]!);
    }
    return this.#codes;
  }

  /** Where an organisation stands among those that are published. */
  placeOf(code: string): number | undefined {
    const codes = this.codes();
    // A page asks for one after the other.
    if (codes[this.#lastPlace] === code) return this.#lastPlace;
    // By halves: a map of a million codes takes more than all the columns, in every thread.
    const place = lowerBound(codes.length, (at) => codes[at]! < code);
    if (codes[place] !== code) return undefined;
    this.#lastPlace = place;
    return place;
  }

  /** An indexed column of the organisations, in their order. */
  column<Field extends keyof Organisation & string>(field: Field): IndexedColumn<Organisation[Field]> {
    let column = this.#columns.get(field);
    if (column === undefined) this.#columns.set(field, (column = this.#columnOf(field)));
    return column as IndexedColumn<Organisation[Field]>;
  }

  #columnOf(field: string): IndexedColumn {
    const { parts, order } = this.#datasets.organisations;
    const which = columnsBeside(datasetOf('organisations')).indexOf(field);
    if (which < 0) throw new Error(`The column ${field} of organisations is not indexed.`);
    return joinColumns(
      parts.map(({ columns }) => columns[which]!),
      order,
    );
  }

  /** Of each row, the place of its organisation. */
  ownersOf(id: OwnedDatasetId): Uint32Array {
    return this.#datasets[id].owners;
  }

  rowsOf<Id extends OwnedDatasetId>(id: Id, code: string): readonly RowOf<Id>[] {
    const owner = this.placeOf(code);
    const places = owner === undefined ? NONE : this.placesOf(id, owner);
    if (places.length === 0) return NONE;
    const all = this.#decoded.get(id);
    if (all !== undefined) return places.map((place) => all[place]) as unknown as readonly RowOf<Id>[];
    const key = `${id} ${code}`;
    let rows = this.#recent.get(key);
    if (rows === undefined) {
      if (this.#recent.size > MOST_RECENT) this.#recent.clear();
      this.#recent.set(key, (rows = places.map((place) => this.recordAt(id, place))));
    }
    return rows as unknown as readonly RowOf<Id>[];
  }

  /**
   * Places of an organisation's rows among those of the dataset.
   *
   * @param owner the place of the organisation
   */
  placesOf(id: OwnedDatasetId, owner: number): readonly number[] {
    let places = this.#places.get(id);
    if (places === undefined) this.#places.set(id, (places = placesByOwner(this.ownersOf(id))));
    return places(owner);
  }

  /** What a dataset's list is cut by; `undefined` when it is not shown as one. */
  listColumns(id: DatasetId): ListColumns | undefined {
    return this.#datasets[id].list;
  }

  /** Two words for each row, in the order of the rows: they change with it and with the sources that it names. */
  digests(id: DatasetId): Uint32Array {
    let digests = this.#digests.get(id);
    if (digests === undefined) this.#digests.set(id, (digests = this.#digestsOf(id)));
    return digests;
  }

  #digestsOf(id: DatasetId): Uint32Array {
    const { parts, order } = this.#datasets[id];
    const dataset = datasetOf(id);
    const column = columnsBeside(dataset).findIndex((field) => field === dataset.source);
    const words = inOne(parts.map((rows) => this.#wordsWithSources(rows, rows.columns[column])));
    const digests = new Uint32Array(order.length * 2);
    for (let place = 0; place < order.length; place++) {
      const at = order[place]! * 2;
      digests[place * 2] = words[at]!;
      digests[place * 2 + 1] = words[at + 1]!;
    }
    return digests;
  }

  /** Digests of all rows, each with those of the sources that it names. */
  #wordsWithSources({ digests }: StoredRows, sources: IndexedColumn | undefined): Uint32Array {
    if (sources === undefined) return digests;
    const { values, of } = sources;
    const named = values.map((ids) => this.#digestOfSources(ids));
    const words = digests.slice();
    for (let row = 0; row < of.length; row++) {
      const source = named[of[row]!];
      if (source === undefined) continue;
      words[row * 2]! ^= source[0];
      words[row * 2 + 1]! ^= source[1];
    }
    return words;
  }

  /** @param ids a cell of a column that names sources */
  #digestOfSources(ids: unknown): readonly [number, number] | undefined {
    if (ids === undefined) return undefined;
    this.#sources ??= new Map(this.records.sources.map((source) => [source.id, JSON.stringify(source)]));
    return shortDigest((ids as readonly string[]).map((id) => this.#sources!.get(id) ?? id).join('\n'));
  }

  /** Of all rows of a dataset. */
  digest(id: DatasetId): string {
    let digest = this.#wholes.get(id);
    if (digest === undefined) {
      const { buffer, byteOffset, byteLength } = this.digests(id);
      this.#wholes.set(id, (digest = hash('sha1', new Uint8Array(buffer, byteOffset, byteLength), 'hex')));
    }
    return digest;
  }

  /** What the rows of a dataset take in memory, those that are not published among them. */
  bytes(id: DatasetId): number {
    return this.#datasets[id].parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /**
   * The rows as threads can be given them without a copy.
   *
   * @param ids of the datasets that are wanted; the others are empty
   */
  share(ids: readonly DatasetId[] = DATASET_IDS): SharedRows {
    return Object.fromEntries(
      DATASET_IDS.map((id) => {
        if (!ids.includes(id)) return [id, NO_ROWS];
        const { parts, order, owners, list } = this.#datasets[id];
        return [id, { parts: parts.map(shareRows), order: shared(order), owners: shared(owners), list }];
      }),
    ) as unknown as SharedRows;
  }

  #all(id: DatasetId): readonly AnyRecord[] {
    let all = this.#decoded.get(id);
    if (all === undefined) {
      all = Array.from(this.#datasets[id].order, (_, place) => this.recordAt(id, place));
      this.#decoded.set(id, all);
    }
    return all;
  }

  /** One record by its place among those of the dataset. */
  recordAt(id: DatasetId, place: number): AnyRecord {
    const decoded = this.#decoded.get(id);
    if (decoded !== undefined) return decoded[place]!;
    const { order } = this.#datasets[id];
    const { publishedAs } = datasetOf(id);
    const record = this.#readerOf(id)(order[place]!);
    return publishedAs === undefined ? record : publishedAs(record as never);
  }

  #readerOf(id: DatasetId): (at: number) => AnyRecord {
    let reader = this.#readers.get(id);
    if (reader === undefined) {
      const { parts } = this.#datasets[id];
      const decode = recordReader(datasetOf(id));
      const starts = startsOf(parts);
      reader = (at) => {
        const part = partAt(starts, at);
        return decode(parts[part]!, at - starts[part]!);
      };
      this.#readers.set(id, reader);
    }
    return reader;
  }
}

const NONE: readonly never[] = [];

const NO_ROWS: DatasetRows = { parts: [], order: NO_PLACES, owners: NO_PLACES, list: undefined };

/** Lists of an organisation's rows that are kept, so that those of the page being made are decoded once. */
const MOST_RECENT = 512;

function shareRows(rows: StoredRows): StoredRows {
  // The copies take the place of what they were made from.
  rows.bytes = shared(rows.bytes);
  rows.starts = shared(rows.starts);
  rows.columns = rows.columns.map(({ values, of }) => ({ values, of: shared(of) }));
  return { ...rows, numbers: EMPTY, keys: EMPTY, digests: EMPTY, fates: new Uint8Array() };
}

const EMPTY = new Uint32Array();

function inOne(parts: readonly Uint32Array[]): Uint32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function shared<A extends Uint8Array | Uint32Array>(array: A): A {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const buffer = new SharedArrayBuffer(array.byteLength);
  const copy = array instanceof Uint32Array ? new Uint32Array(buffer) : new Uint8Array(buffer);
  copy.set(array);
  return copy as A;
}
