/** Files of the rows of a dataset, brought up to date row by row: what has not changed is taken from the earlier file. */
import { asNumber } from '../ingest/stored-rows.ts';
import { csvRows, excelRows, rowSpans, type Cells, type LineSpan } from './csv.ts';

/** How rows are written, and found again in the file. */
export interface Flavour<Row> {
  /** Before the first row. */
  head: string;
  /** Between two rows. */
  separator: string;
  /** Behind the last row. A file without rows has of it what is not a line break at its beginning. */
  tail: string;
  /** Some rows, with what stands between them. */
  write: (rows: readonly Row[]) => string;
  /** Where each row stands, without what is between them. */
  spans: (bytes: Uint8Array) => Iterable<LineSpan>;
}

/** UTF-8 without byte order mark, RFC 4180 with LF. */
export function csvFlavour(header: readonly string[]): Flavour<Cells> {
  return tableFlavour(header, '', '\n', csvRows);
}

/** As spreadsheets want it: byte order mark, CRLF, nothing that they would take for a formula or round. */
export function excelFlavour(header: readonly string[]): Flavour<Cells> {
  return tableFlavour(header, '\uFEFF', '\r\n', excelRows);
}

function tableFlavour(
  header: readonly string[],
  mark: string,
  newline: string,
  write: (rows: readonly Cells[]) => string,
): Flavour<Cells> {
  return {
    head: `${mark}${write([header])}${newline}`,
    separator: newline,
    tail: newline,
    write,
    *spans(bytes) {
      for (const { start, end } of rowSpans(bytes)) yield { start, end: end - newline.length };
    },
  };
}

const [LINE_FEED, COMMA, CLOSING] = [0x0a, 0x2c, 0x5d];

/** A JSON array with a line for each row. */
export const JSON_FLAVOUR: Flavour<object> = {
  head: '[\n',
  separator: ',\n',
  tail: '\n]\n',
  write: (rows) => rows.map((row) => JSON.stringify(row)).join(',\n'),
  *spans(bytes) {
    for (let start = bytes.indexOf(LINE_FEED) + 1; start > 0 && bytes[start] !== CLOSING;) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (end < 0) return;
      yield { start, end: bytes[end - 1] === COMMA ? end - 1 : end };
      start = end + 1;
    }
  },
};

/** A published file, and what its rows are now. */
export interface EarlierRows {
  bytes: Uint8Array;
  /** How many rows it has. */
  count: number;
  /** The place in it of each row of now, or -1. */
  places: Int32Array;
}

/**
 * Where rows stood before.
 *
 * @param digests two words for each row; rows of the same words are the same
 * @param former those of the rows before
 * @returns their place among the former ones, for each row; -1 for one that is new
 */
export function formerPlaces(digests: Uint32Array, former: Uint32Array): Int32Array {
  const places = new Int32Array(digests.length / 2);
  let known: Map<number, number> | undefined;
  // How far rows have moved: mostly one stands behind the one that it stood behind.
  let moved = 0;
  for (let place = 0; place < places.length; place++) {
    const [one, two] = [digests[place * 2]!, digests[place * 2 + 1]!];
    const at = place + moved;
    if (at < former.length / 2 && former[at * 2] === one && former[at * 2 + 1] === two) {
      places[place] = at;
      continue;
    }
    known ??= placesByDigest(former);
    const found = known.get(asNumber(one, two)) ?? -1;
    places[place] = found;
    if (found >= 0) moved = found - place;
  }
  return places;
}

function placesByDigest(digests: Uint32Array): Map<number, number> {
  const places = new Map<number, number>();
  for (let place = 0; place < digests.length / 2; place++)
    places.set(asNumber(digests[place * 2]!, digests[place * 2 + 1]!), place);
  return places;
}

/** A file to be made, and the earlier one that it takes rows from. */
export type UpdatedFile<Row> = readonly [flavour: Flavour<Row>, earlier: EarlierRows | undefined];

/**
 * Files of the same rows in several flavours: a row that has to be written is asked for once.
 *
 * @param rowOf a row by its place
 */
export function updateRows<Row>(
  wanted: readonly UpdatedFile<Row>[],
  count: number,
  rowOf: (place: number) => Row,
): Uint8Array[] {
  const files = wanted.map((file) => new RowFile(...file));
  for (let place = 0; place < count; place++) {
    let row: Row | undefined;
    for (const file of files) {
      if (file.takeOver(place)) continue;
      row ??= rowOf(place);
      file.add(row);
    }
  }
  return files.map((file) => file.finish(count));
}

/** A file while its rows come in. */
class RowFile<Row> {
  readonly #flavour: Flavour<Row>;
  readonly #separator: Uint8Array;
  readonly #earlier: EarlierRows | undefined;
  readonly #known: RowSpans | undefined;
  #parts: Uint8Array[];
  #made: Row[] = [];
  #run: LineSpan | undefined;

  constructor(flavour: Flavour<Row>, earlier: EarlierRows | undefined) {
    this.#flavour = flavour;
    this.#separator = Buffer.from(flavour.separator);
    this.#earlier = earlier;
    this.#known = earlier && spansOf(flavour.spans(earlier.bytes), earlier.count);
    this.#parts = [Buffer.from(flavour.head)];
  }

  /** @returns whether the earlier file has the row */
  takeOver(place: number): boolean {
    const former = this.#known === undefined ? -1 : this.#earlier!.places[place]!;
    if (former < 0) return false;
    const [start, end] = [this.#known!.starts[former]!, this.#known!.ends[former]!];
    if (this.#run !== undefined && this.#run.end + this.#separator.length === start) this.#run.end = end;
    else {
      this.#flush();
      this.#run = { start, end };
    }
    return true;
  }

  add(row: Row): void {
    if (this.#run !== undefined || this.#made.length >= ROWS_AT_ONCE) this.#flush();
    this.#made.push(row);
  }

  finish(count: number): Uint8Array {
    this.#flush();
    const { tail } = this.#flavour;
    this.#parts.push(Buffer.from(count === 0 ? tail.trimStart() : tail));
    const bytes = Buffer.concat(this.#parts);
    // Others are still to be put together, and a file may have hundreds of megabytes.
    this.#parts = [];
    return bytes;
  }

  #flush(): void {
    if (this.#made.length > 0) this.#push(Buffer.from(this.#flavour.write(this.#made)));
    if (this.#run !== undefined) this.#push(this.#earlier!.bytes.subarray(this.#run.start, this.#run.end));
    this.#made = [];
    this.#run = undefined;
  }

  #push(part: Uint8Array): void {
    if (this.#parts.length > 1) this.#parts.push(this.#separator);
    this.#parts.push(part);
  }
}

/** Where each row begins and ends in a file. */
export interface RowSpans {
  starts: Float64Array;
  ends: Float64Array;
}

/** @returns `undefined` when there is not a span for each row */
export function spansOf(spans: Iterable<LineSpan>, count: number): RowSpans | undefined {
  const [starts, ends] = [new Float64Array(count), new Float64Array(count)];
  let place = 0;
  for (const { start, end } of spans) {
    if (place >= count) return undefined;
    starts[place] = start;
    ends[place] = end;
    place++;
  }
  return place === count ? { starts, ends } : undefined;
}

const ROWS_AT_ONCE = 10_000;
