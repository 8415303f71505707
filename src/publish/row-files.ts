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

/**
 * The file of some rows, with those that an earlier file of the same flavour has taken from there.
 *
 * @param rowOf a row by its place
 */
export function updateRows<Row>(
  { head, separator, tail, write, spans }: Flavour<Row>,
  count: number,
  rowOf: (place: number) => Row,
  earlier: EarlierRows | undefined,
): Uint8Array {
  const known = earlier && spansOf(spans(earlier.bytes), earlier.count);
  const parts: Uint8Array[] = [Buffer.from(head)];
  const between = Buffer.from(separator);
  const add = (part: Uint8Array) => {
    if (parts.length > 1) parts.push(between);
    parts.push(part);
  };
  let made: Row[] = [];
  let run: LineSpan | undefined;
  const flush = () => {
    if (made.length > 0) add(Buffer.from(write(made)));
    if (run !== undefined) add(earlier!.bytes.subarray(run.start, run.end));
    made = [];
    run = undefined;
  };
  for (let place = 0; place < count; place++) {
    const former = known === undefined ? -1 : earlier!.places[place]!;
    if (former < 0) {
      if (run !== undefined || made.length >= ROWS_AT_ONCE) flush();
      made.push(rowOf(place));
      continue;
    }
    const [start, end] = [known!.starts[former]!, known!.ends[former]!];
    if (run !== undefined && run.end + separator.length === start) run.end = end;
    else {
      flush();
      run = { start, end };
    }
  }
  flush();
  parts.push(Buffer.from(count === 0 ? tail.trimStart() : tail));
  return Buffer.concat(parts);
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
