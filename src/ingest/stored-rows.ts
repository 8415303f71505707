/**
 * Rows in a compact form: kept on disk between runs, shared between threads, decoded one by one when they are asked for. A
 * row is a line of JSON, its values in the order of the dataset's columns, `null` for none.
 */
import { hash } from 'node:crypto';
import type { Dataset } from '../datasets/dataset.ts';
import { ColumnWriter, replaceCells, replaceItems, type IndexedColumn } from '../datasets/indexed-column.ts';
import type { ListColumns } from '../datasets/list-columns.ts';
import type { Fate, IngestedFile, IngestedRow } from './read-dataset.ts';

export interface StoredRows {
  count: number;
  /** The lines, one behind the other. */
  bytes: Uint8Array;
  /** Where each line begins, and where the last one ends. */
  starts: Uint32Array;
  /** Spreadsheet row of each. */
  numbers: Uint32Array;
  /** Place in `FATES`. */
  fates: Uint8Array;
  /** Digest of the cells that the row was read from: two words each. */
  keys: Uint32Array;
  /** Digest of the line: two words each. */
  digests: Uint32Array;
  /** Those of `columnsBeside`, in its order. */
  columns: readonly IndexedColumn[];
}

/** Which rows of a dataset are published. */
export interface RowOrder {
  /** Places among the rows of all files, in the order of their keys. */
  order: Uint32Array;
  /** Of each, the place of its organisation among those that are published; empty for a dataset without. */
  owners: Uint32Array;
  /** Of a dataset that is shown as a list. */
  list: ListColumns | undefined;
}

const FATES: readonly Fate[] = ['published', 'withheld', 'rejected'];

/** Sixty-four bits of SHA-1, as two words: told apart are rows of one register, not forgeries. */
export function shortDigest(content: string | Uint8Array): [number, number] {
  const hex = hash('sha1', content, 'hex');
  return [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8, 16), 16)];
}

/** Both words as one number that a map can be keyed by; 11 of the 64 bits go. */
export function asNumber(one: number, two: number): number {
  return one * 0x200000 + (two >>> 11);
}

/** Takes rows in, one after the other. */
export class RowsWriter {
  readonly #fields: readonly string[];
  readonly #parts: Uint8Array[] = [];
  #lines: string[] = [];
  #run: { rows: StoredRows; start: number; end: number } | undefined;
  readonly #lengths: number[] = [];
  readonly #numbers: number[] = [];
  readonly #fates: number[] = [];
  readonly #keys: number[] = [];
  readonly #digests: number[] = [];
  readonly #columns: readonly (readonly [field: string, column: ColumnWriter])[];

  constructor(dataset: RowShape) {
    this.#fields = Object.keys(dataset.columns);
    this.#columns = columnsBeside(dataset).map((field) => [field, new ColumnWriter()]);
  }

  add({ record, fate, number }: Pick<IngestedRow, 'record' | 'fate' | 'number'>, key: readonly number[]): void {
    if (this.#run !== undefined) this.#flush();
    const line = JSON.stringify(this.#fields.map((field) => record[field]));
    this.#lines.push(line);
    this.#lengths.push(Buffer.byteLength(line));
    this.#keys.push(key[0]!, key[1]!);
    this.#digests.push(...shortDigest(line));
    this.#numbers.push(number);
    this.#fates.push(FATES.indexOf(fate));
    for (const [field, column] of this.#columns) column.add(record[field]);
    if (this.#lines.length >= LINES_AT_ONCE) this.#flush();
  }

  /** Takes over a row of other rows of the same dataset. */
  copy(rows: StoredRows, i: number, number: number): void {
    const [start, end] = [rows.starts[i]!, rows.starts[i + 1]!];
    // Rows that stand behind one another are copied at once.
    if (this.#run?.rows === rows && this.#run.end === start) this.#run.end = end;
    else {
      this.#flush();
      this.#run = { rows, start, end };
    }
    this.#lengths.push(end - start);
    const at = i * 2;
    this.#keys.push(rows.keys[at]!, rows.keys[at + 1]!);
    this.#digests.push(rows.digests[at]!, rows.digests[at + 1]!);
    this.#numbers.push(number);
    this.#fates.push(rows.fates[i]!);
    for (let which = 0; which < this.#columns.length; which++) this.#columns[which]![1].copy(rows.columns[which]!, i);
  }

  finish(): StoredRows {
    this.#flush();
    const count = this.#lengths.length;
    const starts = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + this.#lengths[i]!;
    return {
      count,
      // A memory of its own, that can be handed to another thread.
      bytes: new Uint8Array(Buffer.concat(this.#parts)),
      starts,
      numbers: Uint32Array.from(this.#numbers),
      fates: Uint8Array.from(this.#fates),
      keys: Uint32Array.from(this.#keys),
      digests: Uint32Array.from(this.#digests),
      columns: this.#columns.map(([, column]) => column.finish()),
    };
  }

  #flush(): void {
    if (this.#run !== undefined) this.#parts.push(this.#run.rows.bytes.subarray(this.#run.start, this.#run.end));
    if (this.#lines.length > 0) this.#parts.push(Buffer.from(this.#lines.join('')));
    this.#run = undefined;
    this.#lines = [];
  }
}

const LINES_AT_ONCE = 4096;

/**
 * Rows of a dataset with others in the place of those from one to before another.
 *
 * @param moved how many spreadsheet rows those behind them have moved down
 */
export function replaceRows(rows: StoredRows, from: number, to: number, others: StoredRows, moved: number): StoredRows {
  const [start, end] = [rows.starts[from]!, rows.starts[to]!];
  const added = start + others.bytes.length - end;
  const behind = <A extends Uint32Array>(items: A, by: number) =>
    by === 0 ? items : items.map((item, i) => (i < to ? item : item + by));
  return {
    count: rows.count - (to - from) + others.count,
    bytes: replaceItems(rows.bytes, start, end, others.bytes),
    starts: replaceItems(
      behind(rows.starts, added),
      from,
      to,
      others.starts.subarray(0, -1).map((at) => at + start),
    ),
    numbers: replaceItems(behind(rows.numbers, moved), from, to, others.numbers),
    fates: replaceItems(rows.fates, from, to, others.fates),
    keys: replaceItems(rows.keys, from * 2, to * 2, others.keys),
    digests: replaceItems(rows.digests, from * 2, to * 2, others.digests),
    columns: rows.columns.map((column, i) => replaceCells(column, from, to, others.columns[i]!)),
  };
}

/** What of a dataset its rows are stored by. */
export type RowShape = Pick<Dataset, 'columns' | 'source' | 'indexed'>;

/** Columns that can be asked without decoding rows: those that are indexed, then that which names sources. */
export function columnsBeside({ indexed = [], source }: RowShape): readonly string[] {
  return source === undefined || indexed.includes(source) ? indexed : [...indexed, source];
}

export type AnyRecord = Readonly<Record<string, unknown>>;

/** Makes the record of a row of one dataset. */
export type RecordReader = (rows: StoredRows, i: number) => AnyRecord;

/**
 * Every record has every field, so that all have one shape. Records of a dataset with indexed columns are kept by whoever asks:
 * they are decoded when somebody asks for another column. Their fields are none of their own (`Object.keys` has none).
 */
export function recordReader({ columns, indexed = [] }: RowShape): RecordReader {
  const fields = Object.keys(columns);
  return indexed.length === 0 ? decoder(fields) : indexedRecordReader(fields, indexed);
}

function indexedRecordReader(fields: readonly string[], indexed: readonly string[]): RecordReader {
  const decode = decoder(
    fields,
    fields.filter((field) => !indexed.includes(field)),
    true,
  );
  class IndexedRecord {
    readonly #rows: StoredRows;
    readonly #at: number;
    #decoded: AnyRecord | undefined;

    constructor(rows: StoredRows, at: number) {
      this.#rows = rows;
      this.#at = at;
    }

    toJSON(): AnyRecord {
      return Object.fromEntries(fields.map((field) => [field, (this as unknown as AnyRecord)[field]]));
    }

    static {
      for (const field of fields) {
        const column = indexed.indexOf(field);
        const get =
          column < 0
            ? function (this: IndexedRecord) {
                return (this.#decoded ??= decode(this.#rows, this.#at))[field];
              }
            : function (this: IndexedRecord) {
                const { values, of } = this.#rows.columns[column]!;
                return values[of[this.#at]!];
              };
        Object.defineProperty(this.prototype, field, { get, enumerable: true });
      }
    }
  }
  return (rows, i) => new IndexedRecord(rows, i) as unknown as AnyRecord;
}

/**
 * @param fields those of a line, in its order
 * @param wanted those of a record
 * @param willBeKept whether the records are kept: then equal texts, or lists of texts, of a column are one in memory
 */
function decoder(fields: readonly string[], wanted = fields, willBeKept = false): RecordReader {
  // A copy of a whole record is made much quicker than one field after the other.
  const blank: Record<string, unknown> = Object.fromEntries(wanted.map((field) => [field, undefined]));
  const places = wanted.map((field) => fields.indexOf(field));
  const shared = wanted.map(() => (willBeKept ? new Map<string, unknown>() : undefined));
  const once = (value: unknown, at: number) => {
    const values = shared[at];
    const key = values === undefined ? undefined : keyOf(value);
    if (values === undefined || key === undefined) return value;
    const known = values.get(key);
    if (known !== undefined) return known;
    // A column of names has none that could be shared.
    if (values.size >= MOST_SHARED) shared[at] = undefined;
    else values.set(key, value);
    return value;
  };
  let of: Uint8Array | undefined;
  let text: Buffer = Buffer.of();
  return ({ bytes, starts }, i) => {
    // Most ask for row after row of the same file.
    if (bytes !== of) text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    of = bytes;
    const line = text.toString('utf8', starts[i], starts[i + 1]);
    const values = JSON.parse(line) as unknown[];
    const record = { ...blank };
    for (let at = 0; at < wanted.length; at++) {
      const value = values[places[at]!];
      if (value !== null) record[wanted[at]!] = once(value, at);
    }
    return record;
  };
}

/** The same for equal texts and for equal lists of texts only. */
function keyOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isListOfTexts = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isListOfTexts ? `\0${value.join('\0')}` : undefined;
}

/** Different values of a column that are looked up. */
const MOST_SHARED = 4096;

/**
 * All rows of a dataset, file after file: hundreds of thousands of which most runs look at few. A row becomes an object when
 * it is asked for; what becomes of it is kept beside.
 */
export class RowTable {
  readonly length: number;
  /** Place in `FATES` of each; checks of many rows change it. */
  readonly #fates: Uint8Array;
  readonly #files: readonly FileRows[];
  readonly #starts: readonly number[];
  readonly #decode: RecordReader;
  readonly #columns: readonly string[];
  readonly #ofColumns = new Map<string, string>();
  #ofRows: string | undefined;
  #all: readonly StoredRow[] | undefined;

  constructor(files: readonly FileRows[], dataset: RowShape) {
    this.#files = files;
    this.#starts = startsOf(files.map(({ rows }) => rows));
    this.length = files.reduce((sum, { rows }) => sum + rows.count, 0);
    this.#fates = new Uint8Array(this.length);
    for (const [i, { rows }] of files.entries()) this.#fates.set(rows.fates, this.#starts[i]);
    this.#decode = recordReader(dataset);
    this.#columns = columnsBeside(dataset);
  }

  get all(): readonly StoredRow[] {
    return (this.#all ??= Array.from({ length: this.length }, (_, place) => this.#make(place)));
  }

  at(place: number): StoredRow {
    return this.#all?.[place] ?? this.#make(place);
  }

  /** Places of the rows of one fate. */
  *placesOf(fate: Fate): Generator<number> {
    const wanted = FATES.indexOf(fate);
    for (let place = this.#fates.indexOf(wanted); place >= 0; place = this.#fates.indexOf(wanted, place + 1))
      yield place;
  }

  count(fate: Fate): number {
    const wanted = FATES.indexOf(fate);
    return this.#fates.reduce((sum, each) => sum + Number(each === wanted), 0);
  }

  /** Digest of what becomes of all of them. */
  digestOfFates(): string {
    return hash('sha1', this.#fates, 'hex');
  }

  /** Digest of what stands in columns beside the rows, and in which rows of which files. */
  digestOf(fields: readonly string[]): string {
    return hash('sha1', [this.#digestOfRows(), ...fields.map((field) => this.#digestOfColumn(field))].join(), 'hex');
  }

  #digestOfRows(): string {
    const parts = this.#files.flatMap(({ file, rows }) => [file.path, hash('sha1', rows.numbers, 'hex')]);
    return (this.#ofRows ??= parts.join());
  }

  #digestOfColumn(field: string): string {
    let digest = this.#ofColumns.get(field);
    if (digest === undefined) {
      const at = this.#columns.indexOf(field);
      const parts = this.#files.flatMap(({ rows }) => {
        const { values, of } = rows.columns[at]!;
        return [hash('sha1', JSON.stringify(values), 'hex'), hash('sha1', of, 'hex')];
      });
      this.#ofColumns.set(field, (digest = parts.join()));
    }
    return digest;
  }

  /** Lets go of the decoded rows. */
  forget(): void {
    this.#all = undefined;
  }

  #make(place: number): StoredRow {
    const part = partAt(this.#starts, place);
    const { file, rows } = this.#files[part]!;
    return new StoredRow(file, rows, place - this.#starts[part]!, this.#decode, this.#fates, place);
  }
}

interface FileRows {
  file: IngestedFile;
  rows: StoredRows;
}

/** Where the rows of each part begin among those of all. */
export function startsOf(parts: readonly StoredRows[]): number[] {
  let start = 0;
  return parts.map(({ count }) => (start += count) - count);
}

export function partAt(starts: readonly number[], at: number): number {
  let part = starts.length - 1;
  while (starts[part]! > at) part--;
  return part;
}

/** A row of a file that need not be decoded before somebody looks at it. */
export class StoredRow implements IngestedRow {
  readonly file: IngestedFile;
  readonly #rows: StoredRows;
  readonly #at: number;
  readonly #decode: RecordReader;
  readonly #fates: Uint8Array;
  /** Among all rows of the dataset. */
  readonly place: number;
  #record: AnyRecord | undefined;

  /** @param fates of all rows of the dataset, this one's at `place` */
  constructor(
    file: IngestedFile,
    rows: StoredRows,
    at: number,
    decode: RecordReader,
    fates: Uint8Array,
    place: number,
  ) {
    this.file = file;
    this.#rows = rows;
    this.#at = at;
    this.#decode = decode;
    this.#fates = fates;
    this.place = place;
  }

  get fate(): Fate {
    return FATES[this.#fates[this.place]!]!;
  }

  set fate(fate: Fate) {
    this.#fates[this.place] = FATES.indexOf(fate);
  }

  get number(): number {
    return this.#rows.numbers[this.#at]!;
  }

  get record(): AnyRecord {
    return (this.#record ??= this.#decode(this.#rows, this.#at));
  }
}
